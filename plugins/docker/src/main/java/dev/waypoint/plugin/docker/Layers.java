package dev.waypoint.plugin.docker;

import com.github.dockerjava.api.model.ResponseItem;
import dev.waypoint.sdk.output.Step;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Shows a pull or push as "3 of 5 layers". */
final class Layers implements Consumer<ResponseItem> {
  private static final Set<String> ENDED =
      Set.of("Pull complete", "Already exists", "Pushed", "Layer already exists");

  private final Step step;
  private final String what;
  private final Set<String> known = new HashSet<>();
  private final Set<String> ended = new HashSet<>();

  Layers(Step step, String what) {
    this.step = step;
    this.what = what;
  }

  @Override
  public void accept(ResponseItem item) {
    if (item.getId() == null || item.getStatus() == null) {
      return;
    }
    boolean news = known.add(item.getId());
    if (ENDED.contains(item.getStatus())) {
      news |= ended.add(item.getId());
    }
    if (news) {
      step.update("%s: %d of %d layers".formatted(what, ended.size(), known.size()));
    }
  }
}
