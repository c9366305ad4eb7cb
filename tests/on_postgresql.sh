#!/bin/sh
# Runs tests on a PostgreSQL of their own, which lives as long as they do:  tests/on_postgresql.sh tests/scheduling
# It needs initdb and pg_ctl (Debian: apt install postgresql); what it is given goes to pytest.
set -eu
cd "$(dirname "$0")/.."

for bin in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null); do PATH="$bin:$PATH"; done
command -v initdb >/dev/null || { echo "PostgreSQL is not installed here (on Debian: apt install postgresql)." >&2; exit 1; }

home=$(mktemp -d)
# PostgreSQL refuses to run as root, as one is in a container; there it runs as its own user.
if [ "$(id -u)" = 0 ]; then chown postgres "$home"; as="setpriv --reuid=postgres --regid=postgres --clear-groups"; else as=; fi
stop() { $as pg_ctl -D "$home/data" -m immediate -s stop; rm -rf "$home"; }

port=$(.venv/bin/python -c "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); print(s.getsockname()[1])")
$as initdb -D "$home/data" -A trust -U alongside --no-sync >/dev/null
$as pg_ctl -D "$home/data" -w -s -l "$home/log" \
  -o "-p $port -k $home -c listen_addresses=127.0.0.1 -c fsync=off" start
trap stop EXIT
trap 'exit 130' INT TERM

ALONGSIDE_DB=postgresql PGHOST=127.0.0.1 PGPORT=$port PGUSER=alongside PGDATABASE=alongside \
  .venv/bin/python -m pytest -q "$@"
