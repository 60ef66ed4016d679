package dev.waypoint.cli.command.config;

/** How far a value reaches. */
enum ConfigScope {
  GLOBAL,
  PROJECT,
  APP
}
