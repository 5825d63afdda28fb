//! The study that the program carries inside itself, for whoever has the binary and nothing else.

/// A file of the study.
#[derive(Debug, Clone, Copy)]
pub struct DemoFile {
    /// Its path in the study's folder.
    pub path: &'static str,
    /// Its content.
    pub content: &'static str,
}

macro_rules! demo {
    ($($path:literal),* $(,)?) => {
        &[$(DemoFile { path: $path, content: include_str!(concat!("../../data/linkedin-invites/", $path)) }),*]
    };
}

/// The files of the first study.
pub const DEMO: &[DemoFile] = demo![
    "study.toml",
    "codebook.toml",
    "poll.csv",
    "comments.csv",
    "codings/reference.csv",
    "codings/split.csv",
    "article.md"
];
