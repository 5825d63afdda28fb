//! Cases as they are pushed: one code for each eight bytes, and the bytes that no code stands for.

use std::io::{self, Write};

use super::dictionary::{self, BIAS};
use super::names::Names;
use super::{SEGMENT, SavCell, SavFile, SavKind, cut, elements, invalid};

/// The code of eight bytes that follow, of eight spaces, and of a blank number.
const FOLLOWS: u8 = 253;
const SPACES: u8 = 254;
const BLANK: u8 = 255;

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SavWritten {
    /// Number of cases.
    pub cases: u64,
    /// Number of texts that were longer than their variable, and cut.
    pub cut: u64,
}

/// Writes a system file, a case at a time.
pub struct SavWriter<W: Write> {
    out: W,
    /// What each variable holds, and the widths of its records.
    kinds: Vec<(SavKind, Vec<usize>)>,
    names: Vec<String>,
    stated: Option<u64>,
    written: SavWritten,
    codes: Vec<u8>,
    values: Vec<u8>,
}

impl<W: Write> SavWriter<W> {
    /// Writes all that stands before the cases.
    ///
    /// # Errors
    /// Something that is declared cannot be (`InvalidInput`), or the output refuses.
    pub fn new(file: &SavFile, mut out: W) -> io::Result<Self> {
        dictionary::check(file)?;
        let mut given = Names::default();
        let names: Vec<String> = file.variables.iter().map(|variable| given.give(&variable.name)).collect();
        let mut given = Names::default();
        let sets: Vec<String> = file.sets.iter().map(|set| given.give(&set.name)).collect();
        dictionary::write(file, &names, &sets, &mut out)?;
        Ok(Self {
            out,
            kinds: file.variables.iter().map(|variable| (variable.kind, variable.kind.segments())).collect(),
            names,
            stated: file.cases,
            written: SavWritten { cases: 0, cut: 0 },
            codes: Vec::with_capacity(8),
            values: Vec::with_capacity(64),
        })
    }

    /// The names that the variables were given, in order.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Writes a case: one cell a variable.
    ///
    /// # Errors
    /// There are more or fewer cells than variables, one is not of its variable's kind (`InvalidInput`; the file is then
    /// of no use), or the output refuses.
    pub fn push(&mut self, cells: &[SavCell<'_>]) -> io::Result<()> {
        if cells.len() != self.kinds.len() {
            return Err(invalid(format!("a case of {} cells, expected {}", cells.len(), self.kinds.len())));
        }
        for (place, cell) in cells.iter().enumerate() {
            match (self.kinds[place].0, cell) {
                (SavKind::Text { bytes }, SavCell::Blank) => self.text(place, bytes, "")?,
                (SavKind::Text { bytes }, SavCell::Text(text)) => self.text(place, bytes, text)?,
                (SavKind::Number { .. } | SavKind::Moment(_), SavCell::Blank) => self.code(BLANK, None)?,
                (SavKind::Number { .. } | SavKind::Moment(_), SavCell::Number(number)) => self.number(*number)?,
                _ => return Err(invalid(format!("`{}`: a cell that is not of its kind", self.names[place]))),
            }
        }
        self.written.cases += 1;
        Ok(())
    }

    /// Writes what is left, and says what was written.
    ///
    /// # Errors
    /// The number of cases is not the one declared (`InvalidInput`), or the output refuses.
    pub fn finish(mut self) -> io::Result<SavWritten> {
        if let Some(stated) = self.stated.filter(|stated| *stated != self.written.cases) {
            return Err(invalid(format!("{} cases, and {stated} were declared", self.written.cases)));
        }
        if !self.codes.is_empty() {
            self.codes.resize(8, 0);
            self.flush()?;
        }
        self.out.flush()?;
        Ok(self.written)
    }

    fn number(&mut self, number: f64) -> io::Result<()> {
        if !number.is_finite() {
            return self.code(BLANK, None);
        }
        let code = number + BIAS;
        if code.fract() == 0.0 && (1.0..=251.0).contains(&code) && number.fract() == 0.0 {
            self.code(code as u8, None)
        } else {
            self.code(FOLLOWS, Some(number.to_le_bytes()))
        }
    }

    fn text(&mut self, place: usize, bytes: usize, text: &str) -> io::Result<()> {
        let kept = cut(text, bytes);
        self.written.cut += u64::from(kept.trim_end_matches(' ').len() < text.trim_end_matches(' ').len());
        let mut rest = kept.as_bytes();
        for segment in 0..self.kinds[place].1.len() {
            let width = self.kinds[place].1[segment];
            // A segment of 255 bytes takes 256: the last one is not used.
            let (mut piece, after) = rest.split_at(rest.len().min(SEGMENT));
            rest = after;
            for _ in 0..elements(width) {
                let mut element = [b' '; 8];
                let (now, later) = piece.split_at(piece.len().min(8));
                element[..now.len()].copy_from_slice(now);
                piece = later;
                if element == [b' '; 8] { self.code(SPACES, None)? } else { self.code(FOLLOWS, Some(element))? }
            }
        }
        Ok(())
    }

    fn code(&mut self, code: u8, value: Option<[u8; 8]>) -> io::Result<()> {
        self.codes.push(code);
        self.values.extend(value.into_iter().flatten());
        if self.codes.len() == 8 { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.write_all(&self.codes)?;
        self.out.write_all(&self.values)?;
        self.codes.clear();
        self.values.clear();
        Ok(())
    }
}
