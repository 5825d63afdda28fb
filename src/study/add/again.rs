//! Who of a new wave answered before: people are known again by what the exports in `raw/` say of them, and keep the ids
//! that they have in the study.
//!
//! By what people are known is `init::known`'s. It is compared here and goes nowhere else.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::Joining;
use super::thread::is_thread;
use crate::ingest::sheet::Opening;
use crate::ingest::{open_records, read_thread};
use crate::study::init::{FromExport, KEY_FILE, Known, Plan, known, known_of_thread};
use crate::study::{Source, Study};

/// Under what the people are told of.
pub(super) const PEOPLE: &str = "people";

/// How many people of a wave answered before.
pub(super) fn said(people: usize, by: &str) -> String {
    match people {
        0 => format!("nobody of this wave answered in an earlier one, as far as {by} tell"),
        1 => format!("1 person of this wave answered in an earlier one too, known by {by}, and keeps the id of then"),
        _ => format!("{people} people of this wave answered in an earlier one too, known by {by}, and keep their ids"),
    }
}

/// The people of an earlier wave: by what they are known, and their ids.
pub(super) struct Earlier {
    known: Vec<Known>,
    ids: Vec<String>,
}

/// The people of the earlier waves, as far as their exports stand in `raw/` and fit the study's files.
pub(super) fn earlier(study: &Study, joining: &Joining<'_>, first: &Source) -> Vec<Earlier> {
    let waves = study.waves_of(&first.id).into_iter().filter(|source| source.wave.as_deref() != Some(joining.wave));
    waves.filter_map(|source| of_wave(study, joining, first, source)).collect()
}

fn of_wave(study: &Study, joining: &Joining<'_>, first: &Source, source: &Source) -> Option<Earlier> {
    let known = known_in(study, joining, &raw_of(study, first, source)?)?;
    let ids = ids_of(study, source)?;
    // Where rows were taken out since, nothing says whose row is whose.
    known.iter().all(|known| known.cells.len() == ids.len()).then_some(Earlier { known, ids })
}

fn known_in(study: &Study, joining: &Joining<'_>, raw: &Path) -> Option<Vec<Known>> {
    if is_thread(raw) {
        return Some(known_of_thread(&read_thread(raw, &raw.display().to_string()).ok()?));
    }
    let files = [raw.to_owned()];
    let plain = Opening::default();
    let ways = [(&plain, None), (joining.opening, joining.format)];
    let read = |(opening, format)| {
        let plan = Plan::find(FromExport { files: &files, opening, format, folder: &study.folder }).ok()?;
        known(&plan).ok()
    };
    ways.into_iter().find_map(read)
}

/// The export that a wave came from; of the first, which has no name of its own, the only one that is of no other.
fn raw_of(study: &Study, first: &Source, source: &Source) -> Option<PathBuf> {
    let folder = study.folder.join("raw");
    let files = std::fs::read_dir(&folder).ok()?.filter_map(|entry| Some(entry.ok()?.path()));
    let files: BTreeSet<PathBuf> = files.filter(|path| path.is_file() && !path.ends_with(KEY_FILE)).collect();
    let starts = |path: &PathBuf, wave: &str| {
        path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&format!("{wave}-")))
    };
    let later: Vec<&str> = study
        .sources
        .iter()
        .filter(|other| other.wave_of.is_some())
        .filter_map(|other| other.wave.as_deref())
        .collect();
    let own = |path: &&PathBuf| match source.wave.as_deref().filter(|_| source.id != first.id) {
        Some(wave) => starts(path, wave),
        None => !later.iter().any(|wave| starts(path, wave)),
    };
    let mut own = files.iter().filter(own);
    own.next().filter(|_| own.next().is_none()).cloned()
}

/// The ids of the people of a source, row by row: of comments, those of their authors.
pub(super) fn ids_of(study: &Study, source: &Source) -> Option<Vec<String>> {
    let column = source.columns.author.as_ref().or(source.columns.id.as_ref())?;
    let shown = source.file.display().to_string();
    let mut records = open_records(&study.folder.join(&source.file), &shown, &Opening::default()).ok()?;
    let place = records.position(column).ok()?;
    let mut ids = Vec::new();
    while let Some(next) = records.next_row().ok()? {
        ids.push(next.ok()?.cells.get(place).map_or_else(String::new, |cell| cell.trim().to_owned()));
    }
    Some(ids)
}

/// What became of the people of a wave.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Again {
    /// The people with the ids that they had.
    pub people: usize,
    /// By what they were known.
    pub by: String,
    /// Rows of somebody who has an earlier row in the same export, where each has one.
    pub doubled: usize,
}

/// Gives the people of a wave their ids: those of earlier waves the ones that they had, and the others, where ids are
/// `numbered`, the next numbers. `ids` are those that they would have alone in `wave`. `None` where no earlier wave says
/// anything by which they could be known.
pub(super) fn name_again(
    ids: &mut [String],
    new: &[Known],
    earlier: &[Earlier],
    (wave, numbered, several): (&str, bool, bool),
) -> Option<Again> {
    let has = |one: &&Known| earlier.iter().any(|wave| wave.known.iter().any(|known| known.by == one.by));
    let are_their_ids = |one: &&Known| one.cells.iter().zip(ids.iter()).all(|(cell, id)| cell.eq_ignore_ascii_case(id));
    let finds = |one: &&Known| {
        let cells: HashSet<&String> = one.cells.iter().filter(|cell| !cell.is_empty()).collect();
        let theirs = earlier.iter().flat_map(|wave| wave.known.iter().filter(|known| known.by == one.by));
        theirs.flat_map(|theirs| &theirs.cells).any(|cell| cells.contains(cell))
    };
    // An address may change where an id stays; some platforms give one person another id each time.
    let ids_stay = new.iter().filter(has).find(|one| are_their_ids(one) && finds(one));
    let known = ids_stay.or_else(|| new.iter().find(has))?;
    apart(ids, earlier, wave);
    let mut had: HashMap<&str, String> = HashMap::new();
    for wave in earlier {
        for theirs in wave.known.iter().filter(|theirs| theirs.by == known.by) {
            let rows = theirs.cells.iter().zip(&wave.ids).filter(|(cell, id)| !cell.is_empty() && !id.is_empty());
            for (cell, id) in rows {
                had.entry(cell.as_str()).or_insert_with(|| id.clone());
            }
        }
    }
    let number = |id: &String| id.strip_prefix('R')?.parse::<u64>().ok();
    let mut next = earlier.iter().flat_map(|wave| &wave.ids).filter_map(number).max().unwrap_or_default() + 1;
    let mut again = Again { by: known.named.clone(), ..Again::default() };
    let mut seen: HashSet<&str> = HashSet::new();
    let before: HashSet<&str> = had.keys().copied().collect();
    for (id, cell) in ids.iter_mut().zip(&known.cells).filter(|(_, cell)| !cell.is_empty()) {
        let is_first = seen.insert(cell);
        if !is_first && !several {
            again.doubled += 1;
            continue;
        }
        again.people += usize::from(is_first && before.contains(cell.as_str()));
        if let Some(known) = had.get(cell.as_str()) {
            id.clone_from(known);
        } else {
            if numbered {
                *id = format!("R{next}");
                next += 1;
            }
            had.insert(cell, id.clone());
        }
    }
    Some(again)
}

/// Names ids with the wave that an earlier one has too: exports that count their rows begin anew each time.
fn apart(ids: &mut [String], earlier: &[Earlier], wave: &str) {
    let taken: HashSet<&str> = earlier.iter().flat_map(|wave| &wave.ids).map(String::as_str).collect();
    for id in ids.iter_mut().filter(|id| !id.is_empty() && taken.contains(id.as_str())) {
        *id = format!("{wave}-{id}");
    }
}

impl Again {
    pub(super) fn said(&self) -> String {
        said(self.people, &self.by)
    }

    /// What is wrong with rows of one person.
    pub(super) fn doubled(&self) -> Option<String> {
        let (rows, by) = (self.doubled, &self.by);
        (rows > 0).then(|| format!("{rows} rows are by somebody who has an earlier row in the file, known by {by}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(by: &str, cells: &str) -> Known {
        Known {
            by: by.to_owned(),
            named: by.to_owned(),
            cells: cells.split(' ').map(|cell| cell.trim_matches('_').to_owned()).collect(),
        }
    }

    fn ids(all: &str) -> Vec<String> {
        all.split(' ').map(str::to_owned).collect()
    }

    fn named(new: &Known, own: &str, before: &[(&Known, &str)], numbered: bool, several: bool) -> (String, Again) {
        let earlier: Vec<Earlier> =
            before.iter().map(|(known, all)| Earlier { known: vec![(*known).clone()], ids: ids(all) }).collect();
        let mut own = ids(own);
        let again = name_again(&mut own, std::slice::from_ref(new), &earlier, ("w", numbered, several)).unwrap();
        (own.join(" "), again)
    }

    #[test]
    fn whoever_answered_before_has_the_id_that_they_had_and_the_others_the_next_numbers() {
        let (first, new) = (known("e-mail", "a@x b@x c@x"), known("e-mail", "c@x d@x _ a@x"));
        let (ids, again) = named(&new, "w-R1 w-R2 w-R3 w-R4", &[(&first, "R1 R2 R3")], true, false);
        assert_eq!((ids.as_str(), again.people), ("R3 R4 w-R3 R1", 2));
        let second = known("e-mail", "d@x b@x");
        let (ids, _) = named(&new, "w-R1 w-R2 w-R3 w-R4", &[(&first, "R1 R2 R3"), (&second, "R4 R2")], true, false);
        assert_eq!(ids, "R3 R4 w-R3 R1");
    }

    #[test]
    fn ids_of_an_export_stay_for_those_who_are_new_and_a_second_row_is_nobody_again() {
        let (first, new) = (known("e-mail", "a@x b@x"), known("e-mail", "a@x a@x d@x"));
        let (ids, again) = named(&new, "k7 k8 k9", &[(&first, "k1 k2")], false, false);
        assert_eq!((ids.as_str(), again.people, again.doubled), ("k1 k8 k9", 1, 1));
    }

    #[test]
    fn one_person_may_write_several_comments() {
        let (first, new) = (known("name", "ada bo"), known("name", "cy ada cy _"));
        let (ids, again) = named(&new, "w-R1 w-R2 w-R1 _", &[(&first, "R1 R2")], true, true);
        assert_eq!((ids.as_str(), again.people, again.doubled), ("R3 R1 R3 _", 1, 0));
    }

    #[test]
    fn people_who_are_known_by_nothing_that_an_earlier_wave_has_are_left_as_they_are() {
        let earlier = [Earlier { known: vec![known("profile", "p")], ids: ids("R1") }];
        assert_eq!(name_again(&mut ids("w-R1"), &[known("e-mail", "a@x")], &earlier, ("w", true, false)), None);
    }

    #[test]
    fn numbers_that_begin_anew_in_each_export_are_nobody_again() {
        let (first, new) = (known("e-mail", "a@x b@x"), known("e-mail", "d@x b@x _"));
        let (ids, again) = named(&new, "1 2 3", &[(&first, "1 2")], false, false);
        assert_eq!((ids.as_str(), again.people), ("w-1 2 3", 1));
    }

    #[test]
    fn ids_of_people_are_surer_than_an_address_that_may_change() {
        let (ids_then, ids_now) = (known("memberid", "m7 m8"), known("memberid", "m8 m9"));
        let (mail_then, mail_now) = (known("e-mail", "a@x b@x"), known("e-mail", "new@x _"));
        let earlier = [Earlier { known: vec![mail_then, ids_then], ids: ids("m7 m8") }];
        let mut own = ids("m8 m9");
        let again = name_again(&mut own, &[mail_now, ids_now], &earlier, ("w", false, false)).unwrap();
        assert_eq!((own, again.people, again.by.as_str()), (ids("m8 m9"), 1, "memberid"));
    }
}
