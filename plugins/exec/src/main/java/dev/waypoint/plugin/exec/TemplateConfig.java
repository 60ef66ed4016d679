package dev.waypoint.plugin.exec;

import dev.waypoint.sdk.config.Doc;

/** A file with {@code {{NAME}}} in it, where NAME is a variable of the command's environment. */
record TemplateConfig(
    @Doc("The file to read, relative to dir") String source,
    @Doc("The file to write, relative to dir; its folders are made") String destination) {}
