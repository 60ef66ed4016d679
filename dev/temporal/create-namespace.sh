#!/bin/sh
# Makes the namespace that a gateway uses; harmless when repeated. Runs in the image temporalio/admin-tools.
#
#   create-namespace.sh
#
# Environment: TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE (of the Temporal CLI), RETENTION (72h)
set -eu

tries=30
until temporal operator cluster health > /dev/null 2>&1; do
  tries=$((tries - 1))
  if [ "$tries" = 0 ]; then
    echo "Temporal at $TEMPORAL_ADDRESS is not healthy" >&2
    exit 1
  fi
  sleep 2
done
temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" > /dev/null 2>&1 ||
  temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention "${RETENTION:-72h}"
