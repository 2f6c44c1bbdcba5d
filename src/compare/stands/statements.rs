//! A member's statements on the measure, read: since when each can stand, until when, and why not.

use crate::compare::speaks::dated::Dated;
use crate::compare::speaks::laid::{AllLaid, Laid};
use crate::compare::speaks::numbers::{Numbers, Reading};
use crate::compare::speaks::roster::{Member, Roster};
use crate::compare::speaks::sources::OfSource;
use crate::compare::{Cause, EstimateRef, Interval, NotCountedWhy, Question};
use crate::estimate::{Bounds, Day, Estimate, Standing, TrackSpan, Value};

/// Beyond every day.
pub(in crate::compare) const NEVER: i32 = i32::MAX;

/// One statement of a member, read. Days are numbers since 1970.
#[derive(Clone, Copy, Debug)]
pub(in crate::compare) struct Entry {
    pub(in crate::compare) at: EstimateRef,
    pub(in crate::compare) record: u32,
    /// Its as of.
    pub(in crate::compare) to: i32,
    pub(in crate::compare) known_from: i32,
    /// Why it can never be counted.
    pub(in crate::compare) why: Option<NotCountedWhy>,
    /// None where no number was given.
    pub(in crate::compare) read: Option<Interval>,
    pub(in crate::compare) best: Option<f64>,
    /// Whether it is read or dated otherwise than stated.
    pub(in crate::compare) is_adjusted: bool,
    /// The first day on which it can stand.
    pub(in crate::compare) start: i32,
    /// The first day on which it stands no longer, however fresh.
    pub(in crate::compare) until: i32,
    /// Why it stands no longer then.
    pub(in crate::compare) ends: Cause,
}

/// Reads members' statements.
pub(in crate::compare) struct Reader<'a> {
    pub(in crate::compare) dated: Dated<'a>,
    pub(in crate::compare) laid: &'a AllLaid<'a>,
    pub(in crate::compare) roster: &'a Roster,
    pub(in crate::compare) question: &'a Question,
    pub(in crate::compare) manner: Manner,
}

/// In which manner statements are taken beyond what a question asks: only to see what difference it
/// makes.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub(in crate::compare) struct Manner {
    pub(in crate::compare) echoes: Echoes,
    /// The share of itself by which every number is read to either side at least.
    pub(in crate::compare) least_width: f64,
    pub(in crate::compare) filled: Filled,
}

/// What becomes of a number that is repeated unchanged row after row: it may be said anew or only
/// filled forward, and nobody can know.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(in crate::compare) enum Filled {
    /// Each row is of the day that it states.
    #[default]
    AsStated,
    /// All are of the day of the first one.
    FirstDay,
}

/// From so many rows on a number counts as repeated row after row.
pub(in crate::compare) const LEAST_REPEATED: usize = 7;

/// What becomes of echoes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(in crate::compare) enum Echoes {
    /// Drawn, listed under their originals, never a voice.
    #[default]
    Listed,
    /// As if each were a statement of its own: only to see what difference the rule makes.
    Counted,
}

impl Reader<'_> {
    /// Every statement of a member that was known, in as-of order, then in the order in which they
    /// became known, the longer period first; those said at once in the order of the files.
    pub(in crate::compare) fn read_member(&self, place: usize, entries: &mut Vec<Entry>) {
        entries.clear();
        let member = &self.roster.members[place];
        let files = self.dated.files;
        for span in &member.spans {
            entries.reserve(span.rows.rows.len());
            let numbers = self.numbers_of_source(span.file, &span.rows);
            let plain = Laid::default().with_source(numbers);
            let is_plain = !self.laid.is_over_estimates_of(span.file);
            for row in span.rows.indices() {
                let at = EstimateRef::new(span.file, row);
                let Some(estimate) = at.of(files) else { continue };
                let own = (!is_plain)
                    .then(|| self.laid.on_estimate(span.file, estimate).with_source(numbers));
                let laid = own.as_ref().unwrap_or(&plain);
                let is_elsewhere = laid.measure.is_some_and(|own| *own != self.question.measure);
                let host = |name| self.roster.host_of(estimate, name);
                let host = laid.same_as.and_then(host);
                if span.has(estimate) && !is_elsewhere && host.is_none_or(|host| host == place) {
                    self.read(at, estimate, laid, member, span.of_source, entries);
                }
            }
        }
        for (at, of_source) in &member.guests {
            let Some(estimate) = at.of(files) else { continue };
            let numbers = self.laid.numbers_of_source(estimate.label());
            let laid = self.laid.on_estimate(usize::from(at.file), estimate).with_source(numbers);
            self.read(*at, estimate, &laid, member, *of_source, entries);
        }
        entries.sort_by_key(|e| (e.to, e.known_from, e.start, e.at.file, e.record));
        if self.manner.filled == Filled::FirstDay && self.question.measure.basis.stands_on() {
            keep_first_days(entries);
        }
    }

    fn numbers_of_source(&self, file: usize, rows: &TrackSpan) -> Numbers<'_> {
        let source = self.dated.files.get(file).and_then(|f| f.ledger.source(rows.source));
        source.map_or_else(Numbers::default, |one| self.laid.numbers_of_source(&one.label))
    }

    /// Adds one statement, if it was known.
    fn read(
        &self,
        at: EstimateRef,
        estimate: Estimate<'_>,
        laid: &Laid,
        member: &Member,
        of_source: OfSource,
        entries: &mut Vec<Entry>,
    ) {
        let clocks = laid.clocks(estimate);
        let known_from = clocks.known_from();
        if !self.is_known(known_from) {
            return;
        }
        let value = value(estimate, laid);
        let as_of = clocks.as_of();
        let to = as_of.to().number();
        let day_after = to.saturating_add(1);
        let (start, end) = match estimate.standing() {
            Standing::Projected => (to, day_after),
            _ if self.question.measure.basis.stands_on() => (to, NEVER),
            _ => (as_of.from().number(), day_after),
        };
        let superseded_from = self.superseded_from(at, estimate);
        let is_superseded = superseded_from < end;
        entries.push(Entry {
            at,
            record: estimate.record(),
            to,
            known_from: known_from.number(),
            why: self.why_not(at, estimate, &value, laid, member, of_source),
            read: value.bounds().map(|bounds| self.reading(laid, of_source).interval(bounds)),
            best: value.bounds().and_then(Bounds::best).map(|best| laid.numbers.best(best)),
            is_adjusted: of_source.at_least || laid.is_read_otherwise(),
            start,
            until: end.min(superseded_from),
            ends: if is_superseded { Cause::Superseded } else { Cause::Expired },
        });
    }

    #[inline]
    fn is_known(&self, day: Day) -> bool {
        self.question.known_on.is_none_or(|known_on| day <= known_on)
    }

    /// Why a statement can never be counted, if so.
    fn why_not(
        &self,
        at: EstimateRef,
        estimate: Estimate<'_>,
        value: &Value,
        laid: &Laid,
        member: &Member,
        of_source: OfSource,
    ) -> Option<NotCountedWhy> {
        let is_projection = estimate.standing() == Standing::Projected;
        match value {
            _ if estimate.is_echo() && self.manner.echoes == Echoes::Listed => {
                Some(NotCountedWhy::Echo)
            }
            _ if estimate.retracted().is_some_and(|day| self.is_known(day)) => {
                Some(NotCountedWhy::Retracted)
            }
            _ if laid.is_excluded || of_source.is_excluded || member.is_excluded => {
                Some(NotCountedWhy::Excluded)
            }
            Value::Vague => Some(NotCountedWhy::Vague),
            Value::Share => Some(NotCountedWhy::Share),
            Value::Direction(_) => Some(NotCountedWhy::Direction),
            Value::Bounds(_) if of_source.is_unknown => Some(NotCountedWhy::UnknownOrigin),
            Value::Bounds(_) if self.is_of_parts(at, estimate) => Some(NotCountedWhy::Part),
            Value::Bounds(_) if is_projection && !self.question.projections => {
                Some(NotCountedWhy::Projection)
            }
            Value::Bounds(_) => None,
        }
    }

    /// Whether the file has single events or parts on the measure.
    fn is_of_parts(&self, at: EstimateRef, estimate: Estimate<'_>) -> bool {
        let file = self.dated.files.get(usize::from(at.file));
        file.is_some_and(|file| file.ledger.holds_parts(estimate.measure_key()))
    }

    /// The first day from which other estimates have taken this one's place. What cannot be counted
    /// itself takes no place.
    fn superseded_from(&self, at: EstimateRef, estimate: Estimate<'_>) -> i32 {
        let file = usize::from(at.file);
        let Some(loaded) = self.dated.files.get(file) else { return NEVER };
        let clocks_if_in_its_place = |new: Estimate<'_>| {
            let (member, of_source) = self.roster.of_estimate(file, new)?;
            let laid = self.laid.on_estimate(file, new);
            let at = EstimateRef::new(file, new.index());
            let why = self.why_not(at, new, &value(new, &laid), &laid, member, of_source);
            let clocks = laid.clocks(new);
            (self.is_known(clocks.known_from()) && why.is_none()).then_some(clocks)
        };
        let superseders = self.roster.superseders_of(file, loaded, estimate.index()).into_iter();
        let from = superseders.filter_map(clocks_if_in_its_place);
        from.map(|clocks| clocks.as_of().to().number()).min().unwrap_or(NEVER)
    }

    fn reading<'b>(&self, laid: &Laid<'b>, of_source: OfSource) -> Reading<'b> {
        Reading {
            numbers: laid.numbers,
            at_least: laid.at_least || of_source.at_least,
            is_count: self.question.measure.is_count(),
            about: self.question.about,
            least_width: self.manner.least_width,
        }
    }
}

/// Of a number that is repeated unchanged in many rows only the first is kept.
fn keep_first_days(entries: &mut Vec<Entry>) {
    let is_same = |a: &Entry, b: &Entry| {
        (a.at.file, a.read, a.best, a.why) == (b.at.file, b.read, b.best, b.why)
    };
    let runs = entries.chunk_by(is_same);
    let kept: Vec<Entry> = runs
        .flat_map(|run| if run.len() < LEAST_REPEATED { run } else { run.get(..1).unwrap_or(run) })
        .copied()
        .collect();
    *entries = kept;
}

/// What was said, or what the analyst put in its place.
fn value(estimate: Estimate<'_>, laid: &Laid) -> Value {
    laid.numbers.bounds.map_or_else(|| estimate.value(), |bounds| Value::Bounds(*bounds))
}
