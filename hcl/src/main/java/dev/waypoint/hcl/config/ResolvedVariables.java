package dev.waypoint.hcl.config;

import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The values of the declared input variables, by name in the order of the declarations. A variable
 * without a value is not in it.
 */
public record ResolvedVariables(Map<String, ResolvedVariable> byName) {
  /** No variables. */
  public static final ResolvedVariables NONE = new ResolvedVariables(Map.of());

  public ResolvedVariables {
    byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
  }

  /**
   * A row of the table that is shown after an operation.
   *
   * @param variable the name
   * @param value the value as text; of a sensitive one a stand-in
   * @param type {@code string}, {@code number}, {@code bool}, {@code hcl} or {@code sensitive}
   * @param source the source in lower case
   */
  public record Row(String variable, String value, String type, String source) {}

  /** The variable with a name. */
  public Optional<ResolvedVariable> get(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The values as the object that expressions know as {@code var}. */
  public Value toObject() {
    Map<String, Value> values = new LinkedHashMap<>();
    byName.forEach((name, variable) -> values.put(name, variable.value()));
    return Value.object(values);
  }

  /** Every text and number in the sensitive values, longest first. */
  List<String> secrets() {
    Set<String> texts = new HashSet<>();
    for (ResolvedVariable variable : byName.values()) {
      if (variable.sensitive()) {
        collect(variable.value(), texts);
      }
    }
    return texts.stream().sorted(Comparator.comparingInt(text -> -text.length())).toList();
  }

  private static void collect(Value value, Set<String> texts) {
    if (!value.isPresent()) {
      return;
    }
    if (value.type().isKeyed() || value.type().isSequence()) {
      value.elements().forEach(element -> collect(element, texts));
    } else if (value.type() != Type.BOOL && ValueText.of(value).length() > 1) {
      texts.add(ValueText.of(value));
    }
  }

  /** One row for each variable; sensitive values read {@code (sensitive)}. */
  public List<Row> usedTable() {
    return table(_ -> "(sensitive)");
  }

  /**
   * One row for each variable; a sensitive value is told by the SHA-256 in hexadecimal digits of
   * the salt followed by the value's text, so that somebody who knows both can check it.
   */
  public List<Row> usedTable(String salt) {
    return table(variable -> digest(salt + variable.valueText()));
  }

  private List<Row> table(java.util.function.Function<ResolvedVariable, String> standIn) {
    List<Row> rows = new ArrayList<>();
    for (ResolvedVariable variable : byName.values()) {
      String value = variable.sensitive() ? standIn.apply(variable) : variable.valueText();
      String type = variable.sensitive() ? "sensitive" : kind(variable.value().type());
      rows.add(new Row(variable.name(), value, type, variable.source().word()));
    }
    return rows;
  }

  private static String kind(Type type) {
    return type.isPrimitive() ? type.friendlyName() : "hcl";
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
