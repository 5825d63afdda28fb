#!/usr/bin/env bash
# Measures the program beside its peers and writes benches/RESULTS.md: the whole report on the first study, and the tagging of
# a large file. Peers are installed under target/; what cannot be installed is left out, with a line that says so.
#
#   benches/run.sh [--ten] [--rows N]    # see benches/compare.py
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --locked

tools=target/bench-tools
export PATH="$PWD/$tools/bin:$PATH"
command -v xan >/dev/null || cargo install xan --version 0.61.0 --locked --root "$tools" || echo "xan cannot be installed" >&2

python=python3
if [[ -x $tools/python/bin/python ]] || python3 -m venv "$tools/python"; then
    python=$tools/python/bin/python
    "$python" -c "import matplotlib, numpy, pandas, polars, spacy" 2>/dev/null ||
        "$python" -m pip install --quiet matplotlib numpy pandas polars "spacy==3.8.18" || echo "the Python peers cannot be installed" >&2
fi
# The stages one by one, for whoever changes one of them.
cargo bench --locked --profile dev --bench stages --bench charts
exec "$python" benches/compare.py "$@"
