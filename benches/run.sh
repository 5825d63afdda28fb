#!/usr/bin/env bash
# Measures the whole report on the first study, cold and in one process, beside a script that does the same work with
# pandas, re and matplotlib. Needs python3; the peer is left out, with a line that says so, where its packages are missing.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --locked
exec python3 benches/compare.py
