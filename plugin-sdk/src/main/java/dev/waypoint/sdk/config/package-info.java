/**
 * Configuration as records: {@link dev.waypoint.sdk.config.RecordConfig} says which types they
 * have.
 */
package dev.waypoint.sdk.config;
