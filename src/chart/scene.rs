//! What stands where in a picture: every text with its box, every mark with what it stands for.
//!
//! The canvas writes it down as it draws, so that a test can ask whether texts are inside, apart and legible without
//! looking at pixels.

use plotters::style::RGBColor;

use super::font::Weight;

/// A rectangle in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Area {
    /// Left edge.
    pub x: i32,
    /// Upper edge.
    pub y: i32,
    /// Width.
    pub width: i32,
    /// Height.
    pub height: i32,
}

impl Area {
    /// Right edge.
    #[must_use]
    pub fn right(&self) -> i32 {
        self.x + self.width
    }

    /// Lower edge.
    #[must_use]
    pub fn bottom(&self) -> i32 {
        self.y + self.height
    }

    /// Whether another area lies inside this one.
    #[must_use]
    pub fn holds(&self, other: &Self) -> bool {
        self.x <= other.x && self.y <= other.y && other.right() <= self.right() && other.bottom() <= self.bottom()
    }

    /// Whether the two share a pixel.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }
}

/// What a mark stands for: a page reads it from the attributes of the mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Datum {
    /// A theme, by its id.
    Theme(String),
    /// Two themes of a comment, by their ids.
    Themes(String, String),
    /// An option of a closed question: the question's id and the option's label.
    Answer(String, String),
    /// A claim, by its id.
    Claim(String),
    /// A word or a phrase.
    Word(String),
    /// What another datum is in a group of people, or in a wave.
    Within(Box<Datum>, String),
}

/// A text as it was placed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextBox {
    /// The text.
    pub text: String,
    /// Its box: from the height of tall letters to the depth of deep ones.
    pub area: Area,
    /// Its size in pixels.
    pub size: u32,
    /// Its weight.
    pub weight: Weight,
    /// Its colour.
    pub color: RGBColor,
    /// What it stands on.
    pub background: RGBColor,
}

/// A filled shape as it was drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Its box.
    pub area: Area,
    /// Its colour.
    pub color: RGBColor,
    /// The edge that sets it off from what it stands on, where it has one.
    pub edge: Option<RGBColor>,
    /// What it stands for; nothing for rules, bands and axes.
    pub datum: Option<Datum>,
}

/// Everything that was drawn.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scene {
    /// Id of the shape.
    pub preset: &'static str,
    /// The whole canvas.
    pub canvas: Area,
    /// Where text may stand.
    pub safe: Area,
    /// The texts, in the order drawn.
    pub texts: Vec<TextBox>,
    /// The marks, in the order drawn.
    pub marks: Vec<Mark>,
}

impl Scene {
    /// The marks that stand for something, which are the ones that a reader counts.
    pub fn data(&self) -> impl Iterator<Item = &Mark> {
        self.marks.iter().filter(|mark| mark.datum.is_some())
    }

    /// What stands on what it should not: texts off the safe area, and pairs of texts that meet. Empty when all is well.
    #[must_use]
    pub fn faults(&self) -> Vec<String> {
        let outside = self.texts.iter().filter(|text| !self.safe.holds(&text.area));
        let mut faults: Vec<String> =
            outside.map(|text| format!("`{}` leaves the safe area: {:?}", text.text, text.area)).collect();
        for (place, text) in self.texts.iter().enumerate() {
            let met = self.texts[place + 1..].iter().filter(|other| other.area.meets(&text.area));
            faults.extend(met.map(|other| format!("`{}` covers `{}`", text.text, other.text)));
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(x: i32, width: i32) -> TextBox {
        let area = Area { x, y: 10, width, height: 10 };
        let (color, background) = (RGBColor(0, 0, 0), RGBColor(255, 255, 255));
        TextBox { text: format!("at {x}"), area, size: 10, weight: Weight::Regular, color, background }
    }

    #[test]
    fn texts_that_meet_or_leave_the_safe_area_are_named() {
        let safe = Area { x: 5, y: 5, width: 90, height: 40 };
        let scene = |texts| Scene { safe, texts, ..Scene::default() };
        assert_eq!(scene(vec![text(5, 20), text(25, 70)]).faults(), Vec::<String>::new());
        assert_eq!(scene(vec![text(5, 21), text(25, 10)]).faults(), ["`at 5` covers `at 25`"]);
        assert_eq!(scene(vec![text(4, 20)]).faults().len(), 1);
        assert_eq!(scene(vec![text(25, 71)]).faults().len(), 1);
    }
}
