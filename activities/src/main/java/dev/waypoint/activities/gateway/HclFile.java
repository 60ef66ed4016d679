package dev.waypoint.activities.gateway;

/**
 * @param fileName decides the syntax: a name that ends in {@code .json} is JSON
 */
public record HclFile(String fileName, String content) {}
