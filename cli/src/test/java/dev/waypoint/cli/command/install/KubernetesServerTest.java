package dev.waypoint.cli.command.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.waypoint.cli.failure.CliException;
import dev.waypoint.sdk.Component;
import dev.waypoint.worker.plugin.PlatformServers;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class KubernetesServerTest {
  private final TestingInstaller cluster = new TestingInstaller();
  private final PlatformServers servers =
      new PlatformServers(Component.of(TestingInstaller.Config.class, cluster::in));

  @Test
  void theServerIsFoundInTheNamespaceThatIsNamed() throws Exception {
    cluster.put("apps", Optional.of("198.51.100.7:9701"));
    KubernetesServer.Found found =
        flags("-from-kubernetes", "-from-kubernetes-namespace=apps").find(servers);
    assertThat(found.address()).isEqualTo("198.51.100.7:9701");
    assertThat(found.resource()).isEqualTo("server in apps");
    assertThat(flags("-from-kubernetes", "-k8s-namespace=apps").find(servers)).isEqualTo(found);
  }

  @Test
  void whereThereIsNoneTheMessageNamesTheNamespaceAndHowToLookElsewhere() {
    cluster.put("apps", Optional.of("198.51.100.7:9701"));
    assertThatExceptionOfType(CliException.class)
        .isThrownBy(() -> flags("-from-kubernetes").find(servers))
        .withMessageContaining("namespace default")
        .withMessageContaining("-from-kubernetes-namespace");
  }

  @Test
  void aServerWithoutAnAddressIsToBeWaitedFor() {
    cluster.put("default", Optional.empty());
    assertThatExceptionOfType(CliException.class)
        .isThrownBy(() -> flags("-from-kubernetes").find(servers))
        .withMessageContaining("server in default")
        .withMessageContaining("no address yet");
  }

  @Test
  void whyAClusterCannotBeAskedIsTold() {
    cluster.refuses = true;
    assertThatExceptionOfType(CliException.class)
        .isThrownBy(() -> flags("-from-kubernetes").find(servers))
        .withMessageContaining("nobody answers");
  }

  @Test
  void whereToLookIsNothingByItself() {
    assertThat(flags().isWanted()).isFalse();
    assertThat(flags("-from-kubernetes").isWanted()).isTrue();
    assertThatExceptionOfType(CliException.class)
        .isThrownBy(() -> flags("-k8s-namespace=apps").isWanted())
        .withMessageContaining("add -from-kubernetes");
  }

  private static KubernetesServer flags(String... words) {
    return CommandLine.populateCommand(new KubernetesServer(), words);
  }
}
