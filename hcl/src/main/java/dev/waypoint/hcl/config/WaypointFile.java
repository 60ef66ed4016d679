package dev.waypoint.hcl.config;

import dev.waypoint.hcl.diagnostic.Diagnostic;
import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.diagnostic.HclException;
import dev.waypoint.hcl.diagnostic.SourceFile;
import dev.waypoint.hcl.diagnostic.SourceRange;
import dev.waypoint.hcl.eval.EvalContext;
import dev.waypoint.hcl.function.StandardFunctions;
import dev.waypoint.hcl.json.JsonParser;
import dev.waypoint.hcl.syntax.Block;
import dev.waypoint.hcl.syntax.Body;
import dev.waypoint.hcl.syntax.BodyContent;
import dev.waypoint.hcl.syntax.Names;
import dev.waypoint.hcl.syntax.Parser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A {@code waypoint.hcl} whose shape is right. What depends on variables or on the workspace is
 * evaluated when it is asked for. Immutable.
 */
public final class WaypointFile {
  private final SourceFile source;
  private final BodyContent root;
  private final String project;
  private final Map<String, String> labels;
  private final List<VariableDeclaration> variables;
  private final Optional<DataSource> dataSource;

  private WaypointFile(SourceFile source, BodyContent root, Diagnostics diagnostics) {
    this.source = source;
    this.root = root;
    new StructureCheck(diagnostics).root(root);
    EvalContext constants =
        EvalContext.of(Map.of(), StandardFunctions.of(Path.of(""), Clock.systemUTC()));
    Reading reading = new Reading(root, constants, diagnostics);
    this.project = reading.string("project", "");
    if (project.isBlank() && !diagnostics.hasErrors()) {
      diagnostics.error(
          "Missing project name",
          "The argument \"project\" must name the project.",
          root.attributes().get("project").expression().range());
    }
    this.labels = Map.copyOf(reading.stringMap("labels"));
    this.variables =
        List.copyOf(new VariableDeclarations(diagnostics).read(root.blocksOfType("variable")));
    this.dataSource =
        root.blocksOfType("runner").stream()
            .findFirst()
            .map(block -> DataSources.read(block, constants, diagnostics));
  }

  /**
   * Reads a file, in the JSON syntax if its name ends in {@code .json}, else in the native one.
   *
   * @throws HclException with everything that is wrong with its shape
   */
  public static WaypointFile parse(String fileName, String source) {
    return parse(SourceFile.of(fileName, source));
  }

  /** Like {@link #parse(String, String)}, for content that should be UTF-8. */
  public static WaypointFile parse(String fileName, byte[] source) {
    return parse(SourceFile.of(fileName, source));
  }

  private static WaypointFile parse(SourceFile source) {
    Diagnostics diagnostics = new Diagnostics();
    Optional<Body> body =
        source.name().endsWith(".json")
            ? JsonParser.parseBody(source, diagnostics)
            : Optional.of(Parser.parseBody(source, diagnostics));
    diagnostics.throwIfErrors();
    BodyContent root = body.orElseThrow().content(Schemas.ROOT, diagnostics);
    WaypointFile file = new WaypointFile(source, root, diagnostics);
    diagnostics.throwIfErrors();
    return file;
  }

  /** The name that the file was read under. */
  public String fileName() {
    return source.name();
  }

  /** The text of the file. */
  public byte[] content() {
    return source.text().getBytes(StandardCharsets.UTF_8);
  }

  /** The name of the project. */
  public String project() {
    return project;
  }

  /** The labels of the project. */
  public Map<String, String> labels() {
    return labels;
  }

  /** The names of the applications, in the order of the file. */
  public List<String> appNames() {
    return names("app");
  }

  /** The names of the pipelines, in the order of the file. */
  public List<String> pipelineNames() {
    return names("pipeline");
  }

  /** Where the pipelines begin, in the order of the file. */
  public List<SourceRange> pipelineRanges() {
    return root.blocksOfType("pipeline").stream().map(Block::headerRange).toList();
  }

  private List<String> names(String type) {
    return root.blocksOfType(type).stream().map(block -> block.labels().getFirst()).toList();
  }

  /** The declared input variables, in the order of the file. */
  public List<VariableDeclaration> variables() {
    return variables;
  }

  /** The {@code runner} stanza of the project; empty if there is none. */
  public Optional<DataSource> dataSource() {
    return dataSource;
  }

  /** Whether there is an application with a name. */
  public boolean hasApp(String name) {
    return appNames().contains(name);
  }

  /**
   * The application with a name.
   *
   * @throws HclException if there is none; the message names those that there are
   */
  public AppConfig app(String name) {
    for (Block block : root.blocksOfType("app")) {
      if (block.labels().getFirst().equals(name)) {
        return new AppConfig(this, block);
      }
    }
    List<String> known = appNames();
    throw new HclException(
        Diagnostic.error(
            "Unknown application",
            "%s has no application named \"%s\".%s It has: %s."
                .formatted(
                    fileName(),
                    name,
                    Names.didYouMean(name, known),
                    known.isEmpty() ? "none" : String.join(", ", known))));
  }

  /**
   * The values of the project's {@code config} stanzas, sorted by name.
   *
   * @throws HclException if a value cannot be evaluated, is null or refers to itself
   */
  public List<ConfigVariable> config(ConfigScope scope) {
    return new ConfigStanzas(this, root, scope).evaluate(Optional.empty(), _ -> true);
  }

  /**
   * The values of the {@code config} stanzas of the project and of an application, sorted by name.
   *
   * @throws HclException if there is no such application, or a value cannot be evaluated, is null
   *     or refers to itself
   */
  public List<ConfigVariable> config(String app, ConfigScope scope) {
    return new ConfigStanzas(this, root, scope).evaluate(Optional.of(app(app).name()), _ -> true);
  }

  /**
   * The configuration of deployments of an application, in the scope's workspace and with its
   * labels. Values for others are not even evaluated.
   *
   * @throws HclException as {@link #config(String, ConfigScope)}
   */
  public ConfigSelection deploymentConfig(String app, ConfigScope scope) {
    return deploymentConfig(app, scope, List.of());
  }

  /**
   * Like {@link #deploymentConfig(String, ConfigScope)}, with values that are kept elsewhere; for
   * the same target those of the file count.
   */
  public ConfigSelection deploymentConfig(
      String app, ConfigScope scope, List<ConfigVariable> kept) {
    return ConfigSelection.ofDeployment(
        variables(Optional.of(app(app).name()), scope, kept, target -> !target.runner()), scope);
  }

  /**
   * The configuration of a runner that works for an application, or for the project as a whole, in
   * the scope's workspace and with its labels.
   *
   * @param kept values that are kept elsewhere; for the same target those of the file count
   * @throws HclException as {@link #config(String, ConfigScope)}
   */
  public ConfigSelection runnerConfig(
      Optional<String> app, ConfigScope scope, List<ConfigVariable> kept, String runnerId) {
    return ConfigSelection.ofRunner(
        variables(
            app.map(name -> app(name).name()),
            scope,
            kept,
            target -> target.runner() || target.app().isEmpty()),
        scope,
        runnerId);
  }

  private List<ConfigVariable> variables(
      Optional<String> app,
      ConfigScope scope,
      List<ConfigVariable> kept,
      Predicate<ConfigTarget> wanted) {
    List<ConfigVariable> all = new ArrayList<>(kept);
    all.addAll(
        new ConfigStanzas(this, root, scope)
            .evaluate(
                app,
                target ->
                    wanted.test(target) && target.matches(scope.workspace(), scope.labels())));
    return all;
  }

  /**
   * The name of the runner profile for operations on an application: that of the application's
   * {@code runner} stanza if it is not empty, else that of the project's. Empty if neither names
   * one.
   *
   * @param app the application; for another name only the project's stanza counts
   * @throws HclException if the expression cannot be evaluated, for instance because a variable has
   *     no value; the message tells how to set it
   */
  public Optional<String> runnerProfile(String app, ConfigScope scope) {
    return new RunnerProfiles(this, root).evaluate(app, scope);
  }

  /** The text of the expression that {@link #runnerProfile} evaluates first, if there is one. */
  public Optional<String> runnerProfileTemplate(String app) {
    return new RunnerProfiles(this, root).template(app);
  }
}
