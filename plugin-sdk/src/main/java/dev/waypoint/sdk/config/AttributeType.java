package dev.waypoint.sdk.config;

/** What may be assigned to an attribute. */
public enum AttributeType {
  STRING,
  NUMBER,
  BOOL,
  LIST_OF_STRING,
  MAP_OF_STRING
}
