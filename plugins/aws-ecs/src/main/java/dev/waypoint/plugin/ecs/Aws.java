package dev.waypoint.plugin.ecs;

import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/** A connection to AWS, as whoever the default credentials are. */
final class Aws implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);

  /** The services that are used. */
  record Clients(
      EcsClient ecs, CloudWatchLogsClient logs, StsClient sts, SsmClient ssm, Region region) {}

  /** A request to one of them. */
  @FunctionalInterface
  interface Call<T> {
    T on(Clients clients);
  }

  private final Clients clients;
  private final Runnable close;

  /**
   * @param close what there is to close with it
   */
  Aws(Clients clients, Runnable close) {
    this.clients = clients;
    this.close = close;
  }

  static Aws connect(LauncherConfig config) throws AwsFault {
    return connect(config.endpoint(), config.region());
  }

  static Aws connect(Optional<String> endpoint, Optional<String> region) throws AwsFault {
    SdkHttpClient http =
        UrlConnectionHttpClient.builder()
            .connectionTimeout(CONNECT_TIMEOUT)
            .socketTimeout(READ_TIMEOUT)
            .build();
    return connect(endpoint, region, http);
  }

  /**
   * @param endpoint of all services; without it, AWS's own
   * @param region without it, that of the environment
   */
  static Aws connect(Optional<String> endpoint, Optional<String> region, SdkHttpClient http)
      throws AwsFault {
    try {
      EcsClient ecs = set(EcsClient.builder(), endpoint, region, http).build();
      CloudWatchLogsClient logs =
          set(CloudWatchLogsClient.builder(), endpoint, region, http).build();
      StsClient sts = set(StsClient.builder(), endpoint, region, http).build();
      SsmClient ssm = set(SsmClient.builder(), endpoint, region, http).build();
      Region there = ecs.serviceClientConfiguration().region();
      return new Aws(
          new Clients(ecs, logs, sts, ssm, there),
          () -> {
            ecs.close();
            logs.close();
            sts.close();
            ssm.close();
            http.close();
          });
    } catch (SdkException e) {
      http.close();
      throw AwsFault.of("connect to AWS", e);
    }
  }

  private static <B extends AwsSyncClientBuilder<B, ?> & AwsClientBuilder<B, ?>> B set(
      B builder, Optional<String> endpoint, Optional<String> region, SdkHttpClient http) {
    endpoint.map(Endpoint::parse).ifPresent(builder::endpointOverride);
    region.map(Region::of).ifPresent(builder::region);
    return builder
        .httpClient(http)
        .overrideConfiguration(override -> override.retryStrategy(RetryMode.STANDARD));
  }

  Region region() {
    return clients.region();
  }

  /**
   * @param action continues "cannot …"
   */
  <T> T call(String action, Call<T> call) throws AwsFault, InterruptedException {
    try {
      return call.on(clients);
    } catch (AbortedException e) {
      Thread.interrupted();
      InterruptedException interrupted = new InterruptedException(action);
      interrupted.initCause(e);
      throw interrupted;
    } catch (SdkException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException(action);
      }
      throw AwsFault.of(action, e);
    }
  }

  @Override
  public void close() {
    close.run();
  }
}
