#!/bin/sh
# Installs an unpacked bundle where it lies, without a network: checks every file against
# SHA256SUMS, makes .venv, and installs the wheels, each held to the hash in the lock.
# PYTHON=python3.12 chooses another Python; the bundle's name says for which it was made.
set -eu
cd "$(dirname "$0")/.."
sha256sum --check --quiet --strict SHA256SUMS
"${PYTHON:-python3}" -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-index \
  --find-links wheels --require-hashes -r requirements.txt -r requirements-pg.txt -r requirements-s3.txt
touch .venv/installed .venv/installed-pg
echo "Installed in $(pwd)."
