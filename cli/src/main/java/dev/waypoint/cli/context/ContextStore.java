package dev.waypoint.cli.context;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.waypoint.cli.failure.CliException;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Contexts in a directory: {@code NAME.json}, readable by its owner alone since it may hold a
 * token, and a file {@code .default} with the name of the default one.
 */
public final class ContextStore {
  private static final String SUFFIX = ".json";
  private static final String DEFAULT = ".default";

  private final Path directory;

  /**
   * @param directory made when the first context is stored
   */
  public ContextStore(Path directory) {
    this.directory = directory;
  }

  /** All names, sorted. */
  public List<ContextName> names() {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX) && !name.startsWith("."))
          .map(name -> new ContextName(name.substring(0, name.length() - SUFFIX.length())))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw failed("list", directory, e);
    }
  }

  public boolean contains(ContextName name) {
    return Files.exists(file(name));
  }

  /**
   * @throws CliException if there is none of this name, or its file cannot be used
   */
  public ServerContext load(ContextName name) {
    try {
      return ContextFile.read(Files.readString(file(name)));
    } catch (NoSuchFileException e) {
      throw new CliException("there is no context '%s'; %s".formatted(name, knownNames()), e);
    } catch (JsonProcessingException e) {
      throw new CliException(
          "the context file %s is no valid JSON: %s".formatted(file(name), e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw failed("read", file(name), e);
    }
  }

  /** Stores a context, in place of one with the same name. */
  public void save(ContextName name, ServerContext context) {
    try {
      write(file(name), ContextFile.write(context));
    } catch (IOException e) {
      throw failed("write", file(name), e);
    }
  }

  /** Also ends its being the default. */
  public void delete(ContextName name) {
    try {
      if (!Files.deleteIfExists(file(name))) {
        throw CliException.of("there is no context '%s'; %s", name, knownNames());
      }
    } catch (IOException e) {
      throw failed("delete", file(name), e);
    }
    if (defaultName().filter(name::equals).isPresent()) {
      clearDefault();
    }
  }

  public void rename(ContextName from, ContextName to) {
    if (contains(to)) {
      throw CliException.of("there is a context '%s' already", to);
    }
    boolean wasDefault = defaultName().filter(from::equals).isPresent();
    save(to, load(from));
    delete(from);
    if (wasDefault) {
      setDefault(to);
    }
  }

  /** The default one's name; it need not exist any more. */
  public Optional<ContextName> defaultName() {
    try {
      return Optional.of(Files.readString(directory.resolve(DEFAULT)).strip())
          .filter(text -> !text.isEmpty())
          .map(ContextName::new);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed("read", directory.resolve(DEFAULT), e);
    }
  }

  public void setDefault(ContextName name) {
    load(name);
    try {
      write(directory.resolve(DEFAULT), name + "\n");
    } catch (IOException e) {
      throw failed("write", directory.resolve(DEFAULT), e);
    }
  }

  /** Afterwards there is no default. Repeating it is harmless. */
  public void clearDefault() {
    try {
      Files.deleteIfExists(directory.resolve(DEFAULT));
    } catch (IOException e) {
      throw failed("delete", directory.resolve(DEFAULT), e);
    }
  }

  private Path file(ContextName name) {
    return directory.resolve(name + SUFFIX);
  }

  private String knownNames() {
    List<ContextName> names = names();
    return names.isEmpty()
        ? "there are none at all: make one with 'waypoint context create'"
        : "there are: " + String.join(", ", names.stream().map(ContextName::value).toList());
  }

  /** Another process sees the old content or the new one. */
  private void write(Path file, String text) throws IOException {
    Files.createDirectories(directory, owner("rwx------"));
    Path fresh = Files.createTempFile(directory, ".new", "", owner("rw-------"));
    Files.writeString(fresh, text);
    try {
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private FileAttribute<?>[] owner(String permissions) {
    return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static CliException failed(String what, Path path, IOException cause) {
    return new CliException("cannot %s %s: %s".formatted(what, path, cause.getMessage()), cause);
  }
}
