//! How much one file may hold, and lists that are read no further than that.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};

/// The estimates of one file, and of one session; the events of one file; the notes of one session, its
/// adjustments, and the findings that were put aside in it.
pub const MOST_ENTRIES: usize = 1_000_000;

/// Reads a list of at most so many entries: at the first beyond reading stops, before more memory is
/// spent on what somebody sent.
///
/// # Errors
/// When there are more, or one cannot be read.
pub(crate) fn at_most<'de, const MOST: usize, T, D>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    struct Entries<T, const MOST: usize>(PhantomData<T>);

    impl<'de, T: Deserialize<'de>, const MOST: usize> Visitor<'de> for Entries<T, MOST> {
        type Value = Vec<T>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "a list of at most {MOST} entries")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<T>, A::Error> {
            let mut entries = Vec::new();
            while let Some(entry) = list.next_element()? {
                if entries.len() == MOST {
                    return Err(A::Error::custom(format!(
                        "this list has more than {MOST} entries"
                    )));
                }
                entries.push(entry);
            }
            Ok(entries)
        }
    }

    deserializer.deserialize_seq(Entries::<T, MOST>(PhantomData))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Deserialize, Debug)]
    struct Few {
        #[serde(deserialize_with = "at_most::<3, _, _>")]
        numbers: Vec<u8>,
    }

    #[test]
    fn a_list_is_read_up_to_its_most_and_not_an_entry_further() {
        let few: Few = ron::from_str("(numbers: [1, 2, 3])").expect("few enough");
        assert_eq!(few.numbers, [1, 2, 3]);
        // What stands behind the one too many is not looked at.
        let more = ron::from_str::<Few>("(numbers: [1, 2, 3, 4, no number").expect_err("too many");
        assert_eq!(more.code.to_string(), "this list has more than 3 entries");
    }
}
