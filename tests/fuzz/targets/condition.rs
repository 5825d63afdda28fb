//! A condition. The first byte sets what it may speak of. It is read, or refused with a place inside it; what was read
//! can be asked of any cell.

use verbatims::condition::{Allowed, DateStyle, Logic, parse, plain_number};
use verbatims::text::Span;

use super::Target;

pub const TARGET: Target = Target { name: "condition", run };

const CELLS: &[&str] = &["", "18", "-2.5", "student", "2026-11-23", "23/11/2026", "1e9", "NaN", " 7 ", "\u{301}"];

fn run(data: &[u8]) {
    let Some((settings, source)) = data.split_first() else { return };
    let Ok(source) = std::str::from_utf8(source) else { return };
    let allowed = if settings & 1 == 0 { Allowed::Counts } else { Allowed::Themes };
    // With text around it, whose places are not its own.
    let around = format!("é[{source}]");
    let span = Span { start: 3, end: 3 + source.len() };
    match parse(&around, span, allowed) {
        Ok(logic) => {
            let again = parse(source, Span { start: 0, end: source.len() }, allowed).expect("what is around it counts");
            assert_eq!(shape(&logic), shape(&again));
            logic.visit(&mut |part| asked(part, &around, span));
        }
        Err(fault) => {
            assert!(span.start <= fault.span.start && fault.span.start <= fault.span.end, "{fault:?}");
            assert!(fault.span.end <= span.end && around.get(fault.span.start..fault.span.end).is_some(), "{fault:?}");
            assert!(!fault.message.is_empty() && !fault.hint.is_empty());
        }
    }
}

/// The tree without its places.
fn shape(logic: &Logic) -> String {
    match logic {
        Logic::And(parts) => format!("and({})", parts.iter().map(shape).collect::<Vec<_>>().join(" ")),
        Logic::Or(parts) => format!("or({})", parts.iter().map(shape).collect::<Vec<_>>().join(" ")),
        Logic::Not(inner) => format!("not({})", shape(inner)),
        Logic::Condition(condition, _) => condition.to_string(),
        Logic::Theme(name, _) => format!("@{name}"),
    }
}

fn asked(part: &Logic, around: &str, whole: Span) {
    let (Logic::Condition(_, span) | Logic::Theme(_, span)) = part else { return };
    assert!(whole.start <= span.start && span.end <= whole.end && around.get(span.start..span.end).is_some());
    let Logic::Condition(condition, _) = part else { return };
    for cell in CELLS {
        let holds = condition.holds(|_| 3, |_| Some(cell));
        assert_eq!(holds, condition.holds(|_| 3, |_| Some(cell)));
        for style in [DateStyle::Plain, DateStyle::of([*cell].into_iter()).unwrap_or(DateStyle::Plain)] {
            let _ = condition.ask.of_cell(cell, plain_number, |cell| style.read(cell));
        }
    }
}
