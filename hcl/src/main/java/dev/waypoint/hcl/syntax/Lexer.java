package dev.waypoint.hcl.syntax;

import dev.waypoint.hcl.diagnostic.SourceFile;
import dev.waypoint.hcl.diagnostic.SourcePos;
import dev.waypoint.hcl.diagnostic.SourceRange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Cuts source text into tokens. Every char of the text but white space is in some token. */
final class Lexer {
  private enum Mode {
    /** Expressions and bodies. */
    NORMAL,
    /** Between double quotes. */
    QUOTED,
    /** Text up to a marker on a line of its own. */
    HEREDOC,
    /** A template that is a whole text. */
    BARE
  }

  private static final class Frame {
    final Mode mode;
    final String marker;
    int braces;

    Frame(Mode mode, String marker) {
      this.mode = mode;
      this.marker = marker;
    }
  }

  private final SourceFile file;
  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private final Deque<Frame> frames = new ArrayDeque<>();
  private SourcePos pos;
  private int at;
  private boolean noMoreCommentEnds;

  private Lexer(SourceFile file, String text, SourcePos start) {
    this.file = file;
    this.text = text;
    this.pos = start;
  }

  /** The tokens of a body or an expression. */
  static List<Token> scan(SourceFile file, String text, SourcePos start) {
    return new Lexer(file, text, start).run(Mode.NORMAL);
  }

  /** The tokens of a template without quotes. */
  static List<Token> scanTemplate(SourceFile file, String text, SourcePos start) {
    return new Lexer(file, text, start).run(Mode.BARE);
  }

  private List<Token> run(Mode mode) {
    frames.push(new Frame(mode, ""));
    if (text.startsWith("\uFEFF")) {
      at = 1;
      pos = new SourcePos(pos.line(), pos.column(), pos.offset() + 3);
    }
    while (at < text.length()) {
      switch (frames.element().mode) {
        case NORMAL -> normal();
        case QUOTED -> quoted();
        case HEREDOC -> heredoc();
        case BARE -> plain();
      }
    }
    emit(TokenType.END, at);
    return tokens;
  }

  private void emit(TokenType type, int end) {
    SourcePos after = Positions.after(pos, text, at, end);
    tokens.add(new Token(type, text.substring(at, end), new SourceRange(file, pos, after)));
    pos = after;
    at = end;
  }

  private boolean looking(String expected) {
    return text.startsWith(expected, at);
  }

  private char ahead(int distance) {
    return at + distance < text.length() ? text.charAt(at + distance) : '\0';
  }

  private void quoted() {
    int end = at;
    while (end < text.length()) {
      char c = text.charAt(end);
      if (c == '"' || c == '\n' || c == '\r' || opensSequence(end)) {
        break;
      }
      if (SourceFile.isStrayByte(c) && stray(end)) {
        break;
      }
      if (c == '\\') {
        boolean pair = end + 1 < text.length() && "\r\n".indexOf(text.charAt(end + 1)) < 0;
        if (!pair) {
          break;
        }
        end++;
      }
      if (c == '$' || c == '%') {
        end = end > at ? end : escapedSequence(end) ? end + 3 : end + 1;
        break;
      }
      end++;
    }
    if (end > at) {
      emit(TokenType.QUOTED_TEXT, Math.min(end, text.length()));
      return;
    }
    switch (text.charAt(at)) {
      case '"' -> {
        emit(TokenType.CLOSE_QUOTE, at + 1);
        frames.pop();
      }
      case '\n', '\r' -> {
        int line = at + 1;
        while (line < text.length() && "\r\n".indexOf(text.charAt(line)) >= 0) {
          line++;
        }
        emit(TokenType.QUOTED_NEWLINE, line);
      }
      case '\\' -> emit(TokenType.INVALID, at + 1);
      case '$', '%' -> openSequence();
      default -> emit(TokenType.STRAY_BYTE, at + 1);
    }
  }

  private void heredoc() {
    boolean lineStart = tokens.getLast().is(TokenType.OPEN_HEREDOC) || text.charAt(at - 1) == '\n';
    int lineEnd = lineStart ? text.indexOf('\n', at) : -1;
    if (lineEnd >= 0) {
      String line = text.substring(at, lineEnd);
      if (line.strip().equals(frames.element().marker)) {
        frames.pop();
        emit(TokenType.CLOSE_HEREDOC, line.endsWith("\r") ? lineEnd - 1 : lineEnd);
        return;
      }
    }
    plain();
  }

  private void plain() {
    int end = at;
    while (end < text.length()) {
      char c = text.charAt(end);
      if (opensSequence(end) || SourceFile.isStrayByte(c) && stray(end)) {
        break;
      }
      if (endsText(end)) {
        restOfText(end);
        return;
      }
      if (escapedSequence(end)) {
        end = end > at ? end : end + 3;
        break;
      }
      if ((c == '$' || c == '%') && end > at) {
        break;
      }
      end++;
      if (c == '\n') {
        break;
      }
    }
    if (end > at) {
      emit(TokenType.PLAIN_TEXT, end);
    } else if (opensSequence(at)) {
      openSequence();
    } else {
      emit(TokenType.STRAY_BYTE, at + 1);
    }
  }

  /** Whether nothing from a char on is read: a lone carriage return, or half a sequence. */
  private boolean endsText(int index) {
    char c = text.charAt(index);
    boolean last = index + 1 == text.length();
    return c == '\r' && (last || text.charAt(index + 1) != '\n')
        || (c == '$' || c == '%') && last && frames.element().mode == Mode.HEREDOC;
  }

  private void restOfText(int index) {
    if (frames.element().mode == Mode.BARE) {
      emit(TokenType.PLAIN_TEXT, text.length());
      return;
    }
    if (index > at) {
      emit(TokenType.PLAIN_TEXT, index);
    }
    emit(TokenType.INVALID, text.length());
  }

  private boolean stray(int index) {
    return index == 0 || !Character.isHighSurrogate(text.charAt(index - 1));
  }

  private boolean opensSequence(int index) {
    char c = text.charAt(index);
    return (c == '$' || c == '%') && index + 1 < text.length() && text.charAt(index + 1) == '{';
  }

  private boolean escapedSequence(int index) {
    if (index + 2 >= text.length()) {
      return false;
    }
    char c = text.charAt(index);
    return (c == '$' || c == '%') && text.charAt(index + 1) == c && text.charAt(index + 2) == '{';
  }

  private void openSequence() {
    boolean directive = text.charAt(at) == '%';
    int end = ahead(2) == '~' ? at + 3 : at + 2;
    emit(directive ? TokenType.OPEN_DIRECTIVE : TokenType.OPEN_INTERPOLATION, end);
    frames.push(new Frame(Mode.NORMAL, ""));
  }

  private void normal() {
    char c = text.charAt(at);
    if (c == ' ' || c == '\t') {
      int end = at + 1;
      while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
        end++;
      }
      pos = Positions.after(pos, text, at, end);
      at = end;
    } else if (c == '\n') {
      emit(TokenType.NEWLINE, at + 1);
    } else if (c == '\r' && ahead(1) == '\n') {
      emit(TokenType.NEWLINE, at + 2);
    } else if (c == '"') {
      emit(TokenType.OPEN_QUOTE, at + 1);
      frames.push(new Frame(Mode.QUOTED, ""));
    } else if (c >= '0' && c <= '9') {
      emit(TokenType.NUMBER, Words.numberEnd(text, at));
    } else if (Words.identifierStart(text, at)) {
      emit(TokenType.IDENTIFIER, Words.identifierEnd(text, at));
    } else if (!comment() && !openHeredoc() && !brace()) {
      symbol();
    }
  }

  private boolean comment() {
    if (looking("#") || looking("//")) {
      int end = text.indexOf('\n', at);
      emit(TokenType.COMMENT, end < 0 ? text.length() : end + 1);
      return true;
    }
    if (!looking("/*") || noMoreCommentEnds) {
      return false;
    }
    int end = text.indexOf("*/", at + 2);
    if (end < 0) {
      noMoreCommentEnds = true;
      return false;
    }
    emit(TokenType.COMMENT, end + 2);
    return true;
  }

  private boolean openHeredoc() {
    if (!looking("<<")) {
      return false;
    }
    int word = ahead(2) == '-' ? at + 3 : at + 2;
    if (word >= text.length() || !Words.identifierStart(text, word)) {
      return false;
    }
    int end = Words.identifierEnd(text, word);
    int line = text.startsWith("\r\n", end) ? end + 2 : text.startsWith("\n", end) ? end + 1 : 0;
    if (line == 0) {
      return false;
    }
    String marker = text.substring(word, end);
    emit(TokenType.OPEN_HEREDOC, line);
    frames.push(new Frame(Mode.HEREDOC, marker));
    return true;
  }

  private boolean brace() {
    Frame frame = frames.element();
    boolean inSequence = frames.size() > 1 && frame.braces == 0;
    if (inSequence && (looking("}") || looking("~}"))) {
      frames.pop();
      emit(TokenType.CLOSE_SEQUENCE, looking("}") ? at + 1 : at + 2);
      return true;
    }
    if (looking("~}")) {
      emit(TokenType.CLOSE_SEQUENCE, at + 2);
      return true;
    }
    if (looking("{")) {
      frame.braces++;
      emit(TokenType.OPEN_BRACE, at + 1);
      return true;
    }
    if (looking("}")) {
      frame.braces = Math.max(0, frame.braces - 1);
      emit(TokenType.CLOSE_BRACE, at + 1);
      return true;
    }
    return false;
  }

  private void symbol() {
    int length = 1;
    TokenType type = Words.symbol(text, at);
    if (type == TokenType.ELLIPSIS) {
      length = 3;
    } else if (Words.isLong(type)) {
      length = 2;
    } else if (type == TokenType.INVALID) {
      length = Character.charCount(text.codePointAt(at));
    }
    emit(type, at + length);
  }
}
