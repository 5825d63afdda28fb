//! Markdown as passages.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::document::{Builder, Passage};
use super::html;

/// What is read beside CommonMark, and what is shown.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH
}

/// The passages of a Markdown text. Code and what is struck out are no text.
pub(super) fn passages(source: &str) -> Vec<Passage> {
    let mut reader = Reader { source, built: Builder::default(), hidden: 0, block: None };
    for (event, range) in Parser::new_ext(source, options()).into_offset_iter() {
        reader.event(event, range);
    }
    reader.built.finish()
}

struct Reader<'s> {
    source: &'s str,
    built: Builder,
    /// Code blocks and struck-out text that are open.
    hidden: usize,
    /// The range of the HTML block that is open.
    block: Option<Range<usize>>,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, &range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.hidden == 0 => self.text(&text, &range),
            Event::SoftBreak | Event::HardBreak => self.built.text(" ", range.start),
            Event::InlineHtml(_) if self.hidden == 0 => html::inline(self.source, range, &mut self.built),
            Event::Html(_) => {
                self.block = Some(self.block.take().map_or(range.clone(), |block| block.start..range.end))
            }
            Event::Rule => self.built.flush(),
            _ => {}
        }
    }

    /// Text of which the source may have an entity or an escape: then it stands where these begin.
    fn text(&mut self, text: &str, range: &Range<usize>) {
        let same = self.source.get(range.clone()) == Some(text);
        let start = if same || text.len() <= range.len() { range.start } else { range.end.saturating_sub(text.len()) };
        self.built.text(text, start);
    }

    fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::BlockQuote(_) => {
                self.built.flush();
                self.built.quotation += 1;
            }
            Tag::CodeBlock(_) => {
                self.built.flush();
                self.hidden += 1;
            }
            Tag::Strikethrough => self.hidden += 1,
            Tag::TableRow | Tag::TableHead => {
                self.built.flush();
                self.built.row = true;
            }
            Tag::HtmlBlock => {
                self.built.flush();
                self.block = Some(range.start..range.start);
            }
            Tag::Paragraph | Tag::Heading { .. } | Tag::Item | Tag::FootnoteDefinition(_) | Tag::List(_) => {
                self.built.flush();
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::BlockQuote(_) => {
                self.built.flush();
                self.built.quotation = self.built.quotation.saturating_sub(1);
            }
            TagEnd::CodeBlock | TagEnd::Strikethrough => self.hidden = self.hidden.saturating_sub(1),
            TagEnd::TableCell => self.built.text(" | ", 0),
            TagEnd::TableRow | TagEnd::TableHead => {
                self.built.flush();
                self.built.row = false;
            }
            TagEnd::HtmlBlock => {
                if let Some(block) = self.block.take() {
                    html::inline(self.source, block, &mut self.built);
                }
                self.built.flush();
            }
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::FootnoteDefinition => self.built.flush(),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::document::{Document, Format};

    fn read(source: &str) -> Document {
        Document::of_text("a.md", source, Format::Markdown)
    }

    #[test]
    fn text_is_read_as_a_reader_sees_it_and_every_word_knows_its_place() {
        let document = read("# Title\n\nA **bold** claim of 20&#37; &amp;\nmore\\*.\n\n```\n99%\n```\n~~30%~~ end");
        let texts: Vec<&str> = document.passages.iter().map(|passage| passage.text.as_str()).collect();
        assert_eq!(texts, ["Title", "A bold claim of 20% & more*.", " end"]);
        let place = document.place(&document.passages[1], "A bold ".len());
        assert_eq!((place.line, place.column), (Some(3), Some(12)));
    }

    #[test]
    fn marks_are_found_inside_lines_and_at_their_start() {
        for source in [
            "We saw <!--v share(poll.Some)-->68%<!--/v--> there.",
            "<!--v share(poll.Some)-->68%<!--/v--> there.",
            "- <b></b><!--v share(poll.Some)-->**68%**<!--/v--> there.",
        ] {
            let document = read(source);
            let mark = &document.passages[0].marks[0];
            assert_eq!(mark.call, "share(poll.Some)");
            assert_eq!(&document.passages[0].text[mark.text.clone()].replace('*', ""), "68%");
            assert_eq!(source[mark.source.clone()].replace('*', ""), "68%");
        }
    }

    #[test]
    fn a_row_of_a_table_and_a_quotation_are_known_as_such() {
        let document = read("| a | b |\n|---|---|\n| Never | 20% |\n\n> “A quote”\n>\n> — someone\n");
        let rows: Vec<&str> =
            document.passages.iter().filter(|passage| passage.row).map(|passage| passage.text.as_str()).collect();
        assert_eq!(rows, ["a | b | ", "Never | 20% | "]);
        assert_eq!(document.passages.iter().filter(|passage| passage.quotation).count(), 2);
    }
}
