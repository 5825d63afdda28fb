//! Rows one after another, each with what it is. A row that looks like a sum is held back until it is known whether
//! responses follow it: then it was one of them.

use std::collections::VecDeque;

use super::gate::SUMMARY;
use super::{Gate, Verdict};
use crate::ingest::sheet::RowSource;
use crate::ingest::{IngestError, Row};

/// Rows that are held back at most; more of them are no sums.
const HELD: usize = 50;

/// The rows of a file behind its gate.
pub struct Gated<'s> {
    source: &'s mut dyn RowSource,
    gate: &'s Gate,
    ahead: Ahead,
}

impl<'s> Gated<'s> {
    /// The rows of `source`, whose header rows have been read.
    #[must_use]
    pub fn new(source: &'s mut dyn RowSource, gate: &'s Gate) -> Self {
        Self { source, gate, ahead: Ahead::default() }
    }

    /// Reads the next row, and says what it is; `None` at the end.
    ///
    /// # Errors
    /// The source fails.
    pub fn next(&mut self, row: &mut Row) -> Result<Option<Verdict>, IngestError> {
        self.ahead.next(&mut *self.source, self.gate, row)
    }
}

/// Rows that were read ahead, with what they are; for whoever owns the source and its gate.
#[derive(Default)]
pub struct Ahead {
    ready: VecDeque<(Row, Verdict)>,
}

impl Ahead {
    /// Reads the next row of a source behind a gate, and says what it is; `None` at the end.
    ///
    /// # Errors
    /// The source fails.
    pub fn next(
        &mut self,
        source: &mut dyn RowSource,
        gate: &Gate,
        row: &mut Row,
    ) -> Result<Option<Verdict>, IngestError> {
        if let Some((next, verdict)) = self.ready.pop_front() {
            *row = next;
            return Ok(Some(verdict));
        }
        if !source.read(row)? {
            return Ok(None);
        }
        let verdict = gate.judge(row);
        if verdict != Verdict::Summary {
            return Ok(Some(verdict));
        }
        self.look_ahead(source, gate, row)
    }

    fn look_ahead(
        &mut self,
        source: &mut dyn RowSource,
        gate: &Gate,
        row: &mut Row,
    ) -> Result<Option<Verdict>, IngestError> {
        let mut held = vec![(std::mem::take(row), Verdict::Summary)];
        let mut responses_follow = false;
        while held.len() < HELD && !responses_follow {
            let mut next = Row::default();
            if !source.read(&mut next)? {
                break;
            }
            let verdict = gate.judge(&next);
            responses_follow = verdict == Verdict::Response;
            held.push((next, verdict));
        }
        let ordinary = responses_follow || held.len() >= HELD;
        for (row, verdict) in held {
            let settled = match verdict {
                Verdict::Summary if ordinary => gate.judge_single(&row),
                Verdict::Summary => Verdict::Aside(SUMMARY),
                other => other,
            };
            self.ready.push_back((row, settled));
        }
        self.next(source, gate, row)
    }
}
