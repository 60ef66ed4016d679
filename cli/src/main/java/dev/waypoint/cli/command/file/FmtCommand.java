package dev.waypoint.cli.command.file;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.command.WaypointCommand;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.failure.ReportedFailure;
import dev.waypoint.hcl.diagnostic.HclException;
import dev.waypoint.hcl.diagnostic.SourceFile;
import dev.waypoint.hcl.syntax.Formatter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "fmt", description = "Lay a waypoint.hcl out in the canonical way.")
public final class FmtCommand extends WaypointCommand {
  private static final String STANDARD_INPUT = "-";

  @Option(
      names = "-write",
      description = "Change the file; with -write=false show the result instead. Default: true.")
  private boolean write = true;

  @Option(
      names = "-check",
      description = "Change nothing; end with 1 if the file is laid out in another way.")
  private boolean check;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The file, or - for standard input; default: waypoint.hcl.")
  private String file = "waypoint.hcl";

  FmtCommand(Program program) {
    super(program);
  }

  @Override
  protected void run() {
    if (file.endsWith(".json")) {
      throw CliException.of("%s is in the JSON syntax, which has no canonical layout", file);
    }
    byte[] before = read();
    byte[] after = format(before).getBytes(StandardCharsets.UTF_8);
    boolean same = Arrays.equals(before, after);
    if (check) {
      if (!same) {
        renderer().value(file);
        throw new ReportedFailure();
      }
    } else if (!write || file.equals(STANDARD_INPUT)) {
      renderer().raw(after, false);
    } else if (!same) {
      write(after);
      renderer().value(file);
    }
  }

  private String format(byte[] text) {
    try {
      return Formatter.format(
          SourceFile.of(file.equals(STANDARD_INPUT) ? "standard input" : file, text));
    } catch (HclException e) {
      throw new CliException(e.getMessage(), e);
    }
  }

  private byte[] read() {
    try {
      return file.equals(STANDARD_INPUT)
          ? environment().in().readAllBytes()
          : Files.readAllBytes(path());
    } catch (NoSuchFileException e) {
      throw new CliException(
          "there is no %s here: name the file, or - for standard input".formatted(file), e);
    } catch (IOException e) {
      throw new CliException("%s cannot be read".formatted(file), e);
    }
  }

  private void write(byte[] text) {
    try {
      Files.write(path(), text);
    } catch (IOException e) {
      throw new CliException("%s cannot be written".formatted(file), e);
    }
  }

  private Path path() {
    return environment().workingDirectory().resolve(file);
  }
}
