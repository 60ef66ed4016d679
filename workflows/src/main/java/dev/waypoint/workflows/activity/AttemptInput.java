package dev.waypoint.workflows.activity;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.waypoint.workflows.job.JobId;

/** Names one attempt of one job. What it is about, the runner fetches from the gateway. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record AttemptInput(JobId jobId, int attempt) {}
