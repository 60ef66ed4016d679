package dev.waypoint.benchmarks;

import java.net.http.HttpClient;
import java.util.Map;
import java.util.UUID;

/** A batch job of Nomad, from its registration until its allocation has ended. */
final class BareNomad implements Bare {
  private static final String JOB =
      """
      {"Job": {"ID": "%1$s", "Name": "%1$s", "Type": "batch", "Datacenters": ["dc1"],
        "TaskGroups": [{"Name": "bare", "Count": 1, "RestartPolicy": {"Attempts": 0, "Mode": "fail"},
          "Tasks": [{"Name": "bare", "Driver": "docker",
            "Config": {"image": "%2$s", "entrypoint": ["/bin/true"]},
            "Resources": {"CPU": 100, "MemoryMB": 600}}]}]}}
      """;

  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpApi api;
  private final String image;

  BareNomad(String address, String token, String image) {
    this.api = new HttpApi(http, address, Map.of("X-Nomad-Token", token));
    this.image = image;
  }

  @Override
  public void execute() throws Exception {
    String id = "waypoint-bare-" + UUID.randomUUID().toString().substring(0, 8);
    api.ask("PUT", "/v1/jobs", JOB.formatted(id, image));
    try {
      HttpApi.Answer answer = api.ask("GET", "/v1/job/" + id + "/allocations", "");
      while (!answer.body().contains("\"ClientStatus\":\"complete\"")) {
        if (answer.body().contains("\"ClientStatus\":\"failed\"")) {
          throw new IllegalStateException("the job %s failed: %s".formatted(id, answer.body()));
        }
        answer =
            api.ask(
                "GET",
                "/v1/job/%s/allocations?wait=10s&index=%s"
                    .formatted(id, answer.header("X-Nomad-Index")),
                "");
      }
    } finally {
      api.ask("DELETE", "/v1/job/" + id + "?purge=true", "");
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
