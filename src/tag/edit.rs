//! Whether two words are one edit apart: optimal string alignment of at most one, the first letter the same.

/// Whether the second word is the first with at most one letter more, less or other, or two neighbours swapped, the
/// first letter being the same.
pub(super) fn one_edit(a: &str, b: &str) -> bool {
    if a.len().abs_diff(b.len()) > 4 || a.chars().next() != b.chars().next() {
        return false;
    }
    let (mut a, mut b) = (a, b);
    while let (Some(x), Some(y)) = (a.chars().next(), b.chars().next()) {
        if x != y {
            break;
        }
        a = &a[x.len_utf8()..];
        b = &b[y.len_utf8()..];
    }
    while let (Some(x), Some(y)) = (a.chars().next_back(), b.chars().next_back()) {
        if x != y {
            break;
        }
        a = &a[..a.len() - x.len_utf8()];
        b = &b[..b.len() - y.len_utf8()];
    }
    let (mut a, mut b) = (a.chars(), b.chars());
    match ([a.next(), a.next(), a.next()], [b.next(), b.next(), b.next()]) {
        ([None, ..] | [Some(_), None, _], [None, ..] | [Some(_), None, _]) => true,
        ([Some(w), Some(x), None], [Some(y), Some(z), None]) => w == z && x == y,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::one_edit;

    proptest! {
        /// The distance is that of the crate `strsim`, an implementation of its own.
        #[test]
        fn one_edit_is_optimal_string_alignment_of_at_most_one(a in "[abé]{1,6}", b in "[abé]{1,6}") {
            let expected = strsim::osa_distance(&a, &b) <= 1 && a.chars().next() == b.chars().next();
            prop_assert_eq!(one_edit(&a, &b), expected);
        }
    }
}
