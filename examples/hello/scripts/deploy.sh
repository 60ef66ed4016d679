#!/bin/sh
# Serves the page by the JDK's own web server on a free port. Called again for the same deployment,
# it finds its server and starts no second one.
set -eu
# shellcheck source=examples/hello/scripts/lib.sh
. "$(dirname "$0")/lib.sh"

home=$state/deployments/$WAYPOINT_DEPLOYMENT_ID
log=$home/log
pid=$(cat "$home/pid" 2> /dev/null || true)

start() {
  java=$(find_java)
  [ -r "$ARTIFACT_DIRECTORY/index.html" ] || fail "there is no page in $ARTIFACT_DIRECTORY: build again"
  mkdir -p "$home/site"
  cp "$ARTIFACT_DIRECTORY/index.html" "$home/site/"
  # A session of its own keeps it away from the terminal's signals.
  session=$(command -v setsid || echo nohup)
  "$session" "$java" -Xmx32m -XX:+UseSerialGC "-Dwaypoint.hello=$WAYPOINT_DEPLOYMENT_ID" \
    -m jdk.httpserver -b 127.0.0.1 -p 0 -d "$home/site" > "$log" 2>&1 < /dev/null &
  pid=$!
  echo "$pid" > "$home/pid"
  trap 'kill "$pid" 2> /dev/null || true; rm -rf "$home"; exit 1' INT TERM HUP
}

# The server says where it listens.
url() { sed -n 's/^URL \(http:[^ ]*\).*/\1/p' "$log" 2> /dev/null | head -n 1; }

is_server "$pid" "$WAYPOINT_DEPLOYMENT_ID" || start

tries=0
while [ -z "$(url)" ]; do
  tries=$((tries + 1))
  if [ "$tries" -gt 60 ] || ! kill -0 "$pid" 2> /dev/null; then
    kill "$pid" 2> /dev/null || true
    cat "$log" >&2
    rm -rf "$home"
    fail "the web server did not start: it needs a JDK, 18 or later, with the module jdk.httpserver"
  fi
  sleep 0.5
done

echo "Process $pid serves at $(url)"
{
  echo "URL=$(url)"
  echo "PID=$pid"
  echo "HOME_DIRECTORY=$home"
} >> "$WAYPOINT_OUTPUT"
