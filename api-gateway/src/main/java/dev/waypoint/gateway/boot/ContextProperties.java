package dev.waypoint.gateway.boot;

import dev.waypoint.gateway.store.DataDirectory;
import dev.waypoint.gateway.tls.KeyStoreFile;
import dev.waypoint.gateway.tls.ServerCertificate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The settings of the application context: database pool, migrations, HTTP listener. */
final class ContextProperties {
  /** H2 speaks PostgreSQL's dialect here; it lives in one file and in this process only. */
  private static final String EMBEDDED_URL =
      "jdbc:h2:file:%s;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
          + ";DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=10000;RETENTION_TIME=2000;QUERY_CACHE_SIZE=64";

  private static final int POOL_SIZE = 16;

  private ContextProperties() {}

  static Map<String, Object> of(
      GatewayOptions options, DataDirectory directory, Optional<ServerCertificate> certificate) {
    Map<String, Object> properties = new HashMap<>();
    database(properties, options, directory);
    properties.put("flyway.datasources.default.enabled", true);
    properties.put("flyway.datasources.default.locations", "classpath:db/migration");
    properties.put("micronaut.application.name", "waypoint");
    properties.put("endpoints.all.enabled", false);
    properties.put("micronaut.metrics.export.prometheus.enabled", true);
    properties.put("micronaut.metrics.export.prometheus.step", "PT30S");
    Optional<ServerCertificate> used = certificate.filter(own -> options.httpTls());
    options.http().ifPresent(http -> http(properties, http, directory, used));
    return properties;
  }

  private static void database(
      Map<String, Object> properties, GatewayOptions options, DataDirectory directory) {
    String prefix = "datasources.default.";
    if (options.database().isPresent()) {
      DatabaseOptions database = options.database().get();
      properties.put(prefix + "url", database.jdbcUrl());
      if (!database.user().isEmpty()) {
        properties.put(prefix + "username", database.user());
        properties.put(prefix + "password", database.password());
      }
      properties.put(prefix + "driver-class-name", "org.postgresql.Driver");
    } else {
      properties.put(prefix + "url", EMBEDDED_URL.formatted(directory.database()));
      properties.put(prefix + "username", "waypoint");
      properties.put(prefix + "password", "");
      properties.put(prefix + "driver-class-name", "org.h2.Driver");
    }
    properties.put(prefix + "dialect", "POSTGRES");
    properties.put(prefix + "schema-generate", "NONE");
    properties.put(prefix + "maximum-pool-size", POOL_SIZE);
    properties.put(prefix + "minimum-idle", 2);
  }

  private static void http(
      Map<String, Object> properties,
      ListenAddress address,
      DataDirectory directory,
      Optional<ServerCertificate> certificate) {
    properties.put("micronaut.server.host", address.host());
    properties.put("micronaut.server.port", address.port() == 0 ? -1 : address.port());
    certificate.ifPresent(
        own -> {
          KeyStoreFile store = KeyStoreFile.of(own, directory);
          String prefix = "micronaut.server.ssl.";
          properties.put(prefix + "enabled", true);
          properties.put(prefix + "port", address.port() == 0 ? -1 : address.port());
          properties.put(prefix + "key-store.path", "file:" + store.path());
          properties.put(prefix + "key-store.type", "PKCS12");
          properties.put(prefix + "key-store.password", store.password());
        });
  }
}
