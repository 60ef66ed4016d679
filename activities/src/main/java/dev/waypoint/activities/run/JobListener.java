package dev.waypoint.activities.run;

import dev.waypoint.workflows.activity.AttemptInput;

/** Is told of the jobs that a runner executes. */
public interface JobListener {
  void started(AttemptInput attempt);

  /** However it ended. The engine hears of it only after this returns. */
  void finished(AttemptInput attempt);

  /** Listens to nothing. */
  static JobListener none() {
    return new JobListener() {
      @Override
      public void started(AttemptInput attempt) {}

      @Override
      public void finished(AttemptInput attempt) {}
    };
  }
}
