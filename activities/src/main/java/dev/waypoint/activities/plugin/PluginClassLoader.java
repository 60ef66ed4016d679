package dev.waypoint.activities.plugin;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;

/** The classes of one plugin: its own jars, the JDK, and of the host nothing but the plugin SDK. */
final class PluginClassLoader extends URLClassLoader {
  private static final String SDK_PREFIX = "dev.waypoint.sdk.";

  private final ClassLoader host = PluginClassLoader.class.getClassLoader();

  PluginClassLoader(Path folder, List<URL> jars) {
    super(
        "plugin-" + folder.getFileName(),
        jars.toArray(URL[]::new),
        ClassLoader.getPlatformClassLoader());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    return name.startsWith(SDK_PREFIX) ? host.loadClass(name) : super.loadClass(name, resolve);
  }
}
