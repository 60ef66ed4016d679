package dev.waypoint.gateway.project;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;

/**
 * @param body the whole project, encrypted
 */
@MappedEntity("project")
public record ProjectRow(@Id String name, Instant createdAt, byte[] body) {}
