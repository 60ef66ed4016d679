package dev.waypoint.gateway.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.waypoint.gateway.TestingDatabase;
import dev.waypoint.gateway.auth.ApiException;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Uploaded sources that are fetched while old ones are dropped. */
class SourcesTest {
  private static final byte[] ARCHIVE = new byte[3 * 1024 * 1024];

  private Instant now = Instant.now();
  private final Sources sources =
      new Sources(TestingDatabase.open(), ((InstantSource) () -> now).withZone(ZoneOffset.UTC));

  private String upload() {
    Sources.Upload upload = sources.begin();
    upload.add("shop", ByteString.copyFrom(ARCHIVE));
    return upload.finish("ann");
  }

  @Test
  void anArchiveIsHandedOutWhole() throws Exception {
    ByteArrayOutputStream fetched = new ByteArrayOutputStream();
    sources.read(upload(), fetched::writeBytes);
    assertThat(fetched.toByteArray()).isEqualTo(ARCHIVE);
  }

  @Test
  void oneThatIsDroppedMidwayIsNotTakenForComplete() {
    String id = upload();
    assertThatThrownBy(
            () ->
                sources.read(
                    id,
                    _ -> {
                      now = now.plus(Duration.ofDays(1000));
                      sources.sweep();
                    }))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("upload it again");
  }
}
