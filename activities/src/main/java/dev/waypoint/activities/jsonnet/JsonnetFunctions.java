package dev.waypoint.activities.jsonnet;

import dev.waypoint.hcl.function.Function;
import dev.waypoint.hcl.function.FunctionException;
import dev.waypoint.hcl.function.Parameter;
import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code jsonnetfile} and {@code jsonnetdir}. The result is the path of a JSON file, or of a
 * directory in which every {@code .jsonnet} file became a {@code .json} file, {@code .libsonnet}
 * files are left out and everything else is copied. Options: {@code ext_vars}, {@code ext_code},
 * {@code tla_vars} and {@code tla_code}, each a map.
 */
public final class JsonnetFunctions {
  private static final String SOURCE = ".jsonnet";
  private static final String LIBRARY = ".libsonnet";

  private final Path base;
  private final Path scratch;

  private JsonnetFunctions(Path base, Path scratch) {
    this.base = base;
    this.scratch = scratch;
  }

  /**
   * The functions by name.
   *
   * @param base where relative paths start
   * @param scratch where results go; made when it is first needed, removed by its owner
   */
  public static Map<String, Function> of(Path base, Path scratch) {
    JsonnetFunctions functions = new JsonnetFunctions(base, scratch);
    return Map.of(
        "jsonnetfile", definition(functions::file), "jsonnetdir", definition(functions::directory));
  }

  private static Function definition(Function.Body body) {
    return Function.builder()
        .parameter("path", Type.STRING)
        .variadic(Parameter.of("options", Type.DYNAMIC))
        .returns(Type.STRING)
        .body(body);
  }

  private Value file(List<Value> arguments) {
    String name = arguments.getFirst().asString();
    Path source = base.resolve(name).toAbsolutePath().normalize();
    if (!Files.isRegularFile(source)) {
      throw new FunctionException(0, "no file exists at " + name);
    }
    try {
      Path target = freshDirectory().resolve(renamed(source.getFileName().toString()));
      Files.writeString(target, Jsonnet.evaluate(source, JsonnetOptions.of(arguments)));
      return Value.string(target.toString());
    } catch (IOException e) {
      throw new FunctionException(0, "failed to render " + name);
    }
  }

  private Value directory(List<Value> arguments) {
    String name = arguments.getFirst().asString();
    Path source = base.resolve(name).toAbsolutePath().normalize();
    if (!Files.isDirectory(source)) {
      throw new FunctionException(0, "no directory exists at " + name);
    }
    JsonnetOptions options = JsonnetOptions.of(arguments);
    try (Stream<Path> files = Files.walk(source)) {
      Path target = freshDirectory();
      files.filter(Files::isRegularFile).forEach(file -> render(source, file, target, options));
      return Value.string(target.toString());
    } catch (IOException | UncheckedIOException e) {
      throw new FunctionException(0, "failed to render " + name);
    }
  }

  private static void render(Path source, Path file, Path target, JsonnetOptions options) {
    String name = file.getFileName().toString();
    if (name.endsWith(LIBRARY)) {
      return;
    }
    Path place = target.resolve(source.relativize(file).toString()).resolveSibling(renamed(name));
    try {
      Files.createDirectories(place.getParent());
      if (name.endsWith(SOURCE)) {
        Files.writeString(place, Jsonnet.evaluate(file, options));
      } else {
        Files.copy(file, place);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String renamed(String name) {
    return name.endsWith(SOURCE)
        ? name.substring(0, name.length() - SOURCE.length()) + ".json"
        : name;
  }

  private Path freshDirectory() throws IOException {
    Files.createDirectories(scratch);
    return Files.createTempDirectory(scratch, "jsonnet");
  }
}
