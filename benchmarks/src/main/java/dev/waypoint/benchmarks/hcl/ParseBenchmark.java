package dev.waypoint.benchmarks.hcl;

import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.diagnostic.SourceFile;
import dev.waypoint.hcl.syntax.NativeBody;
import dev.waypoint.hcl.syntax.Parser;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Files of growing size: the time should grow no faster than they do. What is read of 5 MB fits
 * into the young generation several times, so that the collector's copying is not what is measured.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx4g", "-Xmn3g"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ParseBenchmark {
  @Param({"50", "500", "5000"})
  public int kilobytes;

  private String text;

  @Setup
  public void generate() {
    text = Samples.blocks(kilobytes * 1000);
  }

  @Benchmark
  public NativeBody parse() {
    Diagnostics diagnostics = new Diagnostics();
    NativeBody body = Parser.parseBody(SourceFile.of("generated.hcl", text), diagnostics);
    diagnostics.throwIfErrors();
    return body;
  }
}
