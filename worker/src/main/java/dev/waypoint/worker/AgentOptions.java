package dev.waypoint.worker;

import dev.waypoint.worker.connect.GatewayTarget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a runner is to be. Made by {@link #builder}.
 *
 * @param gateway the one address it needs
 * @param token used when the state directory holds none
 * @param cookie lets a runner without a token ask for adoption
 * @param id absent: from the state directory, else a new one
 * @param stateDirectory where id and token are kept; absent: nothing is read or written
 * @param concurrency jobs at once; default: three times the processors
 * @param livenessAddress {@code host:port} of a listener that shows that the process lives
 * @param localDirectory source of jobs with the local data source; absent: such jobs fail
 * @param drainTimeout how long running jobs may take when the agent is asked to leave; default: a
 *     day
 * @param firstJobTimeout on-demand: how long to wait for the job; default: 60 seconds
 * @param environment of jobs, before what the server adds; default: this process's
 * @param pluginDirectory holds a folder of jars for each plugin; absent: class path only
 * @param version shown in lists
 */
public record AgentOptions(
    GatewayTarget gateway,
    AgentKind kind,
    Optional<String> token,
    Optional<String> cookie,
    Optional<String> id,
    SortedMap<String, String> labels,
    Optional<Path> stateDirectory,
    int concurrency,
    Optional<String> livenessAddress,
    Optional<Path> localDirectory,
    Duration drainTimeout,
    Duration firstJobTimeout,
    Map<String, String> environment,
    Optional<Path> pluginDirectory,
    String version) {
  public AgentOptions {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    environment = Map.copyOf(environment);
  }

  @Override
  public String toString() {
    return "AgentOptions[gateway=%s, kind=%s, id=%s, labels=%s]"
        .formatted(gateway.address(), kind, id.orElse("-"), labels);
  }

  /** Starts with the defaults. */
  public static Builder builder(GatewayTarget gateway, AgentKind kind) {
    return new Builder(gateway, kind);
  }

  /** Collects options. */
  public static final class Builder {
    private final GatewayTarget gateway;
    private final AgentKind kind;
    private Optional<String> token = Optional.empty();
    private Optional<String> cookie = Optional.empty();
    private Optional<String> id = Optional.empty();
    private Map<String, String> labels = Map.of();
    private Optional<Path> stateDirectory = Optional.empty();
    private int concurrency;
    private Optional<String> livenessAddress = Optional.empty();
    private Optional<Path> localDirectory = Optional.empty();
    private Duration drainTimeout = Duration.ofDays(1);
    private Duration firstJobTimeout = Duration.ofSeconds(60);
    private Map<String, String> environment = System.getenv();
    private Optional<Path> pluginDirectory = Optional.empty();
    private String version = "";

    private Builder(GatewayTarget gateway, AgentKind kind) {
      this.gateway = gateway;
      this.kind = kind;
    }

    public Builder token(String value) {
      token = Optional.ofNullable(value).filter(text -> !text.isBlank());
      return this;
    }

    public Builder cookie(String value) {
      cookie = Optional.ofNullable(value).filter(text -> !text.isBlank());
      return this;
    }

    public Builder id(String value) {
      id = Optional.ofNullable(value).filter(text -> !text.isBlank());
      return this;
    }

    public Builder labels(Map<String, String> value) {
      labels = value;
      return this;
    }

    public Builder stateDirectory(Path value) {
      stateDirectory = Optional.ofNullable(value);
      return this;
    }

    /** Below 1: the default. */
    public Builder concurrency(int value) {
      concurrency = value;
      return this;
    }

    public Builder livenessAddress(String value) {
      livenessAddress = Optional.ofNullable(value).filter(text -> !text.isBlank());
      return this;
    }

    public Builder localDirectory(Path value) {
      localDirectory = Optional.ofNullable(value);
      return this;
    }

    public Builder drainTimeout(Duration value) {
      drainTimeout = value;
      return this;
    }

    public Builder firstJobTimeout(Duration value) {
      firstJobTimeout = value;
      return this;
    }

    public Builder environment(Map<String, String> value) {
      environment = value;
      return this;
    }

    public Builder pluginDirectory(Path value) {
      pluginDirectory = Optional.ofNullable(value);
      return this;
    }

    public Builder version(String value) {
      version = value;
      return this;
    }

    public AgentOptions build() {
      int slots =
          switch (kind) {
            case ON_DEMAND, CLI -> 1;
            case STATIC ->
                concurrency > 0 ? concurrency : Runtime.getRuntime().availableProcessors() * 3;
          };
      return new AgentOptions(
          gateway,
          kind,
          token,
          cookie,
          id,
          new TreeMap<>(labels),
          stateDirectory,
          slots,
          livenessAddress,
          localDirectory,
          drainTimeout,
          firstJobTimeout,
          environment,
          pluginDirectory,
          version);
    }
  }
}
