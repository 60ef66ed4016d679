package dev.waypoint.cli.environment;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ctrl-C and SIGTERM. The first one is told to whoever listens, the second one ends the process at
 * once. Without a listener the first one ends it too.
 */
public final class Interrupts {
  private static final Logger LOG = LoggerFactory.getLogger(Interrupts.class);
  private static final int INTERRUPTED = 130;

  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final AtomicInteger seen = new AtomicInteger();

  private Interrupts() {}

  /** Of this process. Made once: it takes the signals from the virtual machine. */
  public static Interrupts ofProcess() {
    Interrupts interrupts = new Interrupts();
    for (String signal : List.of("INT", "TERM")) {
      interrupts.take(signal);
    }
    return interrupts;
  }

  /** Signalled by {@link #raise()} alone. */
  public static Interrupts byHand() {
    return new Interrupts();
  }

  /** Calls {@code listener} on another thread at the first interrupt, until it is closed. */
  public Subscription onInterrupt(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** What a signal does. */
  public void raise() {
    if (seen.incrementAndGet() > 1) {
      Runtime.getRuntime().halt(INTERRUPTED);
    }
    if (listeners.isEmpty()) {
      Runtime.getRuntime().exit(INTERRUPTED);
    }
    listeners.forEach(Runnable::run);
  }

  /** Ends listening. */
  @FunctionalInterface
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  /** By reflection: the class is no part of the Java API, and signals are no need to run at all. */
  private void take(String name) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler handling =
          (proxy, method, arguments) ->
              switch (method.getName()) {
                case "handle" -> {
                  raise();
                  yield null;
                }
                case "hashCode" -> System.identityHashCode(proxy);
                case "equals" -> proxy == arguments[0];
                default -> "interrupts";
              };
      Object proxy =
          Proxy.newProxyInstance(
              Interrupts.class.getClassLoader(), new Class<?>[] {handler}, handling);
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      LOG.debug("the signal {} keeps its usual meaning here", name, e);
    }
  }
}
