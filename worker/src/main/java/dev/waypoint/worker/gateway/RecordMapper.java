package dev.waypoint.worker.gateway;

import com.google.protobuf.Timestamp;
import dev.waypoint.activities.gateway.ComponentRecord;
import dev.waypoint.activities.gateway.OperationResult;
import dev.waypoint.activities.gateway.RecordKind;
import dev.waypoint.protocol.v1.ApplicationRef;
import dev.waypoint.protocol.v1.Record;
import java.time.Instant;
import java.util.Optional;

/** Records and results as they travel. */
final class RecordMapper {
  private RecordMapper() {}

  static dev.waypoint.protocol.v1.OperationResult result(OperationResult result) {
    dev.waypoint.protocol.v1.OperationResult.Builder builder =
        dev.waypoint.protocol.v1.OperationResult.newBuilder()
            .setDestroyed(result.destroyed())
            .setUrl(result.url().orElse(""))
            .addAllStatusReports(
                result.statusReports().stream().map(RecordMapper::record).toList());
    result.build().map(RecordMapper::record).ifPresent(builder::setBuild);
    result.artifact().map(RecordMapper::record).ifPresent(builder::setArtifact);
    result.deployment().map(RecordMapper::record).ifPresent(builder::setDeployment);
    result.release().map(RecordMapper::record).ifPresent(builder::setRelease);
    return builder.build();
  }

  static Record.Kind kind(RecordKind kind) {
    return switch (kind) {
      case BUILD -> Record.Kind.BUILD_RECORD;
      case ARTIFACT -> Record.Kind.ARTIFACT_RECORD;
      case DEPLOYMENT -> Record.Kind.DEPLOYMENT_RECORD;
      case RELEASE -> Record.Kind.RELEASE_RECORD;
      case STATUS_REPORT -> Record.Kind.STATUS_REPORT_RECORD;
    };
  }

  static ComponentRecord record(Record record) {
    return new ComponentRecord(
        record.getId(),
        kind(record.getKind()),
        record.getSequence(),
        record.getApplication().getProject(),
        record.getApplication().getApplication(),
        record.getWorkspace(),
        record.getJobId(),
        record.getComponent(),
        switch (record.getStatus()) {
          case SUCCEEDED -> ComponentRecord.Status.SUCCEEDED;
          case FAILED -> ComponentRecord.Status.FAILED;
          case STARTED, STATUS_UNSPECIFIED, UNRECOGNIZED -> ComponentRecord.Status.STARTED;
        },
        record.getDataMap(),
        record.getLabelsMap(),
        Optional.of(record.getUrl()).filter(url -> !url.isEmpty()),
        record.getParentId(),
        record.getHealth(),
        record.getMessage(),
        record.getDestroyed(),
        instant(record.hasStartTime(), record.getStartTime()),
        instant(record.hasCompleteTime(), record.getCompleteTime()));
  }

  private static Record record(ComponentRecord record) {
    Record.Builder builder =
        Record.newBuilder()
            .setId(record.id())
            .setKind(kind(record.kind()))
            .setSequence(record.sequence())
            .setApplication(
                ApplicationRef.newBuilder()
                    .setProject(record.project())
                    .setApplication(record.application()))
            .setWorkspace(record.workspace())
            .setJobId(record.jobId())
            .setComponent(record.component())
            .setStatus(
                switch (record.status()) {
                  case STARTED -> Record.Status.STARTED;
                  case SUCCEEDED -> Record.Status.SUCCEEDED;
                  case FAILED -> Record.Status.FAILED;
                })
            .putAllData(record.data())
            .putAllLabels(record.labels())
            .setUrl(record.url().orElse(""))
            .setParentId(record.parentId())
            .setHealth(record.health())
            .setMessage(record.message())
            .setDestroyed(record.destroyed());
    record.startTime().map(OutputMapper::timestamp).ifPresent(builder::setStartTime);
    record.completeTime().map(OutputMapper::timestamp).ifPresent(builder::setCompleteTime);
    return builder.build();
  }

  private static RecordKind kind(Record.Kind kind) {
    return switch (kind) {
      case ARTIFACT_RECORD -> RecordKind.ARTIFACT;
      case DEPLOYMENT_RECORD -> RecordKind.DEPLOYMENT;
      case RELEASE_RECORD -> RecordKind.RELEASE;
      case STATUS_REPORT_RECORD -> RecordKind.STATUS_REPORT;
      case BUILD_RECORD, KIND_UNSPECIFIED, UNRECOGNIZED -> RecordKind.BUILD;
    };
  }

  private static Optional<Instant> instant(boolean present, Timestamp timestamp) {
    return present
        ? Optional.of(Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos()))
        : Optional.empty();
  }
}
