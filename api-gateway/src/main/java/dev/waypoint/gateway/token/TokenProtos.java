package dev.waypoint.gateway.token;

import dev.waypoint.gateway.auth.Role;
import dev.waypoint.gateway.store.Protos;
import dev.waypoint.protocol.v1.TokenInfo;
import dev.waypoint.protocol.v1.User;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Tokens and users as they are shown, without anything secret. */
final class TokenProtos {
  static final String LIVE = "live";

  private TokenProtos() {}

  static TokenInfo of(TokenRow row, Instant now) {
    TokenInfo.Builder token =
        TokenInfo.newBuilder()
            .setId(row.id())
            .setKind(row.kind().word())
            .setSubject(Optional.ofNullable(row.subject()).orElse(""))
            .setLabelsRestricted(row.labels() != null)
            .setTriggerId(Optional.ofNullable(row.triggerId()).orElse(""))
            .setJobId(Optional.ofNullable(row.jobId()).orElse(""))
            .addAllProjects(row.allowedProjects())
            .setIssuedBy(row.issuedBy())
            .setIssued(Protos.time(row.issuedAt()))
            .setState(state(row, now));
    Optional.ofNullable(row.labels()).map(Labels::parse).ifPresent(token::putAllLabels);
    Optional.ofNullable(row.role()).map(Roles::toProto).ifPresent(token::setRole);
    Optional.ofNullable(row.expiresAt()).map(Protos::time).ifPresent(token::setExpires);
    Optional.ofNullable(row.revokedAt()).map(Protos::time).ifPresent(token::setRevoked);
    return token.build();
  }

  /** Everybody who has or had a token of their own, by name. */
  static List<User> users(Collection<TokenRow> rows, Instant now) {
    Map<String, List<TokenRow>> byName =
        rows.stream()
            .filter(row -> row.kind() == TokenKind.USER)
            .collect(Collectors.groupingBy(TokenRow::subject, TreeMap::new, Collectors.toList()));
    return byName.entrySet().stream()
        .map(entry -> user(entry.getKey(), entry.getValue(), now))
        .toList();
  }

  private static User user(String name, List<TokenRow> rows, Instant now) {
    List<TokenRow> live = rows.stream().filter(row -> state(row, now).equals(LIVE)).toList();
    User.Builder user =
        User.newBuilder()
            .setName(name)
            .setLiveTokens(live.size())
            .setFirstToken(
                Protos.time(
                    rows.stream().map(TokenRow::issuedAt).min(Instant::compareTo).orElseThrow()));
    live.stream()
        .map(TokenRow::role)
        .max(Role::compareTo)
        .map(Roles::toProto)
        .ifPresent(user::setRole);
    if (live.stream().noneMatch(row -> row.allowedProjects().isEmpty())) {
      TreeSet<String> projects = new TreeSet<>();
      live.forEach(row -> projects.addAll(row.allowedProjects()));
      user.addAllProjects(projects);
    }
    return user.build();
  }

  private static String state(TokenRow row, Instant now) {
    if (row.revokedAt() != null) {
      return "revoked";
    }
    if (row.expiresAt() != null && !now.isBefore(row.expiresAt())) {
      return "expired";
    }
    return row.usedAt() != null ? "used" : LIVE;
  }
}
