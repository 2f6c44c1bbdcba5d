//! The texts of a ledger, each kept once.

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use xxhash_rust::xxh3::xxh3_64;

/// A text of one ledger; zero is no text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct TextId(u32);

/// Texts, each kept once.
#[derive(Debug, Default)]
pub struct Texts {
    all: String,
    /// Where text `n` (from 1) ends; it starts where the one before ends.
    ends: Ends,
}

impl Texts {
    pub fn get(&self, id: TextId) -> &str {
        let Some(place) = (id.0 as usize).checked_sub(1) else { return "" };
        let start = place.checked_sub(1).map_or(0, |before| self.ends.get(before));
        self.all.get(start..self.ends.get(place)).unwrap_or("")
    }

    pub fn optional(&self, id: TextId) -> Option<&str> {
        (id.0 != 0).then(|| self.get(id))
    }

    /// Bytes of text.
    pub fn bytes(&self) -> usize {
        self.all.len()
    }

    fn push(&mut self, text: &str) -> TextId {
        self.all.push_str(text);
        self.ends.push(self.all.len());
        TextId(u32::try_from(self.ends.low.len()).unwrap_or(u32::MAX))
    }
}

/// Numbers of which none is below the one before, in half the room: what is above 32 bits changes
/// only now and then.
#[derive(Debug, Default)]
struct Ends {
    low: Vec<u32>,
    /// The first of those with the next higher part, once for each time that it rises.
    rises: Vec<usize>,
}

impl Ends {
    fn get(&self, place: usize) -> usize {
        let low = self.low.get(place).map_or(0, |low| *low as usize);
        match self.rises.partition_point(|first| *first <= place) {
            0 => low,
            high => high.checked_shl(u32::BITS).unwrap_or(0).saturating_add(low),
        }
    }

    fn push(&mut self, end: usize) {
        let high = end.checked_shr(u32::BITS).unwrap_or(0);
        self.rises.resize(high, self.low.len());
        self.low.push(end as u32);
    }
}

impl TextId {
    pub fn is_none(self) -> bool {
        self.0 == 0
    }
}

/// A number of each of some texts, such as that of the record that first had it as its id.
#[derive(Debug, Default)]
pub struct ByText(Vec<u32>);

impl ByText {
    /// Nothing has this number.
    const NONE: u32 = u32::MAX;

    pub fn get(&self, id: TextId) -> Option<u32> {
        self.0.get(id.0 as usize).copied().filter(|number| *number != ByText::NONE)
    }

    /// Sets it; of no text nothing.
    pub fn set(&mut self, id: TextId, number: u32) {
        if id.is_none() {
            return;
        }
        let place = id.0 as usize;
        if self.0.len() <= place {
            self.0.resize(place.saturating_add(1), ByText::NONE);
        }
        if let Some(own) = self.0.get_mut(place) {
            *own = number;
        }
    }

    /// Makes room for so many more, by how many there are.
    pub fn expect(&mut self, further: impl Fn(usize) -> usize) {
        self.0.reserve_exact(further(self.0.len()));
    }
}

/// Which texts are kept already.
#[derive(Debug, Default)]
pub struct Interner {
    known: HashTable<TextId>,
}

impl Interner {
    /// Makes room for so many more, by how many there are.
    pub fn expect(&mut self, texts: &mut Texts, further: impl Fn(usize) -> usize) {
        texts.all.reserve_exact(further(texts.all.len()));
        texts.ends.low.reserve_exact(further(texts.ends.low.len()));
        let hash = |id: &TextId| xxh3_64(texts.get(*id).as_bytes());
        self.known.reserve(further(self.known.len()), hash);
    }

    /// The id of a text, which is added where it is new.
    pub fn id(&mut self, texts: &mut Texts, text: &str) -> TextId {
        let hash = |text: &str| xxh3_64(text.as_bytes());
        let is_it = |id: &TextId| texts.get(*id) == text;
        match self.known.entry(hash(text), is_it, |id| hash(texts.get(*id))) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(free) => *free.insert(texts.push(text)).get(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_come_back_as_they_were_however_far_they_lie() {
        let one = 1_usize << 32;
        let wanted = [0, 7, one - 1, one, one + 5, 4 * one + 1, 4 * one + 1, 5 * one];
        let mut ends = Ends::default();
        wanted.into_iter().for_each(|end| ends.push(end));
        let told: Vec<usize> = (0..wanted.len()).map(|place| ends.get(place)).collect();
        assert_eq!(told, wanted);
    }

    #[test]
    fn the_number_of_a_text_is_known_and_none_of_no_text() {
        let (mut texts, mut interner) = (Texts::default(), Interner::default());
        let [a, b] = ["a", "b"].map(|text| interner.id(&mut texts, text));
        let mut first = ByText::default();
        first.set(b, 3);
        first.set(TextId::default(), 9);
        assert_eq!([a, b, TextId::default()].map(|id| first.get(id)), [None, Some(3), None]);
        assert_eq!([a, b].map(|id| texts.get(id)), ["a", "b"]);
    }
}
