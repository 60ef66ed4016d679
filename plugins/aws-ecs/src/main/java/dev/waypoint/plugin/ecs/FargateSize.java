package dev.waypoint.plugin.ecs;

import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Fargate runs only some combinations of CPU units and MiB of memory. */
final class FargateSize {
  private static final SequencedMap<Integer, List<Integer>> MEMORY_BY_CPU = new TreeMap<>();

  static {
    MEMORY_BY_CPU.put(256, List.of(512, 1024, 2048));
    MEMORY_BY_CPU.put(512, steps(1024, 4096, 1024));
    MEMORY_BY_CPU.put(1024, steps(2048, 8192, 1024));
    MEMORY_BY_CPU.put(2048, steps(4096, 16_384, 1024));
    MEMORY_BY_CPU.put(4096, steps(8192, 30_720, 1024));
    MEMORY_BY_CPU.put(8192, steps(16_384, 61_440, 4096));
    MEMORY_BY_CPU.put(16_384, steps(32_768, 122_880, 8192));
  }

  private FargateSize() {}

  /**
   * @param prefix of the two settings' names
   * @throws IllegalArgumentException if Fargate would refuse it
   */
  static void check(String prefix, int cpu, int memory) {
    List<Integer> allowed = MEMORY_BY_CPU.get(cpu);
    if (allowed == null) {
      throw new IllegalArgumentException(
          "%scpu %d is none of Fargate's sizes: %s"
              .formatted(prefix, cpu, list(List.copyOf(MEMORY_BY_CPU.keySet()))));
    }
    if (!allowed.contains(memory)) {
      throw new IllegalArgumentException(
          "%smemory %d does not go with %scpu %d on Fargate: it takes %s"
              .formatted(prefix, memory, prefix, cpu, describe(allowed)));
    }
  }

  private static String describe(List<Integer> sizes) {
    return sizes.size() <= 4
        ? list(sizes)
        : "%d to %d in steps of %d"
            .formatted(sizes.getFirst(), sizes.getLast(), sizes.get(1) - sizes.getFirst());
  }

  private static String list(List<Integer> sizes) {
    return sizes.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static List<Integer> steps(int least, int most, int step) {
    return IntStream.iterate(least, size -> size <= most, size -> size + step).boxed().toList();
  }
}
