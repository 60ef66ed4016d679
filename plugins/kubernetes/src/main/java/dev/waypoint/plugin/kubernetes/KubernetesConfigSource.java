package dev.waypoint.plugin.kubernetes;

import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.component.ConfigSource;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads config maps and secrets: {@code dynamic("kubernetes", { name = "db", key = "password",
 * secret = true })}. Each of them is read once for all requests.
 */
final class KubernetesConfigSource implements ConfigSource {
  private static final Set<String> KNOWN = Set.of("name", "key", "namespace", "secret");

  private final ConfigSourceConfig config;

  KubernetesConfigSource(ConfigSourceConfig config) {
    this.config = config;
  }

  /** A config map or secret. */
  private record Item(boolean secret, String namespace, String name) {
    @Override
    public String toString() {
      return "%s %s/%s".formatted(secret ? "secret" : "config map", namespace, name);
    }
  }

  @Override
  public List<String> read(List<Map<String, String>> requests)
      throws PluginException, InterruptedException {
    for (Map<String, String> request : requests) {
      check(request);
    }
    try (Cluster cluster =
        Cluster.connect(config.kubeconfig(), config.context(), config.namespace())) {
      Map<Item, Map<String, String>> known = new HashMap<>();
      List<String> values = new ArrayList<>();
      for (Map<String, String> request : requests) {
        Item item =
            new Item(
                isSecret(request),
                request.getOrDefault("namespace", cluster.namespace()),
                request.get("name"));
        if (!known.containsKey(item)) {
          known.put(item, read(cluster, item));
        }
        values.add(value(item, known.get(item), request.get("key")));
      }
      return values;
    } catch (KubeFault e) {
      throw new PluginException(e.getMessage(), e);
    }
  }

  private static void check(Map<String, String> request) throws PluginException {
    Set<String> unknown = new TreeSet<>(request.keySet());
    unknown.removeAll(KNOWN);
    if (!unknown.isEmpty() || !request.containsKey("name") || !request.containsKey("key")) {
      throw new PluginException(
          "it is asked with name and key, and if need be with namespace and secret = true"
              + (unknown.isEmpty() ? "" : ", not with " + String.join(", ", unknown)));
    }
    String secret = request.getOrDefault("secret", "false");
    if (!secret.equals("true") && !secret.equals("false")) {
      throw new PluginException("secret = \"%s\" is neither true nor false".formatted(secret));
    }
  }

  private static boolean isSecret(Map<String, String> request) {
    return request.getOrDefault("secret", "false").equals("true");
  }

  private static Map<String, String> read(Cluster cluster, Item item)
      throws KubeFault, PluginException, InterruptedException {
    Optional<Map<String, String>> data =
        item.secret() ? secret(cluster, item) : configMap(cluster, item);
    return data.orElseThrow(() -> new PluginException("there is no %s".formatted(item)));
  }

  private static Optional<Map<String, String>> configMap(Cluster cluster, Item item)
      throws KubeFault, InterruptedException {
    Optional<ConfigMap> found =
        cluster.find(
            "read the " + item,
            client ->
                client.configMaps().inNamespace(item.namespace()).withName(item.name()).get());
    return found.map(
        map -> {
          Map<String, String> data = new TreeMap<>(decoded(map.getBinaryData()));
          Optional.ofNullable(map.getData()).ifPresent(data::putAll);
          return data;
        });
  }

  private static Optional<Map<String, String>> secret(Cluster cluster, Item item)
      throws KubeFault, InterruptedException {
    Optional<Secret> found =
        cluster.find(
            "read the " + item,
            client -> client.secrets().inNamespace(item.namespace()).withName(item.name()).get());
    return found.map(secret -> decoded(secret.getData()));
  }

  private static Map<String, String> decoded(Map<String, String> encoded) {
    Map<String, String> data = new TreeMap<>();
    if (encoded != null) {
      encoded.forEach(
          (key, value) ->
              data.put(
                  key, new String(Base64.getMimeDecoder().decode(value), StandardCharsets.UTF_8)));
    }
    return data;
  }

  private static String value(Item item, Map<String, String> data, String key)
      throws PluginException {
    String value = data.get(key);
    if (value == null) {
      throw new PluginException(
          "the %s has no key \"%s\"; it has: %s"
              .formatted(item, key, data.isEmpty() ? "none" : String.join(", ", data.keySet())));
    }
    return value;
  }
}
