/** From what an operation shows to the gateway: masked, in order, without gap or repeat. */
package dev.waypoint.activities.output;
