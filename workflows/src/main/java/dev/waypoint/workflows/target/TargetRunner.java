package dev.waypoint.workflows.target;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which runners may take a job. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = TargetRunner.Any.class, name = "any"),
  @JsonSubTypes.Type(value = TargetRunner.ById.class, name = "id"),
  @JsonSubTypes.Type(value = TargetRunner.ByLabels.class, name = "labels")
})
public sealed interface TargetRunner {
  /**
   * The one matching rule. A by-id-only runner (on-demand, CLI) is matched by its id alone; every
   * other one by its id, by any, and by labels that are all present on it with the same values.
   */
  boolean matches(RunnerId id, Map<String, String> labels, boolean byIdOnly);

  /** For people: {@code any runner}, {@code runner test}, {@code labels env=dev, org=acme}. */
  String describe();

  /** Any runner that is not by-id-only. */
  record Any() implements TargetRunner {
    @Override
    public boolean matches(RunnerId id, Map<String, String> labels, boolean byIdOnly) {
      return !byIdOnly;
    }

    @Override
    public String describe() {
      return "any runner";
    }
  }

  /** The one runner with this id. */
  record ById(RunnerId id) implements TargetRunner {
    @Override
    public boolean matches(RunnerId other, Map<String, String> labels, boolean byIdOnly) {
      return id.equals(other);
    }

    @Override
    public String describe() {
      return "runner " + id;
    }
  }

  /** Every runner that has all of these labels; never empty. */
  record ByLabels(SortedMap<String, String> labels) implements TargetRunner {
    public ByLabels {
      if (labels == null || labels.isEmpty()) {
        throw new IllegalArgumentException("a label target needs at least one label");
      }
      labels = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    public static ByLabels of(Map<String, String> labels) {
      return new ByLabels(new TreeMap<>(labels));
    }

    @Override
    public boolean matches(RunnerId id, Map<String, String> actual, boolean byIdOnly) {
      return !byIdOnly
          && labels.entrySet().stream().allMatch(e -> e.getValue().equals(actual.get(e.getKey())));
    }

    @Override
    public String describe() {
      return labels.entrySet().stream()
          .map(e -> e.getKey() + "=" + e.getValue())
          .collect(Collectors.joining(", ", "labels ", ""));
    }
  }
}
