package dev.waypoint.gateway.engine;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers search attributes and waits until the server takes workflows that carry them. */
final class SearchAttributes {
  private static final Logger log = LoggerFactory.getLogger(SearchAttributes.class);
  private static final Duration PROPAGATION = Duration.ofSeconds(20);
  private static final long RPC_SECONDS = 5;

  private final WorkflowServiceStubs stubs;
  private final OperatorServiceGrpc.OperatorServiceBlockingStub operator;
  private final String namespace;

  SearchAttributes(WorkflowServiceStubs stubs, String namespace) {
    this.stubs = stubs;
    this.namespace = namespace;
    this.operator =
        OperatorServiceStubs.newServiceStubs(
                OperatorServiceStubsOptions.newBuilder()
                    .setChannel(stubs.getRawChannel())
                    .setGrpcMetadataProviders(stubs.getOptions().getGrpcMetadataProviders())
                    .validateAndBuildWithDefaults())
            .blockingStub();
  }

  boolean register(Collection<String> keywords) {
    try {
      Set<String> missing = new TreeSet<>(keywords);
      missing.removeAll(known());
      if (!missing.isEmpty()) {
        add(missing);
      }
      return awaitUsable(keywords);
    } catch (StatusRuntimeException e) {
      log.info(
          "Temporal takes no search attributes of ours ({}); workflows carry none",
          e.getStatus().getDescription());
      return false;
    }
  }

  private Set<String> known() {
    try {
      return operator
          .withDeadlineAfter(RPC_SECONDS, TimeUnit.SECONDS)
          .listSearchAttributes(
              ListSearchAttributesRequest.newBuilder().setNamespace(namespace).build())
          .getCustomAttributesMap()
          .entrySet()
          .stream()
          .filter(e -> e.getValue() == IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
          .map(e -> e.getKey())
          .collect(Collectors.toSet());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
        return Set.of();
      }
      throw e;
    }
  }

  private void add(Set<String> names) {
    AddSearchAttributesRequest.Builder request =
        AddSearchAttributesRequest.newBuilder().setNamespace(namespace);
    names.forEach(
        name -> request.putSearchAttributes(name, IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
    try {
      operator
          .withDeadlineAfter(RPC_SECONDS, TimeUnit.SECONDS)
          .addSearchAttributes(request.build());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
        throw e;
      }
    }
  }

  /** A frontend learns of new attributes with a delay; until then it refuses them. */
  private boolean awaitUsable(Collection<String> names) {
    String query = names.stream().map(name -> name + "='-'").collect(Collectors.joining(" OR "));
    long end = System.nanoTime() + PROPAGATION.toNanos();
    while (true) {
      try {
        stubs
            .blockingStub()
            .withDeadlineAfter(RPC_SECONDS, TimeUnit.SECONDS)
            .countWorkflowExecutions(
                CountWorkflowExecutionsRequest.newBuilder()
                    .setNamespace(namespace)
                    .setQuery(query)
                    .build());
        return true;
      } catch (StatusRuntimeException e) {
        if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
          return true;
        }
        if (e.getStatus().getCode() != Status.Code.INVALID_ARGUMENT || System.nanoTime() > end) {
          throw e;
        }
        EngineConnection.pause();
      }
    }
  }
}
