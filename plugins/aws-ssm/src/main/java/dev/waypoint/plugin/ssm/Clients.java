package dev.waypoint.plugin.ssm;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.SsmClientBuilder;

/** Connections to AWS Systems Manager. */
final class Clients {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);

  private Clients() {}

  static SsmClient connect(SsmConfig config) {
    SsmClientBuilder builder =
        SsmClient.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECT_TIMEOUT)
                    .socketTimeout(READ_TIMEOUT))
            .overrideConfiguration(override -> override.retryStrategy(RetryMode.STANDARD));
    config.endpoint().map(SsmConfig::parse).ifPresent(builder::endpointOverride);
    config.region().map(Region::of).ifPresent(builder::region);
    config
        .profile()
        .map(ProfileCredentialsProvider::create)
        .ifPresent(builder::credentialsProvider);
    config
        .accessKey()
        .map(key -> StaticCredentialsProvider.create(credentials(key, config)))
        .ifPresent(builder::credentialsProvider);
    return builder.build();
  }

  private static AwsCredentials credentials(String key, SsmConfig config) {
    String secret = config.secretKey().orElseThrow();
    return config
        .token()
        .<AwsCredentials>map(token -> AwsSessionCredentials.create(key, secret, token))
        .orElseGet(() -> AwsBasicCredentials.create(key, secret));
  }
}
