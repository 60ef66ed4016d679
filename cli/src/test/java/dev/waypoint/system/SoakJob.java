package dev.waypoint.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.protocol.v1.Job;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.protocol.v1.JobState;
import dev.waypoint.protocol.v1.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One job of the soak, and what must be true of it whatever was killed meanwhile.
 *
 * @param name also the name of the file in which its program says when it begins and ends
 */
record SoakJob(String name, Kind kind, int lines, Path marks) {
  /** What jobs do. */
  enum Kind {
    NOOP(Operation.NOOP, true),
    BUILD(Operation.BUILD, true),
    /** Not to be repeated once it has begun. */
    DEPLOY(Operation.DEPLOY, false),
    /** A build in a container of its own. */
    ON_DEMAND(Operation.BUILD, true);

    private final Operation operation;
    private final boolean repeatable;

    Kind(Operation operation, boolean repeatable) {
      this.operation = operation;
      this.repeatable = repeatable;
    }
  }

  /** How a job ended, for the counts. */
  enum End {
    SUCCEEDED,
    SUCCEEDED_AGAIN,
    LOST_MIDWAY
  }

  /** An application whose programs count to {@code lines}. */
  static String waypointHcl() {
    return """
    project = "soak"
    variable "job" {
      type    = string
      default = "none"
    }
    variable "marks" {
      type    = string
      default = ""
    }
    variable "lines" {
      type    = string
      default = "1"
    }
    app "web" {
      build {
        use "exec" {
          command = ["sh", "-c", "[ -z $MARKS ] || echo begin >> $MARKS; i=0; while [ $i -lt $LINES_WANTED ]; do i=$((i+1)); echo line $i of $JOB; done; sleep 0.$((i & 3)); [ -z $MARKS ] || echo end >> $MARKS"]
          environment = {
            MARKS        = var.marks
            LINES_WANTED = var.lines
            JOB          = var.job
          }
        }
      }
      deploy {
        use "exec" {
          command = ["sh", "-c", "[ -z $MARKS ] || echo begin >> $MARKS; i=0; while [ $i -lt $LINES_WANTED ]; do i=$((i+1)); echo line $i of $JOB; done; sleep 0.$((i & 3)); [ -z $MARKS ] || echo end >> $MARKS"]
          environment = {
            MARKS        = var.marks
            LINES_WANTED = var.lines
            JOB          = var.job
          }
        }
      }
    }
    """;
  }

  JobSpec.Builder spec(SoakClient client, String workspace, String profile) {
    JobSpec.Builder spec =
        client
            .spec(workspace)
            .setOperation(kind.operation)
            .addVariables(SoakClient.variable("job", name))
            .addVariables(SoakClient.variable("lines", Integer.toString(lines)));
    if (kind == Kind.ON_DEMAND) {
      return spec.setNoProfile(false).setProfile(profile);
    }
    return spec.addVariables(SoakClient.variable("marks", marks.resolve(name).toString()));
  }

  /** Fails with all that is known, if it did not end as it should. */
  End check(SoakClient.Followed followed, SoakClient client) {
    Job job = followed.job();
    String told = "%s %s: %s".formatted(kind, name, job);
    assertThat(followed.ends()).as("ends of %s", told).isOne();
    SoakClient.Followed late = client.follow(job.getId());
    assertThat(late.output()).as("the output of %s, read late", told).isEqualTo(followed.output());
    assertThat(late.job().getState())
        .as("the end of %s, read late", told)
        .isEqualTo(job.getState());
    List<String> marked = marked();
    if (!kind.repeatable) {
      assertThat(marked).as("begins of %s", told).filteredOn("begin"::equals).hasSizeLessThan(2);
    }
    if (job.getState() == JobState.ERROR) {
      assertThat(kind.repeatable).as("could be repeated: %s", told).isFalse();
      assertThat(job.getError().getCode()).as(told).isEqualTo("RUNNER_LOST_MIDWAY");
      return End.LOST_MIDWAY;
    }
    assertThat(job.getState()).as(told).isEqualTo(JobState.SUCCESS);
    if (kind != Kind.NOOP) {
      assertThat(SoakJob.lines(followed.output(), name))
          .as("the last attempt's output of %s", told)
          .endsWith(IntStream.rangeClosed(1, lines).boxed().toArray(Integer[]::new));
    }
    if (kind != Kind.NOOP && kind != Kind.ON_DEMAND) {
      assertThat(marked).as("what the program did: %s", told).contains("end");
    }
    return job.getAttempt() > 1 ? End.SUCCEEDED_AGAIN : End.SUCCEEDED;
  }

  private List<String> marked() {
    Path file = marks.resolve(name);
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Integer> lines(String output, String name) {
    return output
        .lines()
        .map(String::strip)
        .filter(line -> line.matches("line \\d+ of " + name))
        .map(line -> Integer.valueOf(line.split(" ")[1]))
        .toList();
  }
}
