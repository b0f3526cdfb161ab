#!/bin/sh
# Called once by Patroni, on the first leader, before there is a second machine to wait
# for; so what is made here is not asked to be on two disks.
set -eu
PGOPTIONS="-c synchronous_commit=local" psql -X -q -v ON_ERROR_STOP=1 \
    -d "$$1" -f $etc/congvu/roles.sql
