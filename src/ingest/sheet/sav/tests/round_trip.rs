//! What the project's own writer wrote reads back the same.

use proptest::prelude::*;

use super::*;

#[test]
fn cells_read_back_as_they_were_written() {
    let (file, cells) = everything();
    let found = rows(&mut opened(written(&file, &cells)).unwrap()).unwrap();
    let long = "vielgrößer als 255 Bytes; ".repeat(10);
    let expected = [
        ["age", "Do_you_like_it_all_in_all", "code", "city", "comment", "price", "service", "w"],
        ["34.5", "2.5", "ab", "Llanfairpwll", long.trim_end(), "1", "0", "0.75"],
        ["999", "", "", "n/a", "", "0", "1", "1.25"],
        ["", "1e-9", "a", "Zürich", "  fine", "", "-99", "152"],
    ];
    assert_eq!(found, expected);
}

#[test]
fn what_the_file_says_of_its_columns_reads_back() {
    let (file, cells) = everything();
    let sheet = opened(written(&file, &cells)).unwrap();
    assert_eq!((sheet.encoding, sheet.warnings.len(), sheet.named), ("UTF-8", 0, true));
    let dictionary = sheet.dictionary.unwrap();
    assert_eq!((dictionary.weight.as_deref(), dictionary.label.as_deref()), (Some("w"), Some("Everything")));
    let set = &dictionary.sets[0];
    assert_eq!((set.name.as_str(), set.label.as_str(), set.counted.as_deref()), ("themes", "Thèmes", Some("1")));
    assert_eq!(set.variables, ["price", "service"]);
    let [age, likes, code, city, comment, ..] = dictionary.variables.as_slice() else { panic!() };
    assert_eq!((age.label.as_deref(), age.measure, age.decimals), (Some("How old are you?"), Some("scale"), 1));
    assert_eq!(
        (age.missing_ranges.as_slice(), age.missing.as_slice()),
        ([(900.0, f64::INFINITY)].as_slice(), ["-1".to_owned()].as_slice())
    );
    let pair = |value: &str, label: &str| (value.to_owned(), label.to_owned());
    assert_eq!(likes.labels, [pair("1", "no"), pair("2.5", "ja – größtenteils")]);
    assert_eq!(
        (likes.missing.as_slice(), likes.measure),
        (["8".to_owned(), "9".to_owned()].as_slice(), Some("ordinal"))
    );
    assert_eq!(code.labels, [pair("a", "first"), pair("ab", "second")]);
    assert_eq!((code.missing.as_slice(), code.text, code.width), (["zz".to_owned()].as_slice(), true, 3));
    assert_eq!(city.labels, [pair("Llanfairpwll", "with a long name")]);
    assert_eq!(city.missing, ["refused", "n/a"]);
    assert_eq!((comment.label.as_deref(), comment.width), (Some("In your own words"), 300));
}

#[test]
fn the_same_file_gives_the_same_bytes_and_a_text_that_is_cut_is_counted() {
    let (file, cells) = everything();
    assert_eq!(written(&file, &cells), written(&file, &cells));
    let file = SavFile { variables: vec![text("t", 4)], ..SavFile::default() };
    let mut writer = SavWriter::new(&file, Vec::new()).unwrap();
    for cell in ["abcé", "abc", "abcd   "] {
        writer.push(&[SavCell::Text(cell)]).unwrap();
    }
    let done = writer.finish().unwrap();
    assert_eq!((done.cases, done.cut), (3, 1));
}

#[test]
fn what_cannot_be_written_is_refused() {
    let one = |variable: SavVariable| {
        SavWriter::new(&SavFile { variables: vec![variable], ..SavFile::default() }, Vec::new())
    };
    let missing = |values| SavMissing::Values(values);
    assert!(SavWriter::new(&SavFile::default(), Vec::new()).is_err());
    assert!(one(text("t", 0)).is_err() && one(text("t", 32_768)).is_err());
    assert!(one(SavVariable { labels: vec![(value("a"), String::new())], ..number("n", "") }).is_err());
    assert!(one(SavVariable { missing: missing(vec![value("123456789")]), ..text("t", 20) }).is_err());
    assert!(one(SavVariable { missing: missing(vec![SavValue::Number(1.0); 4]), ..number("n", "") }).is_err());
    let mut writer = one(number("n", "")).unwrap();
    assert!(writer.push(&[]).is_err() && writer.push(&[SavCell::Text("a")]).is_err());
    let file = SavFile { variables: vec![number("n", "")], cases: Some(2), ..SavFile::default() };
    assert!(SavWriter::new(&file, Vec::new()).unwrap().finish().is_err());
    let file = SavFile { variables: vec![number("n", "")], weight: Some(1), ..SavFile::default() };
    assert!(SavWriter::new(&file, Vec::new()).is_err());
}

/// A column of random kind, and its cells.
fn column() -> impl Strategy<Value = (Option<usize>, Vec<(bool, f64, String)>)> {
    let width = prop_oneof![2 => Just(None), 2 => (1_usize..30).prop_map(Some), 1 => (200_usize..1_100).prop_map(Some)];
    let number = prop_oneof![(-300_i32..300).prop_map(f64::from), proptest::num::f64::NORMAL];
    (width, proptest::collection::vec((proptest::bool::weighted(0.2), number, "\\PC{0,400}"), 12))
}

/// The part of a text that a variable of so many bytes keeps, without spaces at its end.
fn kept(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
    text[..end].trim_end_matches(' ')
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
    #[test]
    fn any_table_reads_back_from_sav_and_from_zsav(
        columns in proptest::collection::vec(column(), 1..9), count in 0_usize..12, known in proptest::bool::ANY,
    ) {
        let variables = columns.iter().map(|(width, _)| width.map_or(number("c", ""), |bytes| text("c", bytes))).collect();
        let cases = known.then_some(count as u64);
        let file = SavFile { variables, cases, ..SavFile::default() };
        let cell = |place: usize, row: usize| {
            let (width, cells): &(Option<usize>, Vec<(bool, f64, String)>) = &columns[place];
            match (&cells[row], width) {
                ((true, ..), _) => (SavCell::Blank, String::new()),
                ((_, number, _), None) => (SavCell::Number(*number), number.to_string()),
                ((_, _, text), Some(bytes)) => (SavCell::Text(text), kept(text, *bytes).to_owned()),
            }
        };
        let cells: Vec<Vec<SavCell<'_>>> =
            (0..count).map(|row| (0..columns.len()).map(|place| cell(place, row).0).collect()).collect();
        let bytes = written(&file, &cells);
        for bytes in [zipped(&bytes), bytes] {
            let found = rows(&mut opened(bytes).unwrap()).unwrap();
            prop_assert_eq!(found.len(), count + 1);
            for (row, found) in found[1..].iter().enumerate() {
                for (place, found) in found.iter().enumerate() {
                    let expected = cell(place, row).1;
                    match columns[place].0 {
                        Some(_) => prop_assert_eq!(found, &expected),
                        None => prop_assert_eq!(found.parse::<f64>().ok(), expected.parse::<f64>().ok()),
                    }
                }
            }
        }
    }
}
