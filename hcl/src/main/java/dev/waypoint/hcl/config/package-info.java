/**
 * The file {@code waypoint.hcl}: its stanzas, its input variables, and what they amount to for an
 * application, a workspace and a stage.
 *
 * <pre>{@code
 * WaypointFile file = WaypointFile.parse("waypoint.hcl", source);
 * ResolvedVariables variables =
 *     VariableResolver.of(file).resolve(List.of(InputVariable.cli("tag", "v1")));
 * ConfigScope scope = ConfigScope.builder().workspace("prod").variables(variables).build();
 * Optional<StageConfig> build = file.app("web").stage(Stage.BUILD, scope);
 * }</pre>
 *
 * <p>Problems are thrown as {@link dev.waypoint.hcl.diagnostic.HclException}, whose message is text
 * for people. Nothing here blocks or reads files, but for functions that expressions call and for
 * {@link dev.waypoint.hcl.config.VariableFiles}.
 */
package dev.waypoint.hcl.config;
