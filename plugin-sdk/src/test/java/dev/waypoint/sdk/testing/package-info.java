/** Fakes and contract suites for the tests of plugins and of their host. */
package dev.waypoint.sdk.testing;
