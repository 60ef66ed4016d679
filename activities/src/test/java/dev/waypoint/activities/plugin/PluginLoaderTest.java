package dev.waypoint.activities.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waypoint.sdk.Plugin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginLoaderTest {
  private final List<String> warnings = new ArrayList<>();

  @TempDir private Path directory;

  @Test
  void findsPluginsOnTheClassPath() {
    PluginCatalog plugins = PluginLoader.load(Optional.empty(), warnings::add);

    assertThat(plugins.find("exec")).isPresent();
    assertThat(warnings).isEmpty();
  }

  @Test
  void givesAPluginOfTheDirectoryAClassLoaderOfItsOwn() {
    jar("hello", plugin("HelloPlugin", "hello", "Plugin.SDK_VERSION"));

    PluginCatalog plugins = load();

    Plugin hello = plugins.find("hello").orElseThrow();
    assertThat(hello.getClass().getClassLoader()).isNotSameAs(getClass().getClassLoader());
    assertThat(hello.getClass().getClassLoader().getName()).isEqualTo("plugin-hello");
    assertThat(hello.builder()).isEmpty();
    assertThat(warnings).isEmpty();
  }

  @Test
  void hidesTheHostsLibrariesFromPlugins() throws Exception {
    jar("hello", plugin("HelloPlugin", "hello", "Plugin.SDK_VERSION"));

    ClassLoader loader = load().find("hello").orElseThrow().getClass().getClassLoader();

    assertThat(loader.loadClass(Plugin.class.getName())).isSameAs(Plugin.class);
    assertThat(canLoad(loader, PluginLoader.class.getName())).isFalse();
    assertThat(canLoad(loader, "io.temporal.activity.Activity")).isFalse();
  }

  @Test
  void goesOnWithAWarningWhenAPluginIsBroken() throws IOException {
    jar("good", plugin("GoodPlugin", "good", "Plugin.SDK_VERSION"));
    jar("bad", plugin("BadPlugin", "bad", "Integer.parseInt(\"no number\")"));
    Files.createDirectories(directory.resolve("empty"));
    Path garbage = Files.createDirectories(directory.resolve("garbage"));
    Files.writeString(garbage.resolve("x.jar"), "no jar at all");
    service("missing", "org.example.NotThere");

    PluginCatalog plugins = load();

    assertThat(plugins.find("good")).isPresent();
    assertThat(plugins.find("exec")).isPresent();
    assertThat(plugins.find("bad")).isEmpty();
    assertThat(warnings)
        .hasSize(4)
        .anyMatch(text -> text.contains("bad") && text.contains("NumberFormatException"))
        .anyMatch(text -> text.contains("empty") && text.contains("holds no plugin"))
        .anyMatch(text -> text.contains("garbage"))
        .anyMatch(text -> text.contains("missing") && text.contains("org.example.NotThere"));
  }

  @Test
  void refusesAPluginForAnotherVersionOfTheSdk() {
    jar("old", plugin("OldPlugin", "old", "0"));

    assertThat(load().find("old")).isEmpty();
    assertThat(warnings)
        .singleElement()
        .satisfies(
            text ->
                assertThat(text)
                    .contains("\"old\"")
                    .contains("version 0")
                    .contains("has " + Plugin.SDK_VERSION));
  }

  @Test
  void prefersThePluginOfTheDirectory() {
    jar("exec", plugin("OtherExec", "exec", "Plugin.SDK_VERSION"));

    assertThat(load().find("exec").orElseThrow().getClass().getSimpleName()).isEqualTo("OtherExec");
  }

  @Test
  void conflictingVersionsOfALibraryDoNotMeet() throws Exception {
    for (String version : List.of("1", "2")) {
      jar(
          "uses" + version,
          plugin(
              "UsesPlugin" + version,
              "uses" + version,
              "Integer.parseInt(Library.VERSION.trim()) - " + version + " + Plugin.SDK_VERSION"),
          Map.entry(
              "Library",
              "public class Library { public static final String VERSION = \" %s\".trim(); }"
                  .formatted(version)));
    }

    PluginCatalog plugins = load();

    assertThat(warnings).isEmpty();
    for (String version : List.of("1", "2")) {
      ClassLoader loader = plugins.find("uses" + version).orElseThrow().getClass().getClassLoader();
      assertThat(loader.loadClass("Library").getField("VERSION").get(null)).isEqualTo(version);
    }
    assertThat(canLoad(getClass().getClassLoader(), "Library")).isFalse();
  }

  @Test
  void opensTheProgramsOwnPluginsWhenTheyAreAskedFor() throws Exception {
    jar("late", plugin("LatePlugin", "late", "Plugin.SDK_VERSION"));
    jar("exec", plugin("LateExec", "exec", "Plugin.SDK_VERSION"));
    service("missing", "org.example.NotThere");
    String before = System.getProperty(PluginLoader.OWN_DIRECTORY_PROPERTY);
    System.setProperty(PluginLoader.OWN_DIRECTORY_PROPERTY, directory.toString());
    try {
      PluginCatalog plugins = PluginLoader.load(Optional.empty(), warnings::add);

      assertThat(warnings).isEmpty();
      assertThat(plugins.unknown("lade")).contains("Did you mean \"late\"?");
      assertThat(plugins.find("exec").orElseThrow().getClass().getSimpleName())
          .isEqualTo("ExecPlugin");
      assertThat(plugins.find("late")).isPresent();
      assertThat(plugins.find("late").orElseThrow()).isSameAs(plugins.find("late").orElseThrow());
      assertThat(plugins.find("missing")).isEmpty();
      assertThat(warnings).singleElement().asString().contains("missing");
      assertThat(plugins.names(_ -> true)).contains("exec", "late").doesNotContain("missing");
    } finally {
      if (before == null) {
        System.clearProperty(PluginLoader.OWN_DIRECTORY_PROPERTY);
      } else {
        System.setProperty(PluginLoader.OWN_DIRECTORY_PROPERTY, before);
      }
    }
  }

  @Test
  void saysThatTheDirectoryIsNotThere() {
    PluginLoader.load(Optional.of(directory.resolve("nowhere")), warnings::add);

    assertThat(warnings).singleElement().asString().contains("nowhere", "WAYPOINT_PLUGIN_DIR");
  }

  @Test
  void namesTheNearestPlugin() {
    PluginCatalog plugins = PluginLoader.load(Optional.empty(), warnings::add);

    assertThat(plugins.unknown("exce")).contains("\"exce\"", "Did you mean \"exec\"?");
    assertThat(plugins.unknown("kubernetes")).contains("There are: exec").doesNotContain("Did you");
  }

  private PluginCatalog load() {
    return PluginLoader.load(Optional.of(directory), warnings::add);
  }

  private static boolean canLoad(ClassLoader loader, String name) {
    try {
      loader.loadClass(name);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static Map.Entry<String, String> plugin(String type, String name, String version) {
    return Map.entry(
        type,
        """
        import dev.waypoint.sdk.Plugin;
        public final class %s implements Plugin {
          private final int version = %s;
          public String name() { return "%s"; }
          public int sdkVersion() { return version; }
        }
        """
            .formatted(type, version, name));
  }

  /** Compiles the types into a jar of this folder; the first one is the plugin. */
  @SafeVarargs
  private void jar(String folder, Map.Entry<String, String>... sources) {
    try {
      Path work =
          Files.createTempDirectory(Files.createDirectories(directory.resolve(folder)), "w");
      List<String> arguments =
          new ArrayList<>(
              List.of("-cp", System.getProperty("java.class.path"), "-d", work.toString()));
      for (Map.Entry<String, String> source : sources) {
        Path file = work.resolve(source.getKey() + ".java");
        arguments.add(Files.writeString(file, source.getValue()).toString());
      }
      JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
      int code = compiler.run(null, null, null, arguments.toArray(String[]::new));
      assertThat(code).isZero();
      Map<String, byte[]> classes = new TreeMap<>();
      for (Map.Entry<String, String> source : sources) {
        String type = source.getKey() + ".class";
        classes.put(type, Files.readAllBytes(work.resolve(type)));
      }
      write(folder, sources[0].getKey(), classes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void service(String folder, String type) throws IOException {
    Files.createDirectories(directory.resolve(folder));
    write(folder, type, Map.of());
  }

  private void write(String folder, String type, Map<String, byte[]> classes) throws IOException {
    try (JarOutputStream jar =
        new JarOutputStream(
            Files.newOutputStream(directory.resolve(folder).resolve(folder + ".jar")))) {
      jar.putNextEntry(new JarEntry("META-INF/services/" + Plugin.class.getName()));
      jar.write(type.getBytes(StandardCharsets.UTF_8));
      for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
        jar.putNextEntry(new JarEntry(entry.getKey()));
        jar.write(entry.getValue());
      }
    }
  }
}
