package dev.waypoint.plugin.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import org.junit.jupiter.api.Test;

class PodOverlayTest {
  private final PodTemplateSpec below =
      new PodTemplateSpecBuilder()
          .withNewSpec()
          .withServiceAccountName("one")
          .withEnableServiceLinks(false)
          .addNewContainer()
          .withName("runner")
          .withImage("image")
          .addNewEnv()
          .withName("A")
          .withValue("1")
          .endEnv()
          .endContainer()
          .endSpec()
          .build();

  @Test
  void elementsOfTheSameNameAreLaidOverEachOtherAndOthersAdded() {
    PodSpec spec =
        over(
            """
            spec:
              containers:
                - name: runner
                  env: [{name: A, value: "2"}, {name: B, value: "3"}]
                - name: beside
                  image: other
            """);
    assertThat(spec.getContainers()).extracting("name").containsExactly("runner", "beside");
    assertThat(spec.getContainers().getFirst().getImage()).isEqualTo("image");
    assertThat(spec.getContainers().getFirst().getEnv())
        .extracting("value")
        .containsExactly("2", "3");
  }

  @Test
  void nullTakesAway() {
    PodSpec spec = over("{\"spec\": {\"serviceAccountName\": null}}");
    assertThat(spec.getServiceAccountName()).isNull();
    assertThat(spec.getEnableServiceLinks()).isFalse();
  }

  @Test
  void amountsAndPortsAreReadAsTheyAreWritten() {
    PodSpec spec =
        over(
            """
            spec:
              containers:
                - name: runner
                  resources: {limits: {memory: 1Gi}}
                  livenessProbe: {tcpSocket: {port: 1234}}
            """);
    assertThat(spec.getContainers().getFirst().getResources().getLimits().get("memory").toString())
        .isEqualTo("1Gi");
    assertThat(
            spec.getContainers().getFirst().getLivenessProbe().getTcpSocket().getPort().getIntVal())
        .isEqualTo(1234);
  }

  @Test
  void whatIsNotOfAPodsTemplateIsNamedWithItsPlace() {
    assertRefused("spec: {containers: [{name: runner, imgae: x}]}", "spec.containers[0].imgae");
    assertRefused(
        "spec: {containers: [{name: runner, securityContext: {privileged: true}}]}",
        "runner privileged");
    assertRefused("kind: Pod", "pod_template.kind");
    assertRefused("spec: {hostNetwork: perhaps}", "pod_template");
    assertRefused("spec: [", "YAML", "line");
    assertRefused("just text", "not an object");
  }

  private PodSpec over(String text) {
    return PodOverlay.parse(text).over(below).getSpec();
  }

  private static void assertRefused(String text, String... words) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PodOverlay.parse(text))
        .withMessageContainingAll(words);
  }
}
