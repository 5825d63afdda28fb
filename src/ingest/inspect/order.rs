//! Options that stand in an order: known lists, strength and direction (*very*, *not at all*, *un-*), bands of numbers,
//! times in a year, numbers before a label. From the lowest to the highest; nothing where two have the same place.

use super::apart::apart;
use super::bands::{UNITS, bands};
use super::shape::plain;
use super::times;
use super::vocabulary::LISTS;
use super::wordings::{FILLERS, MIDDLE_STARTS, MIDDLES, NEGATIONS, OPPOSITES, STRENGTHS};

/// Options in their order.
#[derive(Debug, Clone, PartialEq)]
pub struct Ordered {
    /// Places of the options, from the lowest to the highest.
    pub places: Vec<usize>,
    /// Places of options that stand outside the order, as they came.
    pub outside: Vec<usize>,
    /// The number of each option in the order, where the labels have numbers.
    pub values: Option<Vec<f64>>,
    /// How the order is known.
    pub why: &'static str,
}

/// More options are no scale.
const OPTIONS: usize = 40;

/// The order of these options; `None` where they have none.
pub fn order(options: &[&str]) -> Option<Ordered> {
    if options.len() > OPTIONS {
        return None;
    }
    let (outside, inside): (Vec<usize>, Vec<usize>) =
        (0..options.len()).partition(|&place| apart(options[place]).is_some());
    let labels: Vec<String> = inside.iter().map(|&place| plain(options[place])).collect();
    if labels.len() < 2 {
        return None;
    }
    WAYS.iter().find_map(|way| {
        let scores = (way.scores)(&labels).filter(|scores| all_differ(scores))?;
        let mut ranked: Vec<usize> = (0..inside.len()).collect();
        ranked.sort_by(|&a, &b| scores[a].total_cmp(&scores[b]));
        Some(Ordered {
            places: ranked.iter().map(|&at| inside[at]).collect(),
            outside: outside.clone(),
            values: way.numbered.then(|| ranked.iter().map(|&at| scores[at]).collect()),
            why: way.why,
        })
    })
}

/// One way to know an order.
struct Way {
    why: &'static str,
    /// Where each label stands; `None` where this way does not apply.
    scores: fn(&[String]) -> Option<Vec<f64>>,
    /// Whether the scores are numbers that the labels themselves have.
    numbered: bool,
}

const LISTED: &str = "its options are known to stand in this order";

const WAYS: &[Way] = &[
    Way { why: "its options are numbers, or begin with them", scores: leading_numbers, numbered: true },
    Way { why: LISTED, scores: listed, numbered: false },
    Way { why: "its options say how often", scores: how_often, numbered: false },
    Way { why: "its options differ in strength and direction", scores: strength, numbered: false },
    Way { why: "its options are bands of numbers", scores: bands, numbered: false },
    Way { why: LISTED, scores: listed_loosely, numbered: false },
];

fn all_differ(scores: &[f64]) -> bool {
    let mut sorted = scores.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.windows(2).all(|pair| pair[0] < pair[1])
}

/// `5`, `5 - very good`, `1 (not at all)`, `3: neither`.
fn leading_numbers(labels: &[String]) -> Option<Vec<f64>> {
    let number = |label: &String| {
        let end = label.find(|c: char| !c.is_ascii_digit()).unwrap_or(label.len());
        let (digits, rest) = label.split_at(end);
        let rest = rest.trim_start();
        let labelled =
            rest.starts_with(['-', '(', ':', '=', '.', ')', '/']) || rest.starts_with(|c: char| c.is_alphabetic());
        // A band such as `18-29` has a number behind its sign.
        let band = rest.trim_start_matches(['-', ' ', '.', '$']).starts_with(|c: char| c.is_ascii_digit());
        let fits = rest.is_empty()
            || (labelled && !band && digits.len() <= 2 && !rest.starts_with("or ") && !rest.starts_with("and "));
        fits.then(|| digits.parse().ok()).flatten()
    };
    let numbers: Vec<f64> = labels.iter().map(number).collect::<Option<_>>()?;
    // `1 day`, `2 weeks`: what the numbers count differs.
    let counts = labels.iter().filter(|label| UNITS.iter().any(|unit| label.contains(unit))).count();
    (counts == 0 && numbers.iter().all(|number| *number <= 100.0)).then_some(numbers)
}

fn listed(labels: &[String]) -> Option<Vec<f64>> {
    by_list(labels, |label, wording| if wording.is_ascii() { label == wording } else { label == plain(wording) })
}

/// With words behind a known wording: `Good (most of the time)`.
fn listed_loosely(labels: &[String]) -> Option<Vec<f64>> {
    by_list(labels, |label, wording| {
        label
            .strip_prefix(wording)
            .is_some_and(|rest| rest.is_empty() || rest.trim_start().starts_with(['(', '-', ',', ':']))
    })
}

fn by_list(labels: &[String], fits: impl Fn(&str, &str) -> bool) -> Option<Vec<f64>> {
    LISTS.iter().find_map(|list| {
        let level = |label: &String| list.iter().position(|level| level.split('|').any(|wording| fits(label, wording)));
        labels.iter().map(|label| level(label).map(|level| level as f64)).collect::<Option<Vec<f64>>>()
    })
}

fn how_often(labels: &[String]) -> Option<Vec<f64>> {
    labels.iter().map(|label| times::how_often(label)).collect()
}

/// What an answer says, taken apart.
struct Said {
    /// What it is about, without strength, negation and fillers.
    about: String,
    strength: f64,
    negated: bool,
}

fn strength(labels: &[String]) -> Option<Vec<f64>> {
    let said: Vec<Option<Said>> =
        labels.iter().map(|label| if is_middle(label) { None } else { Some(take_apart(label)) }).collect();
    let mut bases: Vec<&str> =
        said.iter().flatten().map(|said| &*said.about).filter(|about| !about.is_empty()).collect();
    bases.sort_unstable();
    bases.dedup();
    let (high, low) = match bases.as_slice() {
        // `Not at all`, `Slightly`, `Very`: the question says what about.
        [] => ("", None),
        [one] => (*one, None),
        [a, b] => opposites(a, b).map(|(high, low)| (high, Some(low)))?,
        _ => return None,
    };
    // `No` beside `Yes` has no strength, and nothing that it is about.
    if said.iter().flatten().any(|said| said.about.is_empty() && said.strength == 2.0) {
        return None;
    }
    let bare = said.iter().flatten().filter(|said| said.about.is_empty()).count();
    if said.iter().flatten().count() < 2 || (low.is_some() && bare > 1) {
        return None;
    }
    let varied = said.iter().flatten().any(|said| said.strength != 2.0 || said.negated);
    let scores = said.iter().map(|said| match said {
        None => 0.0,
        Some(said) => {
            let down = (Some(&*said.about) == low) != said.negated;
            if down { -said.strength } else { said.strength }
        }
    });
    let known = high.is_empty() || low.is_some() || varied;
    // `Selected` and `Not selected`: two answers of one strength are a choice, whatever they are about.
    let steps = labels.len() > 2 || said.iter().flatten().any(|said| !matches!(said.strength, 2.0));
    (known && steps).then(|| scores.collect())
}

fn is_middle(label: &str) -> bool {
    let bare = label.split(" (").next().unwrap_or(label);
    MIDDLES.contains(&bare) || MIDDLE_STARTS.iter().any(|start| label.starts_with(start))
}

fn take_apart(label: &str) -> Said {
    let bare = label.split(" (").next().unwrap_or(label);
    // `Yes, very rude`, `No, not at all`: which side, and then how far.
    let side = [("yes, ", false), ("no, ", true)].into_iter().find(|(word, _)| bare.starts_with(word));
    let bare = side.map_or(bare, |(word, _)| &bare[word.len()..]);
    let mut text = format!(" {} ", bare.replace(',', " "));
    let mut said = Said { about: String::new(), strength: 2.0, negated: false };
    for (word, strength) in NEGATIONS {
        if take(&mut text, word) {
            said.negated = true;
            if *strength > 0.0 {
                said.strength = *strength;
            }
            break;
        }
    }
    if said.negated && take(&mut text, "at all") {
        said.strength = 6.0;
    }
    said.negated |= side.is_some_and(|(_, down)| down);
    for (word, strength) in STRENGTHS {
        if take(&mut text, word) {
            if said.strength < 6.0 {
                said.strength = *strength;
            }
            break;
        }
    }
    let words: Vec<&str> = text.split_whitespace().filter(|word| !FILLERS.contains(word)).collect();
    said.about = words.join(" ");
    said
}

/// Takes a whole word, or several, out of a text that has a space at both ends.
fn take(text: &mut String, word: &str) -> bool {
    let found = text.find(&format!(" {word} "));
    if let Some(at) = found {
        text.replace_range(at..=at + word.len(), "");
    }
    found.is_some()
}

/// Two words that are opposites, the higher first.
fn opposites<'w>(a: &'w str, b: &'w str) -> Option<(&'w str, &'w str)> {
    let listed = |high: &str, low: &str| OPPOSITES.contains(&(high, low));
    let prefixed = |high: &str, low: &str| {
        ["un", "dis", "in", "im", "ir", "non-", "de", "on"].iter().any(|prefix| low.strip_prefix(prefix) == Some(high))
    };
    if listed(a, b) || prefixed(a, b) {
        Some((a, b))
    } else if listed(b, a) || prefixed(b, a) {
        Some((b, a))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The options from the lowest to the highest.
    fn ordered<'o>(options: &[&'o str]) -> Vec<&'o str> {
        order(options).map(|found| found.places.iter().map(|&place| options[place]).collect()).unwrap_or_default()
    }

    #[test]
    fn scales_are_put_in_order_from_low_to_high_whatever_order_they_come_in() {
        for expected in [
            &["Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"][..],
            &["Strongly disagree", "Somewhat disagree", "Somewhat agree", "Strongly agree"],
            &["Very unlikely", "Somewhat unlikely", "Somewhat likely", "Very likely"],
            &[
                "Very unfavorably",
                "Somewhat unfavorably",
                "Neither favorably nor unfavorably (neutral)",
                "Somewhat favorably",
                "Very favorably",
            ],
            &[
                "Not at all important",
                "Not so important",
                "Somewhat important",
                "Very important",
                "Extremely important",
            ],
            &["Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied"],
            &["Never", "Rarely", "Sometimes", "Often", "Always"],
            &["Poor", "Fair", "Good", "Very good", "Excellent"],
            &["Never", "Less than once a month", "Once a month", "Once a week", "Several times a week", "Daily"],
            &["Sehr unzufrieden", "Eher unzufrieden", "Teils/teils", "Eher zufrieden", "Sehr zufrieden"],
            &[
                "Stimme überhaupt nicht zu",
                "Stimme eher nicht zu",
                "Teils/teils",
                "Stimme eher zu",
                "Stimme voll und ganz zu",
            ],
            &["Pas du tout satisfait", "Plutôt insatisfait", "Plutôt satisfait", "Très satisfait"],
            &["Totalmente en desacuerdo", "En desacuerdo", "De acuerdo", "Totalmente de acuerdo"],
            &["Helemaal oneens", "Oneens", "Neutraal", "Eens", "Helemaal eens"],
            &["Not at all", "Slightly", "Moderately", "Very", "Extremely"],
            &["Trifft gar nicht zu", "Trifft eher nicht zu", "Trifft eher zu", "Trifft zu"],
            &["18-29", "30-44", "45-60", "> 60"],
            &["Under 18", "18 - 29", "30 - 44", "45 - 59", "60+"],
            &["$0 to $9,999", "$10,000 to $24,999", "$25,000 to $49,999", "$200,000 and up"],
            &["10 or younger", "11", "12", "13 or older"],
            &["Less than $10k", "$10k-$50k", "More than $50k"],
            &["Less than 1 month", "1-6 months", "6-12 months", "1-2 years", "More than 2 years"],
            &["1 (not at all)", "2", "3", "4", "5 (very much)"],
            &["Lt $1000", "$1000 to 2999", "$10000 - 14999", "$25000 or more"],
            &["[18,30)", "[30,45)", "[45,60)", "[60,100]"],
            &["(-Inf,18]", "(18.0, 30.5]", "(30.5, Inf]"],
            &["<10k", "10-20k", "20-30k", ">30k"],
            &["None", "One", "Two", "Three or more"],
            &["Not too happy", "Pretty happy", "Very happy"],
            &["independent", "slightly dependent", "moderately dependent", "severely dependent"],
            &["None", "Mild", "Moderate", "Severe"],
            &["Lt high school", "High school", "Junior college", "Bachelor", "Graduate"],
            &["Extremely liberal", "Slightly liberal", "Moderate", "Conservative", "Extremely conservative"],
            &["1", "2", "9", "10"],
            &["Not at all important", "Not too important", "Somewhat important", "Very important"],
            &["Unwichtig", "Weniger wichtig", "Wichtig", "Sehr wichtig"],
            &["Nothing at all", "Only a little", "Some", "A lot"],
            &["Not at all", "Not much", "Some", "A lot"],
            &["No, not rude at all", "Yes, somewhat rude", "Yes, very rude"],
            &["No, not at all", "No, not really", "Neutral", "Yes, somewhat", "Yes, definitely"],
            &["Never", "Once a year or less", "Once a month or less", "A few times per month", "Every day"],
            &["とても不満", "不満", "どちらともいえない", "満足", "とても満足"],
            &["High school or less", "Some college", "College graduate", "Post graduate degree"],
            &["I have never written code", "< 1 years", "1-2 years", "3-5 years", "20+ years"],
            &["Just me - I am a freelancer", "2 to 9 employees", "10 to 19 employees", "1,000 or more employees"],
        ] {
            let mut shuffled = expected.to_vec();
            shuffled.rotate_left(expected.len() / 2);
            shuffled.swap(0, 1);
            assert_eq!(ordered(&shuffled), expected, "{:?}", order(&shuffled).map(|found| found.why));
        }
    }

    #[test]
    fn answers_without_an_order_have_none() {
        for options in [
            &["Yes", "No"][..],
            &["Red", "Green", "Blue"],
            &["Han", "Greedo"],
            &["Male", "Female"],
            &["White", "Non-white"],
            &["Checked", "Unchecked"],
            &["Genannt", "Nicht genannt"],
            &["Europe", "Asia", "North America"],
            &["Marketing", "Sales", "1 person"],
            &["The 9:10 boat left at 9:30", "The 8:10 boat left at 8:20", "Nothing in 2 or 3 weeks"],
            &["iPhone 12", "Galaxy 20", "Pixel 6"],
            &["Agree"],
        ] {
            assert_eq!(ordered(options), Vec::<&str>::new(), "{:?}", order(options).map(|found| found.why));
        }
    }

    #[test]
    fn answers_outside_the_scale_are_kept_apart_and_labels_with_numbers_give_them() {
        let found = order(&["Agree", "Don't know", "Disagree", "Strongly agree"]).unwrap();
        assert_eq!((found.places, found.outside, found.values), (vec![2, 0, 3], vec![1], None));
        let numbered = order(&["5 - Very good", "N/A", "1 - Very bad", "3"]).unwrap();
        assert_eq!((numbered.places, numbered.values), (vec![2, 3, 0], Some(vec![1.0, 3.0, 5.0])));
    }
}
