//! How much of a picture is shown, and how large: first as many rows as can be read, then as large as they fit.

use super::preset::Type;

/// The plan with the most rows that fits at the smallest size, at the largest size at which it still fits.
///
/// Where not even one row fits, the plan of one row at the smallest size.
pub fn fitted<P>(most: usize, label: Type, plan: impl Fn(usize, u32) -> P, fits: impl Fn(&P) -> bool) -> P {
    let keep = (1..=most).rev().find(|keep| fits(&plan(*keep, label.least))).unwrap_or(1);
    let larger = (label.least + 1..=label.size).rev().map(|size| plan(keep, size)).find(fits);
    larger.unwrap_or_else(|| plan(keep, label.least))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_before_size_and_one_is_always_shown() {
        let label = Type { size: 40, least: 30, lines: 2 };
        let fitted = |most: usize, room: u32| {
            fitted(most, label, |keep, size| (keep, size), |(keep, size)| *keep as u32 * size <= room)
        };
        assert_eq!(fitted(5, 1000), (5, 40));
        assert_eq!(fitted(5, 170), (5, 34));
        assert_eq!(fitted(5, 125), (4, 31));
        assert_eq!(fitted(5, 10), (1, 30));
    }
}
