package dev.waypoint.cli.command.project;

import com.google.protobuf.ByteString;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.parse.AttachedValue;
import dev.waypoint.cli.parse.SecretConverter;
import dev.waypoint.protocol.v1.DataSource;
import dev.waypoint.workflows.failure.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Where the source of a project comes from, and the credentials for it. */
final class GitOptions {
  enum Auth {
    BASIC,
    SSH
  }

  @Option(names = "-git-url", paramLabel = "URL", description = "The repository.")
  private String url;

  @Option(names = "-git-path", paramLabel = "DIR", description = "The directory inside of it.")
  private String path;

  @Option(names = "-git-ref", paramLabel = "REF", description = "Branch, tag or commit.")
  private String ref;

  @Option(
      names = "-git-auth-type",
      paramLabel = "TYPE",
      description = "Which credentials are given: ${COMPLETION-CANDIDATES}.")
  private Auth auth;

  @Option(names = "-git-username", paramLabel = "NAME", description = "For basic.")
  private String username;

  @Option(
      names = "-git-password",
      paramLabel = "PASSWORD",
      converter = SecretConverter.class,
      description = "For basic. @FILE reads it from a file, where no other user sees it.")
  private String password;

  @Option(
      names = "-git-private-key-path",
      paramLabel = "FILE",
      description = "For ssh: the private key (PEM).")
  private Path key;

  @Option(
      names = "-git-private-key-password",
      paramLabel = "PASSWORD",
      converter = SecretConverter.class,
      description = "For ssh: the key's password. @FILE reads it from a file.")
  private String keyPassword;

  @Option(
      names = "-git-recurse-submodules",
      paramLabel = "DEPTH",
      description = "How deep submodules are fetched; default: not at all.")
  private Integer submodules;

  @Option(
      names = "-git-known-hosts-path",
      paramLabel = "FILE",
      description =
          "For ssh: the keys of its hosts, as ssh-keyscan writes them; default: the known hosts of"
              + " the machine that connects.")
  private Path knownHosts;

  @Option(
      names = "-git-ignore-changes-outside-path",
      arity = "0..1",
      preprocessor = AttachedValue.class,
      description = "For -poll: only changes in -git-path count.")
  private Boolean ignoreOutside;

  boolean isGiven() {
    return Stream.of(
            url,
            path,
            ref,
            auth,
            username,
            password,
            key,
            keyPassword,
            submodules,
            knownHosts,
            ignoreOutside)
        .anyMatch(value -> value != null);
  }

  /** What is not given stays as in {@code known}; the server keeps credentials by itself. */
  DataSource.Git merge(DataSource.Git known) {
    DataSource.Git.Builder git =
        DataSource.Git.newBuilder()
            .setUrl(Optional.ofNullable(url).orElse(known.getUrl()))
            .setPath(Optional.ofNullable(path).orElse(known.getPath()))
            .setRef(Optional.ofNullable(ref).orElse(known.getRef()))
            .setRecurseSubmodules(
                Optional.ofNullable(submodules).orElse(known.getRecurseSubmodules()))
            .setIgnoreChangesOutsidePath(
                Optional.ofNullable(ignoreOutside).orElse(known.getIgnoreChangesOutsidePath()))
            .setKnownHosts(
                knownHosts == null ? known.getKnownHosts() : read(knownHosts).toStringUtf8());
    if (git.getUrl().isEmpty()) {
      throw new CliException("missing option: -git-url=URL of the repository");
    }
    switch (auth) {
      case null -> {
        if (username != null || password != null || key != null || keyPassword != null) {
          throw new CliException("credentials need -git-auth-type=basic or -git-auth-type=ssh");
        }
      }
      case BASIC -> {
        if (username == null || password == null) {
          throw new CliException("-git-auth-type=basic needs -git-username and -git-password");
        }
        git.setUsername(username).setPassword(password);
      }
      case SSH -> {
        if (key == null) {
          throw new CliException("-git-auth-type=ssh needs -git-private-key-path=FILE");
        }
        git.setPrivateKeyPem(read(key))
            .setUsername(Optional.ofNullable(username).orElse(""))
            .setPrivateKeyPassword(Optional.ofNullable(keyPassword).orElse(""));
      }
    }
    return git.build();
  }

  private static ByteString read(Path file) {
    try {
      return ByteString.copyFrom(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new CliException("cannot read %s: %s".formatted(file, FileFault.reason(e, file)), e);
    }
  }
}
