/**
 * Types and values of the language: what an expression evaluates to.
 *
 * <p>Everything here is immutable and safe to share between threads.
 */
package dev.waypoint.hcl.value;
