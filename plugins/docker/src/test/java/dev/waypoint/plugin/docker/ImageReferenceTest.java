package dev.waypoint.plugin.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
  private static final String DIGEST =
      "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  @ParameterizedTest
  @CsvSource({
    "busybox, busybox, latest, docker.io",
    "busybox:1.36, busybox, 1.36, docker.io",
    "library/busybox, library/busybox, latest, docker.io",
    "localhost:5000/web, localhost:5000/web, latest, localhost:5000",
    "localhost:5000/team/web:v1.2-3, localhost:5000/team/web, v1.2-3, localhost:5000",
    "ghcr.io/a/b_c/d.e:x, ghcr.io/a/b_c/d.e, x, ghcr.io",
    "waypoint.local/web, waypoint.local/web, latest, waypoint.local"
  })
  void theFullReferenceIsKept(String text, String repository, String version, String registry) {
    ImageReference image = ImageReference.parse(text);
    assertThat(image.repository()).isEqualTo(repository);
    assertThat(image.version()).isEqualTo(version);
    assertThat(image.registry()).isEqualTo(registry);
  }

  @Test
  void aDigestSaysWhichImageExactly() {
    ImageReference image = ImageReference.parse("ghcr.io/web:1@" + DIGEST);
    assertThat(image.version()).isEqualTo(DIGEST);
    assertThat(image).hasToString("ghcr.io/web:1@" + DIGEST);
    assertThat(ImageReference.parse("ghcr.io/web@" + DIGEST)).hasToString("ghcr.io/web@" + DIGEST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "web:", "web:tag:more", "/web", "web@sha256:short"})
  void whatIsNoReferenceIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageReference.parse(text))
        .withMessage("\"%s\" is not the name of an image", text);
  }
}
