package dev.waypoint.gateway.audit;

import java.util.Locale;

/** What is written down. */
public enum AuditAction {
  RUNNER_ADOPT,
  RUNNER_REJECT,
  RUNNER_FORGET,
  RUNNER_DRAIN,
  RUNNER_RESUME,
  RULE_SET,
  RULE_DELETE,
  TOKEN_CREATE,
  TOKEN_EXCHANGE,
  TOKEN_REVOKE,
  USER_MODIFY,
  JOB_CANCEL,
  CONFIG_SET,
  CONFIG_DELETE,
  CONFIG_SOURCE_SET,
  CONFIG_SOURCE_DELETE,
  TRIGGER_SET,
  TRIGGER_DELETE,
  TRIGGER_RUN,
  PROJECT_DESTROY,
  SERVER_BOOTSTRAP,
  SERVER_CONFIG,
  SERVER_SNAPSHOT,
  SERVER_RESTORE;

  /** As it is stored and shown: {@code runner.adopt}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '.');
  }
}
