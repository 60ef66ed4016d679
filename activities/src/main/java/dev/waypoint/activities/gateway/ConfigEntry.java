package dev.waypoint.activities.gateway;

import java.util.Map;
import java.util.Optional;

/**
 * A value of a {@code config} stanza, or one that the server keeps.
 *
 * @param sensitive it must not be shown
 */
public record ConfigEntry(
    String name, Kind kind, Target target, Content content, boolean sensitive) {
  /** What becomes of it. */
  public enum Kind {
    ENV,
    /** The name is its path. */
    FILE,
    /** Nothing by itself; others refer to it. */
    INTERNAL
  }

  /**
   * For whom it is.
   *
   * @param everywhere for every project
   * @param application empty: for all
   * @param runner absent: for deployments; else for runners, all of them if empty
   * @param workspace empty: for all
   * @param labels a selector; empty: for all
   */
  public record Target(
      boolean everywhere,
      String application,
      Optional<String> runner,
      String workspace,
      String labels) {}

  /** The value, as far as it is known. */
  public sealed interface Content {
    record Text(String text) implements Content {
      @Override
      public String toString() {
        return "Text";
      }
    }

    /** Refers to other values. */
    record Template(String template) implements Content {
      @Override
      public String toString() {
        return "Template";
      }
    }

    /** A config source delivers it. */
    record Dynamic(String source, Map<String, String> settings) implements Content {
      public Dynamic {
        settings = Map.copyOf(settings);
      }

      @Override
      public String toString() {
        return "Dynamic[" + source + "]";
      }
    }
  }
}
