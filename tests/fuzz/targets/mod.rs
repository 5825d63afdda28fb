//! What is fuzzed: one file a target, one line in [`TARGETS`]. A target takes any bytes and panics where a promise is
//! broken. libFuzzer makes the bytes in `make fuzz`; `make test` runs every file of `seeds/NAME` and `finds/NAME`.

#[cfg(feature = "frames")]
mod article;
mod codebook;
mod condition;
#[cfg(feature = "frames")]
mod delimited;
mod dictionary;
#[cfg(feature = "frames")]
mod json;
mod pattern;
#[cfg(feature = "frames")]
mod sav;
mod tagger;
#[cfg(feature = "frames")]
mod thread;
mod words;
#[cfg(feature = "frames")]
mod xlsx;

/// A function that must keep its promises on any bytes.
pub struct Target {
    /// The name of its folders, and of `make fuzz TARGET=name`.
    pub name: &'static str,
    pub run: fn(&[u8]),
}

/// Every target.
pub const TARGETS: &[Target] = &[
    #[cfg(feature = "frames")]
    article::TARGET,
    codebook::TARGET,
    condition::TARGET,
    #[cfg(feature = "frames")]
    delimited::TARGET,
    dictionary::TARGET,
    #[cfg(feature = "frames")]
    json::TARGET,
    pattern::TARGET,
    #[cfg(feature = "frames")]
    sav::TARGET,
    tagger::TARGET,
    #[cfg(feature = "frames")]
    thread::TARGET,
    words::TARGET,
    #[cfg(feature = "frames")]
    xlsx::TARGET,
];

/// Reads bytes as a file of rows, twice: by row, and as `inspect` does. What is refused says where and has a hint; what is
/// read adds up.
#[cfg(feature = "frames")]
fn read_as_a_file(bytes: &[u8], asked: &verbatims::ingest::sheet::Opening) {
    use verbatims::ingest::{inspect::inspect, open_records};
    static FILES: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);
    let number = FILES.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let path = std::env::temp_dir().join(format!("verbatims-fuzz-{}-{number}", std::process::id()));
    std::fs::write(&path, bytes).expect("a temporary file can be written");
    let (mut rows, mut line) = (0_u64, 0);
    let read = open_records(&path, "f", asked).and_then(|mut records| {
        while let Some(row) = records.next_row()? {
            match row {
                Ok(record) => {
                    assert!(record.line >= line, "lines go back");
                    assert_eq!(record.cells.len(), records.headers().len());
                    line = record.line;
                }
                Err(bad) => assert!(bad.place.line.is_some() && !bad.reason.is_empty()),
            }
            rows += 1;
        }
        Ok(())
    });
    let said = |error: &verbatims::ingest::IngestError| {
        let diagnostic = error.diagnostic();
        assert!(!diagnostic.message.is_empty() && diagnostic.message.len() < 4096, "{diagnostic}");
        assert!(error.hint().is_some(), "no hint: {diagnostic}");
    };
    let inspected = inspect(&path, asked, None);
    let _ = std::fs::remove_file(&path);
    if let Err(error) = &read {
        said(error);
    }
    match inspected {
        Ok(found) => {
            let aside: u64 = found.set_aside.iter().map(|aside| aside.count).sum();
            assert_eq!(found.kept + aside, found.responses, "rows are lost");
            for column in &found.columns {
                assert!(column.base <= found.kept, "{} answers of {} rows", column.base, found.kept);
            }
            // Where `inspect` sees no header row, the first row is a response as well.
            assert!(read.is_err() || found.responses <= rows + 1, "more responses than rows");
        }
        Err(error) => said(&error),
    }
}

/// A zip of these files as they are: with the fuzzer's bytes inside, and around them what a reader needs.
#[cfg(feature = "frames")]
fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut out, mut index) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let size = (bytes.len() as u32).to_le_bytes();
        // Version, flags, no compression, no time; the digest; both sizes; lengths of name and extra.
        let mut about = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
        about.extend(crc(bytes).to_le_bytes());
        about.extend([size, size].concat());
        about.extend([name.len() as u8, 0, 0, 0]);
        index.extend(b"PK\x01\x02\x14\0");
        index.extend(&about);
        index.extend([0; 10]);
        index.extend((out.len() as u32).to_le_bytes());
        index.extend(name.bytes());
        out.extend(b"PK\x03\x04");
        out.extend(about);
        out.extend(name.bytes());
        out.extend(*bytes);
    }
    let (start, count) = (out.len() as u32, files.len() as u8);
    out.extend(&index);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([count, 0, count, 0]);
    out.extend((index.len() as u32).to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0, 0]);
    out
}

/// CRC-32 as a zip has it.
#[cfg(feature = "frames")]
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 })
    })
}
