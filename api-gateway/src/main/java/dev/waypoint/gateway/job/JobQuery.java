package dev.waypoint.gateway.job;

import dev.waypoint.gateway.auth.ApiException;
import dev.waypoint.gateway.store.Database;
import dev.waypoint.protocol.v1.ListJobsRequest;
import jakarta.inject.Singleton;
import java.util.List;

/** Lists jobs, page by page and in both directions, in the order in which they were queued. */
@Singleton
final class JobQuery {
  private static final int DEFAULT_PAGE = 100;
  private static final int MAX_PAGE = 1000;

  private final Database database;

  JobQuery(Database database) {
    this.database = database;
  }

  /**
   * @param next token of the next page; empty: there is none
   * @param previous token of the page before; empty: there is none
   */
  record Page(List<JobRow> jobs, String next, String previous) {}

  /**
   * @throws ApiException INVALID_ARGUMENT when a token is malformed, or there are two
   */
  Page list(ListJobsRequest request) {
    int size = request.getPageSize() <= 0 ? DEFAULT_PAGE : request.getPageSize();
    if (size > MAX_PAGE) {
      throw ApiException.invalid("a page has up to %d jobs, not %d", MAX_PAGE, size);
    }
    boolean forward = request.getPreviousPageToken().isEmpty();
    if (!forward && !request.getPageToken().isEmpty()) {
      throw ApiException.invalid("give a token of the next page or of the one before, not both");
    }
    boolean oldestFirst = request.getOldestFirst();
    String token = forward ? request.getPageToken() : request.getPreviousPageToken();
    boolean ascending = oldestFirst == forward;
    JobFilter filter = JobFilter.of(request);
    if (!token.isEmpty()) {
      filter.and(ascending ? "id > ?" : "id < ?", PageToken.parse(token, oldestFirst).id());
    }
    String sql =
        "select * from job%s order by id%s limit %d"
            .formatted(filter.where(), ascending ? "" : " desc", size + 1);
    List<JobRow> found = database.read(s -> s.list(sql, JobRow::of, filter.values()));
    boolean more = found.size() > size;
    List<JobRow> rows = more ? found.subList(0, size) : found;
    List<JobRow> page = forward ? rows : rows.reversed();
    boolean hasNext = forward ? more : !page.isEmpty();
    boolean hasPrevious = forward ? !token.isEmpty() && !page.isEmpty() : more;
    return new Page(
        page,
        hasNext ? new PageToken(page.getLast().id().value(), oldestFirst).text() : "",
        hasPrevious ? new PageToken(page.getFirst().id().value(), oldestFirst).text() : "");
  }
}
