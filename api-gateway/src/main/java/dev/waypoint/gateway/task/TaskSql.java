package dev.waypoint.gateway.task;

/** How tasks are read: with their job, and in the state that follows from both. */
final class TaskSql {
  private static final String JOB_OVER =
      "(t.job_id is not null and (j.id is null or j.complete_time is not null"
          + " or j.attempt <> t.attempt))";

  private static final String SHOWN =
      "case when t.orphaned_at is not null then 'ORPHANED'"
          + " when t.state in ('STARTING', 'STARTED') and "
          + JOB_OVER
          + " then 'COMPLETED'"
          + " when t.state in ('STARTING', 'STARTED') and j.state = 'RUNNING' then 'RUNNING'"
          + " when t.state in ('STARTING', 'STARTED') and t.job_id is null"
          + " and t.idle_at is not null then 'IDLE'"
          + " when t.state = 'PENDING' and "
          + JOB_OVER
          + " then 'STOPPED'"
          + " else t.state end";

  /** Continues with conditions on {@code t} (the task) and {@code j} (its job). */
  static final String SELECT =
      "select t.*, j.project, j.application, j.workspace, j.operation, "
          + SHOWN
          + " as shown, "
          + JOB_OVER
          + " as job_over"
          + " from task t left join job j on j.id = t.job_id where ";

  /** A job's container whose removal was asked for long ago, or that nobody removes at all. */
  static final String LEFT_BEHIND =
      "t.stopped_at is null and t.orphaned_at is null and t.state <> 'PENDING'"
          + " and t.warm = false and "
          + JOB_OVER
          + " and coalesce(j.complete_time, t.changed_at) < ?";

  /** Continues with states. */
  static final String SHOWN_IN = SHOWN + " in ";

  private TaskSql() {}
}
