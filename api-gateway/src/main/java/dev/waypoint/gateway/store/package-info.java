/** The database: transactions, keys, and the encryption of what is confidential in it. */
package dev.waypoint.gateway.store;
