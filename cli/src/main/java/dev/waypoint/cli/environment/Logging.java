package dev.waypoint.cli.environment;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import dev.waypoint.cli.failure.CliException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** The log, on standard error, and only when it is asked for. */
public final class Logging {
  private static final List<String> LEVELS =
      List.of("trace", "debug", "info", "warn", "error", "off");

  /** Libraries that say much which only their authors understand. */
  private static final List<String> CHATTY =
      List.of("io.grpc", "io.netty", "io.micronaut", "com.zaxxer", "org.flywaydb", "reactor");

  private Logging() {}

  /**
   * Sends the log to {@code target}; everything below {@code level} is dropped. Stack traces are
   * part of it at level trace only.
   *
   * @param level one of trace, debug, info, warn, error and off
   * @throws CliException if it is none of these
   */
  public static void configure(String level, OutputStream target) {
    String name = level.toLowerCase(Locale.ROOT);
    if (!LEVELS.contains(name)) {
      throw CliException.of(
          "the log level '%s' is unknown; use one of %s", level, String.join(", ", LEVELS));
    }
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    Level threshold = Level.toLevel(name, Level.OFF);
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(threshold);
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender(context, threshold, target));
    if (threshold.isGreaterOrEqual(Level.DEBUG)) {
      Level quiet = threshold.isGreaterOrEqual(Level.WARN) ? threshold : Level.WARN;
      CHATTY.forEach(library -> context.getLogger(library).setLevel(quiet));
    }
  }

  private static OutputStreamAppender<ILoggingEvent> appender(
      LoggerContext context, Level threshold, OutputStream target) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(
        "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} [%-5level] %logger{24}: %msg"
            + (threshold == Level.TRACE
                ? "%n%ex"
                : "%replace( %ex{short}){'\\s+$|\\s*\\n\\s*', ' '}")
            + (threshold == Level.TRACE ? "" : "%nopex%n"));
    encoder.start();
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.setOutputStream(target);
    appender.start();
    return appender;
  }
}
