#!/bin/sh
# Keeps the page, which is rendered by now, as the artifact.
set -eu
# shellcheck source=examples/hello/scripts/lib.sh
. "$(dirname "$0")/lib.sh"

page=$state/builds/$WAYPOINT_OPERATION_ID
mkdir -p "$page"
cp build/index.html "$page/index.html"
echo "The page is in $page"
echo "DIRECTORY=$page" >> "$WAYPOINT_OUTPUT"

# The five latest builds are enough. Their names are letters and digits.
# shellcheck disable=SC2012
ls -1t "$state/builds" | tail -n +6 | while read -r old; do
  rm -rf "${state:?}/builds/$old"
done
