//! The lists of objects in an object, which of them are read as one table, and what stands around
//! them.

use std::borrow::Cow;
use std::collections::HashSet;

use super::scan::{JsonValue, Scanner, Slip};
use crate::files::containers::Doubt;
use crate::files::problem_fact::{Columns, ProblemFact};

/// Where records start.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum FirstRecord {
    /// After the opening bracket of a list that stands in so many objects.
    List { at: usize, inside: usize },
    /// One object after the other, from the start of the text.
    Lines,
}

/// A stretch of records, one after the other, and what stands around it by its names.
pub(super) struct Stretch<'t> {
    /// The text up to where it ends at the latest.
    pub(super) text: &'t str,
    pub(super) start: FirstRecord,
    pub(super) around: Vec<(Cow<'t, str>, JsonValue<'t>)>,
}

/// The keys of some records.
pub(super) struct Keys {
    pub(super) all: HashSet<String>,
    /// Those that hold numbers, in the order of the alphabet.
    pub(super) of_numbers: Vec<String>,
}

impl Keys {
    /// Whether records with these keys may be those of one table: they hold numbers under the same
    /// ones, and have most in common.
    fn are_alike(&self, other: &Keys) -> bool {
        let common = self.all.intersection(&other.all).count();
        let all = self.all.union(&other.all).count();
        self.of_numbers == other.of_numbers && common.saturating_mul(2) > all
    }
}

/// A list of objects in an object.
pub(super) struct NamedList<'t> {
    /// The keys that lead to it, from the outermost; its own is the last.
    path: Vec<Cow<'t, str>>,
    /// Where its first record starts.
    at: usize,
    /// Where it ends.
    end: usize,
    /// The objects that it stands in, from the outermost.
    inside: Vec<usize>,
}

impl NamedList<'_> {
    /// What it is called.
    fn key(&self) -> String {
        self.path.last().map(Cow::to_string).unwrap_or_default()
    }

    /// All keys that lead to it.
    fn name(&self) -> String {
        self.path.join(" / ")
    }
}

/// What is found in an object and in the objects in it.
#[derive(Default)]
pub(super) struct Found<'t> {
    pub(super) lists: Vec<NamedList<'t>>,
    /// The texts of each object.
    texts: Vec<Vec<(Cow<'t, str>, JsonValue<'t>)>>,
}

impl<'t> Found<'t> {
    /// Looks through the object that comes next.
    pub(super) fn look_through(&mut self, scanner: &mut Scanner<'t>) -> Result<(), Slip> {
        scanner.expect(b'{', "an object should stand here")?;
        // Those objects that are not over.
        let mut open = vec![0];
        let mut path: Vec<Cow<'t, str>> = Vec::new();
        self.texts.push(Vec::new());
        loop {
            if !scanner.take(b'}') {
                let key = scanner.key()?;
                let before = scanner.clone();
                if scanner.take(b'{') {
                    open.push(self.texts.len());
                    path.push(key);
                    self.texts.push(Vec::new());
                    continue;
                }
                let is_list = scanner.take(b'[') && scanner.peek() == Some(b'{');
                if is_list {
                    let at = before.clone().after_bracket();
                    let path = path.iter().chain([&key]).cloned().collect();
                    // Where it ends is known once it is gone over.
                    let end = usize::MAX;
                    self.lists.push(NamedList { path, at, end, inside: open.clone() });
                }
                *scanner = before;
                self.go_over(key, open.last(), scanner)?;
                if let Some(list) = self.lists.last_mut().filter(|_| is_list) {
                    list.end = scanner.at();
                }
                if scanner.goes_on(b'}', "a comma or } should stand here")? {
                    continue;
                }
            }
            // An object is over, and so may those be that it stands in.
            loop {
                open.pop();
                path.pop();
                if open.is_empty() {
                    return Ok(());
                }
                if scanner.goes_on(b'}', "a comma or } should stand here")? {
                    break;
                }
            }
        }
    }

    /// Goes over a value, and keeps it if it is a text.
    fn go_over(
        &mut self,
        key: Cow<'t, str>,
        object: Option<&usize>,
        scanner: &mut Scanner<'t>,
    ) -> Result<(), Slip> {
        if scanner.peek() != Some(b'"') {
            return scanner.skip();
        }
        let value = scanner.value()?;
        if let Some(texts) = object.and_then(|object| self.texts.get_mut(*object)) {
            texts.push((key, value));
        }
        Ok(())
    }

    /// The texts beside a list and around it, the nearest of each key. Numbers there are about the
    /// list: how long it is, which page.
    fn around(&self, list: &NamedList<'t>) -> Vec<(Cow<'t, str>, JsonValue<'t>)> {
        let objects = list.inside.iter().rev().filter_map(|object| self.texts.get(*object));
        let mut around: Vec<(Cow<'t, str>, JsonValue<'t>)> = Vec::new();
        for (key, value) in objects.flatten() {
            if !around.iter().any(|(known, _)| known == key) {
                around.push((key.clone(), value.clone()));
            }
        }
        around
    }

    /// The stretch of records of a list.
    pub(super) fn stretch(&self, text: &'t str, list: &NamedList<'t>) -> Stretch<'t> {
        let start = FirstRecord::List { at: list.at, inside: list.inside.len() };
        Stretch { text, start, around: self.around(list) }
    }

    /// What says what a list holds: a title beside or around it, and the keys that lead to it.
    pub(super) fn titles(&self, place: usize) -> Vec<String> {
        let Some(list) = self.lists.get(place) else { return Vec::new() };
        let around = self.around(list).into_iter();
        let titles = around.filter(|(key, _)| key.eq_ignore_ascii_case("title"));
        let titles = titles.filter_map(|(_, value)| match value {
            JsonValue::Plain(text) => Some(text.into_owned()),
            _ => None,
        });
        titles.chain([list.path.join(" ").replace('_', " ")]).collect()
    }

    /// The lists that are read together with one of them, itself among them: those with keys alike
    /// that lie as deep.
    pub(super) fn alike(&self, place: usize, keys: &[Option<Keys>]) -> Vec<usize> {
        let own = keys.get(place).and_then(Option::as_ref).zip(self.lists.get(place));
        let Some((own, list)) = own else { return vec![place] };
        let others = keys.iter().zip(&self.lists).enumerate();
        let alike = others.filter(|(other, (keys, lies))| {
            let is_as_deep = lies.path.len() == list.path.len();
            let are_alike = || keys.as_ref().is_some_and(|keys| keys.are_alike(own));
            *other == place || is_as_deep && are_alike()
        });
        alike.map(|(other, _)| other).collect()
    }

    /// The stretches of several lists that are read as one, with a column for their keys wherever
    /// these differ, and what to tell of it.
    pub(super) fn together(&self, text: &'t str, places: &[usize]) -> (Vec<Stretch<'t>>, Doubt) {
        let lists: Vec<&NamedList<'t>> =
            places.iter().filter_map(|place| self.lists.get(*place)).collect();
        let levels = levels(&lists);
        let last = lists.len().saturating_sub(1);
        let stretches = lists.iter().enumerate().map(|(place, list)| {
            let mut stretch = self.stretch(text, list);
            // What stands behind all of them is looked at behind the last one.
            if let Some(text) = text.get(..list.end).filter(|_| place < last) {
                let start = FirstRecord::List { at: list.at, inside: 0 };
                stretch = Stretch { text, start, ..stretch };
            }
            for (level, name) in &levels {
                stretch.around.retain(|(known, _)| known != name);
                let key = list.path.get(*level).cloned().unwrap_or_default();
                stretch.around.push((Cow::Owned(name.clone()), JsonValue::Plain(key)));
            }
            stretch
        });
        let stretches = stretches.collect();
        let names: Vec<String> = lists.iter().map(|list| list.name()).collect();
        let columns = levels.into_iter().map(|(_, name)| name).collect();
        let fact = ProblemFact::ListsJoined { lists: Columns::of(&names), columns };
        (stretches, Doubt { line: 0, key: None, fact })
    }
}

/// The places in the paths of some lists at which these differ, each with the name of the column of
/// the keys there: `list` for the innermost, `list 2` for the next.
fn levels(lists: &[&NamedList<'_>]) -> Vec<(usize, String)> {
    let depth = lists.iter().map(|list| list.path.len()).min().unwrap_or(0);
    let key = |list: &NamedList<'_>, level: usize| list.path.get(level).map(Cow::to_string);
    let differ = (0..depth).rev().filter(|level| {
        let first = lists.first().and_then(|list| key(list, *level));
        lists.iter().any(|list| key(list, *level) != first)
    });
    let named = differ.zip(1_u32..).map(|(level, number)| match number {
        1 => (level, "list".to_owned()),
        number => (level, format!("list {number}")),
    });
    named.collect()
}

/// Tells of the lists that are not read.
pub(super) fn not_read(lists: &[NamedList<'_>], first: usize, read: &[usize]) -> Option<Doubt> {
    let others = lists.iter().enumerate().filter(|(place, _)| !read.contains(place));
    let others: Vec<String> = others.map(|(_, list)| list.key()).collect();
    let list = lists.get(first).filter(|_| !others.is_empty())?;
    let fact = ProblemFact::UnreadLists { read: list.key(), others };
    Some(Doubt { line: 0, key: None, fact })
}

impl Scanner<'_> {
    /// The place after the opening bracket that comes next.
    fn after_bracket(mut self) -> usize {
        self.take(b'[');
        self.at()
    }
}
