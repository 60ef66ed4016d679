package dev.waypoint.sdk.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.component.ConfigSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every config source promises; a test of one extends it and says where values are kept. */
public abstract class AbstractConfigSourceTest {
  /** A new source that is set up to reach the place. */
  protected abstract ConfigSource source() throws Exception;

  /** Keeps values where the source finds them; those that were kept before stay. */
  protected abstract void store(Map<String, String> values) throws Exception;

  /** What waypoint.hcl asks the source for to get the value of this name. */
  protected abstract Map<String, String> request(String name);

  @Test
  void valuesComeInTheOrderInWhichTheyAreAskedFor() throws Exception {
    store(Map.of("first", "one", "second", "two"));
    assertThat(source().read(List.of(request("second"), request("first"), request("second"))))
        .containsExactly("two", "one", "two");
  }

  @Test
  void nothingAskedForIsNothingDelivered() throws Exception {
    assertThat(source().read(List.of())).isEmpty();
  }

  @Test
  void aValueIsDeliveredAsItWasKept() throws Exception {
    String value = "two \"lines\" = # of it,\n  the second with Grüßen, ${not.a.template} and \\";
    store(Map.of("text", value));
    assertThat(source().read(List.of(request("text")))).containsExactly(value);
  }

  @Test
  void manyValuesAreReadAtOnce() throws Exception {
    Map<String, String> values = new HashMap<>();
    IntStream.range(0, 30).forEach(i -> values.put("many" + i, "value " + i));
    store(values);
    List<Map<String, String>> requests =
        IntStream.range(0, 30).mapToObj(i -> request("many" + i)).toList();
    assertThat(source().read(requests))
        .isEqualTo(IntStream.range(0, 30).mapToObj(i -> "value " + i).toList());
  }

  @Test
  void aMissingValueIsNamedAndNoOtherIsToldWithIt() throws Exception {
    store(Map.of("there", "hunter2"));
    assertThatThrownBy(() -> source().read(List.of(request("there"), request("nowhere"))))
        .isInstanceOf(PluginException.class)
        .hasMessageContaining("nowhere")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void whatASourceDoesNotKnowIsRefused() throws Exception {
    store(Map.of("there", "hunter2"));
    Map<String, String> request = new HashMap<>(request("there"));
    request.put("colour", "blue");
    assertThatThrownBy(() -> source().read(List.of(request)))
        .isInstanceOf(PluginException.class)
        .hasMessageContaining("it is asked with")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void aFreshSourceSeesWhatHasChanged() throws Exception {
    store(Map.of("changing", "before"));
    assertThat(source().read(List.of(request("changing")))).containsExactly("before");
    store(Map.of("changing", "after"));
    assertThat(source().read(List.of(request("changing")))).containsExactly("after");
  }
}
