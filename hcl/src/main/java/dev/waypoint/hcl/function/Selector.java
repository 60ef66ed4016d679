package dev.waypoint.hcl.function;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A condition on labels, such as {@code env == prod and "waypoint/workspace" != default}.
 *
 * <p>Operators: {@code == !=}, {@code is [not] empty}, {@code [not] in}, {@code [not] contains},
 * {@code [not] matches}, {@code and or not} and parentheses. A label that is absent matches
 * nothing: every comparison with it is false, {@code is empty} is true.
 */
public final class Selector {
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(\\(|\\)|==|!=|\"[^\"]*\"|`[^`]*`|[^\\s()\"`=!]+)");

  private final String text;
  private final List<String> tokens = new ArrayList<>();
  private int position;

  private Selector(String text) {
    this.text = text;
    com.google.re2j.Matcher matcher = TOKEN.matcher(text);
    int end = 0;
    while (matcher.find(end) && matcher.start() == end) {
      tokens.add(matcher.group(1));
      end = matcher.end();
      if (end == text.length()) {
        break;
      }
    }
    if (!text.substring(end).isBlank()) {
      throw invalid("unexpected \"%s\"".formatted(text.substring(end).strip()));
    }
  }

  /**
   * Reads a selector.
   *
   * @throws IllegalArgumentException if it is not one; the message says what is wrong with it
   */
  public static Predicate<Map<String, String>> parse(String text) {
    Selector parser = new Selector(text);
    Predicate<Map<String, String>> condition = parser.or();
    if (parser.position < parser.tokens.size()) {
      throw parser.invalid("unexpected \"%s\"".formatted(parser.tokens.get(parser.position)));
    }
    return condition;
  }

  private Predicate<Map<String, String>> or() {
    Predicate<Map<String, String>> left = and();
    while (accept("or")) {
      left = left.or(and());
    }
    return left;
  }

  private Predicate<Map<String, String>> and() {
    Predicate<Map<String, String>> left = not();
    while (accept("and")) {
      left = left.and(not());
    }
    return left;
  }

  private Predicate<Map<String, String>> not() {
    if (accept("not")) {
      return not().negate();
    }
    if (accept("(")) {
      Predicate<Map<String, String>> inner = or();
      if (!accept(")")) {
        throw invalid("a closing parenthesis is missing");
      }
      return inner;
    }
    return comparison();
  }

  private Predicate<Map<String, String>> comparison() {
    String left = operand();
    if (accept("==")) {
      return equal(left, operand());
    }
    if (accept("!=")) {
      String right = operand();
      return labels -> labels.containsKey(left) && !right.equals(labels.get(left));
    }
    if (accept("is")) {
      boolean negated = accept("not");
      if (!accept("empty")) {
        throw invalid("\"empty\" is expected after \"is\"");
      }
      return labels -> labels.getOrDefault(left, "").isEmpty() != negated;
    }
    boolean negated = accept("not");
    if (accept("in")) {
      String label = operand();
      return present(label, labels -> labels.get(label).contains(left) != negated);
    }
    if (accept("contains")) {
      String part = operand();
      return present(left, labels -> labels.get(left).contains(part) != negated);
    }
    if (accept("matches")) {
      Pattern pattern = pattern(operand());
      return present(left, labels -> pattern.matcher(labels.get(left)).find() != negated);
    }
    throw invalid("an operator is expected after \"%s\"".formatted(left));
  }

  private static Predicate<Map<String, String>> equal(String label, String value) {
    return labels -> value.equals(labels.get(label));
  }

  private static Predicate<Map<String, String>> present(
      String label, Predicate<Map<String, String>> condition) {
    return labels -> labels.containsKey(label) && condition.test(labels);
  }

  private Pattern pattern(String expression) {
    try {
      return Pattern.compile(expression);
    } catch (PatternSyntaxException e) {
      throw invalid("\"%s\" is not a regular expression".formatted(expression));
    }
  }

  private boolean accept(String token) {
    if (position < tokens.size() && tokens.get(position).equals(token)) {
      position++;
      return true;
    }
    return false;
  }

  private String operand() {
    if (position >= tokens.size()) {
      throw invalid("a label or a value is missing at the end");
    }
    String token = tokens.get(position++);
    boolean quoted = token.length() > 1 && (token.startsWith("\"") || token.startsWith("`"));
    if (!quoted && List.of("(", ")", "==", "!=").contains(token)) {
      throw invalid("a label or a value is expected instead of \"%s\"".formatted(token));
    }
    return quoted ? token.substring(1, token.length() - 1) : token;
  }

  private IllegalArgumentException invalid(String reason) {
    return new IllegalArgumentException("invalid selector \"%s\": %s".formatted(text, reason));
  }
}
