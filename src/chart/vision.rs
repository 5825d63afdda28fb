//! How colours are seen: contrast, how far apart two colours are, and how people with a colour vision deficiency see them.
//!
//! Contrast is WCAG 2's. Distances are Euclidean in Oklab (B. Ottosson, *A perceptual color space for image processing*,
//! 2020), where black and white are 1 apart. Deficiencies are simulated in linear light with the matrices for full
//! severity of G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, *A physiologically-based model for simulation of
//! color vision deficiency*, IEEE Transactions on Visualization and Computer Graphics 15(6), 2009.

use plotters::style::RGBColor;

type Triple = [f64; 3];

/// How a person sees colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vision {
    /// With all three kinds of cones.
    Full,
    /// Without those for long waves (red).
    Protanopia,
    /// Without those for middle waves (green).
    Deuteranopia,
    /// Without those for short waves (blue).
    Tritanopia,
}

impl Vision {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Full, Self::Protanopia, Self::Deuteranopia, Self::Tritanopia];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Full => "full colour vision",
            Self::Protanopia => "protanopia",
            Self::Deuteranopia => "deuteranopia",
            Self::Tritanopia => "tritanopia",
        }
    }

    fn matrix(self) -> [Triple; 3] {
        match self {
            Self::Full => [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
            Self::Protanopia => [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
            Self::Deuteranopia => [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
            Self::Tritanopia => [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
        }
    }
}

fn times(matrix: [Triple; 3], value: Triple) -> Triple {
    matrix.map(|row| row.iter().zip(value).map(|(factor, part)| factor * part).sum())
}

fn linear(RGBColor(red, green, blue): RGBColor) -> Triple {
    [red, green, blue].map(|channel| {
        let value = f64::from(channel) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    })
}

fn encoded(value: Triple) -> RGBColor {
    let [red, green, blue] = value.map(|part| {
        let part = part.clamp(0.0, 1.0);
        let gamma = if part <= 0.003_130_8 { 12.92 * part } else { 1.055 * part.powf(1.0 / 2.4) - 0.055 };
        (gamma * 255.0).round() as u8
    });
    RGBColor(red, green, blue)
}

/// A colour from linear light as Oklab: lightness, green to red, blue to yellow.
fn oklab(rgb: Triple) -> Triple {
    let cones = times(
        [
            [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
            [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
            [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
        ],
        rgb,
    );
    times(
        [
            [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
            [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
            [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
        ],
        cones.map(|cone| cone.max(0.0).cbrt()),
    )
}

/// How far apart a person sees two colours: 0 for the same, 1 for black and white.
#[must_use]
pub fn distance(a: RGBColor, b: RGBColor, vision: Vision) -> f64 {
    let seen = |color| oklab(times(vision.matrix(), linear(color)).map(|part| part.clamp(0.0, 1.0)));
    let (a, b) = (seen(a), seen(b));
    a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
}

/// The smallest distance that anyone sees, and who sees it.
#[must_use]
pub fn least_distance(a: RGBColor, b: RGBColor) -> (f64, Vision) {
    let seen = Vision::ALL.map(|vision| (distance(a, b, vision), vision));
    seen.into_iter().fold((f64::INFINITY, Vision::Full), |least, next| if next.0 < least.0 { next } else { least })
}

/// The contrast ratio of two colours, as WCAG 2 defines it.
#[must_use]
pub fn contrast(a: RGBColor, b: RGBColor) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The relative luminance of a colour, as WCAG 2 defines it.
#[must_use]
pub fn luminance(color: RGBColor) -> f64 {
    linear(color).iter().zip([0.2126, 0.7152, 0.0722]).map(|(part, weight)| part * weight).sum()
}

/// A colour between two, mixed in Oklab, where tints keep their hue: 0 gives the first, 1 the second.
#[must_use]
pub fn mixed(a: RGBColor, b: RGBColor, part: f64) -> RGBColor {
    let (a, b) = (oklab(linear(a)), oklab(linear(b)));
    encoded(from_oklab([0, 1, 2].map(|place: usize| a[place] + (b[place] - a[place]) * part)))
}

/// Linear light from Oklab: the inverse of [`oklab`], with its author's numbers.
fn from_oklab(lab: Triple) -> Triple {
    let cones = times(
        [
            [1.0, 0.396_337_777_4, 0.215_803_757_3],
            [1.0, -0.105_561_345_8, -0.063_854_172_8],
            [1.0, -0.089_484_177_5, -1.291_485_548_0],
        ],
        lab,
    );
    times(
        [
            [4.076_741_662_1, -3.307_711_591_3, 0.230_969_929_2],
            [-1.268_438_004_6, 2.609_757_401_1, -0.341_319_396_5],
            [-0.004_196_086_3, -0.703_418_614_7, 1.707_614_701_0],
        ],
        cones.map(|cone| cone.powi(3)),
    )
}

/// The colour nearest to `color`, towards black or white, with this much contrast to every one of `others`.
///
/// `None` where neither way leads there.
#[must_use]
pub fn with_contrast(color: RGBColor, others: &[RGBColor], least: f64) -> Option<RGBColor> {
    let enough = |found: &RGBColor| others.iter().all(|other| contrast(*found, *other) >= least);
    let towards = |end: RGBColor| (0..=50).map(move |step| (step, mixed(color, end, f64::from(step) / 50.0)));
    let darker = towards(RGBColor(0, 0, 0)).find(|(_, found)| enough(found));
    let lighter = towards(RGBColor(255, 255, 255)).find(|(_, found)| enough(found));
    darker.into_iter().chain(lighter).min_by_key(|(step, _)| *step).map(|(_, found)| found)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHITE: RGBColor = RGBColor(255, 255, 255);
    const BLACK: RGBColor = RGBColor(0, 0, 0);

    #[test]
    fn contrast_is_that_of_wcag() {
        // WCAG 2: black on white is 21:1; #767676 on white is 4.54:1 (WebAIM's contrast checker).
        assert!((contrast(BLACK, WHITE) - 21.0).abs() < 1e-9);
        assert!((contrast(RGBColor(0x76, 0x76, 0x76), WHITE) - 4.54).abs() < 0.005);
    }

    #[test]
    fn oklab_is_that_of_its_author() {
        // CSS Color 4 gives these: white is oklab(1 0 0), red is oklab(0.62796 0.22486 0.12585).
        let near = |found: Triple, expected: Triple| found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-4);
        assert!(near(oklab(linear(WHITE)), [1.0, 0.0, 0.0]));
        assert!(near(oklab(linear(RGBColor(255, 0, 0))), [0.627_96, 0.224_86, 0.125_85]));
        assert!((distance(BLACK, WHITE, Vision::Full) - 1.0).abs() < 1e-4);
    }

    #[test]
    fn a_mix_begins_and_ends_at_its_colours() {
        let (paper, accent) = (RGBColor(0xFF, 0xFF, 0xFF), RGBColor(0x0A, 0x5A, 0xA0));
        assert_eq!((mixed(paper, accent, 0.0), mixed(paper, accent, 1.0)), (paper, accent));
    }

    #[test]
    fn greys_look_the_same_to_everyone_and_red_and_green_do_not_stay_apart() {
        for vision in Vision::ALL {
            let seen = times(vision.matrix(), [0.5; 3]);
            assert!(seen.iter().all(|part| (part - 0.5).abs() < 1e-5), "{vision:?} {seen:?}");
        }
        // A red and a green of the same lightness for people who lack the cones for middle waves.
        let (red, green) = (RGBColor(0xB0, 0x50, 0x28), RGBColor(0x6E, 0x78, 0x28));
        let (all, few) = (distance(red, green, Vision::Full), distance(red, green, Vision::Deuteranopia));
        assert!(few < all / 3.0, "{few} {all}");
        assert_eq!(least_distance(red, green).0.min(few), least_distance(red, green).0);
    }

    #[test]
    fn a_colour_is_moved_no_farther_than_it_must_be() {
        let pale = RGBColor(0xFF, 0xD0, 0x40);
        let found = with_contrast(pale, &[WHITE], 3.0).unwrap();
        assert!((3.0..3.3).contains(&contrast(found, WHITE)), "{found:?}");
        assert_eq!(with_contrast(BLACK, &[WHITE], 4.5), Some(BLACK));
        assert_eq!(with_contrast(pale, &[WHITE, BLACK], 5.0), None);
    }
}
