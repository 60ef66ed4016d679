package dev.waypoint.hcl.config;

import dev.waypoint.hcl.diagnostic.Diagnostic;
import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.diagnostic.HclException;
import dev.waypoint.hcl.diagnostic.SourceFile;
import dev.waypoint.hcl.eval.EvalContext;
import dev.waypoint.hcl.json.JsonParser;
import dev.waypoint.hcl.syntax.Attribute;
import dev.waypoint.hcl.syntax.Body;
import dev.waypoint.hcl.syntax.BodySchema;
import dev.waypoint.hcl.syntax.Parser;
import dev.waypoint.hcl.syntax.PartialContent;
import dev.waypoint.hcl.value.Type;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads files with values of input variables: {@code *.wpvars} and {@code *.wpvars.json}. */
public final class VariableFiles {
  private static final BodySchema VARIABLE_BLOCKS =
      BodySchema.builder().block("variable", "name").build();

  private VariableFiles() {}

  /**
   * The values in a file.
   *
   * @param source {@link VariableSource#FILE} or {@link VariableSource#VCS}
   * @throws HclException if the text is not a list of assignments
   */
  public static List<InputVariable> parse(String fileName, String text, VariableSource source) {
    return parse(SourceFile.of(fileName, text), source);
  }

  private static List<InputVariable> parse(SourceFile file, VariableSource source) {
    Diagnostics diagnostics = new Diagnostics();
    Optional<Body> body =
        file.name().endsWith(".json")
            ? JsonParser.parseBody(file, diagnostics)
            : Optional.of(Parser.parseBody(file, diagnostics));
    diagnostics.throwIfErrors();
    PartialContent partial = body.orElseThrow().partialContent(VARIABLE_BLOCKS, diagnostics);
    partial
        .content()
        .blocks()
        .forEach(
            block ->
                diagnostics.error(
                    "Variable declaration in a file of values",
                    "A file of values cannot declare variables. Move this stanza to waypoint.hcl"
                        + " and write here: %s = VALUE".formatted(block.labels().getFirst()),
                    block.headerRange()));
    List<InputVariable> values = new ArrayList<>();
    for (Attribute attribute : partial.remain().justAttributes(diagnostics).values()) {
      Reading.value(attribute, Type.DYNAMIC, EvalContext.CONSTANTS, diagnostics)
          .map(value -> InputVariable.written(attribute.name(), source, value, attribute.range()))
          .ifPresent(values::add);
    }
    diagnostics.throwIfErrors();
    return values;
  }

  /**
   * The values in a file that somebody named.
   *
   * @throws HclException if the file cannot be read or is not a list of assignments
   */
  public static List<InputVariable> read(Path file, VariableSource source) {
    try {
      return parse(SourceFile.of(file.toString(), Files.readAllBytes(file)), source);
    } catch (NoSuchFileException _) {
      throw new HclException(
          Diagnostic.error("Missing file of values", "There is no file \"" + file + "\"."));
    } catch (IOException _) {
      throw new HclException(
          Diagnostic.error(
              "Unreadable file of values", "The file \"" + file + "\" cannot be read."));
    }
  }

  /**
   * The values in all {@code *.auto.wpvars} and {@code *.auto.wpvars.json} files of a directory, in
   * the order of the file names: a later file wins.
   *
   * @throws HclException if a file cannot be read or is not a list of assignments
   */
  public static List<InputVariable> readAuto(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    List<InputVariable> values = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      files
          .filter(VariableFiles::isAuto)
          .sorted()
          .forEach(file -> values.addAll(read(file, VariableSource.VCS)));
    } catch (IOException _) {
      throw new HclException(
          Diagnostic.error(
              "Unreadable directory", "The directory \"" + directory + "\" cannot be read."));
    }
    return values;
  }

  private static boolean isAuto(Path file) {
    String name = file.getFileName().toString();
    return (name.endsWith(".auto.wpvars") || name.endsWith(".auto.wpvars.json"))
        && Files.isRegularFile(file);
  }
}
