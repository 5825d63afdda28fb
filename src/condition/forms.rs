//! Every form of the language of conditions with an example: the reference page is made from this list, a test runs it.

/// A form of the language of conditions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// The form in general.
    pub form: &'static str,
    /// What it means.
    pub means: &'static str,
    /// A condition that has it.
    pub example: &'static str,
    /// A cell of its column `x` for which it holds.
    pub holds: &'static str,
    /// One for which it does not hold.
    pub fails: &'static str,
}

const fn form(
    form: &'static str,
    means: &'static str,
    example: &'static str,
    holds: &'static str,
    fails: &'static str,
) -> Form {
    Form { form, means, example, holds, fails }
}

/// Every form of the language of conditions.
pub const FORMS: &[Form] = &[
    form(
        "`name = \"text\"`",
        "The cell is this text: case and accents are folded. For a multiple choice: the option is among those chosen.",
        "x = \"Café\"",
        "cafe",
        "bar",
    ),
    form(
        "`name != \"text\"`",
        "There is an answer, and it is another. For a multiple choice: the option is not among those chosen.",
        "x != \"cafe\"",
        "bar",
        "",
    ),
    form(
        "`name = n`, `name < n`",
        "Compared as numbers, with `=`, `!=`, `<`, `<=`, `>` or `>=`; a cell that is no number fulfils nothing. The options of a scale stand for their numbers.",
        "x <= 2.5",
        "2",
        "ten",
    ),
    form(
        "`name >= 2024-05-31`",
        "Compared as days; `2024-05` is the whole month, the time of day is not looked at.",
        "x >= 2024-05",
        "2024-05-01 09:30",
        "2024-04-30",
    ),
    form(
        "`name in a..b`",
        "A range of numbers or dates; both ends belong to it, and one of them may be left out.",
        "x in 18..34",
        "34",
        "35",
    ),
    form(
        "`name in (a, b, c..d)`",
        "One of these: texts, numbers, dates and ranges. `not in` asks for an answer that is none of them.",
        "x in (\"low\", 7..)",
        "LOW",
        "3",
    ),
    form("`name is missing`", "There is no answer; `is not missing` asks for one.", "x is missing", "", "0"),
    form(
        "`not`, `and`, `or`, `( )`",
        "`not` binds first, then `and`, then `or`. `not x = 1` holds where `x = 1` does not, and so without an answer too.",
        "not (x = 1 or x = 2) and x > 0",
        "3",
        "2",
    ),
    form(
        "`\"a name (1)\" = n`",
        "A name stands in quotes where it holds one of `= ! < > ( ) , \"` or a word of the language.",
        "\"x\" = 1",
        "1",
        "2",
    ),
];

#[cfg(test)]
mod tests {
    use super::super::{Allowed, Logic, parse};
    use super::*;
    use crate::text::Span;

    fn holds(logic: &Logic, cell: &str) -> bool {
        match logic {
            Logic::And(parts) => parts.iter().all(|part| holds(part, cell)),
            Logic::Or(parts) => parts.iter().any(|part| holds(part, cell)),
            Logic::Not(inner) => !holds(inner, cell),
            Logic::Condition(condition, _) => condition.holds(|_| 0, |name| (name == "x").then_some(cell)),
            Logic::Theme(..) => false,
        }
    }

    #[test]
    fn every_form_holds_and_fails_as_its_example_says() {
        for form in FORMS {
            let logic = parse(form.example, Span::new(0, form.example.len()), Allowed::Counts).unwrap();
            assert!(holds(&logic, form.holds) && !holds(&logic, form.fails), "{}", form.example);
        }
    }
}
