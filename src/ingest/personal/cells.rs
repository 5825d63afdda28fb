//! What a single cell looks like.

use std::net::IpAddr;

use super::Personal;

/// Longer than this, a cell is nothing that is looked for here.
const LONGEST: usize = 320;

/// Sites whose first part of the path is a person's handle.
const SITES: [&str; 8] =
    ["facebook.com", "github.com", "instagram.com", "threads.net", "tiktok.com", "twitter.com", "x.com", "medium.com"];

/// What can be told of a cell under a header that names a kind.
pub(super) trait Fits {
    /// Whether the cell can be what the header says.
    fn allows(self, cell: &str) -> bool;
}

impl Fits for Personal {
    fn allows(self, cell: &str) -> bool {
        let digits = || cell.bytes().filter(u8::is_ascii_digit).count();
        match self {
            Self::Email => cell.contains('@'),
            Self::Phone => digits() >= 5,
            Self::Position => number(cell).is_some() || looks_like(cell) == Some(self),
            Self::Ip => digits() > 0 && cell.contains(['.', ':']),
            // The words that a box that was ticked, or was not, is exported as are two.
            Self::Profile => !cell.contains(' ') && (cell.contains(['/', '@', ':']) || digits() > 0),
            Self::Name | Self::Address => {
                cell.chars().any(char::is_alphabetic) || (self == Self::Address && digits() > 3)
            }
        }
    }
}

/// What a cell without blanks around it is, where its own form tells.
pub(super) fn looks_like(cell: &str) -> Option<Personal> {
    if cell.len() > LONGEST {
        return None;
    }
    let is = |kind, found: bool| found.then_some(kind);
    is(Personal::Email, is_email(cell))
        .or_else(|| is(Personal::Ip, is_ip(cell)))
        .or_else(|| is(Personal::Profile, is_profile(cell)))
        .or_else(|| is(Personal::Position, is_position(cell)))
        .or_else(|| is(Personal::Phone, is_phone(cell)))
}

pub(super) fn is_email(cell: &str) -> bool {
    let inside = cell.rsplit_once('<').and_then(|(_, rest)| rest.strip_suffix('>')).unwrap_or(cell);
    let address = inside.strip_prefix("mailto:").unwrap_or(inside);
    let Some((local, domain)) = address.split_once('@') else { return false };
    let Some((host, top)) = domain.rsplit_once('.') else { return false };
    let plain = |c: char| !c.is_whitespace() && !matches!(c, '@' | ',' | ';' | '<' | '>' | '/' | ':');
    let is_host = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.');
    !local.is_empty()
        && local.chars().all(plain)
        && !host.is_empty()
        && host.chars().all(is_host)
        && top.chars().count() >= 2
        && top.chars().all(char::is_alphanumeric)
}

fn is_ip(cell: &str) -> bool {
    // The shortest forms of the second version, as `::`, stand for other things too.
    cell.len() >= 7 && cell.parse::<IpAddr>().is_ok()
}

fn is_profile(cell: &str) -> bool {
    if is_channel(cell) {
        return true;
    }
    // Whatever else leads to a person has one of these signs; most cells have none.
    if !cell.bytes().any(|byte| matches!(byte, b'@' | b'/' | b':')) || cell.contains(char::is_whitespace) {
        return false;
    }
    let lower = cell.to_ascii_lowercase();
    if let Some(handle) = lower.strip_prefix('@') {
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '@');
        return handle.len() >= 2 && handle.chars().all(is_part);
    }
    if ["urn:li:person:", "urn:li:member:", "urn:li:fsd_profile:"].iter().any(|urn| lower.starts_with(urn)) {
        return true;
    }
    let link = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://")).unwrap_or(&lower);
    let (host, path) = link.split_once('/').unwrap_or((link, ""));
    let mut parts = path.split(['?', '#']).next().unwrap_or_default().split('/').filter(|part| !part.is_empty());
    let (first, second) = (parts.next(), parts.next());
    let is_site = |site: &str| host.strip_suffix(site).is_some_and(|left| left.is_empty() || left.ends_with('.'));
    if is_site("linkedin.com") {
        return matches!(first, Some("in" | "pub")) && second.is_some();
    }
    let at = first.is_some_and(|first| first.starts_with('@')) && host.contains('.');
    at || (SITES.into_iter().any(is_site) && first.is_some() && second.is_none())
}

/// The id of a YouTube channel: `UC` and 22 letters, digits and signs.
fn is_channel(cell: &str) -> bool {
    let part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    cell.len() == 24 && cell.starts_with("UC") && cell.bytes().all(part)
}

/// Latitude and longitude in one cell, to at least three digits after the point.
fn is_position(cell: &str) -> bool {
    let Some((latitude, longitude)) = cell.split_once([',', ';']) else { return false };
    let part = |text: &str, most: f64| {
        let text = text.trim();
        let exact = text.split_once('.').is_some_and(|(_, digits)| digits.len() >= 3);
        exact && number(text).is_some_and(|number| number.abs() <= most)
    };
    part(latitude, 90.0) && part(longitude, 180.0)
}

fn number(text: &str) -> Option<f64> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b','));
    text.replace(',', ".").parse().ok().filter(|number: &f64| digits && number.is_finite())
}

/// A telephone number in a form that no other number has: with `+` or `0` in front, with brackets, or parted as in
/// North America. Dates and book numbers are parted too.
pub(super) fn is_phone(cell: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_digit() || matches!(byte, b' ' | b'-' | b'.' | b'/' | b'(' | b')' | b'+');
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    if !(7..=15).contains(&digits) || !cell.bytes().all(is_part) {
        return false;
    }
    if cell.starts_with('+') || cell.starts_with("(+") {
        return digits >= 8;
    }
    let groups: Vec<&str> = cell.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    if lengths == [3, 3, 4] || (lengths == [1, 3, 3, 4] && groups[0] == "1") {
        return true;
    }
    let is_date = matches!(lengths[..], [4, 1..=2, 1..=2] | [1..=2, 1..=2, 4]);
    let trunk = cell.starts_with('0') || cell.starts_with("(0");
    trunk && !is_date && !groups[0].starts_with("000") && digits >= 9 && groups[0].len() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_what_its_form_says_or_nothing() {
        let rows = [
            ("a+b@example.museum", Some(Personal::Email)),
            ("ü@exämple.de", Some(Personal::Email)),
            ("a@b@example.org", None),
            ("a b@example.org", None),
            ("@example.org", Some(Personal::Profile)),
            ("https://user@example.org/", None),
            ("192.0.2.300", None),
            ("fe80::1:2", Some(Personal::Ip)),
            ("https://x.com/somebody?s=20", Some(Personal::Profile)),
            ("https://mastodon.example/@somebody", Some(Personal::Profile)),
            ("UC0123456789-_abcdefghij", Some(Personal::Profile)),
            ("UC0123", None),
            ("https://notx.com/somebody", None),
            ("https://github.com/owner/project", None),
            ("+1 (555) 010-9999", Some(Personal::Phone)),
            ("+12", None),
            ("0800 123456", Some(Personal::Phone)),
            ("0049 30 901820123", Some(Personal::Phone)),
            ("91.123, 13.405", None),
            ("NaN, inf", None),
            ("", None),
        ];
        for (cell, expected) in rows {
            assert_eq!(looks_like(cell), expected, "{cell}");
        }
    }
}
