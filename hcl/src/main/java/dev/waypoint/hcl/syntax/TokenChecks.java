package dev.waypoint.hcl.syntax;

import dev.waypoint.hcl.diagnostic.Diagnostics;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Reports tokens that mean nothing in the language, most kinds once for a text. */
final class TokenChecks {
  private TokenChecks() {}

  static void check(List<Token> tokens, Diagnostics diagnostics) {
    Set<TokenType> told = EnumSet.noneOf(TokenType.class);
    for (Token token : tokens) {
      switch (token.type()) {
        case BITWISE, APOSTROPHE, BACKTICK, SEMICOLON, STRAY_BYTE -> {
          if (told.add(token.type())) {
            report(token, diagnostics);
          }
        }
        case QUOTED_NEWLINE, INVALID -> report(token, diagnostics);
        default -> {}
      }
      if (diagnostics.count() >= Parser.MAX_PROBLEMS) {
        return;
      }
    }
  }

  private static void report(Token token, Diagnostics diagnostics) {
    switch (token.type()) {
      case BITWISE ->
          diagnostics.error(
              "Unsupported operator",
              "Bitwise operators are not supported." + instead(token.text()),
              token.range());
      case APOSTROPHE ->
          invalid(
              token,
              diagnostics,
              "Single quotes are not valid. Use double quotes (\") to enclose strings.");
      case BACKTICK ->
          invalid(
              token,
              diagnostics,
              "The \"`\" character is not valid. To create a multi-line string, use the"
                  + " \"heredoc\" syntax, like \"<<EOT\".");
      case SEMICOLON ->
          invalid(
              token,
              diagnostics,
              "The \";\" character is not valid. Use newlines to separate arguments and blocks,"
                  + " and commas to separate items in collection values.");
      case STRAY_BYTE ->
          diagnostics.error(
              "Invalid character encoding",
              "All input files must be UTF-8 encoded. Ensure that UTF-8 encoding is selected in"
                  + " your editor.",
              token.range());
      case QUOTED_NEWLINE ->
          diagnostics.error(
              "Invalid multi-line string",
              "Quoted strings may not be split over multiple lines. To produce a multi-line"
                  + " string, either use the \\n escape to represent a newline character or use"
                  + " the \"heredoc\" multi-line template syntax.",
              token.range());
      default -> invalid(token, diagnostics, "This character is not used within the language.");
    }
  }

  private static void invalid(Token token, Diagnostics diagnostics, String detail) {
    diagnostics.error("Invalid character", detail, token.range());
  }

  private static String instead(String operator) {
    return switch (operator) {
      case "&" -> " Did you mean boolean AND (\"&&\")?";
      case "|" -> " Did you mean boolean OR (\"||\")?";
      case "~" -> " Did you mean boolean NOT (\"!\")?";
      default -> "";
    };
  }
}
