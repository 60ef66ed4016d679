package dev.waypoint.plugin.docker;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A root directory for one build. Kaniko unpacks images over its root directory and deletes what is
 * there, so that it gets one of its own and never sees the runner's. Removed when closed.
 */
final class KanikoRoot implements AutoCloseable {
  private static final List<String> TOLD_AS_MOUNTS =
      List.of("/dev", "/proc", "/sys", "/etc/resolv.conf", "/etc/hosts");
  private static final List<Device> DEVICES =
      List.of(
          new Device("null", 1, 3),
          new Device("zero", 1, 5),
          new Device("full", 1, 7),
          new Device("random", 1, 8),
          new Device("urandom", 1, 9),
          new Device("tty", 5, 0));

  private record Device(String name, int major, int minor) {}

  private final Path root;
  private boolean devices = true;

  private KanikoRoot(Path root) {
    this.root = root;
  }

  static KanikoRoot make(Path directory, Kaniko kaniko) throws IOException, InterruptedException {
    KanikoRoot made = new KanikoRoot(Files.createTempDirectory(directory, "waypoint-kaniko-"));
    boolean done = false;
    try {
      made.fill(kaniko);
      done = true;
      return made;
    } finally {
      if (!done) {
        made.close();
      }
    }
  }

  private void fill(Kaniko kaniko) throws IOException, InterruptedException {
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (String name : List.of("kaniko/.docker", "proc/self", "dev", "sys", "etc", "tmp")) {
      Files.createDirectories(root.resolve(name));
    }
    Files.setPosixFilePermissions(
        root.resolve("tmp"), PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.copy(kaniko.executor(), inside("/kaniko/executor"), StandardCopyOption.COPY_ATTRIBUTES);
    if (kaniko.certificates().isPresent()) {
      Files.copy(kaniko.certificates().get(), inside(KanikoCommand.CERTIFICATES));
    }
    for (String name : List.of("/etc/resolv.conf", "/etc/hosts")) {
      if (Files.isReadable(Path.of(name))) {
        Files.copy(Path.of(name), inside(name));
      }
    }
    StringBuilder mounts = new StringBuilder();
    TOLD_AS_MOUNTS.forEach(
        mount -> mounts.append("1 0 0:1 / ").append(mount).append(" rw - none none rw\n"));
    Files.writeString(inside("/proc/self/mountinfo"), mounts);
    Files.writeString(inside("/proc/self/cgroup"), "1:name=systemd:/docker/waypoint\n");
    for (Device device : DEVICES) {
      make(device);
    }
  }

  private void make(Device device) throws IOException, InterruptedException {
    Path file = inside("/dev/" + device.name());
    Process mknod =
        new ProcessBuilder(
                "mknod",
                "-m",
                "666",
                file.toString(),
                "c",
                Integer.toString(device.major()),
                Integer.toString(device.minor()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!mknod.waitFor(10, TimeUnit.SECONDS) || mknod.exitValue() != 0) {
      mknod.destroyForcibly();
      devices = false;
      if (Files.notExists(file)) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-rw-rw-")));
      }
    }
  }

  /** Whether there are real device files in it, or only plain ones in their place. */
  boolean hasDevices() {
    return devices;
  }

  /** Where it is, seen from outside. */
  Path path() {
    return root;
  }

  /**
   * @param path as seen from inside
   */
  Path inside(String path) {
    return root.resolve(path.substring(1));
  }

  /** What cannot be removed stays: there is nobody to tell. */
  @Override
  public void close() {
    try {
      Files.walkFileTree(root, new Remover());
    } catch (IOException e) {
      root.toFile().deleteOnExit();
    }
  }

  private static final class Remover extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException problem)
        throws IOException {
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
