//! The functions of article templates: one list, from which templates, marks, `verify` and the reference page are made.

use super::facts::Numbers;
use crate::diag::{did_you_mean, nearest};
use crate::measure::named::{Named, net};
use crate::measure::wording::{fraction, grouped, plain_number};
use crate::measure::{ClaimResult, Quote};
use crate::report::markdown_escaped;

/// A value as it stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Value {
    /// As a reader sees it.
    pub plain: String,
    /// As it stands in Markdown.
    pub markdown: String,
    /// As it stands in HTML.
    pub html: String,
}

impl Value {
    fn text(plain: impl Into<String>) -> Self {
        let plain = plain.into();
        Self { markdown: markdown_escaped(&plain), html: html_escaped(&plain), plain }
    }
}

/// Text as it stands in HTML.
pub(super) fn html_escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => shown.push_str("&amp;"),
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            '"' => shown.push_str("&quot;"),
            '\'' => shown.push_str("&#39;"),
            _ => shown.push(letter),
        }
    }
    shown
}

/// Why a name gives no value, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unknown {
    pub message: String,
    pub hint: String,
}

/// What a name is resolved to.
type Resolve = fn(&Numbers, &str) -> Result<Value, Unknown>;

/// A function of article templates.
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// What it takes.
    pub takes: &'static str,
    /// What it gives.
    pub means: &'static str,
    /// A call and what it gives in the first study.
    pub example: &'static str,
    pub(super) resolve: Resolve,
}

const fn function(
    name: &'static str,
    takes: &'static str,
    means: &'static str,
    example: &'static str,
    resolve: Resolve,
) -> Function {
    Function { name, takes, means, example, resolve }
}

/// Every function, in the order of the reference page.
pub const FUNCTIONS: &[Function] = &[
    function(
        "share",
        "a share, or shares joined by ` + `",
        "It as a percentage.",
        "share('themes', 'personalise')",
        share,
    ),
    function("fraction", "a share, or shares joined by ` + `", "It in words.", "fraction('poll', 'Some')", in_words),
    function("count", "a share with counts, or a count", "How many.", "count('themes', 'personalise')", count),
    function("base", "a share with counts", "Of how many.", "base('themes', 'personalise')", base),
    function("of", "a share with counts", "Both, with the unit.", "of('authors', 'personalise')", of),
    function("n", "a count; `comments` is short for `comments.counted`", "The count.", "n('comments')", number),
    function("number", "a mean or a median", "The number.", "number('median', 'age')", number),
    function("label", "a share", "The label of the theme or option.", "label('themes', 'personalise')", label),
    function("rank", "a share", "Its place among its kind, in words.", "rank('themes', 'relevance')", rank),
    function("top", "a kind and a place", "The label that holds this place.", "top('themes.guidelines', 1)", top),
    function("quote", "a theme and a number", "A quote that the study chose for it.", "quote('relevance', 1)", quote),
    function("by", "a theme and a number", "Who said it, as it may be shown.", "by('relevance', 1)", by),
    function("chart", "a chart or its table", "The picture, with its alt text.", "chart('poll')", chart),
    function("claim", "a claim", "Its text.", "claim('extremes')", claim),
    function("verdict", "a claim", "What the data say of it.", "verdict('extremes')", verdict),
];

/// The mark of a passage whose numbers are not the study's.
pub(super) const FREE: &str = "free";

/// The value of a call such as `share(themes.personalise)`.
pub(super) fn resolve(numbers: &Numbers, call: &str) -> Result<Value, Unknown> {
    let parsed = call.split_once('(').and_then(|(name, rest)| Some((name.trim(), rest.trim_end().strip_suffix(')')?)));
    let Some((name, argument)) = parsed else {
        let hint = "write a function and its argument: `share(themes.personalise)`".to_owned();
        return Err(Unknown { message: format!("`{call}` is no value by name"), hint });
    };
    match FUNCTIONS.iter().find(|function| function.name == name) {
        Some(function) => (function.resolve)(numbers, argument.trim()),
        None => Err(unknown_function(name)),
    }
}

/// The error for a function that is not there.
pub(super) fn unknown_function(name: &str) -> Unknown {
    let names: Vec<&str> = FUNCTIONS.iter().map(|function| function.name).chain([FREE, "value"]).collect();
    Unknown { message: format!("there is no function `{name}`"), hint: did_you_mean(name, &names) }
}

/// The number with this name.
pub(super) fn find<'a>(numbers: &'a Numbers, name: &str) -> Result<&'a Named, Unknown> {
    numbers.find(name).ok_or_else(|| {
        // There are too many to list.
        let names = numbers.named.iter().map(|named| named.name.as_str());
        let hint = match nearest(name, names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "data/ARTICLES.md lists the kinds of names".to_owned(),
        };
        Unknown { message: format!("the study has no number `{name}`"), hint }
    })
}

fn unknown<'a>(what: &str, found: &str, names: impl Iterator<Item = &'a str>) -> Unknown {
    let names: Vec<&str> = names.collect();
    Unknown { message: format!("the study has no {what} `{found}`"), hint: did_you_mean(found, &names) }
}

fn unfit(name: &str, expected: &str, hint: &str) -> Unknown {
    Unknown { message: format!("`{name}` is not {expected}"), hint: hint.to_owned() }
}

fn undefined(name: &str) -> Unknown {
    unfit(name, "defined here: its base is zero", "leave it out")
}

/// The value of a share, or of shares that may be added, and its percentage.
fn shares(numbers: &Numbers, argument: &str) -> Result<(f64, String), Unknown> {
    let names: Vec<&str> = argument.split(" + ").map(str::trim).collect();
    let mut first = None;
    for name in &names {
        let named = find(numbers, name)?;
        if !named.is_share {
            return Err(unfit(name, "a share", "use `n` or `count` for a count"));
        }
        first = first.or(Some(named));
    }
    match (names.as_slice(), first) {
        ([_], Some(named)) => named.value.zip(named.percent.clone()).ok_or_else(|| undefined(argument)),
        _ => {
            let hint = "add shares of one poll, or stances of one group";
            let (value, shown) =
                net(&numbers.results, &numbers.named, &names).ok_or_else(|| unfit(argument, "a sum", hint))?;
            let value = value.ok_or_else(|| undefined(argument))?;
            // `32% (20% + 12%)` where shares are published, `52 of 131 authors (40%)` where they are counted.
            let percent = shown
                .split(['%', '('])
                .find(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit() || c == '.'));
            Ok((value, percent.unwrap_or_default().to_owned()))
        }
    }
}

fn share(numbers: &Numbers, argument: &str) -> Result<Value, Unknown> {
    Ok(Value::text(format!("{}%", shares(numbers, argument)?.1)))
}

fn in_words(numbers: &Numbers, argument: &str) -> Result<Value, Unknown> {
    Ok(Value::text(fraction(shares(numbers, argument)?.0)))
}

fn counts(numbers: &Numbers, argument: &str) -> Result<crate::measure::Share, Unknown> {
    let hint = "the poll's votes are not published, or it is a count alone: use `share` or `n`";
    find(numbers, argument)?.share.ok_or_else(|| unfit(argument, "a share with counts", hint))
}

fn count(numbers: &Numbers, argument: &str) -> Result<Value, Unknown> {
    let named = find(numbers, argument)?;
    match named.is_share {
        true => Ok(Value::text(grouped(counts(numbers, argument)?.count))),
        false => number(numbers, argument),
    }
}

fn base(numbers: &Numbers, argument: &str) -> Result<Value, Unknown> {
    Ok(Value::text(grouped(counts(numbers, argument)?.base)))
}

fn of(numbers: &Numbers, argument: &str) -> Result<Value, Unknown> {
    let share = counts(numbers, argument)?;
    let (one, many) = find(numbers, argument)?.unit.words();
    let base = crate::measure::wording::counted(share.base, one, many);
    Ok(Value::text(format!("{} of {base}", grouped(share.count))))
}

fn number(numbers: &Numbers, argument: &str) -> Result<Value, Unknown> {
    let short = if argument == "comments" { "comments.counted".to_owned() } else { format!("comments.{argument}") };
    let named = match numbers.find(&short) {
        Some(named) => named,
        None => find(numbers, argument)?,
    };
    if named.is_share {
        return Err(unfit(argument, "a number", "use `share` for a share, `count` for its count"));
    }
    let value = named.value.ok_or_else(|| undefined(argument))?;
    Ok(Value::text(if value.fract() == 0.0 && (0.0..1e15).contains(&value) {
        grouped(value as u64)
    } else {
        plain_number(value)
    }))
}

fn label(numbers: &Numbers, argument: &str) -> Result<Value, Unknown> {
    Ok(Value::text(&*find(numbers, argument)?.label))
}

/// A place in words.
pub(super) fn ordinal(place: usize) -> String {
    const WORDS: [&str; 10] =
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    let word = place.checked_sub(1).and_then(|place| WORDS.get(place));
    word.map_or_else(|| format!("number {place}"), |word| (*word).to_owned())
}

fn rank(numbers: &Numbers, argument: &str) -> Result<Value, Unknown> {
    let named = find(numbers, argument)?;
    named
        .rank
        .map(|rank| Value::text(ordinal(rank)))
        .ok_or_else(|| unfit(argument, "ranked", "rank a theme or an option"))
}

/// The last part of an argument as a number, and what stands before it.
fn numbered(argument: &str) -> Result<(&str, usize), Unknown> {
    let parts = argument.rsplit_once('.').and_then(|(name, place)| Some((name, place.trim().parse().ok()?)));
    parts.filter(|(_, place)| *place > 0).ok_or_else(|| {
        let hint = "give a number from 1 after the name".to_owned();
        Unknown { message: format!("`{argument}` has no number"), hint }
    })
}

fn top(numbers: &Numbers, argument: &str) -> Result<Value, Unknown> {
    let (family, place) = numbered(argument)?;
    let members: Vec<&Named> = numbers.named.iter().filter(|named| named.family == family).collect();
    if members.is_empty() {
        let mut families: Vec<&str> = numbers.named.iter().map(|named| named.family.as_str()).collect();
        families.retain(|family| !family.is_empty());
        families.dedup();
        return Err(unknown("ranking", family, families.into_iter()));
    }
    let holders: Vec<&&Named> = members.iter().filter(|named| named.rank == Some(place)).collect();
    match holders.as_slice() {
        [holder] => Ok(Value::text(&*holder.label)),
        [] => Err(unfit(argument, "held by anything", "a place before it is shared, or there are fewer")),
        _ => Err(unfit(argument, "held by one alone", "say that the place is shared")),
    }
}

fn chosen<'a>(numbers: &'a Numbers, argument: &str) -> Result<&'a Quote, Unknown> {
    let (theme, place) = numbered(argument)?;
    let theme = theme.rsplit('.').next().unwrap_or(theme);
    let quotes = || numbers.results.questions.iter().flat_map(|question| &question.quotes);
    let found: Vec<&Quote> = quotes().filter(|quote| quote.theme == theme).collect();
    if found.is_empty() {
        let mut themes: Vec<&str> = quotes().map(|quote| quote.theme.as_str()).collect();
        themes.dedup();
        return Err(unknown("quote for the theme", theme, themes.into_iter()));
    }
    let hint = format!("the study chose {} for it: `publish.quotes_per_theme`", found.len());
    found.get(place - 1).copied().ok_or_else(|| unfit(argument, "a quote of this study", &hint))
}

fn quote(numbers: &Numbers, argument: &str) -> Result<Value, Unknown> {
    let text = chosen(numbers, argument)?.text.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(Value::text(format!("“{text}”")))
}

fn by(numbers: &Numbers, argument: &str) -> Result<Value, Unknown> {
    let quote = chosen(numbers, argument)?;
    let provenance = quote.provenance.as_ref().map(|found| format!(" ({found})")).unwrap_or_default();
    Ok(Value::text(format!("{}{provenance}", quote.by)))
}

fn chart(numbers: &Numbers, argument: &str) -> Result<Value, Unknown> {
    let by_id = numbers.figures.iter().find(|figure| figure.id == argument);
    let found = by_id.or_else(|| numbers.figures.iter().find(|figure| figure.table == argument));
    let names = || numbers.figures.iter().flat_map(|figure| [figure.id.as_str(), figure.table.as_str()]);
    let figure = found.ok_or_else(|| unknown("chart", argument, names()))?;
    // Ids of figures are letters, digits, `-` and `_`.
    let file = format!("charts/{}.png", figure.id);
    Ok(Value {
        plain: figure.alt.clone(),
        markdown: format!("![{}]({file})", markdown_escaped(&figure.alt)),
        html: format!("<img src=\"{file}\" alt=\"{}\">", html_escaped(&figure.alt)),
    })
}

fn judged<'a>(numbers: &'a Numbers, argument: &str) -> Result<&'a ClaimResult, Unknown> {
    let claims = &numbers.results.claims;
    let found = claims.iter().find(|claim| claim.id == argument);
    found.ok_or_else(|| unknown("claim", argument, claims.iter().map(|claim| claim.id.as_str())))
}

fn claim(numbers: &Numbers, argument: &str) -> Result<Value, Unknown> {
    Ok(Value::text(&*judged(numbers, argument)?.text))
}

fn verdict(numbers: &Numbers, argument: &str) -> Result<Value, Unknown> {
    Ok(Value::text(judged(numbers, argument)?.verdict.label()))
}
