/** What an operation shows to those who follow it. */
package dev.waypoint.sdk.output;
