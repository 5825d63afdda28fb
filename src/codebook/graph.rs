//! How the themes hang together: which is below which, and which refers to which. Circles are found here, so that
//! matching can follow every name to its end.

use super::Theme;

/// Levels of themes below each other, and themes that refer to each other in a row.
pub(super) const LONGEST: usize = 16;

/// The names shown of a circle.
const SHOWN: usize = 8;

/// A place in a pattern where a theme is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Link {
    /// The theme whose pattern it is.
    pub from: usize,
    /// The theme named.
    pub to: usize,
    /// Where it stands in the file.
    pub at: usize,
    /// Whether it must have a place, because it stands near or beside something.
    pub near: bool,
}

/// What is wrong, where in the file, and what to do.
pub(super) type Mistake = (usize, String, &'static str);

/// Themes that stand below themselves, or too deep. `places` is where each theme's parent stands in the file.
pub(super) fn below_itself(themes: &[Theme], places: &[usize]) -> Option<Mistake> {
    (0..themes.len()).find_map(|theme| {
        let mut line = vec![theme];
        while let Some(parent) = line.last().and_then(|last| themes[*last].parent) {
            if line.contains(&parent) {
                // Told at the theme where the circle begins, not at those that only lead into it.
                return (parent == theme).then(|| {
                    let message = format!("the themes stand below each other in a circle: {}", circle(themes, &line));
                    (places[theme], message, "leave out one `parent`")
                });
            }
            line.push(parent);
            if line.len() > LONGEST {
                let message = format!("the theme `{}` stands below more than {LONGEST} levels", themes[theme].id);
                return Some((places[theme], message, "put it higher up"));
            }
        }
        None
    })
}

/// What is wrong with the themes that patterns name. Parents must be right.
pub(super) fn unfollowable(themes: &[Theme], mut links: Vec<Link>) -> Vec<Mistake> {
    if links.is_empty() {
        return Vec::new();
    }
    links.sort_by_key(|link| (link.from, link.at));
    let mut graph = Graph { themes, links: &links, below: vec![Vec::new(); themes.len()], found: Vec::new() };
    for (theme, entry) in themes.iter().enumerate() {
        if let Some(parent) = entry.parent {
            graph.below[parent].push(theme);
        }
    }
    let (heights, placed) = graph.walk();
    let mut found = graph.found;
    if found.is_empty() {
        let long = links.iter().find(|link| heights[link.from] > LONGEST);
        found.extend(long.map(|link| {
            let message = format!("more than {LONGEST} themes refer to each other in a row");
            (link.at, message, "let patterns name the last theme of the row")
        }));
        found.extend(links.iter().filter(|link| link.near && !placed[link.to]).map(|link| {
            let name = &themes[link.to].id;
            let message = format!("`@{name}` must have a place here, and a pattern of `{name}` has none");
            (link.at, message, "only the places of words can stand near each other; use `AND`")
        }));
    }
    found
}

struct Graph<'a> {
    themes: &'a [Theme],
    links: &'a [Link],
    below: Vec<Vec<usize>>,
    found: Vec<Mistake>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

impl Graph<'_> {
    fn links_of(&self, theme: usize) -> &[Link] {
        let first = self.links.partition_point(|link| link.from < theme);
        let last = self.links.partition_point(|link| link.from <= theme);
        &self.links[first..last]
    }

    /// The n-th theme that this one leads to, by a link or as one below it.
    fn next(&self, theme: usize, number: usize) -> Option<usize> {
        let links = self.links_of(theme);
        links.get(number).map(|link| link.to).or_else(|| self.below[theme].get(number - links.len()).copied())
    }

    /// For each theme that leads to another: the themes in a row from here, and whether all of its matches have a place.
    /// Without recursion, because a row may be as long as the codebook.
    fn walk(&mut self) -> (Vec<usize>, Vec<bool>) {
        let mut state = vec![State::New; self.themes.len()];
        let (mut heights, mut placed) = (vec![1; self.themes.len()], vec![true; self.themes.len()]);
        for link in self.links {
            if state[link.from] == State::Done {
                continue;
            }
            let mut row: Vec<(usize, usize)> = vec![(link.from, 0)];
            state[link.from] = State::Open;
            while let Some((theme, number)) = row.last_mut() {
                let theme = *theme;
                if let Some(next) = self.next(theme, *number) {
                    *number += 1;
                    match state[next] {
                        State::New => {
                            state[next] = State::Open;
                            row.push((next, 0));
                        }
                        State::Open => self.circle(&row, next),
                        State::Done => {}
                    }
                    continue;
                }
                state[theme] = State::Done;
                row.pop();
                let leads = (0..).map_while(|number| self.next(theme, number));
                heights[theme] = 1 + leads.map(|next| heights[next]).max().unwrap_or(0);
                let mut patterns = self.themes[theme].patterns.iter();
                placed[theme] = self.below[theme].iter().all(|below| placed[*below])
                    && patterns.all(|pattern| pattern.expression.has_place_given(&|theme| placed[theme]));
            }
        }
        (heights, placed)
    }

    fn circle(&mut self, row: &[(usize, usize)], first: usize) {
        let circled: Vec<usize> = row.iter().map(|(theme, _)| *theme).skip_while(|theme| *theme != first).collect();
        // At least one step of a circle is a link: parents alone make none.
        let at = circled.iter().flat_map(|theme| self.links_of(*theme)).find(|link| circled.contains(&link.to));
        let message = format!("the themes refer to each other in a circle: {}", circle(self.themes, &circled));
        let hint = "leave out one `@`; a theme that is named stands for the themes below it too";
        self.found.push((at.map_or(0, |link| link.at), message, hint));
    }
}

/// The names of a circle, the first once more at its end.
fn circle(themes: &[Theme], circled: &[usize]) -> String {
    let mut names: Vec<String> = circled.iter().map(|theme| format!("`{}`", themes[*theme].id)).collect();
    if names.len() > SHOWN {
        let left_out = names.len() - SHOWN;
        names.truncate(SHOWN);
        names.push(format!("{left_out} more"));
    }
    names.extend(circled.first().map(|theme| format!("`{}`", themes[*theme].id)));
    names.join(" → ")
}
