package dev.waypoint.cli.command.app;

import dev.waypoint.cli.command.Program;
import dev.waypoint.cli.environment.Environment;
import dev.waypoint.cli.failure.CliException;
import dev.waypoint.cli.operation.OperationSession;
import dev.waypoint.protocol.v1.Operation;
import dev.waypoint.protocol.v1.OperationOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "destroy", description = "Destroy all deployments and releases of the workspace.")
public final class DestroyCommand extends OperationCommand {
  @Option(names = "-auto-approve", description = "Do not ask.")
  private boolean approved;

  @Option(
      names = {"-d", "-deployment"},
      paramLabel = "ID",
      description = "Only this deployment: its id or sequence number.")
  private String deployment = "";

  DestroyCommand(Program program) {
    super(program);
  }

  @Override
  void prepare() {
    if (!approved && !environment().terminal()) {
      throw new CliException(
          "nobody can be asked here: use -auto-approve to destroy without a question");
    }
  }

  @Override
  void run(OperationSession session) throws InterruptedException {
    if (!approved && !confirmed(session)) {
      throw new CliException("not confirmed: nothing is destroyed");
    }
    String number = deployment.startsWith("v") ? deployment.substring(1) : deployment;
    forEachApplication(
        session,
        "Destroying",
        Operation.DESTROY,
        OperationOptions.newBuilder().setDeployment(number).build());
  }

  private boolean confirmed(OperationSession session) {
    Environment environment = environment();
    environment
        .out()
        .print(
            "Destroy %s of the apps %s in the workspace %s? Only 'yes' confirms: "
                .formatted(
                    deployment.isEmpty() ? "all deployments" : "the deployment " + deployment,
                    String.join(", ", session.applications()),
                    session.workspace()));
    environment.out().flush();
    try {
      String answer =
          new BufferedReader(new InputStreamReader(environment.in(), StandardCharsets.UTF_8))
              .readLine();
      return answer != null && answer.strip().equalsIgnoreCase("yes");
    } catch (IOException e) {
      throw new CliException("the answer cannot be read: " + e.getMessage(), e);
    }
  }
}
