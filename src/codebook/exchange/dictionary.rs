//! A dictionary as other programs have it: a tree of named categories with values. What a value means is `value`'s.

use crate::diag::{Diagnostic, Place};

/// Categories within each other: more is a mistake, and must not exhaust the stack.
pub(super) const DEEPEST: usize = 32;
pub(super) const TOO_DEEP: &str = "more than 32 levels stand within each other";

/// A tree of categories.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Dictionary {
    /// Its name, where the format has one.
    pub name: Option<String>,
    /// The uppermost categories.
    pub categories: Vec<Category>,
}

/// A category: its name, its values, and the categories in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Category {
    pub name: String,
    pub definition: String,
    pub line: u64,
    pub values: Vec<Value>,
    pub children: Vec<Category>,
}

/// A word, phrase or pattern as the file has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Value {
    pub text: String,
    pub line: u64,
}

impl Category {
    pub fn new(name: impl Into<String>, line: u64) -> Self {
        Self { name: name.into(), line, ..Self::default() }
    }
}

/// The text of a dictionary that is being read, and what was found on the way.
#[derive(Debug)]
pub(super) struct Input<'a> {
    pub text: &'a str,
    pub shown: &'a str,
    pub warnings: Vec<Diagnostic>,
}

impl<'a> Input<'a> {
    /// The lines with their numbers, first = 1.
    pub fn lines(&self) -> impl Iterator<Item = (u64, &'a str)> + use<'a> {
        (1..).zip(self.text.lines())
    }

    /// Says that something on a line was not carried over, and why.
    pub fn lost(&mut self, line: u64, what: impl Into<String>) {
        self.warnings.push(Diagnostic::warning(Place::line(self.shown, line), what));
    }

    /// A mistake that ends the reading.
    pub fn mistake(&self, line: u64, what: impl Into<String>) -> Diagnostic {
        Diagnostic::error(Place::line(self.shown, line), what)
    }
}

/// A tree that is built from lines that say how deep they stand.
#[derive(Debug, Default)]
pub(super) struct Indented {
    roots: Vec<Category>,
    /// The categories that are open, each inside the one before.
    open: Vec<(usize, Category)>,
}

impl Indented {
    /// Opens a category at a depth; whatever stands as deep or deeper is closed.
    pub fn category(&mut self, depth: usize, category: Category, input: &Input) -> Result<(), Diagnostic> {
        self.close(depth);
        if self.open.len() >= DEEPEST {
            return Err(input.mistake(category.line, TOO_DEEP));
        }
        self.open.push((depth, category));
        Ok(())
    }

    /// The category that a value at this depth belongs to.
    pub fn parent(&mut self, depth: usize) -> Option<&mut Category> {
        self.close(depth);
        self.open.last_mut().map(|(_, category)| category)
    }

    fn close(&mut self, depth: usize) {
        while self.open.last().is_some_and(|(open, _)| *open >= depth) {
            let Some((_, done)) = self.open.pop() else { return };
            match self.open.last_mut() {
                Some((_, parent)) => parent.children.push(done),
                None => self.roots.push(done),
            }
        }
    }

    /// The uppermost categories.
    pub fn finish(mut self) -> Vec<Category> {
        self.close(0);
        self.roots
    }
}

/// Writes a tree line by line: `line` gets the depth, from 0, and the category.
pub(super) fn walk<'c>(categories: &'c [Category], depth: usize, line: &mut impl FnMut(usize, &'c Category)) {
    for category in categories {
        line(depth, category);
        walk(&category.children, depth + 1, line);
    }
}

/// The categories that have values, each with its names from the top, joined by a full stop: for formats without nesting.
pub(super) fn flat(categories: &[Category]) -> Vec<(String, &Category)> {
    let mut found = Vec::new();
    let mut path: Vec<&str> = Vec::new();
    walk(categories, 0, &mut |depth, category| {
        path.truncate(depth);
        path.push(&category.name);
        if !category.values.is_empty() {
            found.push((path.join("."), category));
        }
    });
    found
}
