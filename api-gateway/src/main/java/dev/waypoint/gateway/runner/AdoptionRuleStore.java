package dev.waypoint.gateway.runner;

import dev.waypoint.gateway.store.Database;
import dev.waypoint.gateway.store.Row;
import dev.waypoint.gateway.token.Labels;
import jakarta.inject.Singleton;
import java.util.List;

/** The stored rules. */
@Singleton
final class AdoptionRuleStore {
  private final Database database;

  AdoptionRuleStore(Database database) {
    this.database = database;
  }

  /** By name, so that it is always the same one of several that is named. */
  List<AdoptionRule> all() {
    return database.read(
        s -> s.list("select * from adoption_rule order by name", AdoptionRuleStore::map));
  }

  /** Answers whether it is new. */
  boolean save(AdoptionRule rule) {
    Object[] values = {
      Labels.canonical(rule.labels()),
      String.join(" ", rule.sources()),
      rule.createdBy(),
      rule.createdAt(),
      rule.name()
    };
    return database.write(
        s -> {
          int updated =
              s.update(
                  "update adoption_rule set labels = ?, sources = ?, created_by = ?,"
                      + " created_at = ? where name = ?",
                  values);
          if (updated == 0) {
            s.update(
                "insert into adoption_rule (labels, sources, created_by, created_at, name)"
                    + " values (?, ?, ?, ?, ?)",
                values);
          }
          return updated == 0;
        });
  }

  /** Answers whether it was there. */
  boolean delete(String name) {
    return database.write(s -> s.update("delete from adoption_rule where name = ?", name)) > 0;
  }

  private static AdoptionRule map(Row row) {
    String sources = row.text("sources");
    return new AdoptionRule(
        row.text("name"),
        Labels.parse(row.text("labels")),
        sources.isEmpty() ? List.of() : List.of(sources.split(" ")),
        row.text("created_by"),
        row.time("created_at"));
  }
}
