package dev.waypoint.gateway.runner;

import java.time.temporal.ChronoUnit;

/** Why a runner may not work, and what can be done about it. */
record Refusal(Code code, String message) {
  enum Code {
    REJECTED,
    FORGOTTEN,
    REVOKED,
    NO_JOB,
    DUPLICATE
  }

  static Refusal rejected(RunnerRow row) {
    return new Refusal(
        Code.REJECTED,
        ("runner %s was rejected%s%s: 'waypoint runner adopt %s' lets it in again, 'waypoint "
                + "runner forget %s' clears its record")
            .formatted(
                row.id(),
                row.adoptedBy().map(" by "::concat).orElse(""),
                row.adoptedAt().map(at -> " at " + at.truncatedTo(ChronoUnit.SECONDS)).orElse(""),
                row.id(),
                row.id()));
  }

  static Refusal forgotten(RunnerRow row) {
    return new Refusal(
        Code.FORGOTTEN,
        ("runner %s was forgotten and its tokens were revoked: start it with a new token, or "
                + "with the cookie, to be adopted again")
            .formatted(row.id()));
  }

  static Refusal revoked(RunnerRow row) {
    return new Refusal(
        Code.REVOKED,
        ("the token of runner %s was revoked: start it with a new one ('waypoint runner token "
                + "-id=%s'), or with the cookie after 'waypoint runner forget %s'")
            .formatted(row.id(), row.id(), row.id()));
  }
}
