package dev.waypoint.plugin.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A connection to a daemon. Calls become interruptible, and their faults readable. */
final class Docker implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);

  private static final Duration GOES_ON_FOR = Duration.ofSeconds(10);

  private final DockerClient client;
  private final String host;

  private Docker(DockerClient client, String host) {
    this.client = client;
    this.host = host;
  }

  /** Makes the connection; the daemon is not asked for anything yet. */
  static Docker connect(Optional<ClientConfig> config) throws DockerFault {
    ClientConfig wanted = config.orElse(ClientConfig.FROM_ENVIRONMENT);
    DefaultDockerClientConfig.Builder settings =
        DefaultDockerClientConfig.createDefaultConfigBuilder();
    wanted.host().ifPresent(settings::withDockerHost);
    wanted
        .certPath()
        .ifPresent(path -> settings.withDockerCertPath(path).withDockerTlsVerify(true));
    wanted.apiVersion().ifPresent(settings::withApiVersion);
    try {
      DefaultDockerClientConfig ready = settings.build();
      return new Docker(
          DockerClientImpl.getInstance(
              ready,
              new ZerodepDockerHttpClient.Builder()
                  .dockerHost(ready.getDockerHost())
                  .sslConfig(ready.getSSLConfig())
                  .connectionTimeout(CONNECT_TIMEOUT)
                  .build()),
          ready.getDockerHost().toString());
    } catch (RuntimeException e) {
      throw DockerFault.lasting("the settings of the Docker client are wrong: " + e.getMessage());
    }
  }

  /** Empty: a daemon answers; otherwise why not. */
  static Optional<DockerFault> unreachable(Optional<ClientConfig> config)
      throws InterruptedException {
    try (Docker docker = connect(config)) {
      docker.run("ask the Docker daemon", client -> client.pingCmd().exec());
      return Optional.empty();
    } catch (DockerFault e) {
      return Optional.of(e);
    }
  }

  /** The daemon's address. */
  String host() {
    return host;
  }

  /**
   * @param action continues "cannot …" if it fails
   */
  <T> T call(String action, Call<T> call) throws DockerFault, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted before: " + action);
    }
    try {
      return call.on(client);
    } catch (RuntimeException e) {
      if (DockerFault.causeIs(e, InterruptedException.class)
          || DockerFault.causeIs(e, ClosedByInterruptException.class)
          || Thread.interrupted()) {
        throw new InterruptedException("interrupted: " + action);
      }
      throw DockerFault.of(action, e, host);
    }
  }

  /**
   * As {@link #call}, for what a daemon goes on with though nobody waits for it any more: whoever
   * is interrupted waits for its end for up to ten seconds, so that what was made can be found.
   */
  <T> T finish(String action, Call<T> call) throws DockerFault, InterruptedException {
    FutureTask<T> task = new FutureTask<>(() -> call(action, call));
    Thread thread = Thread.ofVirtual().name(action).start(task);
    try {
      return task.get();
    } catch (InterruptedException e) {
      thread.join(GOES_ON_FOR);
      throw e;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof DockerFault fault) {
        throw fault;
      }
      throw new IllegalStateException("cannot " + action, e.getCause());
    }
  }

  /** As {@link #call}, where there is nothing to tell. */
  void run(String action, Action act) throws DockerFault, InterruptedException {
    call(
        action,
        on -> {
          act.on(on);
          return null;
        });
  }

  /** As {@link #call}; empty, if there is no such thing. */
  <T> Optional<T> find(String action, Call<T> call) throws DockerFault, InterruptedException {
    try {
      return Optional.of(call(action, call));
    } catch (DockerFault e) {
      if (e.isNotFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Follows a stream to its end. The stream is closed when the thread is interrupted. */
  <T, C extends Callback<T>> C follow(String action, C callback, Call<C> start)
      throws DockerFault, InterruptedException {
    return call(
        action,
        on -> {
          try (callback) {
            start.on(on).awaitCompletion();
            return callback;
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (IOException e) {
      throw new IllegalStateException("the connection to %s does not close".formatted(host), e);
    }
  }

  /** Something to do with a client. */
  @FunctionalInterface
  interface Call<T> {
    T on(DockerClient client) throws InterruptedException;
  }

  /** Something to do with a client that has no result. */
  @FunctionalInterface
  interface Action {
    void on(DockerClient client) throws InterruptedException;
  }
}
