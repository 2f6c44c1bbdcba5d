//! A member's statements on the measure, read: since when each can stand, until when, and why not.

use super::laid::{AllLaid, Laid};
use super::roster::{Member, OfSource, Roster};
use super::{AboutPolicy, EstimateRef, Interval, NotCountedWhy, Question, read_bounds};
use crate::estimate::{Bounds, Day, Estimate, How, Loaded, Shape, Standing, Value};

/// Beyond every day.
pub(super) const NEVER: i32 = i32::MAX;

/// One statement of a member, read. Days are numbers since 1970.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) at: EstimateRef,
    pub(super) record: u32,
    /// Its as of.
    pub(super) to: i32,
    pub(super) known_from: i32,
    /// Why it can never be counted.
    pub(super) why: Option<NotCountedWhy>,
    /// None where no number was given.
    pub(super) read: Option<Interval>,
    pub(super) best: Option<f64>,
    /// The first day on which it can stand.
    pub(super) start: i32,
    /// The first day on which it stands no longer, however fresh.
    pub(super) until: i32,
}

/// Reads members' statements.
pub(super) struct Reader<'a> {
    pub(super) files: &'a [Loaded],
    pub(super) laid: &'a AllLaid<'a>,
    pub(super) roster: &'a Roster,
    pub(super) question: &'a Question,
}

impl Reader<'_> {
    /// Every statement of a member that was known, in as-of order, then in the order in which they
    /// became known, then in the order of the files.
    pub(super) fn read_member(&self, place: usize, entries: &mut Vec<Entry>) {
        entries.clear();
        let member = &self.roster.members[place];
        for span in &member.spans {
            entries.reserve(span.rows.rows.len());
            for row in span.rows.indices() {
                let at = EstimateRef::new(span.file, row);
                let Some(estimate) = at.of(self.files) else { continue };
                let laid = self.laid.on_estimate(span.file, estimate);
                let host = laid.same_as.and_then(|name| self.roster.place_of(name));
                if host.is_none_or(|host| host == place) {
                    self.read(at, estimate, &laid, member, span.of_source, entries);
                }
            }
        }
        for (at, of_source) in &member.guests {
            let Some(estimate) = at.of(self.files) else { continue };
            let laid = self.laid.on_estimate(usize::from(at.file), estimate);
            self.read(*at, estimate, &laid, member, *of_source, entries);
        }
        entries.sort_by_key(|e| (e.to, e.known_from, e.at.file, e.record));
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
        let known_from = estimate.known_from();
        if !self.is_known(known_from) {
            return;
        }
        let value = value(estimate, laid);
        let as_of = estimate.as_of();
        let to = as_of.to().number();
        let day_after = to.saturating_add(1);
        let (start, end) = match estimate.standing() {
            Standing::Projected => (to, day_after),
            _ if self.question.measure.basis.stands_on() => (to, NEVER),
            _ => (as_of.from().number(), day_after),
        };
        entries.push(Entry {
            at,
            record: estimate.record(),
            to,
            known_from: known_from.number(),
            why: self.why_not(estimate, &value, laid, member, of_source),
            read: value.bounds().map(|bounds| self.interval(bounds, laid, of_source)),
            best: value.bounds().and_then(Bounds::best),
            start,
            until: end.min(self.superseded_from(at, estimate)),
        });
    }

    fn is_known(&self, day: Day) -> bool {
        self.question.known_on.is_none_or(|known_on| day <= known_on)
    }

    /// Why a statement can never be counted, if so.
    fn why_not(
        &self,
        estimate: Estimate<'_>,
        value: &Value,
        laid: &Laid,
        member: &Member,
        of_source: OfSource,
    ) -> Option<NotCountedWhy> {
        let is_projection = estimate.standing() == Standing::Projected;
        match value {
            _ if estimate.is_echo() => Some(NotCountedWhy::Echo),
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
            Value::Bounds(_) if is_projection && !self.question.projections => {
                Some(NotCountedWhy::Projection)
            }
            Value::Bounds(_) => None,
        }
    }

    /// The first day from which other estimates have taken this one's place. What cannot be counted
    /// itself takes no place.
    fn superseded_from(&self, at: EstimateRef, estimate: Estimate<'_>) -> i32 {
        let file = usize::from(at.file);
        let Some(loaded) = self.files.get(file) else { return NEVER };
        let takes_its_place = |new: &Estimate<'_>| {
            let Some((member, of_source)) = self.roster.of_source(file, new.source_key()) else {
                return false;
            };
            let laid = self.laid.on_estimate(file, *new);
            let why = self.why_not(*new, &value(*new, &laid), &laid, member, of_source);
            self.is_known(new.known_from()) && why.is_none()
        };
        let superseders = loaded.ledger.superseders_of(estimate.index()).filter(takes_its_place);
        superseders.map(|new| new.as_of().to().number()).min().unwrap_or(NEVER)
    }

    fn interval(&self, bounds: &Bounds, laid: &Laid, of_source: OfSource) -> Interval {
        let is_count = self.question.measure.is_count();
        let read = |policy| read_bounds(bounds, is_count, policy);
        // An analyst's number is no wider than the analyst made it.
        if laid.bounds.is_some() {
            let is_bare = bounds.how() == How::Exact;
            return read(if is_bare { AboutPolicy::Exact } else { self.question.about });
        }
        let is_still_compiled = laid.at_least || of_source.at_least;
        match bounds.best().and_then(Interval::at_least) {
            Some(open) if is_still_compiled && is_plain_number(bounds) => open,
            _ => read(self.question.about),
        }
    }
}

/// What was said, or what the analyst put in its place.
fn value(estimate: Estimate<'_>, laid: &Laid) -> Value {
    laid.bounds.map_or_else(|| estimate.value(), |bounds| Value::Bounds(*bounds))
}

/// Whether this is a number without a range or a hedge that speaks of one.
fn is_plain_number(bounds: &Bounds) -> bool {
    bounds.shape() == Shape::Point
        && !matches!(
            bounds.how(),
            How::Nearly | How::AtLeast | How::MoreThan | How::AtMost | How::LessThan
        )
}
