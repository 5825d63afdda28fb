//! The first 176 bytes of a system file: byte order, compression, number of cases. Says what a file is that is none.

use super::input::Input;
use crate::ingest::IngestError;

/// How the cases are written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Packing {
    /// As they are.
    Plain,
    /// One code for each eight bytes.
    Codes,
    /// Codes, in zlib streams.
    Zlib,
}

/// What the header says.
pub(super) struct Header {
    /// How the cases are written.
    pub(super) packing: Packing,
    /// Place of the weight among the elements of a case, first = 1; 0 for none.
    pub(super) weight: i32,
    /// Number of cases, where it is known.
    pub(super) cases: Option<u64>,
    /// What is taken off a code to give its number.
    pub(super) bias: f64,
    /// The file's label.
    pub(super) label: [u8; 64],
}

/// Reads the header, and sets the byte order of the input.
pub(super) fn read(input: &mut Input) -> Result<Header, IngestError> {
    let mark = Mark::of(input.peek()?);
    let zlib = match mark {
        Some(Mark::System { zlib }) => zlib,
        other => return Err(refusal(other, input)?),
    };
    input.skip(64, "the file header")?;
    let layout: [u8; 4] = input.array("the layout code")?;
    input.big_endian = match (i32::from_le_bytes(layout), i32::from_be_bytes(layout)) {
        (2 | 3, _) => false,
        (_, 2 | 3) => true,
        (found, _) => return Err(input.fault(64, format!("the layout code is {found}, expected 2 or 3"))),
    };
    input.int("the case size")?;
    let packing = match (input.int("the compression")?, zlib) {
        (0, false) => Packing::Plain,
        (1, false) => Packing::Codes,
        (2, true) => Packing::Zlib,
        (found, _) => {
            let expected = if zlib { "2, as the file begins with $FL3" } else { "0 or 1" };
            return Err(input.fault(72, format!("the compression is {found}, expected {expected}")));
        }
    };
    let weight = input.int("the weight's place")?;
    let cases = u64::try_from(input.int("the number of cases")?).ok();
    let bias = input.real("the bias")?;
    if !bias.is_finite() {
        return Err(input.fault(84, "the bias of compressed numbers is no number, expected 100"));
    }
    input.skip(17, "the creation date")?;
    let label = input.array("the file label")?;
    input.skip(3, "the file header")?;
    Ok(Header { packing, weight, cases, bias, label })
}

/// What kind of file begins so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// A system file.
    System {
        /// Whether its cases are in zlib streams.
        zlib: bool,
    },
    /// A system file behind a password.
    Encrypted,
    /// A portable file.
    Portable,
}

impl Mark {
    /// By the first bytes; 1,024 are enough.
    pub(super) fn of(start: &[u8]) -> Option<Self> {
        let start = &start[..start.len().min(1024)];
        // After 200 bytes in several alphabets and 256 that name them, with or without line ends between.
        let splash =
            |start: &[u8]| start.get(456..).is_some_and(|rest| rest.windows(8).any(|window| window == b"SPSSPORT"));
        if start.starts_with(b"$FL2") || start.starts_with(b"$FL3") {
            Some(Self::System { zlib: start[3] == b'3' })
        } else if start.get(8..20) == Some(b"ENCRYPTEDSAV") {
            Some(Self::Encrypted)
        } else if start.starts_with(b"ASCII SPSS PORT FILE") || splash(start) {
            Some(Self::Portable)
        } else {
            None
        }
    }
}

/// Why a file is not read that is no system file.
fn refusal(mark: Option<Mark>, input: &mut Input) -> Result<IngestError, IngestError> {
    let start = input.peek()?;
    let shown = start.get(..4).unwrap_or(start).escape_ascii().to_string();
    Ok(match mark {
        Some(Mark::Encrypted) => input.refusal(
            "an encrypted SPSS file; it can be read only with its password",
            "open it in SPSS and save it without a password (File > Save As, no Encrypt)",
        ),
        Some(Mark::Portable) => input.refusal(
            "a portable SPSS file (.por), expected a system file (.sav, .zsav)",
            "open it in SPSS or PSPP and save it as .sav",
        ),
        _ if shown.is_empty() => {
            input.refusal("the file is empty, expected an SPSS system file", "export the data again")
        }
        _ => input.refusal(
            format!("not an SPSS system file: it begins with `{shown}`, expected `$FL2` or `$FL3`"),
            "export the data as .sav, or as CSV",
        ),
    })
}
