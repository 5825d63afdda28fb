//! The targets of `make fuzz` on every seed and every find: what broke once must not break again.

use std::fs;
use std::path::PathBuf;

use crate::program::root;

#[path = "../fuzz/targets/mod.rs"]
mod targets;

/// The files of a target; none where it has no folder.
fn inputs(kind: &str, target: &str) -> Vec<PathBuf> {
    let folder = root().join("tests/fuzz").join(kind).join(target);
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    found.sort();
    found
}

#[test]
fn every_seed_and_every_find_keeps_the_promises_of_its_target() {
    let mut broken = Vec::new();
    for target in targets::TARGETS {
        let seeds = inputs("seeds", target.name);
        assert!(!seeds.is_empty(), "the target {} has no seeds", target.name);
        for path in seeds.into_iter().chain(inputs("finds", target.name)) {
            let bytes = fs::read(&path).unwrap();
            if std::panic::catch_unwind(|| (target.run)(&bytes)).is_err() {
                broken.push(path.strip_prefix(root()).unwrap().display().to_string());
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn every_file_of_a_target_is_in_the_list_and_every_folder_is_a_targets() {
    let listed = |name: &str| targets::TARGETS.iter().any(|target| target.name == name);
    let fuzz = root().join("tests/fuzz");
    for file in fs::read_dir(fuzz.join("targets")).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        assert!(name == "mod" || listed(name), "`make fuzz` takes targets/{name}.rs for a target");
    }
    for kind in ["seeds", "finds"] {
        let Ok(folders) = fs::read_dir(fuzz.join(kind)) else { continue };
        for folder in folders {
            let name = folder.unwrap().file_name().into_string().unwrap();
            assert!(listed(&name), "{kind}/{name} is no target's");
        }
    }
}

/// Rounds of changed seeds for each target, which `VERBATIMS_FUZZ_ROUNDS` sets.
fn rounds() -> usize {
    std::env::var("VERBATIMS_FUZZ_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(60)
}

/// A generator of numbers that is the same everywhere.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }

    /// One to four changes: a bit, a byte, a piece taken out, doubled, or put in from another seed.
    fn changed(&mut self, seeds: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = seeds[self.below(seeds.len())].clone();
        for _ in 0..=self.below(4) {
            let (at, to) = (self.below(bytes.len()), self.below(bytes.len() + 1));
            let (start, end) = (at.min(to), (at.max(to)).min(at.min(to) + 200));
            match self.below(6) {
                0 if !bytes.is_empty() => bytes[at] ^= 1 << self.below(8),
                1 if !bytes.is_empty() => bytes[at] = [0, 255, b'"', b',', b'\n', b'<', b'9', b'-'][self.below(8)],
                2 => drop(bytes.drain(start..end)),
                3 => {
                    let piece = bytes[start..end].to_vec();
                    bytes.splice(at..at, piece.repeat(1 + self.below(3)));
                }
                4 => bytes.truncate(to),
                _ => {
                    let other = &seeds[self.below(seeds.len())];
                    let from = self.below(other.len());
                    let piece = other[from..other.len().min(from + 1 + self.below(60))].to_vec();
                    bytes.splice(at..at, piece);
                }
            }
        }
        bytes
    }
}

#[test]
fn changed_seeds_keep_the_promises_too() {
    let mut broken = Vec::new();
    for target in targets::TARGETS {
        let seeds: Vec<Vec<u8>> = inputs("seeds", target.name).iter().map(|path| fs::read(path).unwrap()).collect();
        let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
        for round in 0..rounds() {
            let bytes = numbers.changed(&seeds);
            if std::panic::catch_unwind(|| (target.run)(&bytes)).is_err() {
                let kept = std::env::temp_dir().join(format!("verbatims-find-{}-{round}", target.name));
                fs::write(&kept, &bytes).unwrap();
                broken.push(kept);
            }
        }
    }
    assert!(broken.is_empty(), "each is a find to mend, and to keep in tests/fuzz/finds: {broken:#?}");
}
