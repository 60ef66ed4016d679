package dev.waypoint.gateway.auth;

import io.grpc.Context;
import java.util.function.Supplier;

/**
 * Who makes a call that lasts: while it is answered its token may end, or be allowed less. Cheap
 * enough to be asked again and again.
 */
public final class StandingCaller {
  static final Context.Key<Supplier<Caller>> CHECK =
      Context.keyWithDefault("waypoint-standing-caller", Caller::current);

  private final Supplier<Caller> check;

  private StandingCaller(Supplier<Caller> check) {
    this.check = check;
  }

  /** Of the call that is being handled. */
  public static StandingCaller current() {
    return new StandingCaller(CHECK.get());
  }

  /**
   * Looks whether the call would still be let in, and may touch this project.
   *
   * @throws ApiException UNAUTHENTICATED or PERMISSION_DENIED when not; the message tells why
   */
  public void require(String project) {
    ProjectAccess.require(check.get(), project);
  }
}
