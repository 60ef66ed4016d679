package dev.waypoint.benchmarks.hcl;

import dev.waypoint.hcl.config.BodyDecoder;
import dev.waypoint.hcl.config.ConfigKind;
import dev.waypoint.hcl.config.ConfigScope;
import dev.waypoint.hcl.config.Stage;
import dev.waypoint.hcl.config.StageConfig;
import dev.waypoint.hcl.config.VariableResolver;
import dev.waypoint.hcl.config.WaypointFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A waypoint.hcl of 100 lines from its text to the configuration of a job. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class EvaluateBenchmark {
  private final String text = Samples.project(100);

  @Benchmark
  public WaypointFile parse() {
    return WaypointFile.parse("waypoint.hcl", text);
  }

  @Benchmark
  public List<Object> parseAndEvaluate() {
    WaypointFile file = WaypointFile.parse("waypoint.hcl", text);
    ConfigScope scope =
        ConfigScope.builder()
            .projectDirectory(Path.of("").toAbsolutePath())
            .variables(VariableResolver.of(file).resolve(List.of()))
            .build();
    List<Object> results = new ArrayList<>();
    results.add(file.runnerProfile("web", scope));
    results.add(file.deploymentConfig("web", scope).values(ConfigKind.ENV, Map.of()));
    for (Stage stage : Stage.values()) {
      file.app("web").stage(stage, scope).map(EvaluateBenchmark::decode).ifPresent(results::add);
    }
    return results;
  }

  private static Map<String, Object> decode(StageConfig stage) {
    return BodyDecoder.decodeAttributes(stage.body(), stage.context());
  }
}
