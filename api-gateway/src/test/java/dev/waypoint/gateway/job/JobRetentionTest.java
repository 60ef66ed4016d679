package dev.waypoint.gateway.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.gateway.TestingDatabase;
import dev.waypoint.gateway.store.Database;
import dev.waypoint.gateway.store.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("behaviour-103")
class JobRetentionTest {
  private static final int FINISHED = 450;

  private Database database;
  private List<String> finished;
  private String unfinished;

  @BeforeEach
  void store() {
    database = TestingDatabase.open();
    unfinished = Ids.next();
    finished = new ArrayList<>();
    insert(List.of(unfinished), false);
    for (int i = 0; i < FINISHED; i++) {
      finished.add(Ids.next());
    }
    insert(finished, true);
  }

  @Test
  void theOldestFinishedJobsGoWithTheirOutput() {
    assertThat(new JobRetention(database).prune(30)).isEqualTo(FINISHED - 30);

    List<String> kept = new ArrayList<>(finished.subList(FINISHED - 30, FINISHED));
    assertThat(ids("select job_id as id from job_output order by id"))
        .containsExactlyInAnyOrderElementsOf(with(kept));
    assertThat(ids("select id from job order by id"))
        .containsExactlyInAnyOrderElementsOf(with(kept));
  }

  @Test
  void nothingGoesWhileThereAreNotTooMany() {
    assertThat(new JobRetention(database).prune(FINISHED)).isZero();
    new JobRetention(database).prune();
    assertThat(ids("select id from job")).hasSize(FINISHED + 1);
  }

  private List<String> with(List<String> kept) {
    List<String> all = new ArrayList<>(kept);
    all.add(unfinished);
    return all;
  }

  private List<String> ids(String sql) {
    return database.read(s -> s.list(sql, row -> row.text("id")));
  }

  private void insert(List<String> ids, boolean ended) {
    Instant now = Instant.now();
    List<Object[]> jobs = new ArrayList<>();
    List<Object[]> output = new ArrayList<>();
    for (String id : ids) {
      jobs.add(
          new Object[] {id, ended ? "SUCCESS" : "QUEUED", now, ended ? now : null, new byte[] {1}});
      output.add(new Object[] {id, new byte[] {1}});
    }
    database.write(
        s -> {
          s.batch(
              "insert into job (id, project, application, workspace, operation, mode, target,"
                  + " profile, plugin_type, retry_rule, queued_by, state, phase, attempt, begun,"
                  + " workflow_started, queue_time, complete_time, cancel_forced, output_length,"
                  + " attempt_output, spec) values (?, 'p', 'a', 'w', 'NOOP', 'STATIC',"
                  + " 'runner/any', '', '', 'REPEATABLE', 'x', ?, 'QUEUED', 1, false, true, ?,"
                  + " cast(? as timestamp with time zone), false, 1, 1, ?)",
              jobs);
          s.batch("insert into job_output (job_id, position, payload) values (?, 0, ?)", output);
          return null;
        });
  }
}
