package dev.waypoint.hcl.function;

import dev.waypoint.hcl.value.Type;
import dev.waypoint.hcl.value.Value;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Functions on paths and files. Relative paths start at the base directory. */
final class PathFunctions {
  private final Path base;

  private PathFunctions(Path base) {
    this.base = base;
  }

  static void register(Map<String, Function> functions, Path base) {
    PathFunctions paths = new PathFunctions(base);
    functions.put("abspath", text(s -> paths.resolve(s).toString()));
    functions.put("basename", text(PathFunctions::baseName));
    functions.put("dirname", text(PathFunctions::directoryName));
    functions.put("pathexpand", text(PathFunctions::expand));
    functions.put("file", text(s -> paths.readText(s)));
    functions.put("filebase64", text(s -> EncodingFunctions.encode(paths.read(s))));
    functions.put(
        "fileexists",
        Function.builder()
            .parameter("path", Type.STRING)
            .returns(Type.BOOL)
            .body(arguments -> Value.bool(paths.exists(arguments.getFirst().asString()))));
    functions.put(
        "fileset",
        Function.builder()
            .parameter("path", Type.STRING)
            .parameter("pattern", Type.STRING)
            .returns(Type.set(Type.STRING))
            .body(paths::fileSet));
  }

  private static Function text(UnaryOperator<String> operator) {
    return Function.builder()
        .parameter("path", Type.STRING)
        .returns(Type.STRING)
        .body(arguments -> Value.string(operator.apply(arguments.getFirst().asString())));
  }

  private static String baseName(String path) {
    if (path.isEmpty()) {
      return ".";
    }
    String stripped = stripTrailing(path);
    return stripped.equals("/") ? "/" : stripped.substring(stripped.lastIndexOf('/') + 1);
  }

  private static String directoryName(String path) {
    int slash = path.lastIndexOf('/');
    if (slash < 0) {
      return ".";
    }
    String cleaned = Path.of(path.substring(0, slash + 1)).normalize().toString();
    return cleaned.isEmpty() ? "." : cleaned;
  }

  private static String stripTrailing(String path) {
    int end = path.length();
    while (end > 1 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }

  private static String expand(String path) {
    if (!path.equals("~") && !path.startsWith("~/")) {
      return path;
    }
    return home() + path.substring(1);
  }

  /** As for other programs, HOME goes before what the system says of the user. */
  private static String home() {
    return Optional.ofNullable(System.getenv("HOME"))
        .filter(value -> !value.isBlank())
        .orElseGet(() -> System.getProperty("user.home"));
  }

  private Path resolve(String path) {
    try {
      return base.resolve(expand(path)).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new FunctionException(0, "not a path: " + e.getReason());
    }
  }

  private byte[] read(String path) {
    Path file = resolve(path);
    if (!Files.exists(file)) {
      throw new FunctionException(0, "no file exists at " + path);
    }
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new FunctionException(0, "failed to read file " + path);
    }
  }

  private String readText(String path) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(read(path))).toString();
    } catch (CharacterCodingException e) {
      throw new FunctionException(0, "contents of %s are not valid UTF-8".formatted(path));
    }
  }

  private boolean exists(String path) {
    Path file = resolve(path);
    if (Files.isDirectory(file)) {
      throw new FunctionException("%s is not a regular file, but a directory".formatted(path));
    }
    return Files.isRegularFile(file);
  }

  private Value fileSet(List<Value> arguments) {
    Path root = resolve(arguments.get(0).asString());
    if (!Files.isDirectory(root)) {
      return Value.set(Type.STRING, List.of());
    }
    PathMatcher matcher =
        FileSystems.getDefault().getPathMatcher("glob:" + arguments.get(1).asString());
    try (Stream<Path> files = Files.walk(root)) {
      return Value.set(
          Type.STRING,
          files
              .filter(Files::isRegularFile)
              .map(root::relativize)
              .filter(matcher::matches)
              .map(file -> Value.string(file.toString().replace('\\', '/')))
              .toList());
    } catch (IOException e) {
      throw new FunctionException("failed to list files below " + arguments.get(0).asString());
    }
  }
}
