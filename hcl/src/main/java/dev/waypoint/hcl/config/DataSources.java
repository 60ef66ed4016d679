package dev.waypoint.hcl.config;

import dev.waypoint.hcl.diagnostic.Diagnostics;
import dev.waypoint.hcl.eval.EvalContext;
import dev.waypoint.hcl.syntax.Block;
import dev.waypoint.hcl.syntax.BodyContent;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a {@code runner} stanza says about source. */
final class DataSources {
  private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(30);
  private static final Pattern DURATION =
      Pattern.compile("(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?");

  private DataSources() {}

  static DataSource read(Block runner, EvalContext context, Diagnostics diagnostics) {
    // The shape has been checked; problems with it are not told twice.
    Diagnostics ignored = new Diagnostics();
    BodyContent content = runner.body().content(Schemas.RUNNER, ignored);
    boolean enabled = new Reading(content, context, diagnostics).bool("enabled");
    Optional<DataSource.Git> git =
        content.blocksOfType("data_source").stream()
            .filter(block -> block.labels().getFirst().equals("git"))
            .findFirst()
            .map(block -> git(block.body().content(Schemas.GIT, ignored), context, diagnostics));
    boolean poll = false;
    Duration interval = DEFAULT_INTERVAL;
    Optional<Block> pollBlock = content.blocksOfType("poll").stream().findFirst();
    if (pollBlock.isPresent()) {
      BodyContent pollContent = pollBlock.get().body().content(Schemas.POLL, ignored);
      Reading reading = new Reading(pollContent, context, diagnostics);
      poll = reading.bool("enabled");
      Optional<String> text = reading.string("interval");
      if (text.isPresent()) {
        interval = duration(text.get(), pollContent, diagnostics);
      }
    }
    return new DataSource(enabled, git, poll, interval);
  }

  private static DataSource.Git git(
      BodyContent content, EvalContext context, Diagnostics diagnostics) {
    Reading reading = new Reading(content, context, diagnostics);
    return new DataSource.Git(
        reading.string("url", ""),
        reading.string("path", ""),
        reading.string("ref", "HEAD"),
        reading.string("username", ""),
        reading.string("password", ""),
        reading.string("key", ""),
        reading.string("key_password", ""),
        reading.integer("recurse_submodules"),
        reading.bool("ignore_changes_outside_path"));
  }

  private static Duration duration(String text, BodyContent content, Diagnostics diagnostics) {
    Matcher matcher = DURATION.matcher(text);
    if (text.isEmpty() || !matcher.matches()) {
      diagnostics.error(
          "Invalid duration",
          "\"" + text + "\" is no duration. Write it like 30s, 5m or 1h30m.",
          content.attributes().get("interval").expression().range());
      return DEFAULT_INTERVAL;
    }
    return Duration.ofHours(number(matcher.group(1)))
        .plusMinutes(number(matcher.group(2)))
        .plusSeconds(number(matcher.group(3)));
  }

  private static long number(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
