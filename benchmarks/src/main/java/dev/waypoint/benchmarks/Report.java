package dev.waypoint.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Collects figures; prints them as a table and writes them as JSON. */
final class Report {
  private record Row(String name, Measurement measurement, Map<String, Double> ratios) {}

  private final List<Row> rows = new ArrayList<>();

  void add(String name, Measurement measurement) {
    add(name, measurement, Map.of());
  }

  void add(String name, Measurement measurement, Map<String, Double> ratios) {
    Row row = new Row(name, measurement, new LinkedHashMap<>(ratios));
    rows.add(row);
    System.out.println(line(row));
  }

  static void header() {
    System.out.printf(
        "%-44s %6s %9s %9s %9s %9s  %s%n",
        "case", "n", "p50 ms", "p99 ms", "per s", "cpu ms", "ratios");
  }

  private static String line(Row row) {
    Measurement m = row.measurement();
    return "%-44s %6d %9.1f %9.1f %9s %9s  %s"
        .formatted(
            row.name(),
            m.samples(),
            m.p50Millis(),
            m.p99Millis(),
            m.perSecond() == 0 ? "-" : "%.1f".formatted(m.perSecond()),
            m.perSecond() == 0 ? "-" : "%.1f".formatted(m.processorMillis()),
            row.ratios().entrySet().stream()
                .map(e -> "%s %.2f".formatted(e.getKey(), e.getValue()))
                .collect(Collectors.joining(", ")));
  }

  void write(Path file) throws IOException {
    String body =
        rows.stream()
            .map(
                row ->
                    "  {\"case\": \"%s\", \"n\": %d, \"p50_ms\": %.3f, \"p99_ms\": %.3f, \"per_second\": %.2f, \"cpu_ms\": %.2f%s}"
                        .formatted(
                            row.name(),
                            row.measurement().samples(),
                            row.measurement().p50Millis(),
                            row.measurement().p99Millis(),
                            row.measurement().perSecond(),
                            row.measurement().processorMillis(),
                            row.ratios().entrySet().stream()
                                .map(e -> ", \"%s\": %.3f".formatted(e.getKey(), e.getValue()))
                                .collect(Collectors.joining())))
            .collect(Collectors.joining(",\n"));
    Files.writeString(file, "[\n" + body + "\n]\n");
  }
}
