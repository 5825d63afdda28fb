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
