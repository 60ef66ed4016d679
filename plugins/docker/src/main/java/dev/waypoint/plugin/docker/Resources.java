package dev.waypoint.plugin.docker;

import com.github.dockerjava.api.model.HostConfig;
import dev.waypoint.sdk.config.Doc;
import java.util.Optional;

/** What a container may use. */
record Resources(
    @Doc("CPU shares, relative to other containers' 1024") Optional<Integer> cpu,
    @Doc("Memory, such as 512MB or 1GiB; more ends the container") Optional<String> memory) {
  Resources {
    memory.ifPresent(ByteSize::parse);
  }

  void applyTo(HostConfig host) {
    cpu.ifPresent(host::withCpuShares);
    memory.map(ByteSize::parse).ifPresent(host::withMemory);
  }
}
