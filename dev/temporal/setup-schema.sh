#!/bin/sh
# Makes Temporal's two databases in PostgreSQL, or brings them up to date; harmless when repeated.
# Runs in the image temporalio/admin-tools.
#
#   setup-schema.sh
#
# Environment: SQL_PLUGIN, SQL_HOST, SQL_PORT, SQL_USER, SQL_PASSWORD (of temporal-sql-tool)
set -eu

versions=/etc/temporal/schema/postgresql/v12
for database in temporal:temporal temporal_visibility:visibility; do
  name=${database%%:*}
  temporal-sql-tool --db "$name" create
  temporal-sql-tool --db "$name" setup-schema -v 0.0
  temporal-sql-tool --db "$name" update-schema -d "$versions/${database#*:}/versioned"
done
