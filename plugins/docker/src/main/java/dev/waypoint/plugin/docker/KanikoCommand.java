package dev.waypoint.plugin.docker;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How kaniko is called; paths are those inside its root directory. */
final class KanikoCommand {
  static final String PROGRAM = "/kaniko/executor";
  static final String CONTEXT = "/kaniko/context.tar.gz";
  static final String IMAGE = "/kaniko/image.tar";
  static final String CREDENTIALS = "/kaniko/.docker/config.json";
  static final String CERTIFICATES = "/kaniko/ca-certificates.crt";

  private static final List<String> PROXY =
      List.of("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy");

  private KanikoCommand() {}

  /**
   * @param dockerfile relative to the context
   */
  static List<String> of(Path root, BuildConfig config, String dockerfile, ImageReference image) {
    List<String> command = new ArrayList<>(List.of("chroot", root.toString(), PROGRAM));
    command.add("--context=tar://" + CONTEXT);
    command.add("--dockerfile=" + dockerfile);
    command.add("--destination=" + image);
    command.add("--no-push");
    command.add("--tar-path=" + IMAGE);
    command.add("--skip-unused-stages");
    command.add("--image-download-retry=2");
    command.add("--log-format=text");
    config.buildArgs().forEach((name, value) -> command.add("--build-arg=" + name + "=" + value));
    config.labels().forEach((name, value) -> command.add("--label=" + name + "=" + value));
    config.target().ifPresent(stage -> command.add("--target=" + stage));
    config.platform().ifPresent(platform -> command.add("--custom-platform=" + platform));
    config
        .insecureRegistries()
        .forEach(
            registry -> {
              command.add("--insecure-registry=" + registry);
              command.add("--skip-tls-verify-registry=" + registry);
            });
    return command;
  }

  /** Nothing of the runner's own environment but its proxies: the Dockerfile's steps see this. */
  static Map<String, String> environment(Map<String, String> runner) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    environment.put("HOME", "/root");
    environment.put("USER", "root");
    environment.put("DOCKER_CONFIG", Path.of(CREDENTIALS).getParent().toString());
    environment.put("SSL_CERT_FILE", CERTIFICATES);
    PROXY.stream()
        .filter(runner::containsKey)
        .forEach(name -> environment.put(name, runner.get(name)));
    return environment;
  }
}
