//! What a report must say of its method: the items of AAPOR's disclosure standard, and those of content analysis.
//!
//! What a study states comes from its `[disclosure]`, by the item's id; what the results tell is `derived`'s.

use super::derived;
use crate::measure::{Design, Results};

/// One item that a reader may expect.
pub struct DisclosureItem {
    /// Id, which is also its key under `[disclosure]` in a study.
    pub id: &'static str,
    /// Its name in the method box.
    pub title: &'static str,
    /// What is expected, in a sentence.
    pub expected: &'static str,
    /// What the results tell of it, in sentences; empty where they tell nothing.
    pub derive: fn(&Results) -> Vec<String>,
    /// Whether it is asked only where content was analysed: where there is an open question.
    pub of_content: bool,
    /// The designs for which `check` fails where nothing is said of it.
    pub mandatory: &'static [Design],
}

impl DisclosureItem {
    /// Whether a reader of these results may ask it.
    #[must_use]
    pub fn applies(&self, results: &Results) -> bool {
        !self.of_content || !results.questions.is_empty()
    }

    /// What can be said: what the study states, then what the results tell; `None` where that is nothing.
    #[must_use]
    pub fn said(&self, results: &Results) -> Option<String> {
        let stated = results.about.disclosure.get(self.id).map(|text| text.trim().to_owned());
        let said: Vec<String> = stated
            .into_iter()
            .chain((self.derive)(results))
            .filter(|text| !text.is_empty())
            .map(|text| super::shown::sentence(&text))
            .collect();
        (!said.is_empty()).then(|| said.join(" "))
    }
}

const fn item(
    id: &'static str,
    title: &'static str,
    expected: &'static str,
    derive: fn(&Results) -> Vec<String>,
) -> DisclosureItem {
    DisclosureItem { id, title, expected, derive, of_content: false, mandatory: &Design::ALL }
}

const fn content(
    id: &'static str,
    title: &'static str,
    expected: &'static str,
    derive: fn(&Results) -> Vec<String>,
) -> DisclosureItem {
    DisclosureItem { of_content: true, ..item(id, title, expected, derive) }
}

/// An item that may be left open.
const fn open(item: DisclosureItem) -> DisclosureItem {
    DisclosureItem { mandatory: &[], ..item }
}

/// Every item, in the order of AAPOR's Code III.A (April 2021), then those for content that was analysed.
pub const DISCLOSURE: &[DisclosureItem] = &[
    item(
        "strategy",
        "How the data were collected",
        "Survey, poll, comments, documents: the strategy.",
        derived::nothing,
    ),
    item("sponsor", "Sponsor", "Who paid for the research.", derived::nothing),
    item("conductor", "Conducted by", "Who carried it out.", derived::nothing),
    open(item("funding", "Funding", "Where the money came from, if not from the sponsor.", derived::nothing)),
    item(
        "instrument",
        "Questions as asked",
        "The exact wording and presentation of questions and answers.",
        derived::instrument,
    ),
    item("population", "Population", "The people that the results are about.", derived::population),
    item(
        "recruitment",
        "Sample",
        "How people were reached and chosen, and whether it is a probability sample.",
        derived::recruitment,
    ),
    item("mode", "Mode", "How people answered: online, by phone, on paper.", derived::mode),
    open(item("language", "Language", "In which languages.", derived::language)),
    item("dates", "Dates", "When the data were collected.", derived::dates),
    item("size", "Sample sizes", "How many votes, comments and authors stand behind the numbers.", derived::size),
    item("precision", "Precision", "Bounds of the estimates, or why there are none.", derived::precision),
    item("weighting", "Weighting", "How the data were weighted; if they were not, that too.", derived::weighting),
    item(
        "processing",
        "Checks",
        "What was checked, excluded or repaired: repeats, robots, bad rows.",
        derived::processing,
    ),
    item("limitations", "Limitations", "What the data cannot show.", derived::limitations),
    item("unit", "Units", "What is counted.", derived::unit),
    content("source", "Source of the comments", "Where the comments come from.", derived::source),
    content("inclusion", "Comments included", "Which comments are counted, by which rule.", derived::inclusion),
    content("units", "Number of comments", "How many were read and how many are counted.", derived::units),
    content("codebook", "Codebook", "The coding scheme, by name.", derived::codebook),
    open(content("codebook_author", "Codebook by", "Who wrote the coding scheme.", derived::nothing)),
    open(content("coders", "Coders", "How many coders, and who or what they were.", derived::coders)),
    content(
        "reliability",
        "Agreement",
        "Whether agreement was calculated, between whom, and what it is.",
        derived::reliability,
    ),
    item("software", "Software", "Which program coded, with its version.", derived::software),
    content("rules", "Decision rules", "By which rules the program decides.", derived::rules),
];

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn find(id: &str) -> &'static DisclosureItem {
        DISCLOSURE.iter().find(|item| item.id == id).unwrap()
    }

    #[test]
    fn ids_are_unique_and_every_item_says_what_is_expected() {
        for (place, item) in DISCLOSURE.iter().enumerate() {
            assert!(item.expected.ends_with('.'), "{}", item.id);
            assert!(DISCLOSURE[place + 1..].iter().all(|other| other.id != item.id), "{}", item.id);
        }
    }

    #[test]
    fn what_the_study_states_comes_before_what_the_results_tell() {
        let mut results = sample::results();
        results.about.disclosure.insert("dates".to_owned(), "One week".to_owned());
        assert_eq!(find("dates").said(&results).unwrap(), "One week. Opened July 2021.");
        assert_eq!(find("sponsor").said(&results).unwrap(), "Nobody.");
        assert_eq!(find("funding").said(&results), None);
    }
}
