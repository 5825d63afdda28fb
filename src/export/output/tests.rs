//! What an output folder may be, and that it is written whole or not at all.

use std::fs;
use std::io;
use std::path::Path;

use tempfile::TempDir;

use super::*;

fn outputs(files: &[(&str, &str)]) -> Outputs {
    Outputs { files: files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect() }
}

/// A folder that holds an earlier output, and its path.
fn published() -> (TempDir, PathBuf) {
    let parent = tempfile::tempdir().unwrap();
    let dir = parent.path().join("out");
    let earlier = outputs(&[("report.md", "old"), ("tables/old.csv", "old"), ("tables/poll.csv", "old")]);
    publish(&earlier, Manifest::default(), &dir).unwrap();
    (parent, dir)
}

/// Every file below `dir` with its text.
fn tree(dir: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut open = vec![dir.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(dir).unwrap().to_string_lossy().into_owned();
                found.insert(name, fs::read_to_string(path).unwrap());
            }
        }
    }
    found
}

/// That publishing to `dir` is refused and changes nothing below `watched`; gives the error.
fn refused(dir: &Path, watched: &Path) -> ExportError {
    let before = tree(watched);
    let error = publish(&outputs(&[("report.md", "new")]), Manifest::default(), dir).unwrap_err();
    assert_eq!(tree(watched), before, "{error}");
    assert!(!error.hint().is_empty());
    error
}

#[test]
fn a_new_folder_is_made_with_its_parents() {
    let parent = tempfile::tempdir().unwrap();
    let dir = parent.path().join("a/b/out");
    publish(&outputs(&[("charts/a.svg", "x")]), Manifest::default(), &dir).unwrap();
    assert_eq!(tree(parent.path()).into_keys().collect::<Vec<_>>(), ["a/b/out/charts/a.svg", "a/b/out/manifest.json"]);
}

#[test]
fn an_earlier_output_is_replaced_and_other_files_stay() {
    let (_parent, dir) = published();
    fs::create_dir(dir.join(".git")).unwrap();
    fs::write(dir.join(".git/HEAD"), "ref").unwrap();
    fs::write(dir.join("tables/notes.txt"), "mine").unwrap();
    publish(&outputs(&[("report.md", "new"), ("charts/a.svg", "x")]), Manifest::default(), &dir).unwrap();
    let mut after = tree(&dir);
    assert!(after.remove("manifest.json").unwrap().contains("charts/a.svg"));
    let expected = [(".git/HEAD", "ref"), ("charts/a.svg", "x"), ("report.md", "new"), ("tables/notes.txt", "mine")];
    assert_eq!(after, expected.map(|(path, text)| (path.to_owned(), text.to_owned())).into());
}

#[test]
fn a_folder_that_the_new_output_does_not_need_goes() {
    let (_parent, dir) = published();
    publish(&outputs(&[("report.md", "new")]), Manifest::default(), &dir).unwrap();
    assert!(!dir.join("tables").exists());
}

#[test]
fn an_empty_folder_is_taken() {
    let dir = tempfile::tempdir().unwrap();
    publish(&outputs(&[("report.md", "new")]), Manifest::default(), dir.path()).unwrap();
    assert_eq!(tree(dir.path()).len(), 2);
}

#[test]
fn a_file_in_place_of_the_folder_is_refused() {
    let parent = tempfile::tempdir().unwrap();
    let file = parent.path().join("out");
    fs::write(&file, "mine").unwrap();
    assert!(matches!(refused(&file, parent.path()), ExportError::NotAFolder { .. }));
    assert!(matches!(refused(&file.join("deeper"), parent.path()), ExportError::Io { .. }));
}

#[test]
fn a_folder_with_files_and_no_manifest_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("thesis.docx"), "mine").unwrap();
    let error = refused(dir.path(), dir.path());
    assert!(error.to_string().contains("found `thesis.docx` and no manifest.json"), "{error}");
}

#[test]
fn a_folder_with_the_manifest_of_another_program_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("manifest.json"), r#"{"program": "webpack"}"#).unwrap();
    assert!(matches!(refused(dir.path(), dir.path()), ExportError::ForeignManifest { .. }));
}

#[test]
fn a_file_of_the_user_where_an_output_would_stand_is_refused() {
    let (_parent, dir) = published();
    fs::create_dir(dir.join("charts")).unwrap();
    fs::write(dir.join("charts/a.svg"), "mine").unwrap();
    let before = tree(&dir);
    for path in ["charts/a.svg", "charts/a.svg/deeper", "charts"] {
        let error = publish(&outputs(&[(path, "new")]), Manifest::default(), &dir).unwrap_err();
        assert!(matches!(error, ExportError::InTheWay { .. }), "{path}: {error}");
    }
    assert_eq!(tree(&dir), before);
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_cannot_be_written_is_refused() {
    let error = publish(&outputs(&[("report.md", "new")]), Manifest::default(), Path::new("/proc/out")).unwrap_err();
    assert!(matches!(error, ExportError::Io { .. }), "{error}");
}

#[test]
fn a_full_disk_in_the_middle_leaves_the_old_output_and_no_litter() {
    let (parent, dir) = published();
    let before = tree(parent.path());
    let full = |path: &Path, bytes: &[u8]| {
        if path.ends_with("report.md") { Err(io::ErrorKind::StorageFull.into()) } else { fs::write(path, bytes) }
    };
    let next = outputs(&[("charts/a.svg", "x"), ("report.md", "new")]);
    for target in [dir, parent.path().join("fresh")] {
        let error = publish_with(&next, Manifest::default(), &target, &full).unwrap_err();
        assert!(error.hint().contains("make room"), "{error}");
        assert_eq!(tree(parent.path()), before);
    }
    assert_eq!(fs::read_dir(parent.path()).unwrap().count(), 1);
}

#[cfg(unix)]
#[test]
fn a_link_to_a_folder_stays_a_link() {
    let (parent, dir) = published();
    let link = parent.path().join("latest");
    std::os::unix::fs::symlink(&dir, &link).unwrap();
    publish(&outputs(&[("report.md", "new")]), Manifest::default(), &link).unwrap();
    assert!(link.is_symlink());
    assert_eq!(fs::read_to_string(dir.join("report.md")).unwrap(), "new");
}

#[test]
fn a_path_that_leads_out_of_the_folder_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    for path in ["../x", "/etc/x", "a//b", "a/../b", "./a", "", "a\\b", "C:x", "a\nb", "manifest.json"] {
        let error = publish(&outputs(&[(path, "x")]), Manifest::default(), dir.path()).unwrap_err();
        assert!(matches!(error, ExportError::Path { .. }), "{path}: {error}");
    }
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
}
