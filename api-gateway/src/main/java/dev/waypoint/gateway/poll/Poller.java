package dev.waypoint.gateway.poll;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.project.PollRow;
import dev.waypoint.gateway.project.PollStore;
import dev.waypoint.gateway.project.Projects;
import dev.waypoint.git.GitException;
import dev.waypoint.protocol.v1.Project;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at what is due, each in a thread of its own, a few at a time. */
@Singleton
public final class Poller {
  private static final Logger log = LoggerFactory.getLogger(Poller.class);
  private static final int AT_ONCE = 16;

  private final PollStore polls;
  private final Projects projects;
  private final GitPoll git;
  private final StatusPoll status;
  private final Clock clock;
  private final Semaphore free = new Semaphore(AT_ONCE);

  Poller(PollStore polls, Projects projects, GitPoll git, StatusPoll status, Clock clock) {
    this.polls = polls;
    this.projects = projects;
    this.git = git;
    this.status = status;
    this.clock = clock;
  }

  /** Begins what is due; does not wait for it. */
  public void look() {
    int room = free.availablePermits();
    if (room == 0) {
      return;
    }
    for (PollRow row : polls.take(room)) {
      free.acquireUninterruptibly();
      Thread.ofVirtual()
          .name("poll-" + row.project())
          .start(
              () -> {
                try {
                  look(row);
                } finally {
                  free.release();
                }
              });
    }
  }

  private void look(PollRow row) {
    try {
      Optional<Project> project = projects.find(row.project());
      if (project.isPresent()) {
        switch (row.kind()) {
          case GIT -> git.look(row, project.get());
          case STATUS -> status.look(row, project.get());
        }
      }
    } catch (GitException | ApiException e) {
      polls.save(row.problem(e.getMessage()), clock.instant().plus(row.interval()), true);
    } catch (RuntimeException e) {
      log.warn("looking at project {} failed; it is looked at again later", row.project(), e);
    }
  }
}
