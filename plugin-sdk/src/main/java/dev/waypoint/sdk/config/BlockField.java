package dev.waypoint.sdk.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * @param optional whether the record's component is an Optional
 */
record BlockField(Block block, RecordConfig<?> config, boolean optional) implements Field {
  @Override
  public String name() {
    return block.name();
  }

  @Override
  public Object bind(Object value, List<String> path, Problems problems) {
    List<?> bodies = bodies(value);
    if (bodies.isEmpty() && block.required()) {
      problems.add(path, name(), "this block is required" + doc());
    }
    if (bodies.size() > 1 && !block.repeated()) {
      problems.add(path, name(), "only one such block may be here, not " + bodies.size());
    }
    List<Object> bound = new ArrayList<>();
    for (int i = 0; i < bodies.size(); i++) {
      String name = block.repeated() ? name() + "[" + i + "]" : name();
      bound.add(body(bodies.get(i), Problems.within(path, name), problems));
    }
    if (block.repeated()) {
      return bound;
    }
    Object one = bound.isEmpty() ? null : bound.getFirst();
    return optional ? Optional.ofNullable(one) : one;
  }

  private Object body(Object value, List<String> path, Problems problems) {
    if (!(value instanceof Map<?, ?> map)) {
      problems.add(path, "this is a block: write %s { … }".formatted(name()));
      return null;
    }
    Map<String, Object> values = new HashMap<>();
    map.forEach((key, of) -> values.put(String.valueOf(key), of));
    return config.bind(values, path, problems);
  }

  private static List<?> bodies(Object value) {
    return switch (value) {
      case null -> List.of();
      case Collection<?> many -> new ArrayList<>(many);
      default -> List.of(value);
    };
  }

  private String doc() {
    return block.doc().isEmpty() ? "" : " (" + block.doc() + ")";
  }
}
