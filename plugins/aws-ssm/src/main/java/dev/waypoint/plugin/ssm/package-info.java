/**
 * The plugin {@code aws-ssm}: the config source that reads parameters of AWS Systems Manager.
 *
 * <p>A runner needs the right {@code ssm:GetParameters}, and {@code kms:Decrypt} for the keys of
 * secure parameters.
 */
package dev.waypoint.plugin.ssm;
