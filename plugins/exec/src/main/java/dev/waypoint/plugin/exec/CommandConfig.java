package dev.waypoint.plugin.exec;

import dev.waypoint.sdk.config.Default;
import dev.waypoint.sdk.config.Doc;
import dev.waypoint.sdk.config.Required;
import java.util.List;
import java.util.Map;

/** A command and where it runs. */
record CommandConfig(
    @Doc("The program and its arguments; no shell is in between") @Required List<String> command,
    @Doc("Where it runs, relative to the application's directory") @Default(".") String dir,
    @Doc("Added to the command's environment") Map<String, String> environment,
    @Doc("Files that are written before the command runs") List<TemplateConfig> template) {}
