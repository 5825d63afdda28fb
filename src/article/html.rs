//! HTML as passages: tolerant of anything, since people and their editors write it.

use std::ops::Range;

use super::document::{Builder, Passage};

/// Elements whose content is no text of the article.
const HIDDEN: [&str; 9] = ["script", "style", "head", "template", "svg", "textarea", "code", "pre", "del"];
/// Elements inside a line.
const INLINE: [&str; 22] = [
    "a", "abbr", "b", "bdi", "cite", "em", "font", "i", "ins", "kbd", "mark", "q", "s", "small", "span", "strong",
    "sub", "sup", "time", "u", "var", "wbr",
];
/// Entities by name that prose has; others stay as they are written.
const ENTITIES: [(&str, &str); 18] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", "\u{a0}"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("hellip", "…"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("percnt", "%"),
    ("thinsp", "\u{2009}"),
    ("shy", ""),
    ("frac12", "½"),
    ("eacute", "é"),
];

/// The passages of an HTML text.
pub(super) fn passages(source: &str) -> Vec<Passage> {
    let mut built = Builder::default();
    Reader { source, end: source.len(), hidden: None, built: &mut built }.read(0);
    built.finish()
}

/// Adds a stretch of HTML that stands in a text of another format.
pub(super) fn inline(source: &str, range: Range<usize>, built: &mut Builder) {
    let end = range.end.min(source.len());
    if range.start <= end && source.is_char_boundary(range.start) && source.is_char_boundary(end) {
        Reader { source, end, hidden: None, built }.read(range.start);
    }
}

struct Reader<'s, 'b> {
    source: &'s str,
    end: usize,
    /// The element whose content is passed over.
    hidden: Option<&'static str>,
    built: &'b mut Builder,
}

impl Reader<'_, '_> {
    fn read(&mut self, start: usize) {
        let mut at = start;
        while at < self.end {
            let rest = &self.source[at..self.end];
            at += if rest.starts_with("<!--") {
                self.comment(rest, at)
            } else if rest.starts_with('<')
                && rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c))
            {
                self.tag(rest, at)
            } else if rest.starts_with('&') {
                self.entity(rest, at)
            } else {
                let length =
                    rest.char_indices().skip(1).find(|(_, c)| matches!(c, '<' | '&')).map_or(rest.len(), |f| f.0);
                self.plain(&rest[..length], at);
                length
            };
        }
    }

    fn comment(&mut self, rest: &str, at: usize) -> usize {
        let Some(close) = rest.find("-->") else { return rest.len() };
        if self.hidden.is_none() {
            self.built.comment(rest.get(4..close).unwrap_or_default(), at..at + close + 3);
        }
        close + 3
    }

    fn plain(&mut self, text: &str, at: usize) {
        if self.hidden.is_some() {
            return;
        }
        // White space is one space; runs of words keep their place.
        let mut offset = 0;
        for piece in text.split_inclusive(|c: char| c.is_ascii_whitespace()) {
            let word = piece.trim_end_matches(|c: char| c.is_ascii_whitespace());
            self.built.text(word, at + offset);
            if word.len() < piece.len() {
                self.built.text(" ", at + offset + word.len());
            }
            offset += piece.len();
        }
    }

    fn entity(&mut self, rest: &str, at: usize) -> usize {
        let end = rest.char_indices().take(12).find(|(_, c)| *c == ';').map(|(end, _)| end);
        let decoded = end.and_then(|end| Some((end + 1, decode(&rest[1..end])?)));
        let (length, text) = decoded.unwrap_or((1, "&".to_owned()));
        if self.hidden.is_none() {
            self.built.text(&text, at);
        }
        length
    }

    fn tag(&mut self, rest: &str, at: usize) -> usize {
        let length = tag_length(rest);
        let closing = rest.starts_with("</");
        let name: String = rest[if closing { 2 } else { 1 }..length]
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        if let Some(hidden) = self.hidden {
            self.hidden = if closing && name == hidden { None } else { Some(hidden) };
        } else if let Some(hidden) = HIDDEN.iter().find(|hidden| **hidden == name && !closing) {
            self.hidden = (!rest[..length].ends_with("/>")).then_some(hidden);
        } else {
            self.element(&name, closing, &rest[..length], at);
        }
        length
    }

    fn element(&mut self, name: &str, closing: bool, tag: &str, at: usize) {
        match name {
            "br" => self.built.text(" ", at),
            "q" => self.built.text(if closing { "”" } else { "“" }, at),
            "img" => {
                if let Some((alt, place)) = attribute(tag, "alt") {
                    self.built.text(&decoded(alt), at + place);
                }
            }
            "td" | "th" if closing => self.built.text(" | ", at),
            "td" | "th" => {}
            "tr" => {
                self.built.flush();
                self.built.row = !closing;
            }
            "blockquote" => {
                self.built.flush();
                self.built.quotation = match closing {
                    true => self.built.quotation.saturating_sub(1),
                    false => self.built.quotation + 1,
                };
            }
            _ if INLINE.contains(&name) => {}
            _ => self.built.flush(),
        }
    }
}

/// How long a tag is, to its `>` outside quotation marks; to the end of the text where it has none.
fn tag_length(rest: &str) -> usize {
    let mut quote = None;
    for (at, c) in rest.char_indices() {
        match (quote, c) {
            (None, '>') => return at + 1,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
    }
    // A quotation mark that never closes: the tag ends at the first `>`.
    rest.find('>').map_or(rest.len(), |at| at + 1)
}

/// The value of an attribute, and where it stands in the tag.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<(&'t str, usize)> {
    let lower = tag.to_ascii_lowercase();
    let at = lower.find(&format!(" {name}="))? + name.len() + 2;
    let quote = tag[at..].chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let value = &tag[at + 1..];
    Some((&value[..value.find(quote)?], at + 1))
}

/// Text with its entities decoded.
fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.char_indices().take(12).find(|(_, c)| *c == ';').map(|(end, _)| end);
        match end.and_then(|end| Some((end + 1, decode(&rest[1..end])?))) {
            Some((length, letter)) => {
                out.push_str(&letter);
                rest = &rest[length..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out + rest
}

/// What an entity stands for, without its `&` and `;`.
fn decode(name: &str) -> Option<String> {
    let number = match name.strip_prefix('#') {
        Some(hex) if hex.starts_with(['x', 'X']) => Some(u32::from_str_radix(&hex[1..], 16).ok()?),
        Some(decimal) => Some(decimal.parse().ok()?),
        None => None,
    };
    match number {
        Some(number) => char::from_u32(number).map(String::from),
        None => ENTITIES.iter().find(|entity| entity.0 == name).map(|entity| entity.1.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::document::{Document, Format};

    fn texts(source: &str) -> Vec<String> {
        let document = Document::of_text("a.html", source, Format::Html);
        document.passages.into_iter().map(|passage| passage.text.trim().to_owned()).collect()
    }

    #[test]
    fn what_a_reader_sees_is_read_and_nothing_else() {
        let source = "<!doctype html><head><title>x</title></head><body><h1>A &amp; B</h1><p>20&nbsp;% of <b>all</b>\n\
                      votes</p><script>99%</script><svg><text>1%</text></svg><ul><li>one<li>two</ul><img src=x alt=\"12&#37; of\">";
        assert_eq!(texts(source), ["A & B", "20\u{a0}% of all votes", "one", "two", "12% of"]);
    }

    #[test]
    fn broken_html_is_read_as_far_as_it_goes() {
        assert_eq!(texts("a < b & c <b title=\"x>y"), ["a < b & c y"]);
        assert_eq!(texts("<!-- never closed 12%"), Vec::<String>::new());
        assert_eq!(texts("&#x110000; &unknown; &#37;"), ["&#x110000; &unknown; %"]);
    }

    #[test]
    fn marks_and_places_are_known() {
        let source = "<p>\n We saw <!--v n(comments)--><em>136</em><!--/v--> comments</p>";
        let document = Document::of_text("a.html", source, Format::Html);
        let passage = &document.passages[0];
        assert_eq!(&passage.text[passage.marks[0].text.clone()], "136");
        assert_eq!(&source[passage.marks[0].source.clone()], "<em>136</em>");
        let place = document.place(passage, passage.text.find("136").unwrap());
        assert_eq!((place.line, place.column), (Some(2), Some(33)));
    }
}
