package dev.waypoint.workflows.activity;

import dev.waypoint.workflows.job.JobId;

/** Names one attempt of one job. What it is about, the runner fetches from the gateway. */
public record AttemptInput(JobId jobId, int attempt) {}
