package dev.waypoint.plugin.nomad;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * For a class of tests: the Nomad of the environment, and in two of its namespaces launchers with
 * the rights of the plugin's own policy and no more.
 */
final class TestingLaunchers implements BeforeAllCallback, AfterAllCallback {
  private static final String MAIN = "default";

  private final String other = "waypoint-" + UUID.randomUUID().toString().substring(0, 8);
  private TestingNomad nomad;
  private String token;
  private String otherToken;

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    nomad = TestingNomad.find();
    nomad.makeNamespace(other);
    token = nomad.tokenOfALauncher(MAIN);
    otherToken = nomad.tokenOfALauncher(other);
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    if (nomad != null) {
      nomad.removeLaunchers();
      nomad.removeNamespace(other);
    }
  }

  TestingNomad nomad() {
    return nomad;
  }

  /** The name of the other namespace. */
  String other() {
    return other;
  }

  String token() {
    return token;
  }

  String otherToken() {
    return otherToken;
  }

  /** A profile of small tasks, to be changed. */
  Map<String, Object> config() {
    Map<String, Object> config = new HashMap<>();
    config.put("nomad_host", nomad.url());
    config.put("token", token);
    config.put("resources_memory", 100);
    config.put("resources_cpu", 100);
    config.put("stop_timeout", "2s");
    return config;
  }
}
