package dev.waypoint.gateway.profile;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.hcl.config.ConfigScope;
import dev.waypoint.hcl.config.InputVariable;
import dev.waypoint.hcl.config.ResolvedVariables;
import dev.waypoint.hcl.config.VariableDeclaration;
import dev.waypoint.hcl.config.VariableFiles;
import dev.waypoint.hcl.config.VariableResolver;
import dev.waypoint.hcl.config.VariableSource;
import dev.waypoint.hcl.config.WaypointFile;
import dev.waypoint.hcl.diagnostic.HclException;
import dev.waypoint.hcl.function.Function;
import dev.waypoint.hcl.function.StandardFunctions;
import dev.waypoint.protocol.v1.JobSpec;
import dev.waypoint.protocol.v1.Project;
import dev.waypoint.protocol.v1.WaypointHcl;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a job's waypoint.hcl says about its runner profile: the file that the job carries, else the
 * client's own, else the one that is stored with the project. Expressions see the job's workspace,
 * labels and variables, and the project's variables; they cannot look at this machine's files.
 */
@Singleton
public final class HclProfiles {
  private static final String DEFAULT_FILE = "waypoint.hcl";

  /** Functions that read files or repositories: the source is not on this machine. */
  private static final Pattern LOCAL_FUNCTIONS = Pattern.compile("file.*|git.*|abspath|pathexpand");

  private final Clock clock;

  HclProfiles(Clock clock) {
    this.clock = clock;
  }

  /**
   * @param name evaluated
   * @param origin where it is written, and how
   */
  record Selected(String name, String origin) {}

  /**
   * Empty when there is no file, or it names no profile.
   *
   * @throws ApiException INVALID_ARGUMENT with the file's problems
   */
  Optional<Selected> select(JobSpec spec, Optional<Project> project) {
    return source(spec, project).flatMap(file -> select(file, spec, project));
  }

  private static Optional<WaypointHcl> source(JobSpec spec, Optional<Project> project) {
    if (spec.hasWaypointHcl()) {
      return Optional.of(spec.getWaypointHcl());
    }
    if (spec.hasProfileHcl()) {
      return Optional.of(spec.getProfileHcl());
    }
    return project.filter(Project::hasWaypointHcl).map(Project::getWaypointHcl);
  }

  private Optional<Selected> select(WaypointHcl source, JobSpec spec, Optional<Project> project) {
    String name = source.getFileName().isBlank() ? DEFAULT_FILE : source.getFileName();
    String app = spec.getApplication().getApplication();
    try {
      WaypointFile file = WaypointFile.parse(name, source.getContent().toByteArray());
      String origin = file.runnerProfileTemplate(app).map(text -> name + ": " + text).orElse(name);
      return file.runnerProfile(app, scope(file, spec, project))
          .map(profile -> new Selected(profile, origin));
    } catch (HclException e) {
      throw ApiException.invalid("%s", e.getMessage());
    }
  }

  private ConfigScope scope(WaypointFile file, JobSpec spec, Optional<Project> project) {
    Set<String> declared =
        file.variables().stream().map(VariableDeclaration::name).collect(Collectors.toSet());
    List<InputVariable> inputs = new ArrayList<>();
    project.ifPresent(record -> record.getVariablesList().forEach(v -> add(v, declared, inputs)));
    spec.getVariablesList().forEach(variable -> add(variable, declared, inputs));
    ResolvedVariables variables = VariableResolver.of(file).resolveAvailable(inputs);
    return ConfigScope.builder()
        .workspace(spec.getWorkspace())
        .labels(spec.getLabelsMap())
        .variables(variables)
        .functions(functions())
        .build();
  }

  private Map<String, Function> functions() {
    Map<String, Function> functions = new TreeMap<>(StandardFunctions.of(Path.of(""), clock));
    functions.keySet().removeIf(name -> LOCAL_FUNCTIONS.matcher(name).matches());
    return functions;
  }

  /** What the file does not declare is the runner's to complain about. */
  private static void add(
      dev.waypoint.protocol.v1.InputVariable variable,
      Set<String> declared,
      List<InputVariable> inputs) {
    if (!declared.contains(variable.getName())) {
      return;
    }
    VariableSource source = source(variable.getSource());
    if (variable.getExpression()) {
      String assignment = variable.getName() + " = " + variable.getValue();
      inputs.addAll(VariableFiles.parse("variables", assignment, source));
    } else {
      inputs.add(InputVariable.text(variable.getName(), source, variable.getValue()));
    }
  }

  private static VariableSource source(dev.waypoint.protocol.v1.InputVariable.Source source) {
    return switch (source) {
      case DEFAULT -> VariableSource.DEFAULT;
      case VCS -> VariableSource.VCS;
      case ENV -> VariableSource.ENV;
      case FILE -> VariableSource.FILE;
      case CLI -> VariableSource.CLI;
      case SERVER, SOURCE_UNSPECIFIED, UNRECOGNIZED -> VariableSource.SERVER;
    };
  }
}
