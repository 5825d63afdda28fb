# `make` builds the program and regenerates the first study; everything needs Rust and nothing else.

STUDY = data/linkedin-invites

.PHONY: report gallery test test-real check bench fuzz

report:
	cargo run --locked -- report $(STUDY)

# Every chart on the study and on hard cases, on one page: notebooks-out/gallery.
gallery:
	cargo run --locked --example gallery

test:
	cargo test --locked

# The page in a browser, the notebook in a kernel, the workbook and the Markdown in other programs. It installs what it
# needs: Chromium by apt-get where there is none, Python packages in target/.
test-real:
	tests/real/run.sh

# Format, lints as errors, the build without frames, docs; layering and size budgets are tests.
check:
	cargo fmt --check
	cargo clippy --locked --all-targets -- -D warnings
	cargo clippy --locked --lib --no-default-features -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps
	cargo test --locked --test suite house::

# BENCH=--ten measures ten million rows too.
bench:
	benches/run.sh $(BENCH)

# MINUTES for each target; TARGET=words for one of them.
fuzz:
	MINUTES=$(or $(MINUTES),1) tests/fuzz/fuzz.sh $(TARGET)
