package dev.waypoint.gateway.token;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The stored tokens. Ended ones stay until they are swept, so that a refusal can say why. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface TokenRepository extends GenericRepository<TokenRow, String> {
  TokenRow save(TokenRow row);

  Optional<TokenRow> findById(String id);

  List<TokenRow> findBySubject(String subject);

  /** Without those of on-demand runners, of which there is one for each job. */
  @Query("select * from token where kind <> 'JOB'")
  List<TokenRow> findLasting();

  List<TokenRow> findByKind(TokenKind kind);

  @Query(
      "update token set role = :role where subject = :user and revoked_at is null"
          + " and kind in ('USER', 'INVITE')")
  int changeRole(String user, String role);

  @Query(
      "update token set projects = :projects where subject = :user and revoked_at is null"
          + " and kind in ('USER', 'INVITE')")
  int changeProjects(String user, @Nullable String projects);

  /** Of the runners of this user's commands, which would go on with the projects of before. */
  @Query(
      "update token set revoked_at = :at where kind = 'LOCAL' and revoked_at is null"
          + " and parent_id in (select id from token where subject = :user and kind = 'USER')")
  int revokeLocalOf(String user, Instant at);

  @Query("update token set revoked_at = :at where id = :id and revoked_at is null")
  int revoke(String id, Instant at);

  @Query("select id from token where parent_id = :id and revoked_at is null")
  List<String> liveChildren(String id);

  /** Ends a token and all that were made from it, or none of them. */
  @Transactional
  default void revokeWithDescendants(String id, Instant at) {
    Deque<String> ids = new ArrayDeque<>(List.of(id));
    while (!ids.isEmpty()) {
      String next = ids.remove();
      revoke(next, at);
      ids.addAll(liveChildren(next));
    }
  }

  @Query("select id from token where revoked_at >= :since")
  List<String> revokedSince(Instant since);

  @Query(
      "update token set revoked_at = :at where subject = :runnerId and revoked_at is null"
          + " and kind in ('RUNNER', 'LOCAL', 'JOB')")
  int revokeOfRunner(String runnerId, Instant at);

  @Query(
      "update token set expires_at = :at where job_id = :jobId and kind = 'JOB'"
          + " and revoked_at is null and expires_at > :at")
  int expireOfJob(String jobId, Instant at);

  /** Only the first caller gets 1. */
  @Query("update token set used_at = :at where id = :id and used_at is null")
  int use(String id, Instant at);

  @Query("delete from token where expires_at < :before")
  int deleteExpiredBefore(Instant before);
}
