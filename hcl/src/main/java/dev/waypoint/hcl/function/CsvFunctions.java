package dev.waypoint.hcl.function;

import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads comma-separated values as RFC 4180 describes them; the first record names the columns. */
final class CsvFunctions {
  private CsvFunctions() {}

  static void register(Map<String, Function> functions) {
    functions.put(
        "csvdecode",
        Function.builder()
            .parameter("str", Type.STRING)
            .body(arguments -> decode(arguments.getFirst().asString())));
  }

  private static Value decode(String text) {
    List<List<String>> records = records(text);
    if (records.isEmpty()) {
      throw new FunctionException("missing header line");
    }
    List<String> header = records.getFirst();
    Set<String> seen = new HashSet<>();
    Map<String, Type> columns = new TreeMap<>();
    for (String name : header) {
      if (!seen.add(name)) {
        throw new FunctionException("duplicate column name \"%s\"".formatted(name));
      }
      columns.put(name, Type.STRING);
    }
    List<Value> rows = new ArrayList<>();
    for (int i = 1; i < records.size(); i++) {
      List<String> fields = records.get(i);
      if (fields.size() != header.size()) {
        throw new FunctionException("record on line %d: wrong number of fields".formatted(i + 1));
      }
      Map<String, Value> row = new LinkedHashMap<>();
      for (int column = 0; column < fields.size(); column++) {
        row.put(header.get(column), Value.string(fields.get(column)));
      }
      rows.add(Value.object(row));
    }
    return Value.list(Type.object(columns), rows);
  }

  private static List<List<String>> records(String text) {
    List<List<String>> records = new ArrayList<>();
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    boolean any = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        if (c != '"') {
          field.append(c);
        } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
          field.append('"');
          i++;
        } else {
          quoted = false;
        }
        continue;
      }
      switch (c) {
        case '"' -> {
          if (!field.isEmpty()) {
            throw new FunctionException(
                "parse error on line %d: bare \" in non-quoted field"
                    .formatted(records.size() + 1));
          }
          quoted = true;
          any = true;
        }
        case ',' -> {
          fields.add(take(field));
          any = true;
        }
        case '\r' -> {
          if (i + 1 >= text.length() || text.charAt(i + 1) != '\n') {
            field.append(c);
          }
        }
        case '\n' -> {
          if (any || !field.isEmpty()) {
            fields.add(take(field));
            records.add(List.copyOf(fields));
            fields.clear();
          }
          any = false;
        }
        default -> field.append(c);
      }
    }
    if (quoted) {
      throw new FunctionException(
          "parse error on line %d: extraneous or missing \" in quoted field"
              .formatted(records.size() + 1));
    }
    if (any || !field.isEmpty()) {
      fields.add(take(field));
      records.add(List.copyOf(fields));
    }
    return records;
  }

  private static String take(StringBuilder field) {
    String text = field.toString();
    field.setLength(0);
    return text;
  }
}
