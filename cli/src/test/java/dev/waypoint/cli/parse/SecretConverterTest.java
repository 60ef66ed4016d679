package dev.waypoint.cli.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.TypeConversionException;

class SecretConverterTest {
  private final SecretConverter converter = new SecretConverter();

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"plain, plain", "a@b, a@b", "@@home, @home", "'', ''"})
  void aValueIsWhatItSays(String text, String value) {
    assertThat(converter.convert(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({"'word', 'word'", "'word\n', 'word'", "'two\r\n\r\n', 'two\r\n'", "'', ''"})
  void aFilesContentComesWithoutItsLastLineEnd(String content, String value) throws Exception {
    String decoded = content.translateEscapes();
    Path file = Files.writeString(directory.resolve("secret"), decoded);
    assertThat(converter.convert("@" + file)).isEqualTo(value.translateEscapes());
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path missing = directory.resolve("missing");
    assertThatThrownBy(() -> converter.convert("@" + missing))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining(missing.toString())
        .hasMessageContaining("@@");
  }

  @Test
  void bytesThatAreNoTextAreRefusedWithoutShowingThem() throws Exception {
    Path file = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, 0x01});
    assertThatThrownBy(() -> converter.convert("@" + file))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("not text");
  }
}
