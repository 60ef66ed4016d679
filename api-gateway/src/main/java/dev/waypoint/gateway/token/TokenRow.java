package dev.waypoint.gateway.token;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;

/**
 * A token as it is stored.
 *
 * @param subject the user, or the runner's id; null: any runner
 * @param labels canonical labels that the runner must have, exactly; null: any
 * @param parentId the token that this one was made from; when that ends, so does this
 * @param hash of the token's text
 */
@MappedEntity("token")
public record TokenRow(
    @Id String id,
    TokenKind kind,
    @Nullable String subject,
    @Nullable String labels,
    @Nullable String jobId,
    @Nullable String parentId,
    String hash,
    String issuedBy,
    Instant issuedAt,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt,
    @Nullable Instant usedAt) {}
