package dev.waypoint.plugin.exec;

import dev.waypoint.sdk.config.Doc;
import dev.waypoint.sdk.config.Required;
import java.util.List;

/** A command that runs where, and in the environment in which, the component's own command runs. */
record HookConfig(
    @Doc("The program and its arguments; no shell is in between") @Required List<String> command) {}
