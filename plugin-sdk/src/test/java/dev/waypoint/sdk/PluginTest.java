package dev.waypoint.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.waypoint.sdk.component.Artifact;
import dev.waypoint.sdk.component.Builder;
import dev.waypoint.sdk.config.ConfigException;
import dev.waypoint.sdk.config.Default;
import dev.waypoint.sdk.config.Doc;
import dev.waypoint.sdk.testing.TestingOperationContext;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginTest {
  private static final class HelloPlugin implements Plugin {
    record Config(@Doc("Whom to greet") @Default("world") String name) {}

    @Override
    public String name() {
      return "hello";
    }

    @Override
    public int sdkVersion() {
      return Plugin.SDK_VERSION;
    }

    @Override
    public Optional<Component<Builder>> builder() {
      return Optional.of(
          Component.of(
              Config.class,
              config ->
                  context -> {
                    if (config.name().isEmpty()) {
                      throw new PluginException("nobody to greet");
                    }
                    context.terminal().line("Hello " + config.name());
                    return new Artifact(Map.of("greeted", config.name()));
                  }));
    }
  }

  @TempDir Path directory;

  @Test
  void aComponentIsMadeFromValuesAndWorks() throws Exception {
    Component<Builder> builder = new HelloPlugin().builder().orElseThrow();
    TestingOperationContext context = TestingOperationContext.in(directory);
    Artifact artifact = builder.create(Map.of("name", "Ann")).build(context);
    assertThat(artifact.data()).containsEntry("greeted", "Ann");
    assertThat(context.terminal().lines()).containsExactly("Hello Ann");
    assertThat(builder.schema().attributes()).hasSize(1);
  }

  @Test
  void whatAPluginDoesNotOfferIsEmpty() {
    Plugin plugin = new HelloPlugin();
    assertThat(plugin.registry()).isEmpty();
    assertThat(plugin.platform()).isEmpty();
    assertThat(plugin.releaseManager()).isEmpty();
    assertThat(plugin.taskLauncher()).isEmpty();
    assertThat(plugin.runnerInstaller()).isEmpty();
    assertThat(plugin.serverInstaller()).isEmpty();
  }

  @Test
  void aFactoryMayRefuseItsConfiguration() {
    Component<Builder> refusing =
        Component.of(
            HelloPlugin.Config.class,
            _ -> {
              throw new IllegalArgumentException("not today");
            });
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> refusing.create(Map.of()))
        .withMessage("not today");
  }

  @Test
  void aComponentWithoutConfigurationRefusesAny() {
    Component<String> plain = Component.of("plain");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> plain.create(Map.of("a", 1)))
        .withMessage("a: there is no such setting here; this component has none");
  }
}
