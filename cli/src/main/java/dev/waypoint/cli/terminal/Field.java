package dev.waypoint.cli.terminal;

/** One line of a description: {@code Name: value}. */
public record Field(String name, String value) {}
