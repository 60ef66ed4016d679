/**
 * Source text to syntax tree: the native syntax, its expressions and templates, and bodies that are
 * decoded by schema. Nothing is evaluated here.
 *
 * <p>The tree is immutable and safe to share between threads.
 */
package dev.waypoint.hcl.syntax;
