package dev.waypoint.workflows.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFaultTest {
  @TempDir Path folder;

  @Test
  void aMissingFileIsToldWithItsNameUnlessTheSentenceHasIt() {
    Path missing = folder.resolve("missing");
    IOException fault = fault(() -> Files.readString(missing));

    assertThat(FileFault.reason(fault, missing)).isEqualTo("no such file or folder");
    assertThat(FileFault.reason(fault)).isEqualTo(missing + ": no such file or folder");
    assertThat(FileFault.reason(fault, folder)).isEqualTo(missing + ": no such file or folder");
  }

  @Test
  void whatIsInTheWayIsTold() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThat(
            FileFault.reason(
                fault(() -> Files.writeString(file, "", StandardOpenOption.CREATE_NEW)), file))
        .isEqualTo("it is there already");
    assertThat(FileFault.reason(fault(() -> Files.newDirectoryStream(file)), file))
        .isEqualTo("it is not a folder");
    assertThat(FileFault.reason(fault(() -> Files.delete(folder)), folder))
        .isEqualTo("the folder is not empty");
  }

  @Test
  void whatIsNoTextIsTold() throws Exception {
    Path file = Files.write(folder.resolve("file"), new byte[] {(byte) 0xff, (byte) 0xfe});

    assertThat(FileFault.reason(fault(() -> Files.readString(file)), file))
        .isEqualTo("it is not text in UTF-8");
  }

  @Test
  void theSystemsOwnReasonIsTold() {
    assertThat(FileFault.reason(new FileSystemException("/a", null, "Read-only file system")))
        .isEqualTo("/a: Read-only file system");
    assertThat(FileFault.reason(new AccessDeniedException("/a/b"), Path.of("/a")))
        .isEqualTo("/a/b: permission denied");
    assertThat(FileFault.reason(new IOException("Is a directory"))).isEqualTo("Is a directory");
    assertThat(FileFault.reason(new IOException())).isEqualTo("IOException");
  }

  private static IOException fault(ThrowingCallable action) {
    return catchThrowableOfType(IOException.class, action);
  }
}
