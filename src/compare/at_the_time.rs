//! A day's verdict at the time, by what was known on that very day, against the one with hindsight,
//! by what is known now.

use super::{Agreement, Question, compare};
use crate::estimate::{Day, Loaded, Measure, Overlay, TrackSpan};

/// The files by which a day is judged: of those with several copies another one may be in force for
/// what was known on that day than for what is known now.
#[derive(Clone, Debug)]
pub struct Knowledge {
    pub then: Vec<Loaded>,
    pub now: Vec<Loaded>,
}

impl Knowledge {
    /// Whether both are of the same files. Cheap.
    #[must_use]
    pub fn is_same(&self, other: &Knowledge) -> bool {
        Loaded::are_same(&self.then, &other.then) && Loaded::are_same(&self.now, &other.now)
    }
}

/// A day's agreement at the time and with hindsight.
#[derive(Clone, PartialEq, Debug)]
pub struct AtTheTime {
    pub at: Day,
    /// With what was known on that day.
    pub then: Agreement,
    /// With what is known now.
    pub now: Agreement,
    /// Whether another copy of some file goes for that day than goes now.
    pub is_by_earlier_copy: bool,
    /// By how many days of publication it goes.
    pub published: Published,
}

/// How many statements say when they were published. One that does not is taken to have been known
/// from its own day on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Published {
    pub stated: usize,
    pub of: usize,
}

impl Published {
    /// Of the statements on a measure.
    #[must_use]
    pub fn on(files: &[Loaded], measure: &Measure) -> Published {
        let ledgers = files.iter().map(|file| &file.ledger);
        let tracks = ledgers.flat_map(|ledger| {
            let key = ledger.measure_key(measure).into_iter();
            key.flat_map(|key| ledger.tracks_of(key))
                .flat_map(TrackSpan::indices)
                .filter_map(|row| ledger.estimate(row))
        });
        tracks.fold(Published::default(), |Published { stated, of }, estimate| Published {
            stated: stated.saturating_add(usize::from(estimate.published().is_some())),
            of: of.saturating_add(1),
        })
    }

    /// Those that say nothing of it.
    #[must_use]
    pub fn assumed(self) -> usize {
        self.of.saturating_sub(self.stated)
    }

    /// Whether nothing says what was known when.
    #[must_use]
    pub fn is_unknown(self) -> bool {
        self.stated == 0 && self.of > 0
    }
}

/// The agreement of a day at the time and with hindsight. The day on which the question itself asks
/// what was known makes no difference. Slow beside a slice: two comparisons.
///
/// ```
/// use parallax::compare::{Knowledge, Question, Verdict, at_the_time};
/// use parallax::estimate::{FileSlot, Loaded, Overlay};
/// use parallax::files::{self, ReadOptions};
///
/// let table = "date,published,source,quantity,best\n\
///              2025-01-13,2025-01-13,NIS,killed,300\n\
///              2025-01-15,2025-03-01,Western officials,killed,1000\n";
/// let go_on = &mut |_| std::ops::ControlFlow::Continue(());
/// let reading = files::read("killed.csv", table.as_bytes(), &ReadOptions::default(), go_on);
/// let reading = reading.expect("readable");
/// let files = vec![Loaded { slot: FileSlot(1), ledger: reading.ledger.into() }];
/// let (_, killed) = files[0].ledger.measures().next().expect("one measure");
///
/// let question = Question::about(killed.clone());
/// let knowledge = Knowledge { then: files.clone(), now: files };
/// let day = "2025-01-23".parse()?;
/// let told = at_the_time(&knowledge, &Overlay::default(), &question, day);
/// assert_eq!((told.then.verdict, told.now.verdict), (Verdict::Single, Verdict::Diverge));
/// # Ok::<(), parallax::estimate::BadDay>(())
/// ```
#[must_use]
pub fn at_the_time(
    knowledge: &Knowledge,
    overlay: &Overlay,
    question: &Question,
    at: Day,
) -> AtTheTime {
    let agreement = |files: &[Loaded], known_on: Option<Day>| {
        let question = Question { known_on, ..question.clone() };
        compare(files, overlay, &question).slice(files, at).agreement
    };
    let (then, now) = (agreement(&knowledge.then, Some(at)), agreement(&knowledge.now, None));
    let is_by_earlier_copy = !Loaded::are_same(&knowledge.then, &knowledge.now);
    let published = Published::on(&knowledge.now, &question.measure);
    AtTheTime { at, then, now, is_by_earlier_copy, published }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::fixtures::{day, file, killed, point, published, says};
    use crate::words::Words;

    fn words(statements: &[crate::estimate::Statement], known_on: Option<&str>) -> String {
        let files = vec![file(1, statements)];
        let knowledge = Knowledge { then: files.clone(), now: files };
        let question = Question { known_on: known_on.map(day), ..Question::about(killed()) };
        let told = at_the_time(&knowledge, &Overlay::default(), &question, day("2025-01-23"));
        Words::default().at_the_time(&told)
    }

    #[test]
    fn what_was_published_later_counts_only_with_hindsight() {
        let early = published(says(1, "A", point(300.0), "2025-01-13"), "2025-01-13");
        let late = published(says(2, "B", point(1000.0), "2025-01-15"), "2025-03-01");
        let told = "Known on that day: single (1 of 1). With hindsight: diverge (1 of 2)";
        let both = [early.clone(), late];
        assert_eq!(words(&both, None), told);
        assert_eq!(words(&both, Some("2025-01-14")), told, "whatever the question asks was known");
        let told = "Known on that day: single (1 of 1). With hindsight: the same";
        assert_eq!(words(&[early], None), told);
        let told = "Known on that day: none. With hindsight: the same";
        let later = published(says(1, "A", point(3.0), "2025-02-01"), "2025-02-01");
        assert_eq!(words(&[later], None), told);
    }

    #[test]
    fn where_no_day_of_publication_is_stated_nothing_is_said_of_what_was_known() {
        let early = says(1, "A", point(300.0), "2025-01-13");
        let other = says(2, "B", point(1000.0), "2025-01-15");
        assert_eq!(
            words(&[early.clone(), other.clone()], None),
            "No published days are stated (2 of 2): not known what was known on that day"
        );
        assert_eq!(
            words(&[early, published(other, "2025-03-01")], None),
            "Known on that day: single (1 of 1), with 1 of 2 published days assumed. With \
             hindsight: diverge (1 of 2)"
        );
    }

    #[test]
    fn a_figure_changed_later_is_another_core_under_the_same_verdict() {
        let early = published(says(1, "A", point(300.0), "2025-01-13"), "2025-01-13");
        let late = published(says(2, "A", point(450.0), "2025-01-15"), "2025-03-01");
        assert_eq!(
            words(&[early, late], None),
            "Known on that day: single (1 of 1). With hindsight: single (1 of 1), but another core"
        );
    }
}
