package dev.waypoint.hcl;

import dev.waypoint.hcl.diagnostic.DiagnosticWriter;
import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.diagnostic.SourceFile;
import dev.waypoint.hcl.diagnostic.SourcePos;
import dev.waypoint.hcl.diagnostic.SourceRange;
import dev.waypoint.hcl.json.JsonParser;
import dev.waypoint.hcl.syntax.Attribute;
import dev.waypoint.hcl.syntax.Body;
import dev.waypoint.hcl.syntax.NativeBlock;
import dev.waypoint.hcl.syntax.NativeBody;
import dev.waypoint.hcl.syntax.Parser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Prints the blocks, labels and attributes of a file as JSON, with the ranges {@code [line, column,
 * byte, line, column, byte]} of each. Of a file in the JSON syntax, where only a schema could tell
 * blocks, everything is an attribute.
 */
public final class HclDump {
  private HclDump() {}

  /** Dumps the files that are named; the exit code is 1 if one of them cannot be read. */
  public static void main(String[] files) {
    boolean failed = files.length == 0;
    if (failed) {
      System.err.println("usage: HclDump FILE...");
    }
    for (String file : files) {
      try {
        Diagnostics diagnostics = new Diagnostics();
        String json = dump(SourceFile.of(file, Files.readAllBytes(Path.of(file))), diagnostics);
        if (diagnostics.hasErrors()) {
          System.err.println(DiagnosticWriter.forPeople().write(diagnostics.list()));
          failed = true;
        } else {
          System.out.println(json);
        }
      } catch (IOException _) {
        System.err.println("The file \"" + file + "\" cannot be read.");
        failed = true;
      }
    }
    if (failed) {
      System.exit(1);
    }
  }

  /** The structure of a file as JSON; what could be read of it if there are errors. */
  public static String dump(SourceFile file, Diagnostics diagnostics) {
    Object structure =
        file.name().endsWith(".json")
            ? JsonParser.parseBody(file, diagnostics)
                .map(body -> structure(body, diagnostics))
                .orElse(Map.of())
            : structure(Parser.parseBody(file, diagnostics));
    StringBuilder out = new StringBuilder();
    write(out, structure, "\n");
    return out.toString();
  }

  private static Object structure(Body body, Diagnostics diagnostics) {
    return Map.of("attributes", attributes(body.justAttributes(diagnostics).values()));
  }

  private static Map<String, Object> structure(NativeBody body) {
    Map<String, Object> structure = new LinkedHashMap<>();
    structure.put("attributes", attributes(body.attributes().values()));
    structure.put("blocks", body.blocks().stream().map(HclDump::structure).toList());
    return structure;
  }

  private static Map<String, Object> structure(NativeBlock block) {
    Map<String, Object> structure = new LinkedHashMap<>();
    structure.put("type", block.type());
    structure.put("typeRange", range(block.typeRange()));
    structure.put("labels", block.labels());
    structure.put("labelRanges", block.labelRanges().stream().map(HclDump::range).toList());
    structure.put("openBrace", range(block.openBrace()));
    structure.put("closeBrace", range(block.closeBrace()));
    structure.put("body", structure(block.body()));
    return structure;
  }

  private static List<Object> attributes(Collection<Attribute> attributes) {
    return attributes.stream().map(HclDump::structure).toList();
  }

  private static Object structure(Attribute attribute) {
    Map<String, Object> structure = new LinkedHashMap<>();
    structure.put("name", attribute.name());
    structure.put("range", range(attribute.range()));
    structure.put("nameRange", range(attribute.nameRange()));
    structure.put("exprRange", range(attribute.expression().range()));
    structure.put(
        "variables", attribute.expression().variables().stream().map(Object::toString).toList());
    return structure;
  }

  private static List<Integer> range(SourceRange range) {
    SourcePos start = range.start();
    SourcePos end = range.end();
    return List.of(
        start.line(), start.column(), start.offset(), end.line(), end.column(), end.offset());
  }

  private static void write(StringBuilder out, Object value, String indent) {
    switch (value) {
      case Map<?, ?> map -> {
        String inner = indent + "  ";
        String separator = "{" + inner;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          out.append(separator).append(quote(entry.getKey().toString())).append(": ");
          write(out, entry.getValue(), inner);
          separator = "," + inner;
        }
        out.append(map.isEmpty() ? "{}" : indent + "}");
      }
      case List<?> list -> {
        boolean flat = list.stream().noneMatch(Map.class::isInstance);
        String inner = flat ? "" : indent + "  ";
        String separator = "[" + inner;
        for (Object element : list) {
          out.append(separator);
          write(out, element, inner);
          separator = flat ? ", " : "," + inner;
        }
        out.append(list.isEmpty() ? "[]" : (flat ? "" : indent) + "]");
      }
      case Integer number -> out.append(number);
      default -> out.append(quote(value.toString()));
    }
  }

  private static String quote(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.chars()
        .forEach(
            c -> {
              switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                default -> {
                  if (c < 0x20) {
                    out.append("\\u%04x".formatted(c));
                  } else {
                    out.append((char) c);
                  }
                }
              }
            });
    return out.append('"').toString();
  }
}
