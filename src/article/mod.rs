//! Articles that cannot drift from their data: templates with values by name, and `verify`, which reads a text that was
//! written or edited by hand and says what in it holds, what is off, and what nothing supports.
//!
//! Every value is `measure`'s, found by its name in one list ([`FUNCTIONS`], [`crate::measure::named`]); nothing is
//! computed here. What is read of a text and what ties a number to a value is said in [`TYING`], and judged in one file a
//! kind: `numbers`, `multiples`, `ranks`, `quotations`, `phrases`.

mod claimed;
mod document;
mod docx;
mod factors;
mod facts;
mod fits;
mod fix;
mod functions;
mod html;
mod markdown;
mod marks;
mod multiples;
mod numbers;
mod page;
mod phrases;
mod quotations;
mod ranks;
mod reference;
mod statement;
mod subjects;
mod template;
mod ties;
mod tokens;
mod verify;

pub use document::Format;
pub use facts::{Facts, Numbers};
pub use fix::fix;
pub use functions::{FUNCTIONS, Function};
pub use page::page;
pub use phrases::forbidden;
pub use reference::TYING;
pub use statement::{Holds, Statement};
pub use template::render;
pub use verify::{quoted, verify, verify_text};

#[cfg(test)]
mod tests;
