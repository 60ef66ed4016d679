package dev.waypoint.activities.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaskerTest {
  private final Masker masker = new Masker();

  @Test
  void replacesSensitiveValuesInText() {
    masker.add(List.of("s3cret", "s3cret-longer"));

    assertThat(masker.mask("a s3cret-longer b s3cret c")).isEqualTo("a *** b *** c");
  }

  @Test
  void findsEachLineOfAValueOfSeveralLines() {
    masker.add(List.of("first line\nsecond line\n"));

    assertThat(masker.mask("x second line y")).isEqualTo("x *** y");
  }

  @Test
  void leavesTextAloneWithoutSensitiveValues() {
    masker.add(List.of("", " "));

    assertThat(masker.mask("plain text")).isEqualTo("plain text");
  }

  @Test
  void findsAValueThatIsCutOffBetweenWrites() {
    masker.add(List.of("s3cret"));

    assertThat(written("one s3c", "ret two s", "3", "cre", "t", " three"))
        .isEqualTo("one *** two *** three");
  }

  @Test
  void letsOutWhatOnlyLookedLikeTheBeginningOfAValue() {
    masker.add(List.of("s3cret"));

    assertThat(written("one s3c", "low two s3")).isEqualTo("one s3clow two s3");
  }

  @Test
  void findsTheLongerOfTwoValuesWithTheSameBeginning() {
    masker.add(List.of("abc", "abcdef"));

    assertThat(written("abc", "def abc", "x")).isEqualTo("*** ***x");
  }

  @Test
  void findsAtTheEndAValueWithWhichALongerOneBegins() {
    masker.add(List.of("abc", "abcdef"));

    assertThat(written("the end is abc")).isEqualTo("the end is ***");
    assertThat(written("the end is abc", "de")).isEqualTo("the end is ***de");
  }

  @Test
  void findsTheFirstLineOfAValueOfSeveralLinesAtTheEnd() {
    masker.add(List.of("first line\nsecond line\n"));

    assertThat(written("first line\n")).isEqualTo("***\n");
  }

  private String written(String... parts) {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    try (MaskingStream stream = new MaskingStream(masker, shown::writeBytes)) {
      for (String part : parts) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        stream.write(bytes, 0, bytes.length);
      }
    }
    return shown.toString(StandardCharsets.UTF_8);
  }
}
