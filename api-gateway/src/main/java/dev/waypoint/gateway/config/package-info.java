/** Configuration that the server keeps: values and the settings of config sources. */
package dev.waypoint.gateway.config;
