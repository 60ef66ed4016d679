package dev.waypoint.plugin.docker;

import com.github.dockerjava.api.async.ResultCallback;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What a daemon tells in a stream. An error of it reaches whoever waits for the end, and is not
 * logged besides: that a container is removed while it is followed is nothing wrong.
 */
class Callback<T> extends ResultCallback.Adapter<T> {
  private volatile boolean closed;
  private volatile Throwable error;

  @Override
  public void onError(Throwable thrown) {
    if (closed) {
      return;
    }
    if (error == null) {
      error = thrown;
    }
    try {
      close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected void throwFirstError() {
    switch (error) {
      case null -> {}
      case Error serious -> throw serious;
      case RuntimeException unchecked -> throw unchecked;
      default -> throw new IllegalStateException(error);
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    super.close();
  }
}
