//! Sentences and what the example study says of them; and that nothing makes the reader fail.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::measure::Quantifier;
use crate::measure::wording::sample;

const COMMENTS: [(&str, &str); 2] = [
    ("c1", "I only say yes to people I've met, or who write a note that a robot couldn't have written."),
    ("c2", "Depends on the note … and on my mood, honestly 😄"),
];

/// What the example study says of a text, one word a statement: `holds`, `off`, `unsupported`.
pub(super) fn said(text: &str) -> Vec<String> {
    with_facts(|facts| verify_text("t", text, facts))
        .iter()
        .map(|found| format!("{} {}", found.holds.word(), found.found))
        .collect()
}

pub(super) fn with_facts<T>(run: impl FnOnce(&Facts<'_>) -> T) -> T {
    let results = sample::results();
    let words = BTreeMap::from([("most".to_owned(), Quantifier { at_least: Some(0.5), at_most: None })]);
    let names = BTreeMap::from([("t04".to_owned(), vec!["follow-up question".to_owned()])]);
    let facts = Facts {
        numbers: Numbers::new(&results, &[]),
        comments: COMMENTS.to_vec(),
        words: &words,
        names: &names,
        own: vec!["What makes you accept an invite?".to_owned()],
        design: results.about.sample.design,
    };
    run(&facts)
}

/// Rows of text and what is said of it. The study: 65, 57, 49, 35 and 24 of 158 comments; 20, 68 and 12 % of votes.
#[test]
fn numbers_hold_or_are_off_by_what_their_clause_names() {
    for (text, expected) in [
        ("Be relevant: 41% of comments.", vec!["holds 41%"]),
        ("Be relevant: 42% of comments.", vec!["off 42%"]),
        ("Be relevant comes up in 41.1% of them.", vec!["holds 41.1%"]),
        ("Be relevant comes up in 41.2% of them.", vec!["off 41.2%"]),
        ("“Be relevant” leads, “Write a personal invite” comes second.", vec!["holds leads", "holds comes second"]),
        ("“Be relevant” in 65 (41%), “Write a personal invite” in 57 (36%).", vec!["holds 41%", "holds 36%"]),
        ("“Be relevant” in 65 (36%), “Write a personal invite” in 57 (41%).", vec!["off 36%", "off 41%"]),
        ("Two in five comments try to be relevant.", vec!["holds Two in five"]),
        ("Half of the comments try to be relevant.", vec!["off Half"]),
        ("One in seven comments has a follow-up question.", vec!["holds One in seven"]),
        ("A third of the votes went to Never and All of them.", vec!["holds A third"]),
        ("Most voters chose “Never”.", vec!["off Most"]),
        ("Most voters chose “Some of them”.", vec!["holds Most"]),
        (
            "65 of 158 comments are relevant, and “Be relevant” is in 66 of 158.",
            vec!["holds 65 of 158", "off 66 of 158"],
        ),
        ("158 comments were counted, 22 were left out.", vec!["holds 158"]),
        ("168 comments were counted.", vec!["off 168"]),
    ] {
        assert_eq!(said(text), expected, "{text}");
    }
}

#[test]
fn what_a_share_leaves_of_the_whole_holds_and_is_never_off() {
    for (text, expected) in [
        ("32% did not choose “Some of them”.", "holds 32%"),
        ("68% did not choose “Some of them”.", "unsupported 68%"),
        ("“Be relevant” is not shown by 59% of comments.", "holds 59%"),
        ("Three in five comments don't try to be relevant.", "holds Three in five"),
        ("“Be relevant” is not shown by 41% of comments.", "unsupported 41%"),
    ] {
        assert_eq!(said(text), [expected], "{text}");
    }
    assert_eq!(said("12% accept “All of them”; the other 88% do not."), ["holds 12%", "holds 88%"]);
    assert_eq!(said("12% chose “All of them”; the other 68% chose “Some of them”."), ["holds 12%", "holds 68%"]);
    assert_eq!(said("12% accept “All of them”; the other 80% do not."), ["holds 12%", "unsupported 80%"]);
    assert_eq!(said("The 68% who chose “Some of them” do not care."), ["holds 68%"]);
}

#[test]
fn the_words_that_the_program_writes_for_a_share_are_never_off() {
    let mut results = sample::results();
    let (words, names) = (BTreeMap::new(), BTreeMap::new());
    for thousandths in 1..1000 {
        let share = f64::from(thousandths) / 1000.0;
        results.poll.as_mut().unwrap().options[0].share = share;
        results.poll.as_mut().unwrap().options[0].percent = format!("{:.1}", share * 100.0);
        results.poll.as_mut().unwrap().decimals = 1;
        let facts = Facts {
            numbers: Numbers::new(&results, &[]),
            comments: Vec::new(),
            words: &words,
            names: &names,
            own: Vec::new(),
            design: results.about.sample.design,
        };
        let text = format!("“Never” is the answer of {} of the votes.", crate::measure::wording::fraction(share));
        let off = verify_text("t", &text, &facts).into_iter().find(|found| found.holds != Holds::Yes);
        assert!(off.is_none(), "{share}: {text} {off:?}");
    }
}

#[test]
fn units_are_never_taken_for_each_other() {
    assert_eq!(said("68% of voters accept some of them."), ["holds 68%"]);
    assert_eq!(said("68% of commenters accept some of them."), ["off 68%"]);
    assert_eq!(said("41% of voters want you to be relevant."), ["off 41%"]);
    assert_eq!(said("Among commenters, 60% say “Some of them”."), ["holds 60%"]);
}

#[test]
fn what_claims_nothing_is_passed_over() {
    for text in [
        "In 2021, on 5 July, we sent 3 of them.",
        "Half an hour later the second half began.",
        "1. Be relevant\n2. Write a personal invite\n",
        "Five guidelines, four pages[^1], version 2.0\n\n[^1]: See page 12.",
        "Some of them never came back, and all the others did.",
        "`41%` and ~~99%~~",
        "One commenter said so, and two people agreed.",
    ] {
        assert_eq!(said(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn quotations_are_compared_word_for_word() {
    for (text, expected) in [
        ("> I only say yes to people I’ve met […] a note that a robot couldn't have written!", "holds"),
        ("One of them writes: “I only say yes to [humans] I've met”.", "holds"),
        ("One of them writes: “Depends on the note … and on my mood”.", "holds"),
        ("One of them writes: “I only say yes to friends I've met”.", "off"),
        ("> Nobody ever wrote these words to us.", "off"),
        ("A line such as “lovely weather in your town today” works.", "unsupported"),
    ] {
        assert!(said(text)[0].starts_with(expected), "{text}: {:?}", said(text));
    }
    assert!(said("The question was “What makes you accept an invite?”").is_empty());
}

#[test]
fn marks_are_held_against_their_names_and_put_right() {
    let text = "# T\n\n<!--v share(themes.t00)-->40%<!--/v--> and **<!--v n(authors)-->131<!--/v-->** x <!--v free(Pew)-->7% of comments<!--/v-->\n";
    assert_eq!(said(text), ["off 40%", "holds 131"]);
    let (fixed, changed) = with_facts(|facts| fix(text, Format::Markdown, &facts.numbers));
    assert_eq!((fixed, changed), (text.replace("40%", "41%"), 1));
    let unknown = with_facts(|facts| verify_text("t", "<!--v share(themes.t0x)-->1%<!--/v-->", facts));
    assert!(unknown[0].message.contains("did you mean `themes.t0"), "{}", unknown[0].message);
}

#[test]
fn a_template_names_its_mistakes_with_their_place() {
    let render = |text: &str| with_facts(|facts| render("article.md", text, &facts.numbers));
    let right = render("A {{ share('themes', 't00') }} b {{ fraction('poll', 'Never') | capitalize }}\n").unwrap();
    assert_eq!(right, "A <!--v share(themes.t00)-->41%<!--/v--> b <!--v fraction(poll.Never)-->One in five<!--/v-->\n");
    for (text, line, said) in [
        ("a\n\n{{ share('themes', 't0') }}", 3, "did you mean `themes.t0"),
        ("a\n{{ shar('themes', 't00') }}", 2, "did you mean `share`?"),
        ("{{ n('comments.raed') }}", 1, "did you mean `comments.read`?"),
        ("{% if %}", 1, "syntax error"),
    ] {
        let error = render(text).unwrap_err();
        assert_eq!(error.place.as_ref().and_then(|place| place.line), Some(line), "{error}");
        assert!(error.to_string().contains(said), "{error}");
    }
    let unset = render("{% if value('themes.t00') > 0.4 %}yes{% else %}no{% endif %} { \"plain\": 1 }").unwrap();
    assert_eq!(unset, "yes { \"plain\": 1 }\n");
}

#[test]
fn every_function_gives_what_its_name_says() {
    let mut results = sample::results();
    results.questions[0].quotes = vec![];
    let numbers = Numbers::new(&results, &[]);
    let value =
        |call: &str| functions::resolve(&numbers, call).map(|value| value.plain).unwrap_or_else(|why| why.message);
    for (call, expected) in [
        ("share(poll.Never)", "20%"),
        ("share(poll.Never + poll.`All of them`)", "32%"),
        ("share(stance.none + stance.all)", "40%"),
        ("fraction(poll.Never + poll.`All of them`)", "one in three"),
        ("count(themes.t00)", "65"),
        ("base(themes.t00)", "158"),
        ("of(authors.t01)", "57 of 158 authors"),
        ("n(comments)", "158"),
        ("n(read)", "180"),
        ("rank(themes.t01)", "second"),
        ("top(themes.guidelines.1)", "Be relevant"),
        ("label(poll.Never)", "Never"),
        ("count(poll.Never)", "`poll.Never` is not a share with counts"),
        ("share(themes.t00 + themes.t01)", "`themes.t00 + themes.t01` is not a sum"),
        ("nonsense", "`nonsense` is no value by name"),
    ] {
        assert_eq!(value(call), expected, "{call}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_text_makes_the_reader_fail(
        pieces in proptest::collection::vec(prop_oneof![
            Just("<!--v share(themes.t00)-->".to_owned()), Just("<!--/v-->".to_owned()), Just("<!--".to_owned()),
            Just("“".to_owned()), Just("”".to_owned()), Just("[…]".to_owned()), Just("> ".to_owned()), Just("\n\n".to_owned()),
            Just("| ".to_owned()), Just("Be relevant".to_owned()), Just("one in ".to_owned()), Just("65 of 158 ".to_owned()),
            Just("&#x".to_owned()), Just("<b title=\"".to_owned()), Just("</blockquote>".to_owned()), Just("~~".to_owned()),
            Just("comes first".to_owned()), Just(" twice as many as ".to_owned()), Just("double the share of ".to_owned()), Just("{{".to_owned()), "\\PC{0,6}", "[0-9,.%½é😄<>&;-]{0,5}",
        ], 0..40),
    ) {
        let text = pieces.concat();
        with_facts(|facts| {
            for format in [Format::Markdown, Format::Html] {
                let found = verify("t", text.as_bytes(), format, facts).unwrap();
                assert!(found.iter().all(|statement| statement.place.line.is_some()));
                let (fixed, changed) = fix(&text, format, &facts.numbers);
                assert!(changed > 0 || fixed == text, "{text:?}");
            }
            let _ = render("t", &text, &facts.numbers);
            let page = page("t", &text);
            assert!(!page.to_lowercase().contains("<script") && !page.contains("<img src=\"javascript"));
        });
    }

    #[test]
    fn no_bytes_make_the_reader_fail(
        bytes in proptest::collection::vec(any::<u8>(), 0..400),
        at in 0usize..400,
        flip in any::<u8>(),
    ) {
        let mut broken = docx::tests::docx("<w:p><w:r><w:t>Be relevant: 42%</w:t></w:r></w:p>");
        let at = at % broken.len();
        broken[at] ^= flip;
        with_facts(|facts| {
            for bytes in [&bytes, &broken] {
                for format in [Format::Docx, Format::Html, Format::Markdown] {
                    let _ = verify("t", bytes, format, facts);
                }
            }
        });
    }
}
