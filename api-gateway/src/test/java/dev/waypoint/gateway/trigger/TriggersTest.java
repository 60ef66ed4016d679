package dev.waypoint.gateway.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypoint.gateway.TestingGateway;
import dev.waypoint.gateway.TestingWorker;
import dev.waypoint.gateway.engine.Waiting;
import dev.waypoint.protocol.v1.ApplicationRef;
import dev.waypoint.protocol.v1.ApplyProjectRequest;
import dev.waypoint.protocol.v1.CreateUserTokenRequest;
import dev.waypoint.protocol.v1.DeleteTriggerRequest;
import dev.waypoint.protocol.v1.DestroyProjectRequest;
import dev.waypoint.protocol.v1.GetJobRequest;
import dev.waypoint.protocol.v1.GetTriggerRequest;
import dev.waypoint.protocol.v1.InputVariable;
import dev.waypoint.protocol.v1.Job;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.protocol.v1.ListTriggersRequest;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.Project;
import dev.waypoint.protocol.v1.Role;
import dev.waypoint.protocol.v1.RunTriggerRequest;
import dev.waypoint.protocol.v1.SetTriggerRequest;
import dev.waypoint.protocol.v1.Trigger;
import dev.waypoint.protocol.v1.TriggerServiceGrpc;
import dev.waypoint.protocol.v1.TriggeredJob;
import io.grpc.Channel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TriggersTest {
  @TempDir private Path directory;
  private final List<JobSpec> executed = new CopyOnWriteArrayList<>();
  private TestingGateway gateway;
  private TestingWorker worker;

  @BeforeEach
  void start() {
    gateway = TestingGateway.start(directory);
    register("shop", "web", "worker");
    worker =
        TestingWorker.start(
            gateway,
            "r1",
            Map.of(),
            (runner, attempt, assignment) -> {
              executed.add(assignment.getSpec());
              runner.succeed(attempt, 0);
              return "SUCCESS";
            });
  }

  @AfterEach
  void stop() {
    worker.close();
    gateway.close();
  }

  private void register(String project, String... apps) {
    gateway.register(project);
    gateway
        .projects()
        .applyProject(
            ApplyProjectRequest.newBuilder()
                .setProject(Project.newBuilder().setName(project).addAllApplications(List.of(apps)))
                .addUpdate("applications")
                .build());
  }

  private TriggerServiceGrpc.TriggerServiceBlockingStub triggers() {
    return as(gateway.asUser());
  }

  private static TriggerServiceGrpc.TriggerServiceBlockingStub as(Channel channel) {
    return TriggerServiceGrpc.newBlockingStub(channel);
  }

  private static Trigger.Builder trigger(String project, String app, Operation operation) {
    return Trigger.newBuilder()
        .setApplication(ApplicationRef.newBuilder().setProject(project).setApplication(app))
        .setOperation(operation);
  }

  private Trigger make(Trigger.Builder trigger) {
    return triggers()
        .setTrigger(SetTriggerRequest.newBuilder().setTrigger(trigger).build())
        .getTrigger();
  }

  private List<TriggeredJob> run(String id, InputVariable... variables) {
    return triggers()
        .runTrigger(
            RunTriggerRequest.newBuilder().setId(id).addAllVariables(List.of(variables)).build())
        .getJobsList();
  }

  private static InputVariable variable(String name, String value, InputVariable.Source source) {
    return InputVariable.newBuilder().setName(name).setValue(value).setSource(source).build();
  }

  private Job job(TriggeredJob job) {
    return gateway
        .jobs()
        .getJob(GetJobRequest.newBuilder().setJobId(job.getJobId()).build())
        .getJob();
  }

  @Test
  @Tag("behaviour-174")
  void aTriggerOfAProjectIsOneJobForEachApp() {
    Trigger made = make(trigger("shop", "", Operation.UP).putLabels("from", "ci"));
    assertThat(made.getName()).isEqualTo("up-shop");
    assertThat(made.getWorkspace()).isEqualTo("default");

    List<TriggeredJob> jobs = run(made.getId());

    assertThat(jobs).extracting(TriggeredJob::getApplication).containsExactly("web", "worker");
    Waiting.until(() -> executed.size() == 2);
    assertThat(executed)
        .allSatisfy(
            spec -> {
              assertThat(spec.getOperation()).isEqualTo(Operation.UP);
              assertThat(spec.getLabelsMap())
                  .containsEntry("trigger/id", made.getId())
                  .containsEntry("from", "ci");
            });
    assertThat(job(jobs.getFirst()).getQueuedBy()).isEqualTo("tester (trigger up-shop)");
    assertThat(get(made.getId()).hasLastRun()).isTrue();
  }

  @Test
  void aTriggerOfAnAppIsOneJobAndInitIsOneForTheProject() {
    assertThat(run(make(trigger("shop", "web", Operation.BUILD)).getId())).hasSize(1);
    assertThat(run(make(trigger("shop", "", Operation.INIT)).getId()))
        .singleElement()
        .satisfies(job -> assertThat(job.getApplication()).isEmpty());
  }

  @Test
  @Tag("behaviour-174")
  void onlyValuesAsOfTheCommandLineMayBeGiven() {
    String id =
        make(trigger("shop", "web", Operation.BUILD)
                .addVariables(variable("tag", "v1", InputVariable.Source.CLI))
                .addVariables(variable("org", "acme", InputVariable.Source.CLI)))
            .getId();
    assertThatThrownBy(() -> run(id, variable("tag", "v2", InputVariable.Source.SERVER)))
        .hasMessageContaining("FAILED_PRECONDITION")
        .hasMessageContaining("variable 'tag' of a trigger has the source server");

    run(id, variable("tag", "v2", InputVariable.Source.CLI));

    Waiting.until(() -> executed.size() == 1);
    assertThat(executed.getFirst().getVariablesList())
        .extracting(each -> each.getName() + "=" + each.getValue())
        .containsExactlyInAnyOrder("tag=v2", "org=acme");
  }

  @Test
  void valuesOfVariablesAreNeverGivenOut() {
    Trigger made =
        make(
            trigger("shop", "web", Operation.BUILD)
                .addVariables(variable("password", "hunter2", InputVariable.Source.CLI)));
    assertThat(made.toString()).contains("password").doesNotContain("hunter2");
    assertThat(get(made.getId()).toString()).doesNotContain("hunter2");
  }

  @Test
  @Tag("behaviour-174")
  void withoutATokenOnlyAnOpenTriggerRuns() {
    String closed = make(trigger("shop", "web", Operation.BUILD)).getId();
    String open = make(trigger("shop", "web", Operation.BUILD).setOpen(true)).getId();
    TriggerServiceGrpc.TriggerServiceBlockingStub anybody = as(gateway.anonymous());

    assertThatThrownBy(() -> anybody.runOpenTrigger(request(closed)))
        .hasMessageContaining("PERMISSION_DENIED")
        .hasMessageContaining("needs a token");
    assertThatThrownBy(() -> anybody.runTrigger(request(open)))
        .hasMessageContaining("UNAUTHENTICATED");
    assertThat(executed).isEmpty();

    assertThat(anybody.runOpenTrigger(request(open)).getJobsList()).hasSize(1);
    Waiting.until(() -> executed.size() == 1);
  }

  @Test
  void howeverOftenAnOpenTriggerIsCalledOnlyOneOfItsJobsWaits() {
    worker.close();
    String open = make(trigger("shop", "web", Operation.BUILD).setOpen(true)).getId();
    TriggerServiceGrpc.TriggerServiceBlockingStub anybody = as(gateway.anonymous());
    String first = anybody.runOpenTrigger(request(open)).getJobs(0).getJobId();
    anybody.runOpenTrigger(request(open));
    anybody.runOpenTrigger(request(open));

    assertThat(
            gateway
                .jobs()
                .listJobs(
                    dev.waypoint.protocol.v1.ListJobsRequest.newBuilder()
                        .setProject("shop")
                        .build())
                .getJobsList())
        .filteredOn(job -> !job.hasCompleteTime())
        .hasSize(1)
        .noneMatch(job -> job.getId().equals(first));
  }

  @Test
  void theSameRequestAnswersTheSameJobs() {
    String id = make(trigger("shop", "", Operation.BUILD)).getId();
    RunTriggerRequest once = request(id).toBuilder().setRequestId("delivery-1").build();
    assertThat(triggers().runTrigger(once).getJobsList())
        .extracting(TriggeredJob::getJobId)
        .isEqualTo(
            triggers().runTrigger(once).getJobsList().stream()
                .map(TriggeredJob::getJobId)
                .toList());
  }

  @Test
  void aTriggerIsChangedFoundByItsNameAndDeleted() {
    Trigger made = make(trigger("shop", "web", Operation.BUILD).setName("nightly").addTags("ci"));

    Trigger changed =
        triggers()
            .setTrigger(
                SetTriggerRequest.newBuilder()
                    .setTrigger(Trigger.newBuilder().setId(made.getId()).setWorkspace("production"))
                    .addUpdate("workspace")
                    .build())
            .getTrigger();
    assertThat(changed.getWorkspace()).isEqualTo("production");
    assertThat(changed.getOperation()).isEqualTo(Operation.BUILD);
    assertThat(changed.getCreatedBy()).isEqualTo("tester");

    assertThat(get("nightly")).isEqualTo(changed);
    assertThat(list(ListTriggersRequest.newBuilder().addTags("ci"))).containsExactly(changed);
    assertThat(list(ListTriggersRequest.newBuilder().addTags("other"))).isEmpty();

    triggers().deleteTrigger(DeleteTriggerRequest.newBuilder().setId("nightly").build());
    assertThat(list(ListTriggersRequest.newBuilder())).isEmpty();
    assertThatThrownBy(() -> run(made.getId())).hasMessageContaining("there is no trigger");
  }

  @Test
  void whatCannotBeRunIsRefusedWhenItIsMade() {
    assertThatThrownBy(() -> make(trigger("shop", "nope", Operation.BUILD)))
        .hasMessageContaining("has no app 'nope'; it has: web, worker");
    assertThatThrownBy(() -> make(trigger("none", "", Operation.BUILD)))
        .hasMessageContaining("project 'none' is not known here");
    assertThatThrownBy(() -> make(trigger("shop", "", Operation.NOOP)))
        .hasMessageContaining("needs an operation");
  }

  @Test
  void aTokenForAnotherProjectNeitherSeesNorRunsIt() {
    register("garden", "gnome");
    String id = make(trigger("shop", "web", Operation.BUILD).setName("nightly")).getId();
    TriggerServiceGrpc.TriggerServiceBlockingStub gardener =
        as(gateway.as(token(Role.DEPLOYER, "garden")));

    assertThat(gardener.listTriggers(ListTriggersRequest.getDefaultInstance()).getTriggersList())
        .isEmpty();
    assertThatThrownBy(() -> gardener.runTrigger(request(id)))
        .hasMessageContaining("PERMISSION_DENIED");
    assertThatThrownBy(() -> gardener.runTrigger(request("nightly")))
        .hasMessageContaining("NOT_FOUND");
    assertThatThrownBy(() -> as(gateway.as(token(Role.READ_ONLY, "shop"))).runTrigger(request(id)))
        .hasMessageContaining("needs the role deployer");
  }

  @Test
  void aDestroyedProjectTakesItsTriggersAlong() {
    make(trigger("shop", "web", Operation.BUILD));
    gateway
        .projects()
        .destroyProject(
            DestroyProjectRequest.newBuilder().setName("shop").setSkipResources(true).build());
    Waiting.until(() -> list(ListTriggersRequest.newBuilder()).isEmpty());
  }

  private String token(Role role, String project) {
    return gateway
        .tokens()
        .createUserToken(
            CreateUserTokenRequest.newBuilder()
                .setUser("gina")
                .setRole(role)
                .addProjects(project)
                .build())
        .getToken();
  }

  private static RunTriggerRequest request(String id) {
    return RunTriggerRequest.newBuilder().setId(id).build();
  }

  private Trigger get(String id) {
    return triggers().getTrigger(GetTriggerRequest.newBuilder().setId(id).build()).getTrigger();
  }

  private List<Trigger> list(ListTriggersRequest.Builder request) {
    return triggers().listTriggers(request.build()).getTriggersList();
  }
}
