package dev.waypoint.hcl.eval;

import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.diagnostic.SourceFile;
import dev.waypoint.hcl.function.Function;
import dev.waypoint.hcl.function.FunctionException;
import dev.waypoint.hcl.function.Parameter;
import dev.waypoint.hcl.syntax.Expression;
import dev.waypoint.hcl.syntax.Parser;
import dev.waypoint.hcl.syntax.Traversal;
import dev.waypoint.hcl.value.Conversion;
import dev.waypoint.hcl.value.ConversionException;
import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * {@code templatestring}, {@code templatefile} and {@code templatedir}. A template sees the
 * variables of its surroundings and those that the call passes, which hide the former. Templates
 * cannot render templates. Files are rendered into the scratch directory, and the result is the
 * path of the rendered file or directory; file modes are kept.
 */
public final class TemplateFunctions {
  private static final Set<String> NAMES = Set.of("templatestring", "templatefile", "templatedir");

  private final Supplier<Map<String, Value>> variables;
  private final Map<String, Function> functions;
  private final Path base;
  private final Path scratch;

  private TemplateFunctions(
      Supplier<Map<String, Value>> variables,
      Map<String, Function> functions,
      Path base,
      Path scratch) {
    this.variables = variables;
    this.base = base;
    this.scratch = scratch;
    this.functions = new HashMap<>(functions);
    NAMES.forEach(name -> this.functions.put(name, refusal(name)));
  }

  /**
   * The functions by name.
   *
   * @param variables the variables around a call, asked at every call
   * @param functions what templates can call besides
   * @param base where relative paths start
   * @param scratch where rendered files go; made when it is first needed, removed by its owner
   */
  public static Map<String, Function> of(
      Supplier<Map<String, Value>> variables,
      Map<String, Function> functions,
      Path base,
      Path scratch) {
    TemplateFunctions templates = new TemplateFunctions(variables, functions, base, scratch);
    Map<String, Function> defined = new TreeMap<>();
    defined.put("templatestring", definition("template", templates::renderString));
    defined.put("templatefile", definition("path", templates::renderFile));
    defined.put("templatedir", definition("path", templates::renderDirectory));
    return defined;
  }

  private static Function definition(String first, Function.Body body) {
    return Function.builder()
        .parameter(first, Type.STRING)
        .variadic(Parameter.of("vars", Type.DYNAMIC).unknowable())
        .body(
            arguments ->
                arguments.stream().allMatch(Value::isKnown) ? body.call(arguments) : Value.DYNAMIC);
  }

  private static Function refusal(String name) {
    return Function.builder()
        .parameter("template", Type.STRING)
        .variadic(Parameter.of("vars", Type.DYNAMIC).nullable().unknowable())
        .returns(Type.STRING)
        .body(
            _ -> {
              throw new FunctionException(
                  "cannot call %s from inside a template function".formatted(name));
            });
  }

  private Value renderString(List<Value> arguments) {
    return render("template", arguments.getFirst().asString(), scope(arguments));
  }

  private Value renderFile(List<Value> arguments) {
    Path source = base.resolve(arguments.getFirst().asString()).normalize();
    if (!Files.isRegularFile(source)) {
      throw new FunctionException(0, "no file exists at " + arguments.getFirst().asString());
    }
    try {
      Path target = freshDirectory().resolve(source.getFileName());
      renderInto(source, target, scope(arguments));
      return Value.string(target.toString());
    } catch (IOException e) {
      throw new FunctionException(0, "failed to render " + arguments.getFirst().asString());
    }
  }

  private Value renderDirectory(List<Value> arguments) {
    Path source = base.resolve(arguments.getFirst().asString()).normalize();
    if (!Files.isDirectory(source)) {
      throw new FunctionException(0, "no directory exists at " + arguments.getFirst().asString());
    }
    Map<String, Value> scope = scope(arguments);
    try {
      Path target = freshDirectory();
      Files.walkFileTree(
          source,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes ignored)
                throws IOException {
              Files.createDirectories(target.resolve(source.relativize(directory)));
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes ignored)
                throws IOException {
              renderInto(file, target.resolve(source.relativize(file)), scope);
              return FileVisitResult.CONTINUE;
            }
          });
      return Value.string(target.toString());
    } catch (IOException e) {
      throw new FunctionException(0, "failed to render " + arguments.getFirst().asString());
    }
  }

  private Path freshDirectory() throws IOException {
    Files.createDirectories(scratch);
    return Files.createTempDirectory(scratch, "template");
  }

  private void renderInto(Path source, Path target, Map<String, Value> scope) throws IOException {
    Value rendered = render(source.toString(), Files.readString(source), scope);
    if (!rendered.isKnown()) {
      throw new FunctionException("the template depends on a value that is not known yet");
    }
    Files.writeString(target, rendered.asString());
    if (Files.isExecutable(source) && !target.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + target + " executable");
    }
  }

  private Value render(String name, String text, Map<String, Value> scope) {
    Diagnostics diagnostics = new Diagnostics();
    Optional<Expression> template = Parser.parseTemplate(SourceFile.of(name, text), diagnostics);
    if (template.isEmpty() || diagnostics.hasErrors()) {
      throw new FunctionException(first(diagnostics));
    }
    for (Traversal traversal : template.get().variables()) {
      if (!scope.containsKey(traversal.root())) {
        throw new FunctionException(
            1,
            "vars map does not contain key \"%s\", referenced at %s"
                .formatted(traversal.root(), traversal.rootRange()));
      }
    }
    Value value = Evaluator.evaluate(template.get(), EvalContext.of(scope, functions), diagnostics);
    if (diagnostics.hasErrors()) {
      throw new FunctionException(first(diagnostics));
    }
    try {
      Value rendered = Conversion.convert(value, Type.STRING);
      if (rendered.isNull()) {
        throw new FunctionException("the template has no value");
      }
      return rendered;
    } catch (ConversionException e) {
      throw new FunctionException("the template renders no text: " + e.getMessage());
    }
  }

  private static String first(Diagnostics diagnostics) {
    return diagnostics.list().getFirst().toString();
  }

  private Map<String, Value> scope(List<Value> arguments) {
    Map<String, Value> scope = new HashMap<>(variables.get());
    for (int i = 1; i < arguments.size(); i++) {
      Value more = arguments.get(i);
      if (!more.isKnown() || !more.type().isKeyed()) {
        throw new FunctionException(1, "invalid vars value: must be a map");
      }
      scope.putAll(more.asMap());
    }
    return scope;
  }
}
