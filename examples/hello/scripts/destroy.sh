#!/bin/sh
# Ends the deployment's web server: the process of that number only if it is the one that was
# started for this deployment.
set -eu
# shellcheck source=examples/hello/scripts/lib.sh
. "$(dirname "$0")/lib.sh"

home=$state/deployments/$WAYPOINT_DEPLOYMENT_ID
pid=${DEPLOYMENT_PID:-$(cat "$home/pid" 2> /dev/null || true)}

if is_server "$pid" "$WAYPOINT_DEPLOYMENT_ID"; then
  kill "$pid"
  tries=0
  while is_server "$pid" "$WAYPOINT_DEPLOYMENT_ID"; do
    tries=$((tries + 1))
    [ "$tries" -lt 40 ] || kill -9 "$pid" 2> /dev/null || true
    [ "$tries" -lt 60 ] || fail "process $pid does not end"
    sleep 0.25
  done
  echo "Process $pid has ended"
else
  echo "There is no process to end"
fi
rm -rf "$home"
