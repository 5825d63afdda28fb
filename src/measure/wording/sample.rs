//! Example results for tests of what shows results; the numbers are made up.

use std::collections::BTreeMap;

use crate::measure::*;

/// The labels of the five example themes, in order.
const LABELS: [&str; 5] = [
    "Be relevant",
    "Write a personal invite",
    "Make the benefit clear",
    "Keep your profile current",
    "Answer when they ask",
];

/// Options with shares as published.
pub fn options(shares: &[(&str, f64)]) -> Vec<OptionShare> {
    let option = |(label, share): &(&str, f64)| OptionShare {
        label: (*label).to_owned(),
        share: *share,
        percent: format!("{:.0}", share * 100.0),
        counts: None,
    };
    shares.iter().map(option).collect()
}

/// A poll known by its percentages only.
pub fn poll() -> PollBreakdown {
    PollBreakdown {
        question: "Under what conditions do you accept LinkedIn invites from people you don’t know?".into(),
        options: options(&[("Never", 0.20), ("Some of them", 0.68), ("All of them", 0.12)]),
        basis: Basis::PercentOnly { fits: vec![25], all_from: Some(113) },
        decimals: 0,
        headline: "Two in three accept only some invites from strangers".into(),
        rounding: Rounding::HalfUp,
    }
}

/// Frequencies of themes in the group `guidelines`.
pub fn frequencies(counts: &[u64], base: u64) -> Frequencies {
    let theme = |(theme, count): (usize, &u64)| ThemeFrequency {
        theme,
        id: format!("t{theme:02}"),
        label: LABELS.get(theme).map_or_else(|| format!("Theme number {theme}"), |label| (*label).to_owned()),
        group: "guidelines".into(),
        comments: Share::new(*count, base),
        authors: Share::new(*count, base),
        mentions: Share::new(*count, counts.iter().sum()),
        all_comments: Share::new(*count, base),
        overridden: 0,
    };
    Frequencies { themes: counts.iter().enumerate().map(theme).collect(), none: vec![Share::new(43, base)] }
}

/// Co-occurrence of the five example themes.
pub fn cooccurrence() -> Cooccurrence {
    let counts = [65, 57, 49, 35, 24];
    let both = [24, 19, 11, 6, 21, 8, 5, 9, 0, 3];
    let mut cells = both.into_iter();
    let mut pairs = Vec::new();
    for a in 0..5 {
        for b in a + 1..5 {
            let both = cells.next().unwrap_or(0);
            pairs.push(Pair { a, b, both, count_a: counts[a], count_b: counts[b], jaccard: None });
        }
    }
    let themes =
        LABELS.iter().enumerate().map(|(place, label)| (format!("t{place:02}"), (*label).to_owned())).collect();
    Cooccurrence { group: "guidelines".into(), themes, counts: counts.to_vec(), base: 158, pairs }
}

/// Stance of commenters beside the poll.
pub fn stance() -> Stance {
    let row = |(id, label, count, option, share): (&str, &str, u64, &str, f64)| StanceRow {
        id: id.into(),
        label: label.into(),
        authors: Share::new(count, 58),
        poll: Some((option.into(), share)),
    };
    let rows = [
        ("none", "Accepts none", 14, "Never", 0.20),
        ("some", "Accepts some", 35, "Some of them", 0.68),
        ("all", "Accepts all", 9, "All of them", 0.12),
    ];
    Stance {
        group: "stance".into(),
        rows: rows.into_iter().map(row).collect(),
        mixed_authors: 2,
        silent_authors: 71,
        all_authors: 131,
        mixed_comments: vec![],
    }
}

/// An open question with everything that is shown of it.
pub fn question() -> QuestionResults {
    let ids = |count: usize| (0..count).map(|id| id.to_string()).collect();
    QuestionResults {
        id: "comments".into(),
        question: "What makes you accept an invite?".into(),
        codebook: "Guidelines".into(),
        read: 180,
        counted: 158,
        authors: 131,
        provenance: vec![("constructed".into(), 145), ("published".into(), 13)],
        constructed: 145,
        set_aside: vec![(SetAside::Poster, ids(12)), (SetAside::TagOnly, ids(9)), (SetAside::Duplicate, ids(1))],
        bad_rows: vec![],
        rows_aside: vec![],
        source: DecisionSource::Tagger,
        groups: vec![("guidelines".into(), "Guidelines".into(), false), ("stance".into(), "Stance".into(), true)],
        frequencies: frequencies(&[65, 57, 49, 35, 24], 158),
        estimates: vec![],
        cooccurrence: vec![cooccurrence()],
        ranks: vec![],
        drivers: vec![],
        typical: vec![],
        stance: vec![stance()],
        agreement: vec![],
        coders: vec![],
        pattern_effects: Vec::new(),
        untagged: Untagged { share: Share::new(43, 158), comments: vec![], words: vec![] },
        languages: vec![],
        quotes: vec![],
    }
}

/// A claim for each of these, with every verdict in turn.
pub fn claims(labels: &[String]) -> Vec<ClaimResult> {
    let verdicts =
        [Verdict::ShownOnConstructed, Verdict::Holds, Verdict::DoesNotHold, Verdict::CannotBeKnown].into_iter().cycle();
    let claim = |(place, (label, verdict)): (usize, (&String, Verdict))| ClaimResult {
        id: format!("claim{place}"),
        text: format!("Many ask for a message written for them: {label}."),
        verdict,
        checks: vec![CheckResult {
            quantity: "authors.personalise".into(),
            value: Some(0.19),
            shown: "23 of 120 authors (19%)".into(),
            expected: "“many”: at least 10%".into(),
            holds: verdict != Verdict::DoesNotHold,
            constructed: verdict == Verdict::ShownOnConstructed,
        }],
        reason: (verdict == Verdict::CannotBeKnown).then(|| "Nobody counted the replies.".to_owned()),
    };
    labels.iter().zip(verdicts).take(4).enumerate().map(claim).collect()
}

/// A study with a poll and one open question.
pub fn results() -> Results {
    Results {
        about: About {
            title: "Invites".into(),
            platform: Some("LinkedIn".into()),
            url: None,
            opened: Some("2021-07".into()),
            closed: None,
            sample: Sample::default(),
            disclosure: BTreeMap::new(),
            constructed: vec!["constructed".into()],
            sum_to_100: false,
        },
        poll: Some(poll()),
        answers: vec![],
        estimates: vec![],
        uppers: Vec::new(),
        ratings: vec![],
        responses: vec![],
        treatment: Treatment::default(),
        questions: vec![question()],
        claims: vec![],
        waves: None,
    }
}
