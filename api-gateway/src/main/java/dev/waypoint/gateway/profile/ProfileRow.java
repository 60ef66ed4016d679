package dev.waypoint.gateway.profile;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;

/**
 * A profile as it is stored.
 *
 * @param nameKey the name in lower case: names are unique whatever their case
 * @param body the whole profile, encrypted
 * @param changedAt null: long ago
 */
@MappedEntity("profile")
public record ProfileRow(
    @Id String id, String nameKey, boolean isDefault, byte[] body, @Nullable Instant changedAt) {}
