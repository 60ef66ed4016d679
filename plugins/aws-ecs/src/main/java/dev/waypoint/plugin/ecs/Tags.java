package dev.waypoint.plugin.ecs;

import dev.waypoint.sdk.task.LaunchSpec;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ecs.model.Tag;

/**
 * A task's labels as tags. AWS takes letters, digits, spaces and a few marks; what it does not take
 * is written as {@code =} and the character's code in hexadecimal, and too long a text is cut.
 */
final class Tags {
  /** On everything that is made; its value is the task's name. */
  static final String TASK = "waypoint.dev/task";

  /** A task definition belongs to no cluster, so that it has to be said. */
  static final String CLUSTER = "waypoint.dev/cluster";

  private static final String MARKS = " +-._:/@";
  private static final int LONGEST_KEY = 128;
  private static final int LONGEST_VALUE = 256;
  private static final int MOST_OF_OUR_OWN = 20;

  private Tags() {}

  /** AWS's own refusal would come only when a job waits. */
  static void check(Map<String, String> configured) {
    if (configured.size() > MOST_OF_OUR_OWN) {
      throw new IllegalArgumentException(
          "tags has %d tags: at most %d".formatted(configured.size(), MOST_OF_OUR_OWN));
    }
    configured.forEach(
        (key, value) -> {
          if (key.isEmpty() || key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
            throw new IllegalArgumentException(
                "tags has the key \"%s\": it must not be empty, nor begin with aws:"
                    .formatted(key));
          }
        });
  }

  /** Of the definition and the task of a spec. */
  static List<Tag> of(LaunchSpec spec, LauncherConfig config) {
    Map<String, String> all = new TreeMap<>(encode(config.tags()));
    all.putAll(encode(spec.labels()));
    all.put(TASK, spec.name().value());
    all.put(CLUSTER, cluster(config));
    return all.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }

  static String cluster(LauncherConfig config) {
    return encode(config.cluster(), LONGEST_VALUE);
  }

  static Map<String, String> encode(Map<String, String> labels) {
    return labels.entrySet().stream()
        .collect(
            Collectors.toMap(
                label -> encode(label.getKey(), LONGEST_KEY),
                label -> encode(label.getValue(), LONGEST_VALUE),
                (first, _) -> first,
                TreeMap::new));
  }

  static Map<String, String> map(Collection<Tag> tags) {
    return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value, (first, _) -> first));
  }

  private static String encode(String text, int longest) {
    String encoded =
        text.codePoints()
            .mapToObj(
                c ->
                    Character.isLetterOrDigit(c) || MARKS.indexOf(c) >= 0
                        ? Character.toString(c)
                        : "=%02X".formatted(c))
            .collect(Collectors.joining());
    return encoded.codePointCount(0, encoded.length()) <= longest
        ? encoded
        : encoded.substring(0, encoded.offsetByCodePoints(0, longest));
  }
}
