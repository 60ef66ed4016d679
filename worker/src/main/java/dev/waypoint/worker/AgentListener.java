package dev.waypoint.worker;

/** Is told what an agent does, in words for people. Called from several threads; must not block. */
@FunctionalInterface
public interface AgentListener {
  /** How much a message matters. */
  enum Level {
    INFO,
    WARNING,
    ERROR
  }

  void message(Level level, String text);

  /** Listens to nothing. */
  static AgentListener silent() {
    return (level, text) -> {};
  }
}
