package dev.waypoint.gateway.project;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

/** The stored projects. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface ProjectRepository extends GenericRepository<ProjectRow, String> {
  ProjectRow save(ProjectRow row);

  ProjectRow update(ProjectRow row);

  Optional<ProjectRow> findById(String name);

  List<ProjectRow> findAll();
}
