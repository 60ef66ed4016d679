package dev.waypoint.cli.parse;

import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * For flags: {@code -x} is true and only {@code -x=VALUE} carries a value, so that in {@code -x
 * false} the second word is an argument.
 */
public final class AttachedValue implements IParameterPreprocessor {
  @Override
  public boolean preprocess(
      Stack<String> words, CommandSpec command, ArgSpec option, Map<String, Object> info) {
    Object separator = info.get("separator");
    if (separator == null || separator.toString().isBlank()) {
      words.push("true");
    }
    return false;
  }
}
