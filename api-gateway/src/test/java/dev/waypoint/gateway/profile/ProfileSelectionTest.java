package dev.waypoint.gateway.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.waypoint.gateway.TestingGateway;
import dev.waypoint.gateway.TestingRunner;
import dev.waypoint.protocol.v1.ApplicationRef;
import dev.waypoint.protocol.v1.ApplyProjectRequest;
import dev.waypoint.protocol.v1.DeleteProfileRequest;
import dev.waypoint.protocol.v1.GetJobRequest;
import dev.waypoint.protocol.v1.GetProfileRequest;
import dev.waypoint.protocol.v1.InputVariable;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.Profile;
import dev.waypoint.protocol.v1.Project;
import dev.waypoint.protocol.v1.QueueJobRequest;
import dev.waypoint.protocol.v1.RunnerKind;
import dev.waypoint.protocol.v1.SetProfileRequest;
import dev.waypoint.protocol.v1.SetProfileResponse;
import dev.waypoint.protocol.v1.TargetRunner;
import dev.waypoint.protocol.v1.WaypointHcl;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileSelectionTest {
  private static final String FILE =
      """
      project = "shop"
      runner {
        profile = "shared"
      }
      app "web" {
        runner {
          profile = "docker-${var.org}-${workspace.name}"
        }
        build {
          use "exec" {
            command = ["true"]
          }
        }
        deploy {
          use "exec" {
            command = ["true"]
          }
        }
      }
      app "worker" {
        build {
          use "exec" {
            command = ["true"]
          }
        }
        deploy {
          use "exec" {
            command = ["true"]
          }
        }
      }
      variable "org" {
        type = string
      }
      """;

  @TempDir Path directory;
  private TestingGateway gateway;
  private TestingRunner runner;

  @BeforeEach
  void start() {
    gateway = TestingGateway.start(directory);
    runner = TestingRunner.connect(gateway.asUser(), "r1", RunnerKind.STATIC, Map.of("env", "dev"));
    runner.work();
  }

  @AfterEach
  void stop() {
    runner.close();
    gateway.close();
  }

  @Test
  @Tag("behaviour-56")
  @Tag("behaviour-61")
  void theNarrowestNameWins() {
    set("by-default", true);
    set("of-project", false);
    set("shared", false);
    set("docker-acme-dev", false);
    set("named", false);
    assertThat(profileOf(spec("web"))).isEqualTo("by-default");
    gateway
        .projects()
        .applyProject(
            ApplyProjectRequest.newBuilder()
                .setProject(Project.newBuilder().setName("shop").setRunnerProfile("of-project"))
                .addUpdate("runner_profile")
                .build());
    assertThat(profileOf(spec("web"))).isEqualTo("of-project");
    assertThat(profileOf(withFile(spec("worker")))).isEqualTo("shared");
    assertThat(profileOf(withOrg(withFile(spec("web"))))).isEqualTo("docker-acme-dev");
    assertThat(profileOf(withOrg(withFile(spec("web"))).setProfile("NAMED"))).isEqualTo("named");
    assertThat(profileOf(withOrg(withFile(spec("web"))).setNoProfile(true))).isEmpty();
  }

  @Test
  @Tag("behaviour-56")
  void theFileStoredWithTheProjectCountsAndSoDoItsVariables() {
    set("docker-stored-dev", false);
    gateway
        .projects()
        .applyProject(
            ApplyProjectRequest.newBuilder()
                .setProject(
                    Project.newBuilder()
                        .setName("shop")
                        .setWaypointHcl(file())
                        .addVariables(
                            InputVariable.newBuilder()
                                .setName("org")
                                .setValue("stored")
                                .setSource(InputVariable.Source.SERVER)))
                .addUpdate("waypoint_hcl")
                .addUpdate("variables")
                .build());
    assertThat(profileOf(spec("web"))).isEqualTo("docker-stored-dev");
  }

  @Test
  @Tag("behaviour-58")
  @Tag("behaviour-59")
  void aVariableWithoutValueIsNamedAndSoIsAProfileThatIsNotThere() {
    assertThatThrownBy(() -> queue(withFile(spec("web"))))
        .hasMessageContaining("INVALID_ARGUMENT")
        .hasMessageContaining("org");
    set("other", false);
    assertThatThrownBy(() -> queue(withOrg(withFile(spec("web")))))
        .hasMessageContaining("NOT_FOUND")
        .hasMessageContaining("'docker-acme-dev'")
        .hasMessageContaining("there are other")
        .hasMessageContaining("docker-${var.org}-${workspace.name}");
  }

  @Test
  void aFileCannotReadTheServersFiles() {
    String reading =
        FILE.replace("\"shared\"", "filebase64(\"%s/keys/tokens.key\")".formatted(directory));
    WaypointHcl hcl = file().toBuilder().setContent(ByteString.copyFromUtf8(reading)).build();
    assertThatThrownBy(() -> queue(withOrg(spec("worker").setWaypointHcl(hcl))))
        .hasMessageContaining("INVALID_ARGUMENT")
        .hasMessageContaining("filebase64");
  }

  @Test
  @Tag("behaviour-62")
  void aNewDefaultTakesThePlaceOfTheOldOne() {
    set("one", true);
    set("two", true);
    GetProfileRequest byDefault = GetProfileRequest.getDefaultInstance();
    assertThat(gateway.profiles().getProfile(byDefault).getProfile().getName()).isEqualTo("two");
    assertThat(get("one").getDefault()).isFalse();
    set("two", false);
    assertThatThrownBy(() -> gateway.profiles().getProfile(byDefault))
        .hasMessageContaining("no profile is the default one");
  }

  @Test
  @Tag("behaviour-63")
  @Tag("behaviour-69")
  void namesAreExactWhateverTheirCaseAndAProfileKeepsItsId() {
    Profile first = set("Dev-East", false).getProfile();
    assertThat(get("dev-east").getId()).isEqualTo(first.getId());
    assertThatThrownBy(() -> get("dev")).hasMessageContaining("there are Dev-East");
    SetProfileResponse second = set("dev-east", false);
    assertThat(second.getCreated()).isFalse();
    assertThat(second.getProfile().getId()).isEqualTo(first.getId());
    gateway.profiles().deleteProfile(DeleteProfileRequest.newBuilder().setName("DEV-EAST").build());
    assertThatThrownBy(() -> get("dev-east")).hasMessageContaining("NOT_FOUND");
  }

  @Test
  @Tag("behaviour-53")
  @Tag("behaviour-70")
  void aTargetThatNobodyMatchesIsAWarningFirstAndARefusalWhenAJobNeedsIt() {
    SetProfileResponse response =
        gateway
            .profiles()
            .setProfile(
                SetProfileRequest.newBuilder()
                    .setProfile(
                        Profile.newBuilder()
                            .setName("far")
                            .setPluginType("docker")
                            .setTargetRunner(TargetRunner.newBuilder().setId("nobody")))
                    .build());
    assertThat(response.getWarningsList()).hasSize(1).first().asString().contains("nobody");
    assertThatThrownBy(() -> queue(spec("web").setProfile("far")))
        .hasMessageContaining("FAILED_PRECONDITION")
        .hasMessageContaining("runner nobody (of runner profile 'far')")
        .hasMessageContaining("runner r1 has another id");
  }

  @Test
  @Tag("behaviour-65")
  void aProfileThatIsNotThereCannotBeChangedByItsId() {
    assertThatThrownBy(() -> set(Profile.newBuilder().setId("01NOTHING").setName("new")))
        .hasMessageContaining("NOT_FOUND")
        .hasMessageContaining("'01NOTHING'");
    assertThatThrownBy(() -> get("new")).hasMessageContaining("NOT_FOUND");
  }

  @Test
  @Tag("behaviour-66")
  void aTargetByLabelsNeedsOne() {
    assertThatThrownBy(
            () ->
                set(
                    Profile.newBuilder()
                        .setName("new")
                        .setTargetRunner(
                            TargetRunner.newBuilder()
                                .setLabels(TargetRunner.Labels.getDefaultInstance()))))
        .hasMessageContaining("INVALID_ARGUMENT")
        .hasMessageContaining("at least one label");
  }

  @Test
  @Tag("behaviour-67")
  void aPluginConfigurationThatCannotBeReadIsRefusedWithThePosition() {
    assertThatThrownBy(
            () ->
                set(
                    Profile.newBuilder()
                        .setName("new")
                        .setPluginConfig(ByteString.copyFromUtf8("labels = {}\nnetwork = \n"))
                        .setPluginConfigFormat("hcl")))
        .hasMessageContaining("INVALID_ARGUMENT")
        .hasMessageContaining("plugin-config.hcl:2");
    assertThatThrownBy(() -> set(Profile.newBuilder().setName("new").setPluginConfigFormat("yaml")))
        .hasMessageContaining("'yaml' is no format");
  }

  @Test
  void aPoolHasALimit() {
    assertThatThrownBy(() -> set(Profile.newBuilder().setName("new").setWarmIdle(-1)))
        .hasMessageContaining("0 to 100 are possible");
    assertThatThrownBy(() -> set(Profile.newBuilder().setName("new").setWarmIdle(1_000_000)))
        .hasMessageContaining("INVALID_ARGUMENT");
  }

  private void set(Profile.Builder profile) {
    gateway
        .profiles()
        .setProfile(
            SetProfileRequest.newBuilder().setProfile(profile.setPluginType("docker")).build());
  }

  private SetProfileResponse set(String name, boolean byDefault) {
    return gateway
        .profiles()
        .setProfile(
            SetProfileRequest.newBuilder()
                .setProfile(
                    Profile.newBuilder()
                        .setName(name)
                        .setPluginType("docker")
                        .setDefault(byDefault))
                .build());
  }

  private Profile get(String name) {
    return gateway
        .profiles()
        .getProfile(GetProfileRequest.newBuilder().setName(name).build())
        .getProfile();
  }

  private static JobSpec.Builder spec(String app) {
    return JobSpec.newBuilder()
        .setApplication(ApplicationRef.newBuilder().setProject("shop").setApplication(app))
        .setWorkspace("dev")
        .setOperation(Operation.BUILD);
  }

  private static WaypointHcl file() {
    return WaypointHcl.newBuilder()
        .setFileName("waypoint.hcl")
        .setContent(ByteString.copyFromUtf8(FILE))
        .build();
  }

  private static JobSpec.Builder withFile(JobSpec.Builder spec) {
    return spec.setWaypointHcl(file());
  }

  private static JobSpec.Builder withOrg(JobSpec.Builder spec) {
    return spec.addVariables(
        InputVariable.newBuilder()
            .setName("org")
            .setValue("acme")
            .setSource(InputVariable.Source.CLI));
  }

  private String queue(JobSpec.Builder spec) {
    return gateway.jobs().queueJob(QueueJobRequest.newBuilder().setSpec(spec).build()).getJobId();
  }

  private String profileOf(JobSpec.Builder spec) {
    return gateway
        .jobs()
        .getJob(GetJobRequest.newBuilder().setJobId(queue(spec)).build())
        .getJob()
        .getProfile();
  }
}
