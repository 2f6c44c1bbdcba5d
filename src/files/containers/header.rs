//! Names of columns that stand in two rows: what a group of columns has in common above, the names
//! in it below.

/// What two rows at the top of a table make as one header; none where the upper one is a header
/// by itself, or one of them holds more than names.
pub(crate) fn of_two_rows(upper: &[String], lower: &[String]) -> Option<Vec<String>> {
    let filled = |row: &[String]| row.iter().filter(|name| !name.is_empty()).count();
    let are_names = |row: &[String]| row.iter().all(|name| is_name(name));
    let is_whole = |row: &[String]| {
        let names = row.get(..width(lower).max(width(upper))).unwrap_or_default();
        names.len() == filled(names) && are_distinct(names)
    };
    if filled(upper) < 1 || filled(lower) < 2 || !are_names(upper) || !are_names(lower) {
        return None;
    }
    // A title above a table stands alone, at its left.
    let is_title = filled(upper) == 1 && upper.first().is_some_and(|name| !name.is_empty());
    if is_title || is_whole(upper) || !are_groups(upper, lower) {
        return None;
    }
    let joined = joined(upper, lower);
    (filled(&joined) == joined.len() && are_distinct(&joined)).then_some(joined)
}

/// Whether every name that has another one below it is that of several columns.
fn are_groups(upper: &[String], lower: &[String]) -> bool {
    let at = |row: &[String], place: usize| row.get(place).cloned().unwrap_or_default();
    let goes_on = |place: usize, next: usize| {
        let other = at(upper, next);
        (other.is_empty() || other == at(upper, place)) && !at(lower, next).is_empty()
    };
    (0..upper.len()).all(|place| {
        let (own, below) = (at(upper, place), at(lower, place));
        let is_same = |before: usize| at(upper, before) == own;
        own.is_empty()
            || below.is_empty()
            || own == below
            || goes_on(place, place.saturating_add(1))
            || place.checked_sub(1).is_some_and(is_same)
    })
}

/// The last place that has something, counted from 1.
fn width(row: &[String]) -> usize {
    row.iter().rposition(|name| !name.is_empty()).map_or(0, |last| last.saturating_add(1))
}

/// What stands above goes for the columns to its right too, as far as nothing else does and they
/// have names of their own.
fn joined(upper: &[String], lower: &[String]) -> Vec<String> {
    let mut above = "";
    let columns = width(upper).max(width(lower));
    let names = (0..columns).map(|place| {
        let at = |row: &'_ [String]| row.get(place).cloned().unwrap_or_default();
        let (own, below) = (upper.get(place).map_or("", String::as_str), at(lower));
        if !own.is_empty() || below.is_empty() {
            above = own;
        }
        match (above, below.as_str()) {
            ("", below) => below.to_owned(),
            (above, "") => above.to_owned(),
            (above, below) if above == below => below.to_owned(),
            (above, below) => format!("{above} {below}"),
        }
    });
    names.collect()
}

/// Whether a cell may be the name of a column, and is no number and no date.
fn is_name(cell: &str) -> bool {
    let letters = cell.chars().filter(|sign| sign.is_alphabetic()).count();
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    cell.is_empty() || (letters > 0 && letters >= digits)
}

fn are_distinct(names: &[String]) -> bool {
    let mut sorted: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
    sorted.sort_unstable();
    sorted.windows(2).all(|two| two.first() != two.last())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(text: &str) -> Vec<String> {
        text.split(',').map(str::to_owned).collect()
    }

    #[test]
    fn names_in_two_rows_are_read_together() {
        for (upper, lower, expected) in [
            (
                ",,Killed,,Wounded,",
                "Date,Source,min,max,min,max",
                "Date,Source,Killed min,Killed max,Wounded min,Wounded max",
            ),
            ("Date,Source,Killed,,Note", ",,min,max,", "Date,Source,Killed min,Killed max,Note"),
            (
                "Date,Source,Killed,Killed,Note",
                "Date,Source,min,max,Note",
                "Date,Source,Killed min,Killed max,Note",
            ),
        ] {
            let joined = of_two_rows(&row(upper), &row(lower)).map(|names| names.join(","));
            assert_eq!(joined.as_deref(), Some(expected), "{upper}");
        }
    }

    #[test]
    fn a_header_of_one_row_stays_one() {
        for (upper, lower) in [
            ("Date,Source,Killed", "2031-01-01,A,5"),
            ("Date,Source,Note", "today,A,text"),
            ("Losses by month,,", "Date,Source,Killed"),
            ("Date,Source,", "spring,A,text"),
            ("Date,,Killed", "2031-01-01,A,5"),
            ("Killed,Killed,Date", "5,6,2031-01-01"),
        ] {
            let joined = of_two_rows(&row(upper), &row(lower));
            assert!(joined.is_none(), "{upper}: {joined:?}");
        }
    }
}
