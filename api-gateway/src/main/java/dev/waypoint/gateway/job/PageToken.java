package dev.waypoint.gateway.job;

import dev.waypoint.gateway.auth.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * A place in a list of jobs.
 *
 * @param id the job next to it
 * @param oldestFirst the order of the list that it belongs to
 */
record PageToken(String id, boolean oldestFirst) {
  private static final String OLDEST = "jobs-asc:";
  private static final String NEWEST = "jobs-desc:";
  private static final Pattern ID = Pattern.compile("[0-9A-HJKMNP-TV-Z]{26}");

  String text() {
    byte[] bytes = ((oldestFirst ? OLDEST : NEWEST) + id).getBytes(StandardCharsets.US_ASCII);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * @throws ApiException INVALID_ARGUMENT
   */
  static PageToken parse(String text, boolean oldestFirst) {
    String plain;
    try {
      plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
    } catch (IllegalArgumentException e) {
      throw malformed(text);
    }
    String prefix = plain.startsWith(OLDEST) ? OLDEST : NEWEST;
    if (!plain.startsWith(prefix) || !ID.matcher(plain.substring(prefix.length())).matches()) {
      throw malformed(text);
    }
    if (prefix.equals(OLDEST) != oldestFirst) {
      throw ApiException.invalid("the page token '%s' is of a list in the other order", text);
    }
    return new PageToken(plain.substring(prefix.length()), oldestFirst);
  }

  private static ApiException malformed(String text) {
    return ApiException.invalid(
        "'%s' is no page token: use one that an earlier page of the same list came with", text);
  }
}
