package dev.waypoint.cli.parse;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Something that other users of the machine must not see among a command's arguments: {@code @FILE}
 * is the content of that file, without the line end at its end. What begins with {@code @} itself
 * is written with two of them.
 */
public final class SecretConverter implements ITypeConverter<String> {
  @Override
  public String convert(String text) {
    if (!text.startsWith("@")) {
      return text;
    }
    String rest = text.substring(1);
    return rest.startsWith("@") ? rest : content(rest);
  }

  private static String content(String file) {
    try {
      return Files.readString(Path.of(file)).replaceFirst("\\R\\z", "");
    } catch (MalformedInputException e) {
      throw new TypeConversionException("the file " + file + " is not text in UTF-8");
    } catch (IOException | InvalidPathException e) {
      throw new TypeConversionException(
          "the file '%s' cannot be read; a value that begins with @ itself is written with @@"
              .formatted(file));
    }
  }
}
