package dev.waypoint.cli.command.user;

import dev.waypoint.protocol.v1.Role;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** What a token allows. */
final class RightsOptions {
  /** As users write the roles. */
  enum RoleWord {
    OPERATOR,
    DEPLOYER,
    READ_ONLY;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  @Option(
      names = "-role",
      paramLabel = "ROLE",
      converter = RoleConverter.class,
      description =
          "What it allows: operator, deployer or read-only; default: your own role, or as it was.")
  private RoleWord role;

  Role role() {
    return switch (role) {
      case null -> Role.ROLE_UNSPECIFIED;
      case OPERATOR -> Role.OPERATOR;
      case DEPLOYER -> Role.DEPLOYER;
      case READ_ONLY -> Role.READ_ONLY;
    };
  }

  /** Of the global flag, which names one or several, as {@code shop,web}. */
  static List<String> projects(Optional<String> flag) {
    return flag.stream()
        .flatMap(text -> Stream.of(text.split(",")))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .toList();
  }

  /** Takes the words in any case. */
  static final class RoleConverter implements picocli.CommandLine.ITypeConverter<RoleWord> {
    @Override
    public RoleWord convert(String text) {
      for (RoleWord word : RoleWord.values()) {
        if (word.toString().equalsIgnoreCase(text)) {
          return word;
        }
      }
      throw new picocli.CommandLine.TypeConversionException(
          "'" + text + "' is no role: operator, deployer or read-only");
    }
  }
}
