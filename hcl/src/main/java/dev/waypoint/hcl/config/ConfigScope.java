package dev.waypoint.hcl.config;

import dev.waypoint.hcl.eval.EvalContext;
import dev.waypoint.hcl.eval.TemplateFunctions;
import dev.waypoint.hcl.function.Function;
import dev.waypoint.hcl.function.StandardFunctions;
import dev.waypoint.hcl.value.Value;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * What expressions of a file see, beside what the file itself declares.
 *
 * @param workspace the workspace, {@code default} by default
 * @param labels the labels of the operation; the workspace is added as {@code waypoint/workspace}
 * @param projectDirectory where the file is, if it is on this machine
 * @param variables the input variables
 * @param functions the functions, by default {@link StandardFunctions}
 * @param values further variables, such as {@code artifact}, {@code deploy} and {@code entrypoint}
 * @param scratchDirectory where functions that render files put them; made when it is needed, and
 *     removed by whoever makes the scope
 */
public record ConfigScope(
    String workspace,
    Map<String, String> labels,
    Optional<Path> projectDirectory,
    ResolvedVariables variables,
    Map<String, Function> functions,
    Map<String, Value> values,
    Path scratchDirectory) {
  /** The label that holds the workspace. */
  public static final String WORKSPACE_LABEL = "waypoint/workspace";

  public ConfigScope {
    Objects.requireNonNull(workspace, "workspace is null");
    Objects.requireNonNull(projectDirectory, "projectDirectory is null");
    Objects.requireNonNull(variables, "variables is null");
    Map<String, String> all = new LinkedHashMap<>(labels);
    all.put(WORKSPACE_LABEL, workspace);
    labels = Map.copyOf(all);
    functions = Map.copyOf(functions);
    values = Map.copyOf(values);
    Objects.requireNonNull(scratchDirectory, "scratchDirectory is null");
  }

  /** Starts a scope of the workspace {@code default}. */
  public static Builder builder() {
    return new Builder();
  }

  /** The same scope with another variable, such as {@code artifact}. */
  public ConfigScope with(String name, Value value) {
    Map<String, Value> more = new HashMap<>(values);
    more.put(name, value);
    return new ConfigScope(
        workspace, labels, projectDirectory, variables, functions, more, scratchDirectory);
  }

  /** The same scope with more functions. */
  public ConfigScope withFunctions(Map<String, Function> more) {
    Map<String, Function> all = new HashMap<>(functions);
    all.putAll(more);
    return new ConfigScope(
        workspace, labels, projectDirectory, variables, all, values, scratchDirectory);
  }

  /** What expressions outside of applications see. */
  EvalContext rootContext() {
    Map<String, Value> root = new HashMap<>();
    root.put("workspace", Value.stringMap(Map.of("name", workspace)));
    root.put("labels", Value.stringMap(labels));
    root.put("var", variables.toObject());
    projectDirectory.ifPresent(directory -> root.put("path", paths(directory, Optional.empty())));
    return withTemplates(
        EvalContext.of(root, functions).hidingValues().keepingSecret(variables.secrets()));
  }

  /** What expressions of an application see. */
  EvalContext appContext(String app, String appPath) {
    Map<String, Value> more = new HashMap<>(values);
    more.put("app", Value.stringMap(Map.of("name", app)));
    projectDirectory.ifPresent(
        directory -> {
          Path inside = directory.resolve(appPath).normalize();
          more.put("path", paths(directory, Optional.of(inside)));
        });
    return withTemplates(rootContext().withVariables(more));
  }

  private EvalContext withTemplates(EvalContext context) {
    Path base = projectDirectory.orElse(Path.of("")).toAbsolutePath();
    return context
        .withFunctions(DynamicCalls.ELSEWHERE)
        .withFunctions(TemplateFunctions.of(context::variables, functions, base, scratchDirectory));
  }

  private static Value paths(Path project, Optional<Path> app) {
    Map<String, String> paths = new HashMap<>();
    paths.put("project", project.toString());
    paths.put("pwd", project.toString());
    app.ifPresent(path -> paths.put("app", path.toString()));
    return Value.stringMap(paths);
  }

  /** Collects a scope. */
  public static final class Builder {
    private String workspace = "default";
    private final Map<String, String> labels = new HashMap<>();
    private Path projectDirectory;
    private ResolvedVariables variables = ResolvedVariables.NONE;
    private Map<String, Function> functions;
    private final Map<String, Value> values = new HashMap<>();
    private Path scratchDirectory =
        Path.of(System.getProperty("java.io.tmpdir"), "waypoint-" + UUID.randomUUID());

    private Builder() {}

    /** The workspace. */
    public Builder workspace(String name) {
      workspace = name;
      return this;
    }

    /** Labels of the operation. */
    public Builder labels(Map<String, String> more) {
      labels.putAll(more);
      return this;
    }

    /** Where the file is; null if it is not on this machine. */
    public Builder projectDirectory(Path directory) {
      projectDirectory = directory == null ? null : directory.toAbsolutePath().normalize();
      return this;
    }

    /** The input variables. */
    public Builder variables(ResolvedVariables resolved) {
      variables = resolved;
      return this;
    }

    /** The functions, instead of the standard ones. */
    public Builder functions(Map<String, Function> all) {
      functions = all;
      return this;
    }

    /**
     * Where functions that render files put them; by default a new directory for temporary files.
     */
    public Builder scratchDirectory(Path directory) {
      scratchDirectory = directory;
      return this;
    }

    /** A further variable, such as {@code artifact}. */
    public Builder value(String name, Value value) {
      values.put(name, value);
      return this;
    }

    /** The scope. */
    public ConfigScope build() {
      Path base = projectDirectory == null ? Path.of("").toAbsolutePath() : projectDirectory;
      Map<String, Function> all =
          functions == null ? StandardFunctions.of(base, Clock.systemUTC()) : functions;
      return new ConfigScope(
          workspace,
          labels,
          Optional.ofNullable(projectDirectory),
          variables,
          all,
          values,
          scratchDirectory);
    }
  }
}
