package dev.waypoint.hcl.syntax;

/**
 * Part of a body.
 *
 * @param content what the schema described
 * @param remain the body without that
 */
public record PartialContent(BodyContent content, Body remain) {}
