/** Tokens: signed, of a kind, restrictable, expiring, revocable; only their hashes are stored. */
package dev.waypoint.gateway.token;
