package dev.waypoint.plugin.ssm;

import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.component.ConfigSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;

/**
 * Reads parameters, secure ones decrypted: {@code dynamic("aws-ssm", { path = "/shop/db" })}. As
 * many as the service permits are read at once.
 */
final class SsmConfigSource implements ConfigSource {
  private static final int AT_ONCE = 10;
  private static final String PATH = "path";

  private final SsmConfig config;

  SsmConfigSource(SsmConfig config) {
    this.config = config;
  }

  @Override
  public List<String> read(List<Map<String, String>> requests)
      throws PluginException, InterruptedException {
    Set<String> paths = new LinkedHashSet<>();
    for (Map<String, String> request : requests) {
      if (!request.keySet().equals(Set.of(PATH))) {
        throw new PluginException(
            "it is asked with path and nothing else: dynamic(\"aws-ssm\", { path = \"/name\" })");
      }
      paths.add(request.get(PATH));
    }
    Map<String, String> values = values(List.copyOf(paths));
    Set<String> missing = new TreeSet<>(paths);
    missing.removeAll(values.keySet());
    if (!missing.isEmpty()) {
      throw new PluginException("there is no parameter " + String.join(", ", missing));
    }
    return requests.stream().map(request -> values.get(request.get(PATH))).toList();
  }

  private Map<String, String> values(List<String> paths)
      throws PluginException, InterruptedException {
    try (SsmClient client = Clients.connect(config)) {
      Map<String, String> values = new HashMap<>();
      for (int from = 0; from < paths.size(); from += AT_ONCE) {
        List<String> some =
            new ArrayList<>(paths.subList(from, Math.min(paths.size(), from + AT_ONCE)));
        GetParametersResponse response =
            client.getParameters(request -> request.names(some).withDecryption(true));
        response
            .parameters()
            .forEach(
                parameter -> {
                  values.put(parameter.name(), parameter.value());
                  if (parameter.selector() != null) {
                    values.put(parameter.name() + parameter.selector(), parameter.value());
                  }
                });
      }
      return values;
    } catch (AbortedException e) {
      Thread.interrupted();
      InterruptedException interrupted = new InterruptedException("reading parameters");
      interrupted.initCause(e);
      throw interrupted;
    } catch (SdkException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("reading parameters");
      }
      throw new PluginException("AWS Systems Manager: " + said(e), e);
    }
  }

  private static String said(SdkException e) {
    return e instanceof AwsServiceException answer && answer.awsErrorDetails() != null
        ? "%s (%s)"
            .formatted(
                answer.awsErrorDetails().errorMessage(), answer.awsErrorDetails().errorCode())
        : String.valueOf(e.getMessage());
  }
}
