package dev.waypoint.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's first command, as somebody who has just cloned the project would call it. */
class MainJobIT {
  private static final Pattern URL = Pattern.compile("http://[^\\s]+");

  @TempDir Path directory;

  @Test
  void upBuildsDeploysAndReleasesWithoutAnyServerAndDestroyCleansUp() throws Exception {
    Path hello =
        copy(Requirements.checkout().resolve("examples/hello"), directory.resolve("hello"));
    Map<String, String> home = Installation.home(directory.resolve("home"));

    Program.Result up = Program.waypoint(hello, home, "up").result().succeeded();
    String url = lastUrl(up.output());
    try {
      assertThat(get(url).statusCode()).isEqualTo(200);

      Program.Result status = Program.waypoint(hello, home, "status").result().succeeded();
      assertThat(status.output()).containsIgnoringCase("ready");

      Program.Result again = Program.waypoint(hello, home, "up").result().succeeded();
      assertThat(get(lastUrl(again.output())).statusCode()).isEqualTo(200);
    } finally {
      Program.Result destroyed =
          Program.waypoint(hello, home, "destroy", "-auto-approve").result().succeeded();
      assertThat(destroyed.errors()).doesNotContain("Exception");
    }
    assertThat(answers(url)).isFalse();
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (from.relativize(file).startsWith("build")) {
          continue;
        }
        Path target = to.resolve(from.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
        target.toFile().setExecutable(Files.isExecutable(file));
      }
    }
    return to;
  }

  private static String lastUrl(String output) {
    Matcher matcher = URL.matcher(output);
    String last = null;
    while (matcher.find()) {
      last = matcher.group();
    }
    assertThat(last).as("a URL in\n%s", output).isNotNull();
    return last;
  }

  private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private static boolean answers(String url) throws InterruptedException {
    try {
      return get(url).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
