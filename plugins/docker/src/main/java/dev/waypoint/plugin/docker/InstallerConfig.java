package dev.waypoint.plugin.docker;

import dev.waypoint.sdk.config.Default;
import dev.waypoint.sdk.config.Doc;
import java.util.Optional;

/**
 * How a static runner is installed. The daemon is that of the environment, as for the Docker CLI.
 */
record InstallerConfig(
    @Doc("Image of the runner") String runnerImage,
    @Doc("Network of the runner; without it, the one labelled use=waypoint, made if there is none")
        Optional<String> runnerNetwork,
    @Doc("The daemon's socket on its machine, by which the runner launches others")
        @Default("/var/run/docker.sock")
        String socketPath) {}
