/**
 * HCL 2 for the JVM.
 *
 * <pre>{@code
 * Diagnostics diagnostics = new Diagnostics();
 * NativeBody body = Parser.parseBody(SourceFile.of("example.hcl", text), diagnostics);
 * diagnostics.throwIfErrors();
 * EvalContext context = EvalContext.of(Map.of("name", Value.string("web")), Map.of());
 * Value value =
 *     Evaluator.evaluate(body.attributes().get("greeting").expression(), context, diagnostics);
 * diagnostics.throwIfErrors();
 * }</pre>
 *
 * <ul>
 *   <li>{@link dev.waypoint.hcl.syntax.Parser} reads the native syntax, {@link
 *       dev.waypoint.hcl.json.JsonParser} the JSON syntax;
 *   <li>{@link dev.waypoint.hcl.syntax.Body} is decoded by {@link
 *       dev.waypoint.hcl.syntax.BodySchema};
 *   <li>{@link dev.waypoint.hcl.eval.Evaluator} evaluates;
 *   <li>{@link dev.waypoint.hcl.config.WaypointFile} is the entry point for {@code waypoint.hcl}.
 * </ul>
 *
 * <p>Text never leads to an exception but {@link dev.waypoint.hcl.diagnostic.HclException}, the
 * work is linear in its length, and nesting is limited to {@value
 * dev.waypoint.hcl.syntax.Parser#MAX_DEPTH} levels.
 */
package dev.waypoint.hcl;
