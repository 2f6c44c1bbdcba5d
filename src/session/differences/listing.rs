//! Every item that two documents hold, and how they go together in it.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::copies::{Copies, all_copies, keyed};
use super::counterparts::{Counterparts, EstimateKey, content};
use super::difference::{Difference, Item, Laid, Section};
use super::pairing::{Places, paired};
use super::sides::{Accord, Sides, Whose};
use crate::compare::{Dismissal, FindingKey};
use crate::estimate::{Adjustment, Anchor, Change, Event, Note, Publication, Target};
use crate::session::{Document, FileSection};

/// Two documents side by side.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Differences {
    /// Every item that one of them holds, also those in which they are the same; by section, and
    /// in the order of mine, then of theirs.
    pub all: Vec<Difference>,
}

impl Differences {
    /// The items in which the two are not the same.
    pub fn differing(&self) -> impl Iterator<Item = &Difference> {
        self.all.iter().filter(|difference| difference.accord != Accord::Same)
    }

    /// Whether there is nothing in which they differ.
    #[must_use]
    pub fn are_none(&self) -> bool {
        self.differing().next().is_none()
    }

    /// How many items of a section are of this accord.
    #[must_use]
    pub fn count(&self, section: Section, accord: Accord) -> usize {
        let is_it = |one: &&Difference| one.accord == accord && one.item.section() == section;
        self.all.iter().filter(is_it).count()
    }
}

/// What two documents hold, item by item.
///
/// Two adjustments are the same where they do the same for the same reason, switched on or off; two
/// notes where they say the same of the same; two findings put aside where it was for the same
/// reason; two entries where they state the same. Who did it and when makes no difference.
///
/// ```
/// use parallax::session::{Document, differences};
///
/// assert!(differences(&Document::default(), &Document::default()).are_none());
/// ```
#[must_use]
pub fn differences(mine: &Document, theirs: &Document) -> Differences {
    listed(&Counterparts::of([mine, theirs, &Document::default()], false))
}

/// The same of two documents that came from one, with who changed what since. What one of them
/// changed back is changed by nobody.
#[must_use]
pub fn differences_since(base: &Document, mine: &Document, theirs: &Document) -> Differences {
    listed(&Counterparts::of([mine, theirs, base], true))
}

pub(super) fn listed(counterparts: &Counterparts<'_>) -> Differences {
    let mut all = files(counterparts);
    all.extend(copies(counterparts));
    all.extend(own_estimates(counterparts));
    all.extend(own_events(counterparts));
    all.extend(adjustments(counterparts));
    all.extend(notes(counterparts));
    all.extend(dismissals(counterparts));
    all.extend(publications(counterparts));
    all.extend(question(counterparts));
    all.sort_by_key(|difference| difference.item.section());
    Differences { all }
}

/// An item of what is the same where `canon` makes the same of it.
fn item<'a, T: 'a, C: PartialEq>(
    counterparts: &Counterparts<'_>,
    sides: &'a Sides<T>,
    canon: impl FnMut(Whose, &'a T) -> C,
    item: Item,
) -> Difference {
    let canon = sides.each(canon);
    let changed_by = counterparts.has_base.then(|| canon.changed_by());
    Difference { item, accord: canon.accord(), changed_by }
}

/// What each document has of one thing, by its places in their lists.
fn at<T: Clone>(places: Places, lists: [&[T]; 3]) -> Sides<T> {
    let of = |whose: Whose| whose.of(lists).get(whose.of(places)?).cloned();
    Sides { mine: of(Whose::Mine), theirs: of(Whose::Theirs), base: of(Whose::Base) }
}

fn files(counterparts: &Counterparts<'_>) -> Vec<Difference> {
    let lists = Whose::ALL.map(|whose| counterparts.document(whose).files());
    let sides = counterparts.files.iter().map(|places| at(*places, lists));
    let read = sides.filter(|sides| sides.any().is_some_and(|file| !file.is_by_hand()));
    read.map(|sides| {
        let first = sides.any().cloned();
        let canon = |_, file: &Arc<FileSection>| {
            // As it was read: the same bytes may have been read otherwise.
            let is_same_ledger = first.as_ref().is_some_and(|first| {
                Arc::ptr_eq(&first.ledger, &file.ledger) || first.ledger == file.ledger
            });
            (file.fingerprint.to_string(), file.format.clone(), is_same_ledger)
        };
        item(counterparts, &sides, canon, Item::File(sides.clone()))
    })
    .collect()
}

fn copies(counterparts: &Counterparts<'_>) -> Vec<Difference> {
    let canon = |whose, said: &Copies| keyed(counterparts, whose, said);
    let all = all_copies(counterparts).into_iter();
    all.map(|sides| item(counterparts, &sides, canon, Item::Copies(sides.clone()))).collect()
}

fn own_estimates(counterparts: &Counterparts<'_>) -> Vec<Difference> {
    let of =
        |places: &Places, whose: Whose| counterparts.own_at(whose, whose.of(*places)?).cloned();
    let all = counterparts.own.iter().map(|places| Sides {
        mine: of(places, Whose::Mine),
        theirs: of(places, Whose::Theirs),
        base: of(places, Whose::Base),
    });
    let canon = |whose, id: &_| {
        let entry = counterparts.document(whose).own_entry(id);
        entry.as_ref().map(content)
    };
    all.map(|sides| item(counterparts, &sides, canon, Item::OwnEstimate(sides.clone()))).collect()
}

fn own_events(counterparts: &Counterparts<'_>) -> Vec<Difference> {
    let events = |whose| {
        let own = counterparts.document(whose).own();
        own.map_or(&[][..], |own| own.ledger.events())
    };
    let lists = Whose::ALL.map(events);
    let whole = |event: &Event| ron::to_string(event).ok();
    let by_name = |event: &Event| Some(format!("{} {}", event.date, event.label));
    let all = paired(lists, &[&whole, &by_name]).into_iter().map(|places| at(places, lists));
    let canon = |_, event: &Event| event.clone();
    all.map(|sides| item(counterparts, &sides, canon, Item::OwnEvent(sides.clone()))).collect()
}

/// What something is laid over or hangs on, whatever the documents call it.
#[derive(Clone, PartialEq, Debug)]
enum Place {
    Estimate(EstimateKey),
    Source(String),
    /// Days and numbers are the same everywhere.
    Anchor(Anchor),
}

impl Place {
    fn of_target(counterparts: &Counterparts<'_>, whose: Whose, target: &Target) -> Place {
        match target {
            Target::Estimate(id) => Place::Estimate(counterparts.estimate_key(whose, id)),
            Target::Source(label) => Place::Source(label.clone()),
        }
    }

    fn of_anchor(counterparts: &Counterparts<'_>, whose: Whose, anchor: &Anchor) -> Place {
        match anchor {
            Anchor::Estimate(id) => Place::Estimate(counterparts.estimate_key(whose, id)),
            Anchor::Source(label) => Place::Source(label.clone()),
            anchor => Place::Anchor(anchor.clone()),
        }
    }
}

/// The adjustments of a document, each with where it lies beside the others.
pub(super) fn laid(document: &Document) -> Vec<Laid> {
    let mut bounded: HashSet<&Target> = HashSet::new();
    let each = document.overlay().adjustments().iter().map(|adjustment| {
        let is_of_numbers = matches!(
            adjustment.change,
            Change::Scale(_) | Change::Widen(_) | Change::ReadAsAtLeast
        );
        if matches!(adjustment.change, Change::Bounds(_)) {
            bounded.insert(&adjustment.target);
        }
        let is_behind_bounds = is_of_numbers && bounded.contains(&adjustment.target);
        Laid { adjustment: adjustment.clone(), is_behind_bounds }
    });
    each.collect()
}

fn adjustments(counterparts: &Counterparts<'_>) -> Vec<Difference> {
    let placed = |whose| {
        let all = laid(counterparts.document(whose)).into_iter();
        let placed =
            |laid: Laid| (Place::of_target(counterparts, whose, &laid.adjustment.target), laid);
        all.map(placed).collect::<Vec<(Place, Laid)>>()
    };
    let [mine, theirs, base] = Whose::ALL.map(placed);
    let lists = [&mine[..], &theirs[..], &base[..]];
    let sign = |(place, laid): &(Place, Laid)| {
        Some(format!("{} {place:?}", laid.adjustment.change.word()))
    };
    let all = paired(lists, &[&sign]).into_iter().map(|places| {
        let sides = at(places, lists);
        sides.each(|_, (_, laid)| laid.clone())
    });
    let canon = |_, laid: &Laid| {
        let Adjustment { change, reason, on, .. } = laid.adjustment.clone();
        (change, reason, on, laid.is_behind_bounds)
    };
    all.map(|sides| item(counterparts, &sides, canon, Item::Adjustment(Box::new(sides.clone()))))
        .collect()
}

fn notes(counterparts: &Counterparts<'_>) -> Vec<Difference> {
    let placed = |whose| {
        let all = counterparts.document(whose).notes().iter();
        let placed =
            |note: &Note| (Place::of_anchor(counterparts, whose, &note.anchor), note.clone());
        all.map(placed).collect::<Vec<(Place, Note)>>()
    };
    let [mine, theirs, base] = Whose::ALL.map(placed);
    let lists = [&mine[..], &theirs[..], &base[..]];
    let by_text = |(place, note): &(Place, Note)| Some(format!("{place:?} {}", note.text));
    let by_place = |(place, note): &(Place, Note)| Some(format!("{place:?} {}", note.id.0));
    let by_id = |(_, note): &(Place, Note)| {
        base.iter().any(|(_, other)| other.id == note.id).then(|| note.id.0.to_string())
    };
    let pairs = match counterparts.has_base {
        true => paired(lists, &[&by_id, &by_text]),
        false => paired(lists, &[&by_text, &by_place]),
    };
    let all = pairs.into_iter().map(|places| at(places, lists));
    all.map(|sides| {
        let canon = |_, (place, note): &(Place, Note)| (place.clone(), note.text.clone());
        let told = Item::Note(Box::new(sides.each(|_, (_, note)| note.clone())));
        item(counterparts, &sides, canon, told)
    })
    .collect()
}

/// What a finding is in all documents.
fn finding_key(counterparts: &Counterparts<'_>, whose: Whose, finding: &FindingKey) -> String {
    let ids = finding.estimates().iter().map(|id| counterparts.estimate_key(whose, id));
    let mut ids: Vec<EstimateKey> = ids.collect();
    ids.sort();
    format!("{} {ids:?}", finding.kind())
}

fn dismissals(counterparts: &Counterparts<'_>) -> Vec<Difference> {
    let mut by_key: BTreeMap<String, Sides<Dismissal>> = BTreeMap::new();
    let mut order: Vec<String> = Vec::new();
    for whose in Whose::ALL {
        for dismissal in counterparts.document(whose).dismissals() {
            let key = finding_key(counterparts, whose, &dismissal.finding);
            if !by_key.contains_key(&key) {
                order.push(key.clone());
            }
            let none = Sides { mine: None, theirs: None, base: None };
            let sides = by_key.entry(key).or_insert(none);
            let side = whose.of([&mut sides.mine, &mut sides.theirs, &mut sides.base]);
            *side = Some(dismissal.clone());
        }
    }
    let all = order.iter().filter_map(|key| by_key.remove(key));
    let canon = |_, dismissal: &Dismissal| dismissal.reason.clone();
    all.map(|sides| item(counterparts, &sides, canon, Item::Dismissal(Box::new(sides.clone()))))
        .collect()
}

/// The same where all that is recorded is the same; one with the same address, else one that is
/// called the same, is what the other has of it.
fn publications(counterparts: &Counterparts<'_>) -> Vec<Difference> {
    let lists = Whose::ALL.map(|whose| counterparts.document(whose).publications().list());
    let whole = |one: &Publication| Some(format!("{one:?}"));
    let by_address = |one: &Publication| one.address.clone();
    let by_id = |one: &Publication| one.id.clone();
    let pairs = paired(lists, &[&whole, &by_address, &by_id]);
    let all = pairs.into_iter().map(|places| at(places, lists));
    let canon = |_, one: &Publication| one.clone();
    all.map(|sides| item(counterparts, &sides, canon, Item::Publication(Box::new(sides.clone()))))
        .collect()
}

fn question(counterparts: &Counterparts<'_>) -> Option<Difference> {
    let of = |whose| counterparts.document(whose).question().cloned();
    let sides = Sides { mine: of(Whose::Mine), theirs: of(Whose::Theirs), base: of(Whose::Base) };
    sides.any()?;
    let canon = |_, question: &_| Clone::clone(question);
    Some(item(counterparts, &sides, canon, Item::Question(Box::new(sides.clone()))))
}
