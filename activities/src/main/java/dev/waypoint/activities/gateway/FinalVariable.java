package dev.waypoint.activities.gateway;

/**
 * The value that a variable had in a job.
 *
 * @param value for a sensitive one the hex SHA-256 of the server's cookie and the value
 * @param source lower-case name of where the value came from
 */
public record FinalVariable(
    String name, String value, boolean sensitive, String type, String source) {}
