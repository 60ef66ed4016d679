package dev.waypoint.activities.config;

import dev.waypoint.activities.gateway.HclFile;
import dev.waypoint.activities.gateway.VariableInput;
import dev.waypoint.activities.jsonnet.JsonnetFunctions;
import dev.waypoint.activities.plugin.PluginCatalog;
import dev.waypoint.hcl.config.BodyDecoder;
import dev.waypoint.hcl.config.ConfigScope;
import dev.waypoint.hcl.config.DynamicValue;
import dev.waypoint.hcl.config.InputVariable;
import dev.waypoint.hcl.config.ResolvedVariables;
import dev.waypoint.hcl.config.VariableFiles;
import dev.waypoint.hcl.config.VariableResolver;
import dev.waypoint.hcl.config.VariableSource;
import dev.waypoint.hcl.config.WaypointFile;
import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.diagnostic.HclException;
import dev.waypoint.hcl.diagnostic.SourceFile;
import dev.waypoint.hcl.eval.EvalContext;
import dev.waypoint.hcl.function.Function;
import dev.waypoint.hcl.function.StandardFunctions;
import dev.waypoint.hcl.json.JsonParser;
import dev.waypoint.hcl.syntax.Body;
import dev.waypoint.hcl.syntax.Parser;
import dev.waypoint.sdk.config.ConfigSchema;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads waypoint.hcl with the HCL module. */
public final class HclConfigLoader implements ConfigLoader {
  private final PluginCatalog plugins;

  /** With the built-in config sources alone. */
  public HclConfigLoader() {
    this(new PluginCatalog(List.of()));
  }

  /**
   * @param plugins whose config sources deliver dynamic values
   */
  public HclConfigLoader(PluginCatalog plugins) {
    this.plugins = plugins;
  }

  @Override
  public ProjectConfig load(Request request) throws ConfigInvalidException {
    try {
      WaypointFile file = WaypointFile.parse(request.file().fileName(), request.file().content());
      VariableResolver resolver = VariableResolver.of(file);
      ConfigSources sources =
          new ConfigSources(plugins, request.directory(), request.kept().sources());
      ResolvedVariables variables = resolver.resolve(inputs(request, resolver, sources));
      ConfigScope scope =
          ConfigScope.builder()
              .workspace(request.workspace())
              .labels(request.labels())
              .projectDirectory(request.directory())
              .variables(variables)
              .functions(functions(request))
              .scratchDirectory(request.scratchDirectory())
              .build();
      return new HclProjectConfig(
          file,
          scope,
          request.cookie(),
          sources,
          new KeptEntries(request.kept().entries()),
          request.runnerId());
    } catch (HclException e) {
      throw new ConfigInvalidException(e.getMessage(), e);
    }
  }

  @Override
  public Map<String, Object> values(HclFile file, ConfigSchema schema)
      throws ConfigInvalidException {
    try {
      SourceFile source = SourceFile.of(file.fileName(), file.content());
      Diagnostics diagnostics = new Diagnostics();
      Optional<Body> body =
          file.fileName().endsWith(".json")
              ? JsonParser.parseBody(source, diagnostics)
              : Optional.of(Parser.parseBody(source, diagnostics));
      diagnostics.throwIfErrors();
      return BodyDecoder.decode(
          body.orElseThrow(), DecodeSchemas.of(schema), EvalContext.CONSTANTS);
    } catch (HclException e) {
      throw new ConfigInvalidException(e.getMessage(), e);
    }
  }

  private static Map<String, Function> functions(Request request) {
    Map<String, Function> all =
        new HashMap<>(StandardFunctions.of(request.directory(), Clock.systemUTC()));
    all.putAll(JsonnetFunctions.of(request.directory(), request.scratchDirectory()));
    return all;
  }

  private static List<InputVariable> inputs(
      Request request, VariableResolver resolver, ConfigSources sources) {
    List<InputVariable> inputs = new ArrayList<>();
    request.serverVariables().forEach(variable -> inputs.addAll(input(variable)));
    inputs.addAll(VariableFiles.readAuto(request.directory()));
    inputs.addAll(resolver.fromEnvironment(request.environment()));
    request.variables().forEach(variable -> inputs.addAll(input(variable)));
    Map<String, DynamicValue> dynamic = resolver.dynamicDefaults(inputs);
    Map<DynamicValue, String> delivered = sources.read(dynamic.values());
    dynamic.forEach(
        (name, value) ->
            inputs.add(InputVariable.text(name, VariableSource.DYNAMIC, delivered.get(value))));
    return inputs;
  }

  private static List<InputVariable> input(VariableInput variable) {
    VariableSource source = VariableSource.valueOf(variable.source().name());
    return variable.expression()
        ? VariableFiles.parse(
            source.word() + ".wpvars", variable.name() + " = " + variable.value() + "\n", source)
        : List.of(InputVariable.text(variable.name(), source, variable.value()));
  }
}
