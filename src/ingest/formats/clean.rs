//! Texts as platforms write them, made plain: markup, entities, odd spaces. What a text means is left to others.

/// A header's text in one line: HTML tags removed, entities decoded, line breaks and no-break spaces made spaces,
/// spaces collapsed.
///
/// A word between angle brackets that is no HTML tag stays: `Dear <Name>`.
#[must_use]
pub fn clean_text(found: &str) -> String {
    let plain = if found.contains(['<', '&']) { plain_text(found) } else { found.to_owned() };
    let visible = plain.chars().filter(|c| !matches!(c, '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{ad}'));
    let visible: String = visible.collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// HTML as plain text, with its line breaks as line breaks.
#[must_use]
pub fn plain_text(html: &str) -> String {
    decode_entities(&without_tags(html))
}

/// Longest tag that is looked for, so that a stray `<` costs no second reading of the text.
const LONGEST_TAG: usize = 4_000;

/// Tags that part lines.
const BREAKS: &str = "br p div li tr hr h1 h2 h3 h4 h5 h6 ul ol table";

/// Tags that do not.
const INLINE: &str = "a abbr audio b big blockquote body button center cite code dd dl dt em figure font head html i iframe \
    img input ins label link meta nobr o:p pre s script section small source span strike strong style sub \
    sup tbody td th u video";

fn without_tags(html: &str) -> String {
    let mut plain = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        plain.push_str(&rest[..open]);
        rest = &rest[open..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        let Some((name, length)) = tag(rest) else {
            plain.push('<');
            rest = &rest[1..];
            continue;
        };
        let closes = rest.starts_with("</");
        rest = &rest[length..];
        if is_among(BREAKS, &name) {
            plain.push('\n');
        } else if matches!(name.as_str(), "td" | "th" | "dd" | "dt") {
            plain.push(' ');
        }
        if !closes && matches!(name.as_str(), "style" | "script") {
            let end = format!("</{name}");
            rest = find_ignoring_case(rest, &end).map_or("", |at| &rest[at..]);
        }
    }
    plain.push_str(rest);
    plain
}

/// The name and the length of the HTML tag that `rest` starts with.
fn tag(rest: &str) -> Option<(String, usize)> {
    let inner = rest.strip_prefix('<')?;
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric() && c != ':').unwrap_or(inner.len());
    let name = inner[..end].to_ascii_lowercase();
    if !is_among(BREAKS, &name) && !is_among(INLINE, &name) {
        return None;
    }
    if !inner[end..].starts_with(|c: char| c == '>' || c == '/' || c.is_whitespace()) {
        return None;
    }
    let length = rest.bytes().take(LONGEST_TAG).position(|byte| byte == b'>')? + 1;
    Some((name, length))
}

fn is_among(list: &str, name: &str) -> bool {
    list.split(' ').any(|known| known == name)
}

fn find_ignoring_case(text: &str, ascii: &str) -> Option<usize> {
    text.as_bytes().windows(ascii.len()).position(|window| window.eq_ignore_ascii_case(ascii.as_bytes()))
}

/// Entities by name, each with its character; spaces and numbers are decoded without a table.
const ENTITIES: &str = "amp & lt < gt > quot \" apos ' ndash – mdash — lsquo ‘ rsquo ’ sbquo ‚ ldquo “ rdquo ” bdquo „ hellip … \
    bull • middot · laquo « raquo » euro € pound £ yen ¥ cent ¢ copy © reg ® trade ™ deg ° sect § times × \
    iexcl ¡ iquest ¿ szlig ß auml ä ouml ö uuml ü Auml Ä Ouml Ö Uuml Ü aacute á eacute é iacute í oacute ó \
    uacute ú Aacute Á Eacute É agrave à egrave è igrave ì ograve ò ugrave ù Agrave À acirc â ecirc ê icirc î \
    ocirc ô ucirc û ccedil ç Ccedil Ç ntilde ñ atilde ã otilde õ aring å oslash ø";

/// The text with its entities decoded; what is no entity stays.
pub(super) fn decode_entities(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        decoded.push_str(&rest[..start]);
        rest = &rest[start..];
        match entity(rest) {
            Some((character, length)) => {
                decoded.push_str(&character);
                rest = &rest[length..];
            }
            None => {
                decoded.push('&');
                rest = &rest[1..];
            }
        }
    }
    decoded.push_str(rest);
    decoded
}

fn entity(rest: &str) -> Option<(String, usize)> {
    let end = rest.bytes().take(12).position(|byte| byte == b';')?;
    let name = &rest[1..end];
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        let character = char::from_u32(code).filter(|c| !c.is_control() || c.is_whitespace())?;
        return Some((character.to_string(), end + 1));
    }
    if matches!(name, "nbsp" | "ensp" | "emsp" | "thinsp") {
        return Some((" ".to_owned(), end + 1));
    }
    let mut words = ENTITIES.split(' ');
    while let (Some(known), Some(character)) = (words.next(), words.next()) {
        if known == name {
            return Some((character.to_owned(), end + 1));
        }
    }
    None
}

/// The text of a question with that of its part, such as a row of a grid, behind a colon.
pub fn with_part(question: &str, part: &str) -> String {
    format!("{}: {part}", question.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_that_ends_with_a_colon_gets_no_second_one() {
        assert_eq!(with_part("Please rate:", "Support"), "Please rate: Support");
        assert_eq!(with_part("How was it?", "Support"), "How was it?: Support");
    }

    #[test]
    fn a_header_becomes_one_plain_line() {
        for (found, expected) in [
            ("  How\u{a0}happy\r\nare  you? ", "How happy are you?"),
            ("<p><strong>Tea</strong> &amp; coffee?</p>", "Tea & coffee?"),
            ("Line one<br/>line two<BR>three", "Line one line two three"),
            ("<style>p {color: red}</style><span class=\"x>\">Why</span>", "\">Why"),
            ("x&#8211;y &#x2014; &eacute;t&eacute;", "x–y — été"),
            ("Dear <Name>, is 3 < 5 & 7 > 2?", "Dear <Name>, is 3 < 5 & 7 > 2?"),
            ("&lt;b&gt; stays", "<b> stays"),
            ("R&D; &bogus; &#0; &", "R&D; &bogus; &#0; &"),
            ("a<!-- hidden -->b", "ab"),
            ("\u{feff}id\u{200b}", "id"),
            ("open <b never closed", "open <b never closed"),
        ] {
            assert_eq!(clean_text(found), expected, "{found}");
        }
    }

    #[test]
    fn plain_text_keeps_line_breaks() {
        assert_eq!(plain_text("I&#39;m in<br>really"), "I'm in\nreally");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_cleaned_once_and_for_all_spaces(found in "[<>&;#a-z/! \u{a0}é\n-]{0,60}") {
            let clean = clean_text(&found);
            proptest::prop_assert!(!clean.contains("  ") && !clean.contains('\n') && clean.trim() == clean);
        }
    }
}
