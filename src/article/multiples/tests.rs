//! Multiples and what the example study says of them: 65, 57, 49, 35 and 24 of 158 comments (41, 36, 31, 22 and 15 %), of
//! as many authors; 20, 68 and 12 % of votes.

use crate::article::tests::{said, with_facts};
use crate::article::verify_text;

/// What is said of the multiples of a text; the other numbers of it hold.
fn multiples(text: &str) -> Vec<String> {
    let numbers = |line: &String| line.split_once(' ').is_some_and(|(_, found)| found.ends_with(char::is_alphabetic));
    said(text).into_iter().filter(numbers).collect()
}

#[test]
fn a_multiple_holds_where_the_factor_is_near_it() {
    for text in [
        // 65 / 35 = 1.86, 41 / 22 = 1.86.
        "“Be relevant” is twice as common as “Keep your profile current”.",
        "“Be relevant” is almost twice as common as “Keep your profile current”.",
        "Twice as many comments ask for “Be relevant” as for “Keep your profile current”.",
        "“Be relevant” comes up twice as often as “Keep your profile current”.",
        "“Be relevant” has double the share of “Keep your profile current”.",
        "The share of “Be relevant” is nearly double that of “Keep your profile current”.",
        "“Keep your profile current” is about half as common as “Be relevant”.",
        "“Make the benefit clear” is twice as likely to be mentioned as “Answer when they ask”.",
        "“Be relevant” is shown by 65 comments, “Keep your profile current” by half as many.",
        "“Be relevant” is shown by 65 comments. “Keep your profile current” is shown half as often.",
        "“Be relevant” leads. It is twice as common as “Keep your profile current”.",
        // 68 / 20 = 3.4, 68 / 12 = 5.7, 12 / 20 = 0.6.
        "“Some of them” (68%) is more than three times as popular as “Never” (20%).",
        "Voters were three and a half times as likely to choose “Some of them” as “Never”.",
        "“Some of them” has over five times as many votes as “All of them”.",
        "“All of them” got two-thirds as many votes as “Never”.",
        "“Some of them” got 68%, more than triple the 20% of “Never”.",
        "“Some of them” got at least 3x as many votes as “Never”.",
        "“Some of them” was chosen more than three times more often than “Never”.",
    ] {
        let found = multiples(text);
        let held = found.iter().filter(|line| line.starts_with("holds ")).count();
        assert!(!found.is_empty() && held == found.len(), "{text}: {found:?}");
    }
}

#[test]
fn a_multiple_that_is_wrong_is_off_with_the_right_factor() {
    for (text, right) in [
        ("“Be relevant” is three times as common as “Keep your profile current”.", "is 1.86 times"),
        ("“Keep your profile current” is twice as common as “Be relevant”.", "is 0.54 times"),
        ("“Be relevant” is more than twice as common as “Keep your profile current”.", "is 1.86 times"),
        ("“Be relevant” is exactly twice as common as “Keep your profile current”.", "is 1.86 times"),
        ("“Be relevant” is half as common as “Write a personal invite”.", "is 1.14 times"),
        ("Three times as many comments ask for “Be relevant” as for “Keep your profile current”.", "is 1.86 times"),
        ("“Some of them” has nearly three times the votes of “Never”.", "68% of votes is 3.4 times poll.Never: 20%"),
        ("“Never” got half as many votes as “All of them”.", "is 1.67 times"),
        ("“Never” got 20%, “Some of them” twice as many.", "is 3.4 times"),
        ("“Be relevant” leads. It is three times as common as “Keep your profile current”.", "is 1.86 times"),
    ] {
        let found = with_facts(|facts| verify_text("t", text, facts));
        let off: Vec<_> = found.iter().filter(|found| found.holds.word() == "off").collect();
        assert!(off.len() == 1 && off[0].message.contains(right), "{text}: {found:#?}");
    }
}

#[test]
fn a_multiple_between_what_is_not_clear_is_unsupported() {
    for text in [
        "“Be relevant” is twice as common as expected.",
        "“Be relevant” is twice as common as last year.",
        "“Be relevant” and “Make the benefit clear” are three times as common as “Answer when they ask”.",
        "“Be relevant” is three times as common as “Never” and “All of them”.",
        "“Be relevant”, ahead of “Write a personal invite”, is nine times as common as “Answer when they ask”.",
        "Those who chose “Never” are twice as likely to mention “Be relevant”.",
        "Those who chose “Never” are twice as likely as those who chose “All of them” to be women.",
        "In “Never”, commenters are nine times as likely as voters to choose “All of them”.",
        "“Be relevant” is nine times as common as among those who chose “Never”.",
        "“Be relevant” is not twice as common as “Never”.",
        "“Be relevant” is twice as common as “Never”.",
        "“Be relevant” is shown by 65 comments. “Answer when they ask” is nine times as common.",
        "Voters chose “Some of them” 2.4 times more often than “Never”.",
        "Nine times as many voters chose “Be relevant” as “Write a personal invite”.",
        "Twice as many comments came in this year.",
    ] {
        let found = multiples(text);
        assert!(found.len() == 1 && found[0].starts_with("unsupported "), "{text}: {found:?}");
    }
}

#[test]
fn what_a_multiple_might_be_of_is_named() {
    let found = with_facts(|facts| verify_text("t", "Twice as common as it is “Answer when they ask”.", facts));
    assert!(found[0].candidates.is_empty(), "{found:?}");
    let found = with_facts(|facts| verify_text("t", "“Some of them” has three times as many votes as others.", facts));
    assert_eq!(found[0].candidates, Vec::<String>::new());
    let found =
        with_facts(|facts| verify_text("t", "“Some of them” has more than five times as many votes as others.", facts));
    assert_eq!(
        found[0].candidates,
        ["poll.`Some of them`: 68% of votes is 5.67 times poll.`All of them`: 12% of votes"]
    );
    let found = with_facts(|facts| verify_text("t", "Twice as many comments were about it as before.", facts));
    assert!(!found[0].candidates.is_empty() && found[0].candidates.len() <= 4, "{found:?}");
}

#[test]
fn a_multiple_that_speaks_of_nothing_in_the_study_is_passed_over() {
    for text in [
        "You have to work twice as much for that.",
        "Twice as many people came to the party.",
        "He asked twice, as often before. Double standards!",
        "Two or three times as many.",
    ] {
        assert_eq!(said(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_multiple_does_not_take_the_numbers_beside_it() {
    let text = "“Some of them” (68%) is more than three times as popular as “Never” (20%), and “All of them” got 12%.";
    assert_eq!(said(text), ["holds 68%", "holds three times as popular", "holds 20%", "holds 12%"]);
    let text = "65 comments, nearly twice as many as “Keep your profile current”, ask for “Be relevant”.";
    assert!(said(text).iter().all(|line| !line.starts_with("off")), "{:?}", said(text));
}
