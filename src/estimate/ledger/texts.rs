//! The texts of a ledger, each kept once.

use hashbrown::HashTable;
use xxhash_rust::xxh3::xxh3_64;

/// A text of one ledger; zero is no text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct TextId(u32);

/// Texts, each kept once.
#[derive(Debug, Default)]
pub struct Texts {
    all: String,
    /// Where text `n` (from 1) ends; it starts where the one before ends.
    ends: Vec<u64>,
}

impl Texts {
    pub fn get(&self, id: TextId) -> &str {
        let Some(place) = (id.0 as usize).checked_sub(1) else { return "" };
        let start = place.checked_sub(1).and_then(|before| self.ends.get(before)).copied();
        let end = self.ends.get(place).copied().unwrap_or(0);
        self.all.get(start.unwrap_or(0) as usize..end as usize).unwrap_or("")
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
        self.ends.push(self.all.len() as u64);
        TextId(u32::try_from(self.ends.len()).unwrap_or(u32::MAX))
    }
}

impl TextId {
    pub fn is_none(self) -> bool {
        self.0 == 0
    }
}

/// Which texts are kept already.
#[derive(Debug, Default)]
pub struct Interner {
    known: HashTable<TextId>,
}

impl Interner {
    /// The id of a text, which is added where it is new.
    pub fn id(&mut self, texts: &mut Texts, text: &str) -> TextId {
        let hash = |text: &str| xxh3_64(text.as_bytes());
        let own = hash(text);
        if let Some(id) = self.known.find(own, |id| texts.get(*id) == text) {
            return *id;
        }
        let id = texts.push(text);
        self.known.insert_unique(own, id, |id| hash(texts.get(*id)));
        id
    }
}
