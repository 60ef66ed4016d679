package dev.waypoint.gateway.store;

/** The database did not do what it was asked. A defect or an outage, never a user's mistake. */
public class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
