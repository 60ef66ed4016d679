/**
 * What the author of a platform plugin implements.
 *
 * <p>A plugin is a jar with an implementation of {@link dev.waypoint.sdk.Plugin}, named in {@code
 * META-INF/services/dev.waypoint.sdk.Plugin}. It is found on the class path and in {@code
 * $WAYPOINT_PLUGIN_DIR/<plugin>/*.jar}, where each folder gets a class loader of its own, so that a
 * plugin's libraries never meet those of another one. This package and those below it are all that
 * a plugin shares with its host; they need nothing but the JDK.
 *
 * <p>A whole plugin whose builder writes a file:
 *
 * <pre>{@code
 * public final class HelloPlugin implements Plugin {
 *   record Config(@Doc("Whom to greet") @Default("world") String name) {}
 *
 *   @Override public String name() { return "hello"; }
 *   @Override public int sdkVersion() { return Plugin.SDK_VERSION; }
 *
 *   @Override public Optional<Component<Builder>> builder() {
 *     return Optional.of(Component.of(Config.class, config -> context -> {
 *       context.terminal().line(Style.INFO, "Hello " + config.name());
 *       return new Artifact(Map.of("greeted", config.name()));
 *     }));
 *   }
 * }
 * }</pre>
 *
 * <p>It is used as {@code build { use "hello" { name = "Ann" } }}.
 */
package dev.waypoint.sdk;
