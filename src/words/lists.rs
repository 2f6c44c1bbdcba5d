//! Things in a row, and how many there are.

use super::Words;

impl Words {
    /// `1 estimate`, `2,000 estimates`.
    #[must_use]
    pub fn counted(self, count: usize, one: &str, several: &str) -> String {
        format!("{} {}", self.count(count), if count == 1 { one } else { several })
    }

    /// `A`, `A and B`, `A, B and C`.
    #[must_use]
    pub fn all_of(self, things: &[impl AsRef<str>]) -> String {
        joined(things, "and")
    }

    /// `A`, `A or B`, `A, B or C`.
    #[must_use]
    pub fn one_of(self, things: &[impl AsRef<str>]) -> String {
        joined(things, "or")
    }

    /// `and 12 more`: of rows for which there is no room.
    #[must_use]
    pub fn more_rows(self, count: usize) -> String {
        format!("and {} more", self.count(count))
    }

    /// `Zelensky’s`, `Joint Chiefs’`.
    #[must_use]
    pub fn possessive(self, name: &str) -> String {
        if name.ends_with('s') { format!("{name}’") } else { format!("{name}’s") }
    }
}

fn joined(things: &[impl AsRef<str>], and: &str) -> String {
    let things: Vec<&str> = things.iter().map(AsRef::as_ref).collect();
    match things.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} {and} {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_ends_in_a_word() {
        let words = Words::default();
        assert_eq!(words.all_of(&["A"; 0]), "");
        assert_eq!(words.all_of(&["A", "B", "C"]), "A, B and C");
        assert_eq!(words.one_of(&["A", "B"]), "A or B");
    }

    #[test]
    fn one_thing_is_not_several() {
        let words = Words::default();
        assert_eq!(words.counted(1, "day", "days"), "1 day");
        assert_eq!(words.counted(2000, "day", "days"), "2,000 days");
    }
}
