package dev.waypoint.gateway.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Durations;
import dev.waypoint.gateway.TestingDatabase;
import dev.waypoint.protocol.v1.DataSource;
import dev.waypoint.protocol.v1.Polling;
import dev.waypoint.protocol.v1.Project;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Looks at a project of which several are under way at once. */
class PollStoreTest {
  private static final Project PROJECT =
      Project.newBuilder()
          .setName("garden")
          .setDataSource(
              DataSource.newBuilder()
                  .setGit(DataSource.Git.newBuilder().setUrl("https://git.example/garden.git")))
          .setPoll(Polling.newBuilder().setEnabled(true).setInterval(Durations.fromMinutes(1)))
          .setAppStatusPoll(Polling.newBuilder().setEnabled(false))
          .build();

  private Instant now = Instant.parse("2026-01-01T12:00:00Z");
  private final PollStore polls =
      new PollStore(TestingDatabase.open(), ((InstantSource) () -> now).withZone(ZoneOffset.UTC));

  private PollRow take() {
    return polls.take(10).getFirst();
  }

  private void save(PollRow row) {
    polls.save(row, now.plusSeconds(60), true);
  }

  @Test
  void aLookWhoseSourceWasChangedMeanwhileSaysNothingAboutTheNewOne() {
    polls.refresh(PROJECT, true);
    PollRow old = take();
    polls.refresh(PROJECT, true);
    PollRow young = take();
    save(young.pending(PollRow.Pending.of("two", Optional.empty()), ""));

    save(old.applied("one", Optional.empty()));

    assertThat(polls.states("garden"))
        .singleElement()
        .satisfies(
            state -> {
              assertThat(state.getPendingRef()).isEqualTo("two");
              assertThat(state.getAppliedRef()).isEmpty();
            });
  }

  @Test
  void aLookThatEndsBeforeTheNewSourceIsLookedAtDoesNotPutThatOff() {
    polls.refresh(PROJECT, true);
    PollRow old = take();
    polls.refresh(PROJECT, true);

    save(old.abandoned("one", "no luck"));

    assertThat(take().abandonedRef()).isEmpty();
  }

  @Test
  void aLookThatLastedLongerThanItMayDoesNotReplaceTheNext() {
    polls.refresh(PROJECT, true);
    PollRow old = take();
    now = now.plus(Duration.ofMinutes(6));
    save(take().applied("two", Optional.empty()));

    save(old.applied("one", Optional.empty()));

    assertThat(polls.states("garden"))
        .singleElement()
        .satisfies(state -> assertThat(state.getAppliedRef()).isEqualTo("two"));
  }

  @Test
  void aLookDuringWhichTheIntervalChangedKeepsWhatItFound() {
    polls.refresh(PROJECT, true);
    PollRow look = take();
    polls.refresh(
        PROJECT.toBuilder()
            .setPoll(Polling.newBuilder().setEnabled(true).setInterval(Durations.fromHours(1)))
            .build(),
        false);

    save(look.applied("one", Optional.empty()));

    assertThat(polls.states("garden"))
        .singleElement()
        .satisfies(state -> assertThat(state.getAppliedRef()).isEqualTo("one"));
  }
}
