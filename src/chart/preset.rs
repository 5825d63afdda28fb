//! The shapes that a picture can have: its canvas, what text keeps away from the edges, type sizes, how much fits.
//!
//! A shape is laid out for itself and for the distance from which it is read: none is another one scaled. On the shapes
//! of social media no text is smaller than 28 pixels at a width of 1,080, which is about 10 points on a phone.

/// Sizes that a kind of text may have in a shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Type {
    /// The size in pixels that it has where there is room.
    pub size: u32,
    /// The smallest size.
    pub least: u32,
    /// The most lines.
    pub lines: usize,
}

/// Where the labels of bars stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Labels {
    /// At the left of the bars.
    Beside,
    /// On a line of their own above each bar.
    Above,
}

/// A shape.
#[derive(Debug, PartialEq, Eq)]
pub struct Preset {
    /// Id.
    pub id: &'static str,
    /// What it is for, in one line.
    pub about: &'static str,
    /// Width in pixels.
    pub width: i32,
    /// Height in pixels; `None` where the picture is as high as what it says.
    pub height: Option<i32>,
    /// What text keeps away from the left and the right edge.
    pub side: i32,
    /// What text keeps away from the upper edge.
    pub top: i32,
    /// What text keeps away from the lower edge.
    pub bottom: i32,
    /// Height of the coloured band at the top, from which a row of posts is known as one series.
    pub band: i32,
    /// The finding.
    pub title: Type,
    /// The question.
    pub subtitle: Type,
    /// Labels of marks.
    pub label: Type,
    /// Where the numbers come from.
    pub footer: Type,
    /// Width of the column of words beside the picture, in parts of a hundred; 0 where the words stand above it.
    pub words: i32,
    /// Where the labels of bars stand.
    pub labels: Labels,
    /// The most categories; the rest is counted.
    pub most: usize,
    /// Whether counts stand small beside the shares.
    pub asides: bool,
}

impl Preset {
    /// The smallest size of any text.
    #[must_use]
    pub fn least(&self) -> u32 {
        self.title.least.min(self.subtitle.least).min(self.label.least).min(self.footer.least)
    }

    /// Whether the picture is posted by itself, far from the report that explains it.
    #[must_use]
    pub fn is_fixed(&self) -> bool {
        self.height.is_some()
    }
}

const fn sized(size: u32, least: u32, lines: usize) -> Type {
    Type { size, least, lines }
}

/// The shape of a chart in a report.
pub const REPORT: Preset = Preset {
    id: "report",
    about: "in a report or on a page: 720 wide, as high as it needs",
    width: 720,
    height: None,
    side: 24,
    top: 16,
    bottom: 20,
    band: 0,
    title: sized(23, 23, 6),
    subtitle: sized(14, 14, 12),
    label: sized(15, 14, 8),
    footer: sized(12, 12, 10),
    words: 0,
    labels: Labels::Beside,
    most: 40,
    asides: true,
};

/// Every shape, the report's first.
pub const PRESETS: &[Preset] = &[
    REPORT,
    Preset {
        id: "slide",
        about: "a slide, 1920 by 1080, read across a room",
        width: 1920,
        height: Some(1080),
        side: 112,
        top: 84,
        bottom: 64,
        band: 16,
        title: sized(68, 50, 2),
        subtitle: sized(36, 32, 2),
        label: sized(40, 32, 3),
        footer: sized(28, 28, 2),
        words: 0,
        labels: Labels::Beside,
        most: 10,
        asides: true,
    },
    Preset {
        id: "linkedin-portrait",
        about: "a post on LinkedIn, Instagram or Facebook, 1080 by 1350: the tallest that a feed shows whole",
        width: 1080,
        height: Some(1350),
        side: 84,
        top: 96,
        bottom: 64,
        band: 14,
        title: sized(74, 50, 4),
        subtitle: sized(34, 30, 4),
        label: sized(40, 32, 3),
        footer: sized(28, 28, 4),
        words: 0,
        labels: Labels::Above,
        most: 6,
        asides: false,
    },
    Preset {
        id: "linkedin-landscape",
        about: "a link or a wide post on LinkedIn, 1200 by 627",
        width: 1200,
        height: Some(627),
        side: 66,
        top: 46,
        bottom: 34,
        band: 10,
        title: sized(52, 36, 6),
        subtitle: sized(32, 32, 5),
        label: sized(36, 32, 2),
        footer: sized(32, 32, 3),
        words: 38,
        labels: Labels::Beside,
        most: 6,
        asides: false,
    },
    Preset {
        id: "square",
        about: "a square post, 1080 by 1080: no feed crops it",
        width: 1080,
        height: Some(1080),
        side: 76,
        top: 76,
        bottom: 50,
        band: 14,
        title: sized(64, 46, 3),
        subtitle: sized(32, 28, 3),
        label: sized(38, 30, 2),
        footer: sized(28, 28, 3),
        words: 0,
        labels: Labels::Above,
        most: 5,
        asides: false,
    },
    Preset {
        id: "x",
        about: "a post on X, 1600 by 900",
        width: 1600,
        height: Some(900),
        side: 90,
        top: 70,
        bottom: 50,
        band: 14,
        title: sized(70, 50, 6),
        subtitle: sized(42, 42, 5),
        label: sized(46, 42, 2),
        footer: sized(42, 42, 3),
        words: 38,
        labels: Labels::Beside,
        most: 7,
        asides: false,
    },
    Preset {
        id: "story",
        about: "a story, 1080 by 1920; text keeps to the middle, which no button covers",
        width: 1080,
        height: Some(1920),
        side: 84,
        top: 250,
        bottom: 250,
        band: 16,
        title: sized(84, 56, 4),
        subtitle: sized(38, 34, 4),
        label: sized(44, 36, 3),
        footer: sized(30, 30, 4),
        words: 0,
        labels: Labels::Above,
        most: 7,
        asides: false,
    },
];

/// The shape with an id.
#[must_use]
pub fn preset(id: &str) -> Option<&'static Preset> {
    PRESETS.iter().find(|preset| preset.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_the_report_is_first() {
        let mut ids: Vec<&str> = PRESETS.iter().map(|preset| preset.id).collect();
        assert_eq!(ids[0], "report");
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), PRESETS.len());
        assert!(preset("square").is_some() && preset("circle").is_none());
    }

    #[test]
    fn no_text_of_a_social_shape_is_smaller_than_28_pixels_at_a_width_of_1080() {
        for preset in PRESETS.iter().filter(|preset| !["report", "slide"].contains(&preset.id)) {
            assert!(preset.least() as i32 * 1080 >= 28 * preset.width, "{}", preset.id);
        }
    }

    #[test]
    fn text_keeps_away_from_the_edges_and_off_a_story_s_buttons() {
        for preset in PRESETS.iter().filter(|preset| preset.is_fixed()) {
            let safe = preset.width - 2 * preset.side;
            assert!((86..=90).contains(&(safe * 100 / preset.width)) || preset.side >= 76, "{}", preset.id);
        }
        let story = preset("story").unwrap();
        assert_eq!(story.height.unwrap() - story.top - story.bottom, 1420);
    }
}
