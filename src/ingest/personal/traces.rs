//! What a text of a person's own gives away of people: e-mail addresses, telephone numbers, links, handles. Names cannot
//! be told from other words, and are left to whoever knows them.

use super::MaskedText;
use super::cells::{is_email, is_phone};
use crate::text::Span;

/// What was found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trace {
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A link.
    Link,
    /// A name on a platform: `@somebody`.
    Handle,
}

impl Trace {
    /// Every kind, with what stands in its place and the word for several.
    pub const ALL: [(Self, &'static str, &'static str); 4] = [
        (Self::Email, "[email]", "e-mail addresses"),
        (Self::Phone, "[phone]", "telephone numbers"),
        (Self::Link, "[link]", "links"),
        (Self::Handle, "[handle]", "handles"),
    ];

    /// What stands in its place.
    #[must_use]
    pub fn mask(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// How many of each kind were masked, in the order of [`Trace::ALL`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Masked {
    counts: [u64; Trace::ALL.len()],
}

impl Masked {
    /// The text with a mask in the place of each trace; counts them.
    pub fn mask(&mut self, text: &str) -> String {
        traces(text).into_iter().for_each(|(_, trace)| self.counts[trace as usize] += 1);
        MaskedText::of(text).map_or_else(|| text.to_owned(), |masked| masked.text)
    }

    /// The kinds that were masked, with their mask, their word and their number.
    pub fn found(&self) -> impl Iterator<Item = (&'static str, &'static str, u64)> + '_ {
        Trace::ALL.iter().zip(self.counts).filter(|(_, count)| *count > 0).map(|((_, mask, word), n)| (*mask, *word, n))
    }
}

/// Where a text gives people away, in order and without overlaps.
#[must_use]
pub fn traces(text: &str) -> Vec<(Span, Trace)> {
    let mut scan = Scan { text, done: 0, token: 0, parted: false, found: Vec::new() };
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            scan.token = at + c.len_utf8();
            scan.parted = false;
        } else if at >= scan.done {
            scan.look(at, c, before);
        }
        before = c;
    }
    scan.found
}

struct Scan<'t> {
    text: &'t str,
    /// What stands before this is settled.
    done: usize,
    /// Where the run without blanks began.
    token: usize,
    /// Whether that run had a `/`.
    parted: bool,
    found: Vec<(Span, Trace)>,
}

impl Scan<'_> {
    fn look(&mut self, at: usize, c: char, before: char) {
        let open = !before.is_alphanumeric();
        let rest = &self.text[at..];
        let found = match c {
            'h' | 'H' | 'w' | 'W' | 'm' | 'M' if open && starts_link(rest) => Some((at, link(rest), Trace::Link)),
            '/' if !std::mem::replace(&mut self.parted, true) => self.site(at),
            '@' => self.at_sign(at, before),
            '0'..='9' | '+' | '(' if open => phone(rest).map(|length| (at, length, Trace::Phone)),
            _ => None,
        };
        if let Some((start, length, trace)) = found.filter(|(_, length, _)| *length > 0) {
            self.found.push((Span::new(start, start + length), trace));
            self.done = start + length;
        }
    }

    /// A site with a path and nothing before it: `youtu.be/abc`.
    fn site(&self, slash: usize) -> Option<(usize, usize, Trace)> {
        let from = self.token.max(self.done);
        let run = self.text.get(from..slash)?;
        let start = from + run.rfind(|c: char| !is_host(c)).map_or(0, |last| last + char_at(run, last));
        let (name, top) = self.text[start..slash].rsplit_once('.')?;
        let known = TOPS.split(' ').any(|known| top.eq_ignore_ascii_case(known));
        let path = self.text[slash + 1..].chars().next().is_some_and(char::is_alphanumeric);
        (known && path && !name.is_empty()).then(|| (start, link(&self.text[start..]), Trace::Link))
    }

    fn at_sign(&self, at: usize, before: char) -> Option<(usize, usize, Trace)> {
        let local = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-');
        let run = &self.text[self.done.min(at)..at];
        let start = at - run.chars().rev().take_while(|c| local(*c)).map(char::len_utf8).sum::<usize>();
        let host: usize = self.text[at + 1..].chars().take_while(|c| is_host(*c)).map(char::len_utf8).sum();
        let mut end = at + 1 + host;
        end -= self.text[at + 1..end].len() - self.text[at + 1..end].trim_end_matches(['.', '-']).len();
        if is_email(&self.text[start..end]) {
            return Some((start, end - start, Trace::Email));
        }
        let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-');
        let name: usize = self.text[at + 1..].chars().take_while(|c| part(*c)).map(char::len_utf8).sum();
        let name = self.text[at + 1..at + 1 + name].trim_end_matches(['.', '-']);
        // Right behind another trace it is one as well: `@one@two`.
        let behind = self.done > 0 && self.done == at;
        let opens = (behind || !before.is_alphanumeric()) && name.chars().any(char::is_alphabetic);
        (opens && name.chars().count() >= 2).then(|| (at, 1 + name.len(), Trace::Handle))
    }
}

/// Endings of hosts that links without `https://` are known by.
const TOPS: &str = "app at be biz ca ch co com cz de dev dk edu es eu fi fr gg gov ie in info io it jp ly me net nl no nz \
    org page pl pt ru se site to tv uk us xyz";

fn is_host(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '-')
}

fn char_at(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}

fn starts_link(rest: &str) -> bool {
    ["http://", "https://", "www.", "mailto:"].iter().any(|start| {
        let head = rest.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
        head && rest[start.len()..].chars().next().is_some_and(char::is_alphanumeric)
    })
}

/// The length of the link that the text begins with, without the signs that end a sentence.
fn link(rest: &str) -> usize {
    let ends = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '“' | '”' | '«' | '»' | '[' | ']' | '|');
    let whole = rest.split(ends).next().unwrap_or_default();
    whole.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'', '’', '…']).len()
}

/// The length of the telephone number that the text begins with.
fn phone(rest: &str) -> Option<usize> {
    /// No number is written longer.
    const LONGEST: usize = 40;
    let part = |byte: u8| byte.is_ascii_digit() || matches!(byte, b' ' | b'-' | b'.' | b'/' | b'(' | b')' | b'+');
    let run = rest.bytes().take(LONGEST).take_while(|byte| part(*byte)).count();
    let after = rest[run..].chars().next();
    if after.is_some_and(|c| c == '@' || (c.is_alphanumeric() && rest[..run].ends_with(|c: char| c.is_ascii_digit()))) {
        return None;
    }
    if starts_with_date(rest) {
        return None;
    }
    let whole = rest[..run].trim_end_matches(|c: char| !c.is_ascii_digit());
    // Another number may stand behind it: the longest beginning that is a telephone number counts.
    let ends = whole.match_indices(' ').map(|(at, _)| at).chain([whole.len()]);
    let found: Vec<usize> = ends.filter(|&end| is_phone(&whole[..end])).collect();
    found.last().copied()
}

/// Whether the text begins with a date in digits, which a time may follow.
fn starts_with_date(rest: &str) -> bool {
    let run = rest.split(|c: char| !c.is_ascii_digit() && !matches!(c, '/' | '-' | '.')).next().unwrap_or_default();
    let lengths: Vec<usize> = run.split(['/', '-', '.']).take(4).map(str::len).collect();
    matches!(lengths[..], [1..=2, 1..=2, 4] | [4, 1..=2, 1..=2] | [1..=2, 1..=2, 4, 0])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str) -> String {
        Masked::default().mask(text)
    }

    #[test]
    fn what_gives_people_away_is_masked_and_nothing_else() {
        let rows = [
            ("Write to a.b+c@example.org.", "Write to [email]."),
            ("(ü.name@exämple.de)", "([email])"),
            ("mailto:x@example.org now", "[link] now"),
            ("Call +44 20 7946 0958, or (020) 7946 0958!", "Call [phone], or [phone]!"),
            ("555-010-9999 it is", "[phone] it is"),
            (
                "In 2021-07-05 we had 100 000 000 and 0.000000001 of 12345678",
                "In 2021-07-05 we had 100 000 000 and 0.000000001 of 12345678",
            ),
            ("on 03/01/2026 10:05, on 01.02.2026.", "on 03/01/2026 10:05, on 01.02.2026."),
            ("See https://example.org/a?b=c#d, or www.example.org.", "See [link], or [link]."),
            ("on youtu.be/abc and and/or w.r.t/x, 3.5/5", "on [link] and and/or w.r.t/x, 3.5/5"),
            ("@somebody thanks, @some.body! @ 5pm a@b", "[handle] thanks, [handle]! @ 5pm a@b"),
            ("(@zoë_1)", "([handle])"),
            ("", ""),
            ("nothing here", "nothing here"),
        ];
        for (text, expected) in rows {
            assert_eq!(masked(text), expected);
        }
    }

    #[test]
    fn what_was_masked_is_counted_by_kind() {
        let mut masked = Masked::default();
        masked.mask("a@example.org b@example.org @somebody");
        let found: Vec<_> = masked.found().collect();
        assert_eq!(found, [("[email]", "e-mail addresses", 2), ("[handle]", "handles", 1)]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_and_traces_stand_apart(text in "[a-z0-9@./:+() \u{e9}\u{1f600}\n-]{0,80}") {
            let mut end = 0;
            for (span, _) in traces(&text) {
                assert!(span.start >= end && span.end > span.start);
                assert!(text.get(span.start..span.end).is_some());
                end = span.end;
            }
        }
    }
}
