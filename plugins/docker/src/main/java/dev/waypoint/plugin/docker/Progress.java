package dev.waypoint.plugin.docker;

import com.github.dockerjava.api.model.ResponseItem;
import java.util.function.Consumer;

/** Follows what a daemon tells of a pull, push or build, and keeps its error. */
final class Progress<T extends ResponseItem> extends Callback<T> {
  private final Consumer<T> listener;
  private volatile String error;

  Progress(Consumer<T> listener) {
    this.listener = listener;
  }

  @Override
  public void onNext(T item) {
    if (item.isErrorIndicated()) {
      error = message(item);
    } else {
      listener.accept(item);
    }
  }

  void throwIfRefused(String action) throws DockerFault {
    if (error != null) {
      throw DockerFault.refused(action, error);
    }
  }

  private static String message(ResponseItem item) {
    ResponseItem.ErrorDetail detail = item.getErrorDetail();
    return detail == null || detail.getMessage() == null
        ? "the daemon does not say why"
        : detail.getMessage().strip();
  }
}
