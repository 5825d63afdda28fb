//! Writes the gallery: every chart on the first study and on hard cases, every shape at least once.
//!
//! `make gallery` runs it. What is drawn is `pictures`'s; a test compares the committed files with what is drawn today.
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

mod cases;
mod pictures;

fn main() -> std::io::Result<()> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("notebooks-out/gallery");
    std::fs::create_dir_all(&folder)?;
    let drawn = pictures::all();
    for (name, text) in pictures::files(&drawn) {
        std::fs::write(folder.join(name), &text)?;
        println!("{name}: {} bytes", text.len());
    }
    println!("{} pictures", drawn.len());
    Ok(())
}
