package dev.waypoint.gateway.boot;

import static java.util.Objects.requireNonNull;

/**
 * A PostgreSQL database.
 *
 * @param jdbcUrl begins with {@code jdbc:postgresql:}
 * @param user empty: the URL names the user and the password
 */
public record DatabaseOptions(String jdbcUrl, String user, String password) {
  public DatabaseOptions {
    requireNonNull(user, "user is null");
    requireNonNull(password, "password is null");
    if (!jdbcUrl.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          "'%s' is not supported: a URL that begins with jdbc:postgresql: is wanted"
              .formatted(jdbcUrl.replaceAll("password=[^&]*", "password=…")));
    }
  }

  @Override
  public String toString() {
    return "database of user " + user;
  }
}
