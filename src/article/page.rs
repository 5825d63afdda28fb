//! An article as an HTML page that stands alone: no script, nothing from elsewhere but the pictures beside it.
//!
//! HTML that the author wrote is shown as text, but for marks and plain emphasis; links go to the web, by mail or within
//! the folder.

use pulldown_cmark::{CowStr, Event, Parser, Tag, html};

use super::functions::html_escaped;
use super::marks;

/// Tags that pass, as they are written: they cannot carry anything.
const PASSING: [&str; 15] = [
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<em>",
    "</em>",
    "<strong>",
    "</strong>",
    "<sub>",
    "</sub>",
    "<sup>",
    "</sup>",
    "<br>",
    "<br/>",
    "<br />",
];

const STYLE: &str = "body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1.05rem/1.6 system-ui,sans-serif;color:#222;background:#fff}\
img{max-width:100%;height:auto}blockquote{margin:1.5rem 0;padding-left:1rem;border-left:.25rem solid #aaa}\
table{border-collapse:collapse}td,th{padding:.3rem .7rem;border-bottom:1px solid #bbb;text-align:left}\
@media(prefers-color-scheme:dark){body{color:#e6e6e6;background:#181818}a{color:#8ab4f8}}";

/// The page of an article in Markdown. `title` is the study's.
#[must_use]
pub fn page(title: &str, markdown: &str) -> String {
    let events = Parser::new_ext(markdown, super::markdown::options()).map(safe);
    let mut body = String::new();
    html::push_html(&mut body, events);
    let title = html_escaped(title);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src 'self' data: file:; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )
}

/// An event with nothing in it that could act.
fn safe(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Html(raw) | Event::InlineHtml(raw) => raw_html(&raw),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Link { link_type, dest_url: address(dest_url), title, id })
        }
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Image { link_type, dest_url: address(dest_url), title, id })
        }
        event => event,
    }
}

/// Marks and plain emphasis as they are; anything else as text. Other comments are dropped.
fn raw_html(raw: &str) -> Event<'static> {
    let mut out = String::new();
    let mut rest = raw;
    while let Some(at) = rest.find('<') {
        out.push_str(&html_escaped(&rest[..at]));
        rest = &rest[at..];
        let comment = rest.starts_with("<!--").then(|| rest.find("-->")).flatten();
        let passing = PASSING.iter().find(|tag| rest.starts_with(**tag));
        let taken = if let Some(close) = comment {
            let inner = rest.get(4..close).unwrap_or_default();
            if marks::call(inner).is_some() || marks::ends(inner) {
                out.push_str(&rest[..close + 3]);
            }
            close + 3
        } else if let Some(tag) = passing {
            out.push_str(tag);
            tag.len()
        } else {
            out.push_str("&lt;");
            1
        };
        rest = &rest[taken..];
    }
    out.push_str(&html_escaped(rest));
    Event::InlineHtml(out.into())
}

/// An address that a browser may follow; `#` in the place of one that could run something.
fn address(url: CowStr<'_>) -> CowStr<'_> {
    let scheme: Option<String> = url
        .split_once(':')
        .map(|(scheme, _)| scheme)
        .filter(|scheme| !scheme.contains(['/', '?', '#']))
        .map(|scheme| scheme.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase());
    match scheme.as_deref() {
        None | Some("http" | "https" | "mailto") => url,
        Some(_) => "#".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_emphasis_survive_and_nothing_that_acts_does() {
        let page = page(
            "T & <s>",
            "A <b>b</b> <!--v n(comments)-->1<!--/v--> <script>x</script> [l](javascript:alert) [m](https://a.example)\n\n<img src=x onerror=y>\n",
        );
        assert!(page.contains("<b>b</b> <!--v n(comments)-->1<!--/v-->"), "{page}");
        assert!(
            page.contains("&lt;script&gt;x&lt;/script&gt;") && page.contains("&lt;img src=x onerror=y&gt;"),
            "{page}"
        );
        assert!(page.contains("<a href=\"#\">l</a>") && page.contains("href=\"https://a.example\""), "{page}");
        assert!(page.contains("<title>T &amp; &lt;s&gt;</title>"));
    }
}
