//! Whether a number as it is said fits a number as it is.
//!
//! - A percentage fits where the value rounds (half up) to it; with *about* where it is at most 2.5 points away.
//! - A fraction fits where the value is at most 1.5 points away; with *about* 4 points. A phrase to which the study gives
//!   a meaning under `[words]` fits by that meaning alone.
//! - A count fits where it is the count; with *about* where it is at most a twentieth away.
//! - *Nearly* fits from 6 points below, *just over* to 4 points above, and never the other side; *more than*, *fewer than*,
//!   *at least* and *at most* mean what they say.
//! - A multiple fits where the factor is at most an eighth of it away, with *about* a fifth, with *exactly* a hundredth;
//!   *nearly* and *just over* an eighth on their side.

use super::claimed::{Claimed, Form, Hedge};
use crate::measure::Share;
use crate::measure::named::Named;

const SLACK: f64 = 1e-9;

/// Whether a claimed number fits this one; `None` where the two are no numbers of one kind.
pub(super) fn fits(claimed: &Claimed, named: &Named) -> Option<bool> {
    match &claimed.form {
        Form::Percent(said, decimals) => {
            named.is_share.then_some(())?;
            let same = named.value.map(|value| rounds_to(value, *said, *decimals, named));
            share(claimed.hedge, *said, named.value, same, 0.025)
        }
        Form::Fraction(said) => {
            named.is_share.then_some(())?;
            let same = named.value.map(|value| (value - said).abs() <= 0.015 + SLACK);
            share(claimed.hedge, *said, named.value, same, 0.04)
        }
        Form::Word(_, meaning) => {
            named.is_share.then_some(())?;
            let value = named.value?;
            let low = meaning.at_least.is_none_or(|low| value >= low - SLACK);
            Some(low && meaning.at_most.is_none_or(|high| value <= high + SLACK))
        }
        Form::Part(count, base) => {
            let share = named.share?;
            Some(share == Share::new(*count, *base))
        }
        Form::Count(said) => {
            let value = match named.share {
                Some(share) => share.count as f64,
                None if named.is_share => return None,
                None => named.value?,
            };
            Some(count(claimed.hedge, *said, value))
        }
        Form::Times(_) => None,
    }
}

/// Whether a claimed share fits a value that has no name, such as a sum.
pub(super) fn fits_value(claimed: &Claimed, value: f64) -> Option<bool> {
    match &claimed.form {
        Form::Percent(said, decimals) => {
            let same = rounded(value, *decimals) == rounded(*said, *decimals);
            share(claimed.hedge, *said, Some(value), Some(same), 0.025)
        }
        Form::Fraction(said) => {
            share(claimed.hedge, *said, Some(value), Some((value - said).abs() <= 0.015 + SLACK), 0.04)
        }
        Form::Word(_, meaning) => {
            let low = meaning.at_least.is_none_or(|low| value >= low - SLACK);
            Some(low && meaning.at_most.is_none_or(|high| value <= high + SLACK))
        }
        Form::Part(..) | Form::Count(_) | Form::Times(_) => None,
    }
}

/// Whether a multiple fits a factor.
pub(super) fn fits_factor(hedge: Hedge, exactly: bool, said: f64, factor: f64) -> bool {
    let away = (factor - said) / said;
    let within = |most: f64| away.abs() <= most + SLACK;
    match hedge {
        Hedge::Exactly if exactly => within(0.01),
        Hedge::Exactly => within(0.125),
        Hedge::About => within(0.2),
        Hedge::Nearly => away < -SLACK && within(0.125),
        Hedge::JustOver => away > SLACK && within(0.125),
        Hedge::MoreThan => away > SLACK,
        Hedge::LessThan => away < -SLACK,
        Hedge::AtLeast => away > -SLACK,
        Hedge::AtMost => away < SLACK,
    }
}

/// A percentage as it is printed, else rounded half up to the digits said.
fn rounds_to(value: f64, said: f64, decimals: usize, named: &Named) -> bool {
    let printed = named.percent.as_deref().and_then(|percent| percent.parse::<f64>().ok());
    let as_printed = decimals == 0 && printed.is_some_and(|printed| (printed - said * 100.0).abs() < SLACK);
    as_printed || rounded(value, decimals) == rounded(said, decimals)
}

/// The percentage in units of its last digit, half up.
fn rounded(share: f64, decimals: usize) -> i64 {
    let scale = 10_f64.powi(i32::try_from(decimals.min(9)).unwrap_or(9));
    (share * 100.0 * scale + 0.5 + SLACK).floor() as i64
}

fn share(hedge: Hedge, said: f64, value: Option<f64>, same: Option<bool>, about: f64) -> Option<bool> {
    let (value, same) = (value?, same?);
    let away = value - said;
    Some(match hedge {
        Hedge::Exactly => same,
        Hedge::About => same || away.abs() <= about + SLACK,
        Hedge::Nearly => (-0.06 - SLACK..-SLACK).contains(&away),
        Hedge::JustOver => (SLACK..0.04 + SLACK).contains(&away),
        Hedge::MoreThan => away > SLACK,
        Hedge::LessThan => away < -SLACK,
        Hedge::AtLeast => away > -SLACK,
        Hedge::AtMost => away < SLACK,
    })
}

fn count(hedge: Hedge, said: f64, value: f64) -> bool {
    match hedge {
        Hedge::Exactly => said == value,
        Hedge::About => (said - value).abs() <= value / 20.0,
        Hedge::Nearly => value < said && value >= said * 0.9,
        Hedge::JustOver => value > said && value <= said * 1.1,
        Hedge::MoreThan => value > said,
        Hedge::LessThan => value < said,
        Hedge::AtLeast => value >= said,
        Hedge::AtMost => value <= said,
    }
}
