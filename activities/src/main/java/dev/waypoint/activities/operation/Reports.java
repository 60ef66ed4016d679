package dev.waypoint.activities.operation;

import dev.waypoint.activities.gateway.ComponentRecord;
import dev.waypoint.activities.gateway.RecordEnd;
import dev.waypoint.activities.gateway.RecordKind;
import dev.waypoint.activities.gateway.RecordStart;
import dev.waypoint.sdk.PluginException;
import dev.waypoint.sdk.component.StatusReport;
import dev.waypoint.sdk.output.Style;
import java.util.Map;
import java.util.Optional;

/** Status reports, recorded with what they are about. */
final class Reports {
  /** Asks a component. */
  @FunctionalInterface
  interface Question {
    StatusReport ask() throws PluginException, InterruptedException;
  }

  private final AppJob job;

  Reports(AppJob job) {
    this.job = job;
  }

  ComponentRecord report(String name, ComponentRecord subject, Question question)
      throws OperationException, InterruptedException {
    JobContext context = job.context();
    Map<String, String> labels = job.labels(subject.labels());
    ComponentRecord record =
        context
            .gateway()
            .beginRecord(
                context.attempt(),
                new RecordStart(
                    RecordKind.STATUS_REPORT, subject.component(), subject.id(), labels, false));
    StatusReport report;
    try {
      report = question.ask();
    } catch (PluginException e) {
      String message =
          "The status of %s could not be found out: %s".formatted(name, e.getMessage());
      end(RecordEnd.failed(record.id(), labels, context.masker().mask(message)));
      throw OperationException.failed(message);
    } catch (InterruptedException e) {
      end(RecordEnd.failed(record.id(), labels, "cancelled"));
      throw e;
    }
    context
        .terminal()
        .line(
            Style.INFO, "Status of %s: %s (%s)".formatted(name, report.health(), report.message()));
    return end(
        new RecordEnd(
            record.id(),
            true,
            Map.of(),
            labels,
            Optional.empty(),
            report.health().name(),
            context.masker().mask(report.message())));
  }

  /** Also after an interruption, which then must not hit the call that tells of the end. */
  private ComponentRecord end(RecordEnd end) throws InterruptedException {
    Thread.interrupted();
    return job.context().gateway().finishRecord(job.context().attempt(), end);
  }
}
