#!/bin/sh
# There is no load balancer in front: the newest deployment's address is the release.
set -eu
echo "URL=$DEPLOYMENT_URL" >> "$WAYPOINT_OUTPUT"
