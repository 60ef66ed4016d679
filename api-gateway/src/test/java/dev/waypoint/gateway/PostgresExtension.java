package dev.waypoint.gateway;

import dev.waypoint.gateway.boot.DatabaseOptions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Runs a test's servers on PostgreSQL, each test on a database of its own. Needs the environment
 * variable WAYPOINT_TEST_POSTGRES_URL: a JDBC URL with user and password. Without it such tests are
 * skipped, unless WAYPOINT_TEST_REQUIRED is 1: then they fail.
 */
public final class PostgresExtension
    implements ExecutionCondition, BeforeEachCallback, AfterEachCallback {
  private static final String DATABASE = "database";
  private static final AtomicInteger COUNTER = new AtomicInteger();
  private static final Optional<String> URL =
      Optional.ofNullable(System.getenv("WAYPOINT_TEST_POSTGRES_URL"))
          .filter(url -> !url.isBlank());

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    boolean required = "1".equals(System.getenv("WAYPOINT_TEST_REQUIRED"));
    return URL.isPresent() || required
        ? ConditionEvaluationResult.enabled("PostgreSQL is there, or has to be")
        : ConditionEvaluationResult.disabled("WAYPOINT_TEST_POSTGRES_URL is not set");
  }

  @Override
  public void beforeEach(ExtensionContext context) throws SQLException {
    String url = URL.orElseThrow(() -> new AssertionError("WAYPOINT_TEST_POSTGRES_URL is not set"));
    String database =
        "gateway_test_%d_%d".formatted(ProcessHandle.current().pid(), COUNTER.incrementAndGet());
    execute(url, "create database " + database);
    store(context).put(DATABASE, database);
    String own = url.replaceFirst("(jdbc:postgresql://[^/]+/)[^?]*", "$1" + database);
    TestingDatabase.use(new DatabaseOptions(own, "", ""));
  }

  @Override
  public void afterEach(ExtensionContext context) throws SQLException {
    TestingDatabase.useEmbedded();
    String database = store(context).remove(DATABASE, String.class);
    execute(URL.orElseThrow(), "drop database if exists " + database + " with (force)");
  }

  private static ExtensionContext.Store store(ExtensionContext context) {
    return context.getStore(ExtensionContext.Namespace.create(PostgresExtension.class));
  }

  private static void execute(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
