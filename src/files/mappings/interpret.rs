//! From the cells of one row to a statement: what the fields of the native vocabulary mean.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::str::FromStr;

use super::applied::{Applied, AppliedPart};
use super::filled::FilledIn;
use super::header::position;
use super::known_measures::{KnownMeasures, Named};
use super::survey::{ByColumns, Survey};
use super::{Mapping, Otherwise, RowPart, decimal_mark};
use crate::estimate::asof::widened;
use crate::estimate::{
    Amount, AsOf, Basis, Bounds, Clocks, Day, DecimalMark, Direction, Grading, How, Measure,
    Precision, Quantity, Shape, SourceFacts, Standing, Statement, Value, amount_of,
    amounts_beside_words, amounts_in,
};
use crate::files::cells::{Cell, Cells};
use crate::files::date_marks::ColumnDates;
use crate::files::date_order::{CopyDates, DateOrder};
use crate::files::doubts::{FileSays, two_values};
use crate::files::field::Field;
use crate::files::native::{ValueWord, usual_how, usual_standing};
use crate::files::number_marks::{Marks, NumberReading};
use crate::files::numbers::{BadNumber, is_missing, number};
use crate::files::problem::Problems;
use crate::files::problem_fact::{
    DateLacking, ProblemFact, UnknownWord, Unnamed, ValueLacking, WrongDate, WrongNumber,
};
use crate::files::total_rows::is_total;

/// A total is of a day, or of some days up to a month; what is given as its start before that is
/// since when it counts.
const LONGEST_TIME_OF_A_TOTAL: i32 = 31;

/// Since when a total counts, and whether that stands where the start of its as of does.
#[derive(Clone, Copy)]
struct Start {
    day: Day,
    is_of_as_of: bool,
}

/// A mapping applied to one header.
pub(crate) struct Interpreter<'m> {
    mapping: &'m Mapping,
    /// Of each estimate that a row may state; one where it states one.
    parts: Vec<AppliedPart>,
    filled: FilledIn,
    /// Where the length of what is counted within a period stands.
    length: Option<usize>,
    survey: Survey,
    measures: RefCell<KnownMeasures>,
    dates: ByColumns<ColumnDates>,
    numbers: ByColumns<NumberReading>,
}

/// What a number cell says.
enum InCell {
    Nothing,
    Number(f64),
    /// As people say it: `> 3,000`, `about a third`.
    Said(Amount),
    /// One or several among other words: `at least 100 killed and 1,000 wounded`.
    Among(Vec<Amount>),
    Bad(BadNumber),
}

const NUMBERS: [Field; 3] = [Field::Low, Field::Best, Field::High];

/// Whether what the only cell says can be said in its column, which in that of one end is that end.
fn fits_alone(field: Field, said: &Value) -> bool {
    let Some(how) = said.bounds().map(Bounds::how) else { return true };
    match field {
        Field::Low => matches!(how, How::AtLeast | How::MoreThan),
        Field::High => matches!(how, How::AtMost | How::LessThan),
        _ => true,
    }
}

/// Whether no two amounts of a cell count the same: what does not say what it counts, counts what
/// the cell is about.
fn count_apart(amounts: &[Amount], measure: &Measure) -> bool {
    let counted = amounts.iter().map(|one| one.quantity.as_ref().unwrap_or(&measure.quantity));
    let distinct: BTreeSet<&Quantity> = counted.collect();
    distinct.len() == amounts.len()
}

/// What the hedge at one of several numbers says of them all: that of the best, and of an end that
/// it is not meant sharply.
fn hedge_of_several(field: Field, said: How) -> Option<How> {
    match (field, said) {
        (_, How::Bare) => None,
        (Field::Best, said) => Some(said),
        (_, How::About | How::Nearly) => Some(How::About),
        _ => None,
    }
}

/// What a row states.
struct Stated {
    value: Value,
    /// As the file says that it was stated.
    how: Option<How>,
    /// What stands in the cell of a number instead of one.
    words: Option<String>,
    /// What is counted, where the cell of the number says it.
    of: Option<Quantity>,
}

/// The row is not used, and the problem is on the list.
struct Unused {
    /// Whether no estimate of the row can be used.
    is_whole_row: bool,
}

/// A statement, its texts lent by the row, and what the file itself said of it in words of its own.
pub(crate) struct Interpreted<'r> {
    pub(crate) statement: Statement<Cow<'r, str>, Rc<Measure>>,
    pub(crate) said: FileSays,
    /// Which of the row's estimates it is.
    pub(crate) part: usize,
}

impl<'r> Interpreted<'r> {
    /// What else the cell of the number says, by the same source at the same time.
    fn beside(&self, stated: Stated) -> Interpreted<'r> {
        let mut statement = self.statement.clone();
        if let Some(quantity) = stated.of {
            let id = statement.id.take();
            statement.id = id.map(|id| format!("{id}/{quantity}").into());
            statement.measure = of_quantity(&statement.measure, quantity);
        }
        statement.value = stated.value;
        let said = FileSays { how: stated.how, ..self.said };
        Interpreted { statement, said, part: self.part }
    }
}

impl<'m> Interpreter<'m> {
    pub(crate) fn new(mapping: &'m Mapping, header: &[String]) -> Interpreter<'m> {
        let common =
            || mapping.columns.iter().filter_map(|rule| Applied::new(rule, true, mapping, header));
        let constants = || mapping.constants.iter().map(|(field, text)| (*field, text.clone()));
        let part = |part: RowPart| {
            let own =
                part.columns.iter().filter_map(|rule| Applied::new(rule, false, mapping, header));
            AppliedPart {
                name: Some(part.name),
                rules: own.chain(common()).collect(),
                own: part.constants.into_iter().collect(),
                constants: constants().collect(),
            }
        };
        let several = mapping.parts(header);
        let filled = mapping.filled_in(header, &several);
        let mut parts: Vec<AppliedPart> = several.into_iter().map(part).collect();
        if parts.is_empty() {
            let (rules, constants) = (common().collect(), constants().collect());
            parts.push(AppliedPart { name: None, rules, own: Vec::new(), constants });
        }
        let survey = Survey::of(&parts);
        let (dates, numbers) = (BTreeMap::new(), BTreeMap::new());
        let length = mapping.length().and_then(|length| position(header, &length.column));
        let measures = RefCell::default();
        Interpreter { mapping, parts, filled, length, survey, measures, dates, numbers }
    }

    /// Takes a row into account before any row is read.
    pub(crate) fn see(&mut self, cells: &dyn Cells, line: u32) {
        self.filled.see(cells);
        self.survey.see_dates(cells, line);
        self.survey.see_numbers(&self.parts, cells, line);
    }

    /// Whether every row seen so far is read alike before it is [decided](Interpreter::decide) how
    /// its dates and numbers are read, and after.
    pub(crate) fn is_plain(&self) -> bool {
        self.mapping.decimal_mark() != Some(DecimalMark::Comma) && self.survey.is_plain()
    }

    /// Decides how the dates and numbers of each column are read: as is asked for, else as the
    /// publisher writes them, else as they themselves tell. `delimiter` is what stands between the
    /// cells, if something does.
    pub(crate) fn decide(
        &mut self,
        asked: Option<DateOrder>,
        copy: Option<&CopyDates>,
        delimiter: Option<u8>,
        problems: &mut Problems,
    ) {
        self.filled.told().into_iter().for_each(|fact| problems.warning(0, None, fact));
        let order = asked.or(self.mapping.dates);
        let rules = || self.parts.iter().flat_map(|part| &part.rules);
        let name_of = |columns: &[usize]| {
            let rule = rules().find(|rule| rule.columns == columns)?;
            Some(rule.column.as_str())
        };
        let dates = self.survey.dates(order, copy, name_of, problems);
        let mark = self.mapping.decimal_mark();
        let numbers = self.survey.numbers(mark, delimiter, name_of, problems);
        (self.dates, self.numbers) = (dates, numbers);
    }

    /// How long that is which is counted within a period, in days, where a row says it.
    fn days(&self, cells: &dyn Cells) -> Option<i32> {
        let length = self.mapping.length()?;
        let cell = cells.cell(self.length?);
        length.unit.days(number(cell.as_text(), DecimalMark::Point).ok()?)
    }

    /// The name of the column from which a field of one of a row's estimates comes.
    pub(crate) fn column_of(&self, part: usize, field: Field) -> Option<&str> {
        let rules = &self.parts.get(part)?.rules;
        Some(&rules.iter().find(|rule| rule.to == field)?.column)
    }

    /// Tells every statement that a row makes; what is not used is on the list then.
    ///
    /// # Errors
    /// What `tell` says.
    pub(crate) fn statements<E>(
        &self,
        cells: &dyn Cells,
        record: u32,
        line: u32,
        problems: &mut Problems,
        mut tell: impl FnMut(Interpreted<'_>, &mut Problems) -> Result<(), E>,
    ) -> Result<(), E> {
        if self.filled.is_whole_row(cells) {
            return Ok(());
        }
        let is_filled = self.filled.has_value(cells);
        let mut has_any = is_filled;
        for (place, part) in self.parts.iter().enumerate() {
            if self.filled.is_part(place, cells) {
                has_any = true;
                continue;
            }
            let fields = RowFields::empty();
            let days = self.days(cells);
            let mut row = RowReader {
                interpreter: self,
                part,
                place,
                fields,
                line,
                days,
                problems,
                further: Vec::new(),
            };
            row.fill(cells);
            if (part.name.is_some() || is_filled) && !row.states_something() {
                continue;
            }
            has_any = true;
            match row.statement(record) {
                Ok(interpreted) => {
                    let further = std::mem::take(&mut row.further);
                    let others = further.into_iter().map(|one| interpreted.beside(one));
                    let others: Vec<Interpreted<'_>> = others.collect();
                    tell(interpreted, problems)?;
                    others.into_iter().try_for_each(|other| tell(other, problems))?;
                }
                Err(Unused { is_whole_row: true }) => break,
                Err(Unused { is_whole_row: false }) => {}
            }
        }
        if !has_any {
            problems.error(line, None, ProblemFact::NoValue(ValueLacking::InEveryColumn));
        }
        Ok(())
    }
}

/// What a row says, field by field.
struct RowFields<'r>([Option<Filled<'r>>; Field::ALL.len()]);

#[derive(Clone)]
struct Filled<'r> {
    cell: Cell<'r>,
    /// None for a constant.
    rule: Option<&'r Applied>,
}

impl<'r> RowFields<'r> {
    fn empty() -> RowFields<'r> {
        RowFields(std::array::from_fn(|_| None))
    }

    fn get(&self, field: Field) -> Option<&Filled<'r>> {
        self.0.get(field as usize)?.as_ref()
    }

    fn set(&mut self, field: Field, filled: Filled<'r>) {
        if let Some(place) = self.0.get_mut(field as usize) {
            *place = Some(filled);
        }
    }
}

struct RowReader<'r, 'm, 'p> {
    interpreter: &'r Interpreter<'m>,
    part: &'r AppliedPart,
    place: usize,
    fields: RowFields<'r>,
    line: u32,
    /// So many days is that long which is counted within a period, where the row says it.
    days: Option<i32>,
    problems: &'p mut Problems,
    /// What the cell of the number says beside the first amount.
    further: Vec<Stated>,
}

impl<'r> RowReader<'r, '_, '_> {
    fn fill(&mut self, cells: &'r dyn Cells) {
        for rule in &self.part.rules {
            let is_said =
                rule.is_common && self.part.own.iter().any(|(field, _)| *field == rule.to);
            // Of notes none is in another one's place.
            let is_note = rule.to == Field::Note;
            if is_said || (!is_note && self.fields.get(rule.to).is_some()) {
                continue;
            }
            let note = is_note.then(|| self.owned(Field::Note)).flatten();
            let cell = match rule.cell(cells) {
                Cell::Nothing => {
                    self.tell_code(rule, cells);
                    continue;
                }
                Cell::Text(text) => match self.translated(rule, text) {
                    Some(text) => Cell::Text(text),
                    None => continue,
                },
                Cell::Number(number) if rule.words.is_empty() => Cell::Number(number),
                Cell::Number(number) => match self.translated(rule, number) {
                    Some(text) => Cell::Text(text),
                    None => continue,
                },
                list @ Cell::List(_) if rule.to.separator().is_some() => list,
                Cell::List(parts) if rule.to == Field::Note => Cell::Text(parts.join("; ").into()),
                Cell::List([first, others @ ..]) if rule.to == Field::Url => {
                    if !others.is_empty() {
                        let fact = ProblemFact::FirstOfList { others: others.len() };
                        self.problems.repeated(self.line, &rule.column, "", fact);
                    }
                    Cell::Text(first.clone())
                }
                Cell::List(_) => {
                    self.problems.repeated(self.line, &rule.column, "", ProblemFact::ListValue);
                    continue;
                }
            };
            let cell = match (&rule.before, cell) {
                (Some(before), Cell::Text(text) | Cell::Number(text)) => {
                    Cell::Text(Cow::Owned(format!("{before}{text}")))
                }
                (_, cell) => cell,
            };
            let cell = match note {
                Some(note) => Cell::Text(Cow::Owned(format!("{note}; {}", cell.as_text()))),
                None => cell,
            };
            self.fields.set(rule.to, Filled { cell, rule: Some(rule) });
        }
        self.fill_constants(&self.part.own);
        self.fill_constants(&self.part.constants);
    }

    fn fill_constants(&mut self, constants: &'r [(Field, String)]) {
        for (field, text) in constants {
            if self.fields.get(*field).is_none() {
                let cell = Cell::Text(Cow::Borrowed(text.as_str()));
                self.fields.set(*field, Filled { cell, rule: None });
            }
        }
    }

    /// Tells of a cell that stands for nothing, once for all estimates of a row.
    fn tell_code(&mut self, rule: &'r Applied, cells: &'r dyn Cells) {
        let Some(code) = rule.code(cells).filter(|_| self.place == 0 || !rule.is_common) else {
            return;
        };
        let text = code.as_text().to_owned();
        let fact = ProblemFact::StandsForNothing(text.clone());
        self.problems.repeated(self.line, &rule.column, &text, fact);
    }

    fn translated(&mut self, rule: &'r Applied, cell: Cow<'r, str>) -> Option<Cow<'r, str>> {
        if rule.words.is_empty() {
            return Some(cell);
        }
        if let Some(means) = rule.meaning(&cell) {
            return (!means.is_empty()).then_some(Cow::Borrowed(means));
        }
        if rule.otherwise == Otherwise::LeaveOut {
            return None;
        }
        if rule.otherwise == Otherwise::Flag && rule.to.takes_any_words() {
            let fact = ProblemFact::UnknownValue(UnknownWord::Taken(cell.clone().into_owned()));
            self.problems.repeated(self.line, &rule.column, &cell, fact);
        }
        Some(cell)
    }

    /// Whether a column has a number, or what stands for one; of several estimates in a row, one of
    /// this estimate's own.
    fn states_something(&self) -> bool {
        let is_only = self.part.name.is_none();
        let is_stated = |field: &Field| {
            let filled = self.fields.get(*field);
            let own =
                filled.filter(|filled| filled.rule.is_some_and(|rule| is_only || !rule.is_common));
            own.is_some_and(|filled| !is_missing(filled.cell.as_text()))
        };
        [Field::Low, Field::Best, Field::High, Field::Value, Field::Wording].iter().any(is_stated)
    }

    fn text(&self, field: Field) -> Option<&str> {
        self.fields.get(field).map(|filled| filled.cell.as_text())
    }

    fn owned(&self, field: Field) -> Option<String> {
        self.text(field).map(str::to_owned)
    }

    /// What a row says in a field, lent where it stands there as it is.
    fn lent(&self, field: Field) -> Option<Cow<'r, str>> {
        match &self.fields.get(field)?.cell {
            Cell::Text(text) | Cell::Number(text) => Some(text.clone()),
            Cell::Nothing | Cell::List(_) => Some(Cow::Borrowed("")),
        }
    }

    fn column(&self, field: Field) -> Option<&'r str> {
        self.fields.get(field).and_then(|filled| filled.rule).map(|rule| rule.column.as_str())
    }

    fn list(&self, field: Field) -> Vec<Cow<'r, str>> {
        let Some(filled) = self.fields.get(field) else { return Vec::new() };
        let split = filled.rule.and_then(|rule| rule.split.as_deref());
        let split = split.or(field.separator()).unwrap_or_default();
        let owned = |part: &str| Cow::Owned(part.trim().to_owned());
        let mut parts: Vec<Cow<'r, str>> = match &filled.cell {
            Cell::List(parts) => parts.iter().map(|part| Cow::Borrowed(part.trim())).collect(),
            Cell::Text(Cow::Borrowed(text)) => {
                text.split(split).map(|part| Cow::Borrowed(part.trim())).collect()
            }
            text => text.as_text().split(split).map(owned).collect(),
        };
        parts.retain(|part| !part.is_empty());
        parts
    }

    /// A field of few words; an unknown one is flagged and left out.
    fn coded<T>(&mut self, field: Field, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = self.text(field)?;
        let parsed =
            parse(text).or_else(|| parse(&text.trim().to_lowercase().replace([' ', '-'], "_")));
        if parsed.is_none() {
            let text = text.to_owned();
            let column = self.column(field).unwrap_or("");
            let left_out = UnknownWord::LeftOut { text: text.clone(), field };
            let fact = ProblemFact::UnknownValue(left_out);
            self.problems.repeated(self.line, column, &text, fact);
        }
        parsed
    }

    fn unused(&mut self, field: Field, fact: ProblemFact) -> Unused {
        let column = self.column(field).or_else(|| self.interpreter.column_of(self.place, field));
        self.problems.error(self.line, column, fact);
        let own = self.part.rules.iter().any(|rule| rule.to == field && !rule.is_common);
        Unused { is_whole_row: !own }
    }

    /// Leaves out a row that says instead of when or who that it sums up others.
    fn refuse_total(&mut self) -> Result<(), Unused> {
        let fields = [Field::AsOf, Field::Source, Field::Published];
        let total = fields.into_iter().find(|field| self.text(*field).is_some_and(is_total));
        let Some(field) = total else { return Ok(()) };
        let word = self.owned(field).unwrap_or_default();
        let column = self.column(field);
        self.problems.warning(self.line, column, ProblemFact::TotalRow { word });
        Err(Unused { is_whole_row: true })
    }

    fn statement(&mut self, record: u32) -> Result<Interpreted<'r>, Unused> {
        self.refuse_total()?;
        let Some(label) = self.lent(Field::Source).filter(|label| is_name(label)) else {
            return Err(self.unused(Field::Source, ProblemFact::NoSource));
        };
        let measure = self.measure()?;
        let start = self.total_since(measure.basis);
        let measure = match start {
            Some(start) => Rc::new(Measure::clone(&measure).since(start.day)),
            None => measure,
        };
        let clocks = self.clocks(measure.basis, start.is_some_and(|start| start.is_of_as_of))?;
        let Stated { value, how, words, of } = self.value(&measure)?;
        let measure = match of {
            Some(quantity) => of_quantity(&measure, quantity),
            None => measure,
        };
        let retracted = self.further_date(Field::Retracted).map(AsOf::to);
        let (id, facts) = (self.id(record), self.facts(&label));
        let standing = self.standing();
        let method = self.coded(Field::Method, parsed);
        let grading = self.grading();
        let statement = Statement {
            record,
            line: self.line,
            id,
            measure,
            label,
            facts,
            relays: self.list(Field::Relays),
            outlet: self.lent(Field::Outlet),
            url: self.lent(Field::Url),
            value,
            wording: self.lent(Field::Wording).or(words.map(Cow::Owned)),
            clocks,
            standing: standing.unwrap_or_else(|| usual_standing(clocks)),
            method,
            derived_from: self.lent(Field::DerivedFrom),
            supersedes: self.supersedes(),
            retracted,
            grading,
            note: self.lent(Field::Note),
            author: self.lent(Field::Author),
        };
        let said = FileSays { how, standing };
        Ok(Interpreted { statement, said, part: self.place })
    }

    /// The row's own id; of several estimates in a row that, or the record's number, and the name.
    fn id(&self, record: u32) -> Option<Cow<'r, str>> {
        let own = self.lent(Field::Id);
        match &self.part.name {
            None => own,
            Some(name) => {
                let own = own.unwrap_or_else(|| record.to_string().into());
                Some(format!("{own}/{name}").into())
            }
        }
    }

    fn measure(&mut self) -> Result<Rc<Measure>, Unused> {
        let named = self.text(Field::Quantity).filter(|text| text.contains(char::is_alphabetic));
        let named = named.map(|quantity| self.measure_words(quantity));
        let known = &self.interpreter.measures;
        if let Some(known) = named.as_ref().and_then(|words| known.borrow().get(words)) {
            return Ok(known);
        }
        let is_named = named.is_some();
        let quantity = named.and_then(|words| Quantity::from_words(words.quantity));
        let Some(quantity) = quantity.or_else(|| self.quantity_in_number()) else {
            return Err(self.unused(Field::Quantity, ProblemFact::NoQuantity(Unnamed::Quantity)));
        };
        let stated = self.coded(Field::Basis, parsed);
        let basis = stated.unwrap_or(quantity.usual_basis());
        let words = self.measure_words(self.text(Field::Quantity).unwrap_or(""));
        let measure = Rc::new(Measure::new(words.population, quantity, words.place, basis));
        // A word for no basis is told each time that it comes.
        if is_named && (stated.is_some() || words.basis.is_empty()) {
            known.borrow_mut().add(&words, &measure);
        }
        Ok(measure)
    }

    fn measure_words<'s>(&'s self, quantity: &'s str) -> Named<'s> {
        let text = |field| self.text(field).unwrap_or("");
        let (population, place) = (text(Field::Population), text(Field::Place));
        Named { population, quantity, place, basis: text(Field::Basis) }
    }

    /// What the cell of the number says it counts, where the table says it nowhere else: "at least
    /// 100 killed".
    fn quantity_in_number(&self) -> Option<Quantity> {
        if self.part.rules.iter().any(|rule| rule.to == Field::Quantity) {
            return None;
        }
        amounts_beside_words(self.text(Field::Best)?, None)?.into_iter().next()?.quantity
    }

    /// The date in a cell, or why there is none.
    fn date(&self, field: Field) -> Result<Option<AsOf>, WrongDate> {
        let Some(filled) = self.fields.get(field) else { return Ok(None) };
        let text = filled.cell.as_text();
        let reading = filled.rule.and_then(|rule| self.interpreter.dates.get(&rule.columns));
        match reading {
            Some(reading) => reading.as_of(text).map(Some),
            None => ColumnDates::all(DateOrder::Iso).as_of(text).map(Some),
        }
    }

    /// A date without which the row says nothing.
    fn needed_date(&mut self, field: Field) -> Result<Option<AsOf>, Unused> {
        self.date(field).map_err(|wrong| self.unused(field, ProblemFact::BadDate(wrong)))
    }

    /// A date whose cell is left out, and told, where it is none.
    fn further_date(&mut self, field: Field) -> Option<AsOf> {
        self.date(field).unwrap_or_else(|wrong| {
            let column = self.column(field);
            self.problems.warning(self.line, column, ProblemFact::BadDate(wrong));
            None
        })
    }

    /// Since when a total counts, where the row says it: in a field of its own, or as the start of
    /// its as of, where that is too long before to be the same time.
    fn total_since(&mut self, basis: Basis) -> Option<Start> {
        let stated = self.further_date(Field::Since).map(AsOf::from);
        if let Some(day) = stated.filter(|_| basis != Basis::Cumulative) {
            let column = self.column(Field::Since).unwrap_or("");
            self.problems.repeated(self.line, column, "", ProblemFact::StartOfNoTotal(day));
            return None;
        }
        if stated.is_some() || basis != Basis::Cumulative || self.text(Field::Precision).is_some() {
            return stated.map(|day| Start { day, is_of_as_of: false });
        }
        // What is no date here is told where the as of is read.
        let date = |field| self.date(field).ok().flatten();
        let start = date(Field::AsOfStart)?;
        let end = date(Field::AsOf)?;
        let (day, end) = (start.from(), end.to());
        let is_long = day.days_until(end) > LONGEST_TIME_OF_A_TOTAL;
        is_long.then_some(Start { day, is_of_as_of: true })
    }

    fn clocks(&mut self, basis: Basis, is_start_of_total: bool) -> Result<Clocks, Unused> {
        let precision = self.coded(Field::Precision, parsed);
        let start = match basis {
            // What was counted within a period is nothing without it.
            Basis::Increment | Basis::Rate => self.needed_date(Field::AsOfStart)?,
            Basis::Cumulative if is_start_of_total => None,
            Basis::Level | Basis::Cumulative => self.further_date(Field::AsOfStart),
        };
        let end = self.needed_date(Field::AsOf)?;
        let start = start.or_else(|| self.start_by_length(basis, end?));
        let as_of = match (start, end) {
            (Some(start), Some(end)) => Some(self.period(start.from(), end.to(), precision)?),
            (None, Some(day)) if day.precision() == Precision::Day => {
                Some(precision.map_or(day, |precision| widened(day.to(), precision)))
            }
            (None, stated) => stated,
            (Some(_), None) => {
                return Err(self.unused(Field::AsOf, ProblemFact::NoDate(DateLacking::End)));
            }
        };
        let inferred = self.flag(Field::DatesInferred).unwrap_or(false);
        let as_of = as_of.map(|as_of| if inferred { as_of.assumed() } else { as_of });
        let published = match as_of {
            Some(_) => self.further_date(Field::Published),
            None => self.needed_date(Field::Published)?,
        };
        let published = published.map(AsOf::to);
        if as_of.is_none() && published.is_some() {
            let column = self.interpreter.column_of(self.place, Field::Published).unwrap_or("");
            self.problems.repeated(self.line, column, "", ProblemFact::AssumedDate);
        }
        let no_date = ProblemFact::NoDate(DateLacking::All);
        Clocks::new(as_of, published).ok_or_else(|| self.unused(Field::AsOf, no_date))
    }

    /// When that began which is counted within a period, where the row says how long it is.
    fn start_by_length(&self, basis: Basis, end: AsOf) -> Option<AsOf> {
        let is_within = matches!(basis, Basis::Increment | Basis::Rate);
        let days = self.days.filter(|days| is_within && *days > 1)?;
        let is_day = end.precision() == Precision::Day;
        is_day.then(|| AsOf::day(end.to().plus(1_i32.saturating_sub(days))))
    }

    fn period(&mut self, from: Day, to: Day, precision: Option<Precision>) -> Result<AsOf, Unused> {
        let precision = match precision {
            None | Some(Precision::Day) if from != to => Precision::Period,
            other => other.unwrap_or_default(),
        };
        AsOf::period(from, to, precision).ok_or_else(|| {
            self.unused(Field::AsOf, ProblemFact::BadDate(WrongDate::Backwards { from, to }))
        })
    }

    /// What the cell of a number says, by how its column is read.
    fn in_cell(&mut self, field: Field) -> InCell {
        let Some(filled) = self.fields.get(field) else { return InCell::Nothing };
        let text = filled.cell.as_text();
        let is_begun_by_digit = text.starts_with(|sign: char| sign.is_ascii_digit());
        if !is_begun_by_digit && is_missing(text) {
            return InCell::Nothing;
        }
        let readings = &self.interpreter.numbers;
        let reading = filled.rule.and_then(|rule| readings.get(&rule.columns));
        let mut reading = reading.copied().unwrap_or_default();
        if let Some(mark) = filled.rule.and_then(|rule| rule.decimal).and_then(decimal_mark) {
            reading.marks = Marks::As(mark);
        }
        let times = filled.rule.and_then(|rule| rule.times);
        match reading.number_in(&filled.cell) {
            Ok(code) if reading.is_missing(code) => {
                let column = self.column(field).unwrap_or("");
                self.problems.repeated(self.line, column, "", ProblemFact::MissingCode(code));
                InCell::Nothing
            }
            Ok(number) => match times {
                Some(times) => {
                    let column = self.column(field).unwrap_or("");
                    self.problems.repeated(self.line, column, "", ProblemFact::Multiplied(times));
                    InCell::Number(number * f64::from(times))
                }
                None => InCell::Number(number),
            },
            // What is said in words may have its unit said with it.
            Err(why) if times.is_some() => InCell::Bad(why),
            Err(_) if reading.is_open(&filled.cell) => InCell::Bad(BadNumber::EitherMark),
            Err(why) => match amount_of(text, reading.mark()) {
                Some(amount) => InCell::Said(amount),
                None => match amounts_beside_words(text, reading.mark()) {
                    Some(amounts) => InCell::Among(amounts),
                    None => InCell::Bad(why),
                },
            },
        }
    }

    /// The number that one of several cells means, though it says it as people do, and with which
    /// hedge.
    fn one_of_several(field: Field, said: &Value) -> Option<(f64, How)> {
        let bounds = said.bounds()?;
        let number = match (bounds.shape(), field) {
            (Shape::Point, _) => bounds.best(),
            (Shape::AtLeast, Field::Low) => bounds.low(),
            (Shape::AtMost, Field::High) => bounds.high(),
            _ => None,
        };
        number.map(|number| (number, bounds.how()))
    }

    /// The value, and how the file says it was stated.
    fn value(&mut self, measure: &Measure) -> Result<Stated, Unused> {
        let how = self.coded(Field::How, parsed);
        let word = self.coded(Field::Value, parsed);
        let cells = NUMBERS.map(|field| (field, self.in_cell(field)));
        let is_nothing = |cell: &InCell| matches!(cell, InCell::Nothing | InCell::Bad(_));
        let is_alone = cells.iter().filter(|(_, cell)| !is_nothing(cell)).count() == 1;
        let (mut numbers, mut hedge, mut alone) = ([None; 3], None, None);
        let mut bad = Vec::new();
        for ((field, cell), number) in cells.into_iter().zip(&mut numbers) {
            match cell {
                InCell::Nothing => {}
                InCell::Number(stated) => *number = Some(stated),
                InCell::Said(said) if is_alone && fits_alone(field, &said.value) => {
                    alone = Some((field, said));
                }
                InCell::Said(said) => match RowReader::one_of_several(field, &said.value) {
                    Some((stated, said)) => {
                        *number = Some(stated);
                        match is_alone && said != How::Bare {
                            true => self.tell_end(field, said),
                            false => hedge = hedge_of_several(field, said).or(hedge),
                        }
                    }
                    None => bad.push((field, BadNumber::NotANumber)),
                },
                InCell::Among(amounts)
                    if is_alone && field == Field::Best && count_apart(&amounts, measure) =>
                {
                    return self.among(amounts, field);
                }
                InCell::Among(_) => bad.push((field, BadNumber::NotANumber)),
                InCell::Bad(why) => bad.push((field, why)),
            }
        }
        let has_number = numbers.iter().any(Option::is_some) || alone.is_some();
        let wording = self.owned(Field::Wording);
        let is_lost = !has_number && word.is_none() && wording.is_none();
        for (place, (field, why)) in bad.into_iter().enumerate() {
            let text = self.owned(field).unwrap_or_default();
            let fact = ProblemFact::BadNumber(WrongNumber::Text { text: text.clone(), why });
            if is_lost && place == 0 {
                return Err(self.unused(field, fact));
            }
            let column = self.column(field).unwrap_or("");
            self.problems.repeated(self.line, column, &text, fact);
        }
        if word.is_some() && has_number {
            two_values(self.line, self.column(Field::Value), self.problems);
        }
        if let Some((field, said)) = alone {
            let words = (!said.is_all_said).then(|| self.owned(field)).flatten();
            let how = said.value.bounds().map(Bounds::how);
            return Ok(Stated { value: said.value, how, words, of: None });
        }
        if !has_number {
            let value = word.map(ValueWord::value);
            let value = value.or_else(|| Some(self.value_in_words(&wording?, measure)));
            let lacking = ProblemFact::NoValue(ValueLacking::Altogether);
            let value = value.ok_or_else(|| self.unused(Field::Best, lacking))?;
            return Ok(Stated { value, how: None, words: None, of: None });
        }
        let [low, best, high] = numbers;
        let how = how.or(hedge);
        let said = how.unwrap_or_else(|| usual_how(low, best, high));
        match Bounds::new(low, best, high, said) {
            Ok(bounds) => Ok(Stated { value: Value::Bounds(bounds), how, words: None, of: None }),
            Err(bad) => {
                let fact = ProblemFact::BadNumber(WrongNumber::Bounds(bad));
                Err(self.unused(Field::Best, fact))
            }
        }
    }

    /// Tells of a hedge at the only number of a row, which stands in the column of one end: that it
    /// is an end is what counts.
    fn tell_end(&mut self, field: Field, says: How) {
        let words = self.owned(field).unwrap_or_default();
        let column_says = if field == Field::Low { How::AtLeast } else { How::AtMost };
        let fact = ProblemFact::EndHedged { words, says, column_says };
        self.problems.warning(self.line, self.column(field), fact);
    }

    /// The first of the amounts that a cell says among other words, which are told; the others
    /// follow it.
    fn among(&mut self, amounts: Vec<Amount>, field: Field) -> Result<Stated, Unused> {
        let wording = self.owned(field).unwrap_or_default();
        let column = self.column(field);
        let mut all = Vec::with_capacity(amounts.len());
        for amount in amounts {
            let read = amount.value.bounds().copied();
            let fact = ProblemFact::ValueInWording { wording: wording.clone(), read };
            self.problems.warning(self.line, column, fact);
            let how = read.map(|bounds| bounds.how());
            let (value, of) = (amount.value, amount.quantity);
            all.push(Stated { value, how, words: Some(wording.clone()), of });
        }
        let mut all = all.into_iter();
        let lacking = ProblemFact::NoValue(ValueLacking::Altogether);
        let first = all.next().ok_or_else(|| self.unused(field, lacking))?;
        self.further = all.collect();
        Ok(first)
    }

    /// What a wording says beside which no number stands: the amount where it says one, of what is
    /// counted here, and says it plainly.
    fn value_in_words(&mut self, wording: &str, measure: &Measure) -> Value {
        let amounts = amounts_in(wording);
        let value = match amounts.as_slice() {
            [] => Value::Direction(Direction::Reported),
            [one] if one.doubt.is_none() => {
                let other = one.quantity.as_ref().filter(|other| **other != measure.quantity);
                let is_of_this = other.is_none() || one.value.bounds().is_none();
                if is_of_this { one.value } else { Value::Vague }
            }
            _ => Value::Vague,
        };
        let has_digits = wording.contains(|sign: char| sign.is_ascii_digit());
        let has_number = amounts.iter().any(|amount| amount.value.bounds().is_some());
        if has_number || (amounts.is_empty() && has_digits) {
            let wording = wording.to_owned();
            let fact = ProblemFact::ValueInWording { wording, read: value.bounds().copied() };
            self.problems.warning(self.line, self.column(Field::Wording), fact);
        }
        value
    }

    fn standing(&mut self) -> Option<Standing> {
        self.coded(Field::Standing, parsed)
    }

    fn facts(&mut self, label: &str) -> SourceFacts {
        let mut facts = SourceFacts {
            origin: self.owned(Field::Origin),
            kind: self.coded(Field::Kind, parsed),
            affiliation: self.list(Field::Affiliation).into_iter().collect(),
            country: self.owned(Field::Country),
            party: self.flag(Field::Party),
            unknown: self.flag(Field::Unknown).unwrap_or(false),
        };
        if let Some(listed) = self.interpreter.mapping.sources.get(label) {
            facts.complete_from(listed);
        }
        facts
    }

    fn flag(&mut self, field: Field) -> Option<bool> {
        self.coded(field, |word| match word {
            "true" | "yes" | "y" | "1" => Some(true),
            "false" | "no" | "n" | "0" => Some(false),
            _ => None,
        })
    }

    fn supersedes(&self) -> Vec<Cow<'r, str>> {
        let listed = self.list(Field::Supersedes);
        let ids = listed.iter().flat_map(|part| part.split(';')).map(str::trim);
        ids.filter(|id| !id.is_empty()).map(|id| Cow::Owned(id.to_owned())).collect()
    }

    fn grading(&mut self) -> Grading {
        let mut grading: Grading = self.coded(Field::Grade, parsed).unwrap_or_default();
        grading.likelihood = self.owned(Field::Likelihood);
        grading.confidence = self.owned(Field::Confidence);
        grading
    }
}

/// The same measure of another quantity.
fn of_quantity(measure: &Measure, quantity: Quantity) -> Rc<Measure> {
    Rc::new(Measure { quantity, ..measure.clone() })
}

/// Whether a text names somebody: more than a sign, and no word for nothing.
fn is_name(text: &str) -> bool {
    text.contains(char::is_alphanumeric) && !is_missing(text)
}

/// What a word means in the native vocabulary.
fn parsed<T: FromStr>(word: &str) -> Option<T> {
    word.parse().ok()
}
