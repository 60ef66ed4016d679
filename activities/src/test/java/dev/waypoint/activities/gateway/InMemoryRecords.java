package dev.waypoint.activities.gateway;

import dev.waypoint.workflows.activity.AttemptInput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The records of an {@link InMemoryJobGateway}, which guards them. */
final class InMemoryRecords {
  private final List<RecordStart> starts = new ArrayList<>();
  private final List<ComponentRecord> records = new ArrayList<>();
  private final Map<RecordKind, Long> sequences = new HashMap<>();

  List<ComponentRecord> all() {
    return List.copyOf(records);
  }

  List<RecordStart> starts() {
    return List.copyOf(starts);
  }

  ComponentRecord begin(JobSpec spec, AttemptInput attempt, RecordStart start) {
    starts.add(start);
    long sequence =
        start.kind() == RecordKind.STATUS_REPORT ? 0 : sequences.merge(start.kind(), 1L, Long::sum);
    ComponentRecord record =
        new ComponentRecord(
            "rec-" + records.size(),
            start.kind(),
            sequence,
            spec.project(),
            spec.application(),
            spec.workspace(),
            attempt.jobId().value(),
            start.component(),
            ComponentRecord.Status.STARTED,
            Map.of(),
            start.labels(),
            Optional.empty(),
            start.parentId(),
            "",
            "",
            false,
            Optional.of(Instant.now()),
            Optional.empty());
    records.add(record);
    return record;
  }

  ComponentRecord finish(RecordEnd end) {
    ComponentRecord begun = byId(end.recordId());
    ComponentRecord finished =
        new ComponentRecord(
            begun.id(),
            begun.kind(),
            begun.sequence(),
            begun.project(),
            begun.application(),
            begun.workspace(),
            begun.jobId(),
            begun.component(),
            end.success() ? ComponentRecord.Status.SUCCEEDED : ComponentRecord.Status.FAILED,
            end.data(),
            end.labels(),
            end.url(),
            begun.parentId(),
            end.health(),
            end.message(),
            false,
            begun.startTime(),
            Optional.of(Instant.now()));
    records.set(records.indexOf(begun), finished);
    return finished;
  }

  List<ComponentRecord> find(RecordQuery query) {
    return records.stream()
        .filter(record -> record.kind() == query.kind())
        .filter(record -> record.status() == ComponentRecord.Status.SUCCEEDED)
        .filter(record -> !record.destroyed())
        .filter(
            record ->
                query.idOrSequence().isEmpty()
                    || query.idOrSequence().equals(record.id())
                    || query.idOrSequence().equals(Long.toString(record.sequence())))
        .sorted(Comparator.comparingLong(ComponentRecord::sequence).reversed())
        .limit(query.limit() == 0 ? Long.MAX_VALUE : query.limit())
        .toList();
  }

  void markDestroyed(String recordId) {
    ComponentRecord old = byId(recordId);
    records.set(
        records.indexOf(old),
        new ComponentRecord(
            old.id(),
            old.kind(),
            old.sequence(),
            old.project(),
            old.application(),
            old.workspace(),
            old.jobId(),
            old.component(),
            old.status(),
            old.data(),
            old.labels(),
            old.url(),
            old.parentId(),
            old.health(),
            old.message(),
            true,
            old.startTime(),
            old.completeTime()));
  }

  private ComponentRecord byId(String id) {
    return records.stream().filter(record -> record.id().equals(id)).findFirst().orElseThrow();
  }
}
