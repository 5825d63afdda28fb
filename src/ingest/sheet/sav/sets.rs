//! Multiple-response sets of a system file (records 7.7 and 7.19): one a line, its lengths in bytes.

use super::encoding::trimmed;

/// A set as its line says it, before names are looked up and texts decoded.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct RawSet<'a> {
    /// Name, without the dollar sign.
    pub(super) name: &'a [u8],
    /// Label.
    pub(super) label: &'a [u8],
    /// The value that means *chosen*, where each variable is an option.
    pub(super) counted: Option<&'a [u8]>,
    /// Short names of variables, in small letters.
    pub(super) variables: Vec<&'a [u8]>,
}

/// The sets of a record; those whose lines break the form are counted.
pub(super) fn parse(record: &[u8]) -> (Vec<RawSet<'_>>, usize) {
    let (mut sets, mut broken, mut rest) = (Vec::new(), 0, record);
    while let Some(start) = rest.iter().position(|&byte| !matches!(byte, b'\n' | b'\r' | b' ' | 0)) {
        rest = &rest[start..];
        if let Some((set, after)) = one(rest) {
            sets.push(set);
            rest = after;
        } else {
            broken += 1;
            rest = cut(rest, b'\n').map_or(&[], |(_, after)| after);
        }
    }
    (sets, broken)
}

/// One set, and what follows its line. A label may hold a line's end, so the line is not cut out first.
fn one(line: &[u8]) -> Option<(RawSet<'_>, &[u8])> {
    let (name, rest) = cut(line, b'=')?;
    let name = name.strip_prefix(b"$").unwrap_or(name);
    let (&kind, rest) = rest.split_first()?;
    let (counted, rest) = match kind {
        b'C' => (None, rest.strip_prefix(b" ")?),
        b'D' => {
            let (value, rest) = counted(rest)?;
            (Some(value), rest)
        }
        // The number says where labels come from: 1, or 11 for the counted value's label.
        b'E' => {
            let (_, rest) = cut(rest.strip_prefix(b" ")?, b' ')?;
            let (value, rest) = counted(rest)?;
            (Some(value), rest)
        }
        _ => return None,
    };
    let (label, rest) = counted_text(rest)?;
    let (names, rest) = cut(rest, b'\n').unwrap_or((rest, &[]));
    let variables = names.split(|&byte| byte == b' ').map(trimmed).filter(|name| !name.is_empty()).collect();
    Some((RawSet { name, label, counted, variables }, rest))
}

/// A text after its length, and what follows it.
fn counted_text(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = cut(bytes, b' ')?;
    rest.split_at_checked(std::str::from_utf8(length).ok()?.parse().ok()?)
}

fn counted(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (value, rest) = counted_text(bytes)?;
    Some((trimmed(value), rest.strip_prefix(b" ")?))
}

/// The bytes before a mark and those after it.
fn cut(bytes: &[u8], mark: u8) -> Option<(&[u8], &[u8])> {
    let at = bytes.iter().position(|&byte| byte == mark)?;
    Some((&bytes[..at], &bytes[at + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_set_is_read_and_a_broken_line_is_counted() {
        let record = b"$cars=C 8 the cars a b c\n$likes=D1 1 14 what they\nlike d e\n$broken=D9 1\n\
            $yes=E 11 3 Yes 0  f g h\n$none=C 0  a";
        let (sets, broken) = parse(record);
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let shown: Vec<[String; 4]> = sets
            .iter()
            .map(|set| {
                let counted = set.counted.map_or("-".to_owned(), text);
                [text(set.name), text(set.label), counted, text(&set.variables.join(&b','))]
            })
            .collect();
        let expected = [
            ["cars", "the cars", "-", "a,b,c"],
            ["likes", "what they\nlike", "1", "d,e"],
            ["yes", "", "Yes", "f,g,h"],
            ["none", "", "-", "a"],
        ];
        assert_eq!(shown, expected);
        assert_eq!(broken, 1);
    }
}
