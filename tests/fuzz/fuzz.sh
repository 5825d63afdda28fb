#!/usr/bin/env bash
# Fuzzes each target for so many minutes, one after the other, on the stable toolchain. What breaks a promise is kept in
# finds/, which is committed with its fix; what only reaches new code stays in target/.
#
#   MINUTES=1 tests/fuzz/fuzz.sh [TARGET…]
set -euo pipefail
cd "$(dirname "$0")/../.."

if ! cargo fuzz --version >/dev/null 2>&1; then
    export PATH="$PWD/target/fuzz-tools/bin:$PATH"
    cargo fuzz --version >/dev/null 2>&1 || cargo install cargo-fuzz --locked --root target/fuzz-tools
fi

all=()
for file in tests/fuzz/targets/*.rs; do
    [[ $file == */mod.rs ]] || all+=("$(basename "$file" .rs)")
done
# Targets that read files need the whole program; the others are built without it, in a fraction of the time.
with_frames() { sed -n '/cfg(feature = "frames")/{n;s/^mod \(.*\);$/\1/p}' tests/fuzz/targets/mod.rs | grep -qx "$1"; }
broken=0
for target in "${@:-${all[@]}}"; do
    corpus=target/fuzz/corpus/$target
    finds=tests/fuzz/finds/$target
    mkdir -p "$corpus" "$finds"
    features=
    if with_frames "$target"; then features=frames; fi
    echo "== $target"
    VERBATIMS_FUZZ=$target cargo fuzz run --fuzz-dir tests/fuzz --target-dir "target/fuzz${features:+-frames}" --sanitizer none \
        ${features:+--features "$features"} target "$corpus" "tests/fuzz/seeds/$target" "$finds" -- \
        -dict=tests/fuzz/tokens.dict -artifact_prefix="$finds/" -max_total_time=$((${MINUTES:-1} * 60)) \
        -max_len="${LENGTH:-4096}" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 -verbosity=1 || broken=1
    # Empty: cargo-fuzz makes one whatever it is told.
    rmdir --ignore-fail-on-non-empty "$finds" tests/fuzz/artifacts/target
done
rmdir --ignore-fail-on-non-empty tests/fuzz/artifacts
exit $broken
