//! What is wrong or doubtful in a file, and why nothing could be read from one.

use super::{Words, how};
use crate::estimate::{Bounds, Day, Doubt, How, MOST_ENTRIES, NotTaken, Shape, visible};
use crate::files::{
    BadMapping, BadNumber, Columns, DateLacking, DateMeant, DateOrder, DatesToldBy, FactDiffering,
    Field, Foreign, Lost, NoDateByHand, NumbersToldBy, Problem, ProblemFact, Reference, Severity,
    UnknownWord, Unnamed, Unparsed, Unreadable, Unsupported, ValueLacking, WrongDate, WrongNumber,
};

/// That the first of several rows is the one whose place is told.
pub(super) const FIRST_HERE: &str = ", first here";

impl Words {
    /// What was found and what was done about it, without its place: a sentence without a full
    /// stop.
    #[must_use]
    pub fn problem(self, problem: &Problem) -> String {
        let again = match problem.again {
            0 => String::new(),
            again => format!(" (and {again} more times)"),
        };
        let done = match (&problem.fact, problem.severity) {
            (ProblemFact::BadNumber(_) | ProblemFact::BadDate(_), Severity::Warning) => {
                ": this cell is left out, the row is used without it"
            }
            _ => "",
        };
        let mut said = self.problem_fact(&problem.fact);
        if problem.line.is_none() {
            // Rows of a database have no places, and none of them is the first.
            said = said.replace(FIRST_HERE, "");
        }
        visible(&said).into_owned() + done + &again
    }

    /// A problem with its place before it: `line 3, date: “soon” is not a date`.
    #[must_use]
    pub fn problem_at_its_place(self, problem: &Problem) -> String {
        let line = problem.line.map(|line| format!("line {line}"));
        let column = problem.column.as_deref().map(|name| visible(name).into_owned());
        let place: Vec<String> = line.into_iter().chain(column).collect();
        let said = self.problem(problem);
        if place.is_empty() { said } else { format!("{}: {said}", place.join(", ")) }
    }

    /// How many warnings a file has, and where they are told.
    #[must_use]
    pub fn doubtful(self, warnings: usize) -> String {
        match warnings {
            1 => "1 warning, which “parallax check” tells".to_owned(),
            several => format!("{} warnings, which “parallax check” tells", self.count(several)),
        }
    }

    /// Why a number in a text may not be what its source claims.
    #[must_use]
    pub fn doubt(self, doubt: Doubt) -> &'static str {
        match doubt {
            Doubt::Negated => "a “not” or its like stands before the bound",
            Doubt::Multiplied => "the number is multiplied by the word before it",
            Doubt::PerTime => "the number is of a unit of time",
            Doubt::Unknown => "the text says first that it is not known",
            Doubt::BelowZero => "a minus stands before the number",
            Doubt::NotTheFirst => "the text says first another amount, in words",
        }
    }

    pub(crate) fn problem_fact(self, fact: &ProblemFact) -> String {
        use ProblemFact as F;
        match fact {
            F::AsTold { message, .. } => message.clone(),
            F::More { count, .. } => format!("{count} more of this kind are not listed"),
            F::BadJson { says, lost } => format!("{says}: {}", lost_words(*lost)),
            F::BadRecord(unparsed) | F::BadEvent(unparsed) => match unparsed {
                Unparsed::At { column, says } => format!("column {column}: {says}"),
                Unparsed::NoObject => "an object should stand here: not used".to_owned(),
            },
            F::OpenQuote => {
                "a quotation mark opens here and does not close: this row is not used".to_owned()
            }
            F::StrayQuote => {
                "a quotation mark stands here that encloses no cell: taken as it stands, \
                              and nothing beyond this line is taken for its cell"
                    .to_owned()
            }
            F::TextAfterQuote => {
                "there is text behind the quotation mark that closes a cell: taken \
                                  as part of the cell"
                    .to_owned()
            }
            F::CellLikeRows => {
                "a cell goes on over a line break here, with as many separators as a \
                                row has: taken as one cell"
                    .to_owned()
            }
            F::ListsJoined { lists, columns } => format!(
                "read as one table, as their records have the same keys: the lists {}; what a list \
                 is called stands in {}",
                column_names(lists),
                self.all_of(&columns.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>())
            ),
            F::NumberOverRows { number, rows } => format!(
                "“{number}” stands over {} rows at once, and may be that of all of them together: read \
                 in the first of them alone",
                self.count(*rows)
            ),
            F::UnreadLists { read, others } => {
                let others: Vec<String> = others.iter().map(|other| format!("“{other}”")).collect();
                format!("the list “{read}” is read, and not {}", others.join(", "))
            }
            F::TooManyKeys { most } => {
                format!("the records have more than {most} different keys: the rest is not read")
            }
            F::DuplicateKey => "the key comes twice in a record: the first one is read".to_owned(),
            F::NestedValue => "the value is an object or holds some: not read".to_owned(),
            F::LongValue => "the value is longer than a megabyte: not read".to_owned(),
            F::ListValue => "there is a list where one value is meant: not read".to_owned(),
            F::FirstOfList { others } => format!(
                "there is a list of addresses, of which an estimate has one: the first is kept, \
                 and not the other {}",
                self.count(*others)
            ),
            F::UnknownField(name) => {
                format!("the field “{name}” is not known to this version: not read")
            }
            F::DuplicateColumn(name) => {
                format!("the column “{name}” comes more than once: the first one is read")
            }
            F::UnreadColumns(columns) => {
                format!("not read, as the mapping does not name them: {}", column_names(columns))
            }
            F::ReadAsRemembered { of } => {
                format!("read as you said of {}, which has the same columns", visible(of))
            }
            F::ReadAsProposed { columns, constants, title } => {
                self.read_as_proposed(columns, constants, title.as_deref())
            }
            F::MappingNotUsed { name, missing } => match missing.is_empty() {
                true => format!("the mapping {name} is not used: this format needs none"),
                false => format!(
                    "the mapping {name} does not fit and is not used: the file lacks {}",
                    lacking_columns(missing)
                ),
            },
            F::TitlesAboveHeader { header } => format!(
                "the header is the one on line {header}: what stands above it is left aside"
            ),
            F::HeaderOfTwoRows => {
                "the names of the columns stand in two rows, which are read together".to_owned()
            }
            F::UnnamedColumns(places) => {
                let numbers: Vec<String> = places.iter().map(|place| self.count(*place)).collect();
                match places.len() {
                    1 => format!("column {} has no name and is not read", self.all_of(&numbers)),
                    _ => format!("columns {} have no name and are not read", self.all_of(&numbers)),
                }
            }
            F::OutsideOfTables { pieces } => format!(
                "{} outside of every table, and {} not read",
                match pieces {
                    1 => "what looks like a part of a table stands".to_owned(),
                    _ => format!(
                        "{} pieces that look like parts of a table stand",
                        self.count(*pieces)
                    ),
                },
                if *pieces == 1 { "is" } else { "are" }
            ),
            F::TotalRow { word } => format!(
                "the row says “{word}” and sums up others: left aside, as nobody says it a second \
                 time"
            ),
            F::TagRow
            | F::NotesBelow { .. }
            | F::EncodingGuessed(_)
            | F::SignsReplaced { .. }
            | F::PartsJoined { .. }
            | F::PartsNotRead { .. } => self.container_fact(fact),
            F::RaggedRow { cells, columns } => {
                let done = match cells < columns {
                    true => "the missing ones are taken as empty",
                    false => "the rest is not read",
                };
                format!("the row has {cells} cells where the header has {columns}: {done}")
            }
            F::RowsLeftOut { .. }
            | F::Summed { .. }
            | F::LongEvents { .. }
            | F::KnownOnlyTo { .. }
            | F::EventsAgain { .. }
            | F::TooManyIds
            | F::InconsistentRows { .. }
            | F::NotCounted { .. }
            | F::TooCoarse { .. }
            | F::PartialSums { .. }
            | F::SummedElsewhere { .. }
            | F::SummedIn { .. }
            | F::OtherOutputs { .. }
            | F::QuantilesAgain { .. }
            | F::NoLevel(_)
            | F::Multiplied(_) => self.shape_problem(fact),
            F::NoSource
            | F::NoQuantity(_)
            | F::UnknownMeasure(_)
            | F::NoDate(_)
            | F::NoValue(_)
            | F::BadDate(_)
            | F::BadNumber(_)
            | F::UnknownValue(_)
            | F::DuplicateId { .. }
            | F::AmbiguousDate { .. }
            | F::AmbiguousNumber { .. }
            | F::MissingCode(_)
            | F::StandsForNothing(_)
            | F::NotSaid { .. }
            | F::RuleWithoutColumn { .. }
            | F::ValueInWording { .. }
            | F::AssumedDate
            | F::FactsDiffer { .. }
            | F::TwoValues
            | F::NotAUrl { .. }
            | F::PublishedBeforeAsOf { .. }
            | F::FarDate { .. }
            | F::OddYear(_)
            | F::RetractedBeforePublished { .. }
            | F::HowDiffers(_)
            | F::WordingInDoubt { .. }
            | F::WordingDiffers { .. }
            | F::FilledIn { .. }
            | F::NamesNobody(_)
            | F::RangeWordedOpen { .. }
            | F::EndHedged { .. }
            | F::NoTotals { .. }
            | F::NegativeNumber(_)
            | F::LowAboveHigh(_)
            | F::BestOutsideBounds(_) => self.statement_problem(fact),
            F::StartOfNoTotal(_)
            | F::SpelledOtherwise { .. }
            | F::RepeatedRow { .. }
            | F::ContradictsRow { .. }
            | F::HoldsParts { .. }
            | F::Unchanged { .. } => self.identity_problem(fact),
            F::DerivedFromMissing(_)
            | F::SupersedesMissing(_)
            | F::RefersToItself(_)
            | F::RefersInACircle { .. } => reference_problem(fact),
        }
    }

    /// What is doubtful about which measure a row is of, and whether it is a statement of its own.
    fn identity_problem(self, fact: &ProblemFact) -> String {
        use ProblemFact as F;
        match fact {
            F::StartOfNoTotal(start) => format!(
                "a start, {}, stands beside what is no total so far: not used",
                self.day(*start)
            ),
            F::SpelledOtherwise { here, before } => {
                format!(
                    "“{here}” is taken as “{before}”: they differ in case, spacing or form only"
                )
            }
            F::RepeatedRow { line } => format!(
                "repeats row {line}: same source, day, publication and numbers, counted once"
            ),
            F::ContradictsRow { line, here, there } => format!(
                "contradicts row {line}: same source, day and publication, {} and {}. What hangs \
                 on it is read from the one to the other",
                self.stated(here),
                self.stated(there)
            ),
            F::HoldsParts { measure, again, rows } => format!(
                "{} of {} rows of {measure} repeat or contradict another of the same source, day \
                 and publication: they look like single events or parts, and are not compared \
                 until they are summed by day or told apart by place or population",
                self.count(*again),
                self.count(*rows)
            ),
            F::Unchanged { source, numbers, rows, since, more } => {
                let more = match more {
                    0 => String::new(),
                    more => format!(", and so have {} more of its numbers", self.count(*more)),
                };
                format!(
                    "{source}: {} unchanged in {} rows since {}{more}. It may have been said anew \
                     or only carried on: the days stand as stated",
                    self.stated(numbers),
                    self.count(*rows),
                    self.day(*since)
                )
            }
            _ => String::new(),
        }
    }

    /// What is wrong or doubtful in what a row says.
    fn statement_problem(self, fact: &ProblemFact) -> String {
        use ProblemFact as F;
        match fact {
            F::NoSource => "no source is named".to_owned(),
            F::NoQuantity(Unnamed::Quantity) => "no quantity is named".to_owned(),
            F::NoQuantity(Unnamed::Measure) => "no measure is named".to_owned(),
            F::UnknownMeasure(key) => format!("“{key}” is not among the measures of this file"),
            F::NoDate(DateLacking::All) => {
                "neither an as of nor a published date is given".to_owned()
            }
            F::NoDate(DateLacking::End) => "the as of has a start, no end".to_owned(),
            F::NoValue(ValueLacking::Altogether) => {
                "there is neither a number nor a value in words".to_owned()
            }
            F::NoValue(ValueLacking::InEveryColumn) => {
                "there is a number in none of the columns that are read".to_owned()
            }
            F::BadDate(wrong) => wrong_date(wrong),
            F::BadNumber(wrong) => wrong_number(wrong),
            F::UnknownValue(word) => unknown_word(word),
            F::DuplicateId { id, first } => {
                format!("the id “{id}” already stands for row {first}: this row has none")
            }
            F::AmbiguousDate { either, dates, told_by } => ambiguous_date(*either, *dates, told_by),
            F::AmbiguousNumber { text, number, either, numbers, told_by } => {
                let count = format!("{either} of {numbers} numbers could be read either way");
                self.ambiguous_number(text, *number, &count, told_by)
            }
            F::MissingCode(code) => format!(
                "{} stands for no number, as no other number here is below zero: left out",
                self.number(*code)
            ),
            F::StandsForNothing(text) => {
                format!("“{text}” stands for nothing here, as the mapping says: left out")
            }
            F::NotSaid { field, text } => not_said(*field, text),
            F::RuleWithoutColumn { column, nearest } => format!(
                "the mapping reads a column “{column}”, which the table does not have{}",
                meant(nearest.as_deref(), &[])
            ),
            F::ValueInWording { wording, read: Some(bounds) } => format!(
                "no number stands in a column: “{wording}” is read as {}",
                self.bounds(bounds)
            ),
            F::ValueInWording { wording, read: None } => format!(
                "“{wording}” does not plainly say one amount of what is counted: taken as a \
                 statement without a number"
            ),
            F::FilledIn { rows, columns } => format!(
                "in {} the file itself marks values as filled in, by {}: nobody stated them on \
                 that day, and they are left out",
                if *rows == 1 { "1 row".to_owned() } else { format!("{rows} rows") },
                column_names(columns)
            ),
            F::AssumedDate => {
                "no as of is stated: the published day stands in, flagged as assumed".to_owned()
            }
            F::FactsDiffer { label, differing } => facts_differ(label, differing),
            F::NamesNobody(label) => {
                format!("“{label}” names nobody: drawn as of unknown origin, and not counted")
            }
            F::TwoValues => {
                "there is a number, so the value in words beside it is left out".to_owned()
            }
            F::NotAUrl { text, is_after_address: true } => {
                format!("“{text}” after the address is no part of it: kept as a note")
            }
            F::NotAUrl { text, .. } => format!("“{text}” is not an address: kept as a note"),
            F::PublishedBeforeAsOf { published, as_of, is_projected } => {
                self.published_early(*published, *as_of, *is_projected)
            }
            F::FarDate { day, years } => format!(
                "{day} lies {} years from all other dates of the file: used as stated",
                self.count(usize::try_from(*years).unwrap_or_default())
            ),
            F::OddYear(day) => format!("the year of {day} is hardly meant: used as stated"),
            F::RetractedBeforePublished { retracted, published } => format!(
                "retracted on {retracted}, before it was published on {published}: taken as \
                 stated, so it never counts"
            ),
            F::HowDiffers(bounds) => self.how_differs(bounds),
            F::WordingInDoubt { wording, doubt } => {
                format!("“{wording}”: {}; the column stands", self.doubt(*doubt))
            }
            F::WordingDiffers { wording, says, file_says } => format!(
                "“{wording}” says {}, the file says {}: the wording counts",
                how(*says),
                how(*file_says)
            ),
            F::RangeWordedOpen { wording, says } => format!(
                "“{wording}” says {} of a range: the columns stand, which have both its ends",
                how(*says)
            ),
            F::EndHedged { words, says, column_says } => format!(
                "“{words}” says {}, its column {}: the column stands",
                how(*says),
                how(*column_says)
            ),
            F::NoTotals { numbers, below_zero, falls } => no_totals(*numbers, *below_zero, *falls),
            F::NegativeNumber(number) => {
                format!("{} is below zero: taken as stated", self.number(*number))
            }
            F::LowAboveHigh(bounds) => self.inconsistent(bounds),
            F::BestOutsideBounds(bounds) => self.inconsistent(bounds),
            _ => String::new(),
        }
    }

    fn published_early(self, published: Day, as_of: Day, is_projected: bool) -> String {
        let days = published.days_until(as_of);
        let before = match days / 365 {
            years @ 2.. => format!("some {} years", self.number(f64::from(years))),
            _ => self.days(days),
        };
        let done = match is_projected {
            true => {
                "not marked as projected: taken for a projection, which counts only if asked for"
            }
            false => "not marked as projected: used as an observation",
        };
        format!("published on {published}, {before} before its own as of {as_of}, and {done}")
    }

    fn ambiguous_number(
        self,
        text: &str,
        number: f64,
        count: &str,
        told_by: &NumbersToldBy,
    ) -> String {
        let read = format!("“{text}” is read as {}", self.number(number));
        match told_by {
            NumbersToldBy::Comma(only) if only == text => {
                format!(
                    "{read}: the comma can only be the decimal mark, and so is it in the column"
                )
            }
            NumbersToldBy::Point(only) | NumbersToldBy::Comma(only) => {
                format!("{read}: “{only}” can only be read so; {count}")
            }
            NumbersToldBy::Both { point, line, comma } => format!(
                "in “{point}” on line {line} the point can only be the decimal mark, in “{comma}” \
                 the comma: numbers that could be read either way are not used; {count}"
            ),
            NumbersToldBy::OtherColumn(only) => {
                format!("{read}, as “{only}” in another column can only be so; {count}")
            }
            NumbersToldBy::WholeCounts => format!(
                "{read}, as what is counted is whole, though nothing else in the table tells; {count}"
            ),
            NumbersToldBy::Separator => format!(
                "{read}, as semicolons stand between the cells, though nothing else in the table \
                 tells; {count}"
            ),
            NumbersToldBy::Nothing => format!(
                "{read}, though nothing in the table tells whether the mark is that of thousands; \
                 {count}"
            ),
        }
    }

    fn inconsistent(self, bounds: &Bounds) -> String {
        let (least, most) = bounds.hull();
        let treated = format!("shown as stated, read as {}", self.range(least, most));
        match (bounds.low(), bounds.high()) {
            (Some(low), Some(high)) if low > high => {
                let (low, high) = (self.number(low), self.number(high));
                format!("low {low} is above high {high}: {treated}")
            }
            _ => {
                let best = bounds.best().map(|best| self.number(best)).unwrap_or_default();
                format!("best {best} lies outside its bounds: {treated}")
            }
        }
    }

    fn how_differs(self, bounds: &Bounds) -> String {
        let stated = match bounds.shape() {
            Shape::Point => "there is a best alone",
            Shape::AtLeast => "there is a low alone",
            Shape::AtMost => "there is a high alone",
            Shape::Between => "there are a low and a high",
            Shape::Full => "there are a low, a best and a high",
            Shape::LowBest => "there are a low and a best",
            Shape::BestHigh => "there are a best and a high",
        };
        let how = how(bounds.how());
        format!("how says {how}, but {stated}: read as {}", self.read_as(bounds))
    }

    /// How a word is read that does not go with its columns: several numbers speak for themselves;
    /// of a single one the word counts, unless it says nothing about one number.
    fn read_as(self, bounds: &Bounds) -> String {
        let (least, most) = bounds.hull();
        let number = |number| self.number(number);
        let says_nothing =
            matches!(bounds.how(), How::Bare | How::Exact | How::Between | How::Interval { .. });
        match bounds.shape() {
            Shape::Point if says_nothing => format!("a bare {}", number(least)),
            Shape::AtLeast if says_nothing => format!("at least {}", number(least)),
            Shape::AtMost if says_nothing => format!("at most {}", number(least)),
            Shape::Point | Shape::AtLeast | Shape::AtMost => {
                format!("{} {}", how(bounds.how()), number(least))
            }
            Shape::Between | Shape::Full => self.range(least, most),
            Shape::LowBest => format!("at least {}", number(least)),
            Shape::BestHigh => format!("at most {}", number(most)),
        }
    }

    /// Why a file gives no estimates: one sentence without the file's name and without a full
    /// stop, that says what is the matter, where, and what to do.
    #[must_use]
    pub fn unreadable(self, unreadable: &Unreadable) -> String {
        match unreadable {
            Unreadable::Empty => "the file is empty".to_owned(),
            Unreadable::Foreign(Foreign::Markup) => {
                "the file is XML, which this version does not read: export it as CSV first"
                    .to_owned()
            }
            Unreadable::Foreign(Foreign::Pdf) => {
                "the file is a PDF, and of those only a report of Parallax holds a comparison: copy \
                 its table and paste it, or export it as CSV first"
                    .to_owned()
            }
            Unreadable::Foreign(foreign) => format!(
                "the file is {}, not a table or an estimates file in text: export it as CSV first",
                foreign_words(*foreign)
            ),
            Unreadable::UnknownEncoding(_)
            | Unreadable::BrokenArchive
            | Unreadable::BrokenWorkbook
            | Unreadable::BrokenParquet
            | Unreadable::NoSheet { .. }
            | Unreadable::Bomb(_) => self.unpackable(unreadable),
            Unreadable::Syntax { line, column, message } => {
                format!("line {line}, column {column}: {message}")
            }
            Unreadable::NewerVersion { found, known } => format!(
                "the file is of version {found} of its format, and this program knows version \
                 {known} only: a newer Parallax reads it"
            ),
            Unreadable::Session => "the file is a session: open it alone".to_owned(),
            Unreadable::NoRows => "the table has a header and no rows".to_owned(),
            Unreadable::NoFiles => {
                "in the folder is no table: none of its files has the ending of one".to_owned()
            }
            Unreadable::NoTable => "the page has no table".to_owned(),
            Unreadable::NoRecords => {
                "the JSON holds no list of objects: each would be a record, its keys the columns"
                    .to_owned()
            }
            Unreadable::NoMapping { proposal, nearest } => {
                self.not_certain(proposal, nearest.as_ref())
            }
            Unreadable::MappingMisfit { name, columns, missing } => format!(
                "the mapping {name} does not fit the table: it needs {}, and the columns are {}",
                lacking_columns(missing),
                column_names(columns)
            ),
            Unreadable::Unsupported(option) => unsupported(*option),
            Unreadable::NoColumn { column, nearest, columns } => {
                let meant = nearest.as_ref().map(|name| format!(", did you mean “{name}”?"));
                let those = format!(": its columns are {}", column_names(columns));
                format!("the table has no column “{column}”{}", meant.unwrap_or(those))
            }
            Unreadable::NoPeriod(word) => {
                format!("“{word}” is no period: say day, week, month or year")
            }
            Unreadable::TooManyColumns(columns) => format!(
                "the table has {} columns, more than a sheet of any spreadsheet: this is no table \
                 of estimates, or its separators are not what they seem",
                self.count(*columns)
            ),
            Unreadable::TooManySums { most, period } => format!(
                "its events come to more than {} sums of a group and a {}, as many as a session \
                 holds; sum them by a longer period, or by a column with fewer names",
                self.count(*most),
                period.word()
            ),
            Unreadable::TooMuch(NotTaken::TooManyRows) => format!(
                "it has more than {} estimates, as many as a session holds; narrow it to fewer \
                 measures, places or days and open that",
                self.count(MOST_ENTRIES)
            ),
            Unreadable::TooMuch(not_taken) => not_taken.to_string(),
            Unreadable::Stopped => "reading was stopped".to_owned(),
        }
    }

    /// Why a mapping is none, without its path.
    #[must_use]
    pub fn bad_mapping(self, bad: &BadMapping) -> String {
        match bad {
            BadMapping::Newer(newer) => {
                format!("the mapping is of version {newer}, and this program knows version 1 only")
            }
            BadMapping::Slip { line, column, says } => {
                format!("the mapping has an error on line {line}, column {column}: {says}")
            }
            BadMapping::DecimalMark => "the mapping's decimal mark must be '.' or ','".to_owned(),
            BadMapping::Unknown { line, word, nearest, known, .. } => format!(
                "the mapping has an error on line {line}: “{word}” is not known here{}",
                meant(nearest.as_deref(), known)
            ),
            BadMapping::Meaningless { line, field, text, nearest, known } => {
                let place = line.map(|line| format!(" on line {line}")).unwrap_or_default();
                format!(
                    "the mapping has an error{place}: “{text}” can be said of no {}{}",
                    field.word(),
                    meant(nearest.as_deref(), known)
                )
            }
            BadMapping::NoTable { name, nearest } => {
                format!(
                    "the mapping has no table of words “{name}”{}",
                    meant(nearest.as_deref(), &[])
                )
            }
            BadMapping::SeveralShapes => {
                "the mapping has more than one of sum, quantiles and spread".to_owned()
            }
        }
    }

    /// Why what was typed is no date, and what to write.
    #[must_use]
    pub fn no_date_by_hand(self, why: &NoDateByHand) -> String {
        match why {
            NoDateByHand::AnotherDayToo(text) => {
                format!("“{text}” could be another day too: write the month as a word")
            }
            NoDateByHand::NoDate(text) => {
                format!("“{text}” is no date: write 23 Dec 2024, Dec 2024 or 2024")
            }
        }
    }
}

/// The word that is meant most likely, or those that there are.
fn meant(nearest: Option<&str>, known: &[String]) -> String {
    match nearest {
        Some(nearest) => format!(", did you mean “{nearest}”?"),
        None if known.is_empty() => String::new(),
        None => format!(", but {}", known.join(", ")),
    }
}

/// What a file does not say, and how it is taken.
fn not_said(field: Field, text: &str) -> String {
    let what = match field {
        Field::Source => "who says it",
        Field::Population => "who is counted",
        Field::Place => "where",
        Field::Quantity => "what is counted",
        Field::How => "how sure the ends of the ranges are",
        other => other.word(),
    };
    let flag = match field {
        Field::Source | Field::Population | Field::Place | Field::Quantity => {
            format!(", unless --{} says otherwise", field.word())
        }
        _ => String::new(),
    };
    format!("the file does not say {what}: taken as “{text}”{flag}")
}

/// What is wrong with a number that was read out of a text, as it stands behind it.
pub(crate) fn bad_number(bad: BadNumber) -> &'static str {
    match bad {
        BadNumber::NotANumber => "is not a number",
        BadNumber::NotFinite => "is not a finite number",
        BadNumber::Grouping => "sets digits apart where no thousands are",
        BadNumber::EitherMark => "has a mark that could be that of thousands or of decimals",
    }
}

fn lost_words(lost: Lost) -> &'static str {
    match lost {
        Lost::Record => "this record is not used",
        Lost::UpToTheNextRecord => "what stands up to the next record is not read",
        Lost::TheRest => "what comes after is not read",
    }
}

fn no_totals(numbers: u32, below_zero: u32, falls: u32) -> String {
    let seen = [(below_zero, "below zero"), (falls, "below the one before")];
    let seen: Vec<String> = seen
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, where_to)| {
            format!("{count} {} {where_to}", if count == 1 { "lies" } else { "lie" })
        })
        .collect();
    format!(
        "these seem to be corrections or differences and no totals so far: of {numbers} {}, {}; the \
         file is not compared (with the basis increment it would be read as numbers of a period)",
        if numbers == 1 { "number" } else { "numbers" },
        seen.join(" and ")
    )
}

pub(super) fn column_names(columns: &Columns) -> String {
    let names: Vec<String> = columns.names.iter().map(|name| format!("“{name}”")).collect();
    let names = names.join(", ");
    match columns.more {
        0 => names,
        more => format!("{names} and {more} more"),
    }
}

/// `a column date or as_of, a column source`
pub(super) fn lacking_columns(missing: &[Vec<String>]) -> String {
    let groups = missing.iter().map(|group| format!("a column {}", group.join(" or ")));
    groups.collect::<Vec<_>>().join(", ")
}

fn wrong_date(wrong: &WrongDate) -> String {
    match wrong {
        WrongDate::NoDate(text) => format!("“{text}” is not a date: write it as YYYY-MM-DD"),
        WrongDate::LeftOver { text, rest } => {
            format!("“{rest}” in “{text}” is no part of a date")
        }
        WrongDate::Not { text, meant } => {
            let meant = match meant {
                DateMeant::As(DateOrder::Dmy) => "day, month and year",
                DateMeant::As(DateOrder::Mdy) => "month, day and year",
                DateMeant::As(DateOrder::Iso) => "YYYY-MM-DD",
                DateMeant::OneReading => "a date with one reading only",
                DateMeant::AnyDate => "a date",
            };
            format!("“{text}” is not {meant}")
        }
        WrongDate::Backwards { from, to } => {
            format!("the as of ends on {to}, before it starts on {from}")
        }
        WrongDate::AsOf(bad) => bad.to_string(),
    }
}

fn wrong_number(wrong: &WrongNumber) -> String {
    match wrong {
        WrongNumber::Text { text, why } => {
            format!("“{text}” {}", bad_number(*why))
        }
        WrongNumber::Bounds(bad) => bad.to_string(),
    }
}

fn unknown_word(word: &UnknownWord) -> String {
    match word {
        UnknownWord::Taken(text) => {
            format!("“{text}” is not among the words of this column: taken as it is")
        }
        UnknownWord::LeftOut { text, field } => {
            format!("“{text}” is left out: {}", known_words(*field))
        }
        UnknownWord::Grade(bad) => bad.to_string(),
    }
}

/// What can be written in a field of few words.
fn known_words(field: Field) -> &'static str {
    match field {
        Field::Basis => {
            "a basis is level, cumulative, increment or rate; the usual one of what is counted \
             stands in"
        }
        Field::Precision => "a precision is day, week, mid_month, month, quarter, year or period",
        Field::How => {
            "how is bare, exact, about, nearly, at_least, more_than, at_most, less_than, between or \
             interval with a level"
        }
        Field::Value => {
            "a value is vague, share, increase, decrease, rotation, rotation_or_increase or \
             reported"
        }
        Field::Standing => "a standing is observed, projected or modelled",
        Field::Method => {
            "a method is named_count, survey, extrapolation, model, intelligence_assessment, \
             claim_of_a_party or official_register"
        }
        Field::Kind => "this is no kind of origin",
        Field::Grade => "a grade is a letter A–F, a digit 1–6, or both",
        _ => "write true or false",
    }
}

fn ambiguous_date(either: u32, dates: u32, told_by: &DatesToldBy) -> String {
    let count = format!("{either} of {dates} dates could be read either way");
    match told_by {
        DatesToldBy::DayFirst(text) => {
            format!("read day first: “{text}” can only be day first; {count}")
        }
        DatesToldBy::MonthFirst(text) => {
            format!("read month first: “{text}” can only be month first; {count}")
        }
        DatesToldBy::Both { day_first, line, month_first } => format!(
            "“{day_first}” on line {line} can only be day first, “{month_first}” can only be month \
             first: the {either} dates that could be read either way are not used; say which order \
             is meant"
        ),
        DatesToldBy::OtherColumn { text, order } => format!(
            "read {}, as “{text}” in another column can only be so; {count}",
            order_words(*order)
        ),
        DatesToldBy::OtherCopy(copy) => format!(
            "read {}, as {} estimates are the same in “{}” then; {count}",
            order_words(copy.order),
            copy.agree,
            copy.name
        ),
        DatesToldBy::Nothing(text) => format!(
            "read day first, though nothing in the table tells: “{text}” could be either; {count}"
        ),
    }
}

fn order_words(order: DateOrder) -> &'static str {
    match order {
        DateOrder::Dmy => "day first",
        DateOrder::Mdy => "month first",
        DateOrder::Iso => "year first",
    }
}

fn facts_differ(label: &str, differing: &[FactDiffering]) -> String {
    let differing = differing.iter().map(|one| {
        let FactDiffering { name, first, first_line, here } = one;
        format!("{name} {first} (line {first_line}), {here} here")
    });
    let differing = differing.collect::<Vec<_>>().join("; ");
    format!("of “{label}” is said: {differing}. The first stated is taken throughout")
}

fn reference_problem(fact: &ProblemFact) -> String {
    use ProblemFact as F;
    match fact {
        F::DerivedFromMissing(id) => {
            format!("derives from “{id}”, which the file does not have")
        }
        F::SupersedesMissing(id) => format!("replaces “{id}”, which the file does not have"),
        F::RefersToItself(Reference::DerivesFrom) => {
            "derives from itself: no echo, used like any other".to_owned()
        }
        F::RefersToItself(Reference::Supersedes) => "replaces itself: it stays in use".to_owned(),
        F::RefersInACircle { reference: Reference::DerivesFrom, id } => format!(
            "derives from “{id}”, which in the end derives from this one: nobody is the original, \
             so this is no echo of it"
        ),
        F::RefersInACircle { reference: Reference::Supersedes, id } => format!(
            "replaces “{id}”, which in the end replaces this one: neither takes the other's place"
        ),
        _ => String::new(),
    }
}

fn foreign_words(foreign: Foreign) -> &'static str {
    match foreign {
        Foreign::Archive => "a zip archive without a table in it",
        Foreign::Pdf => "a PDF",
        Foreign::Picture => "a picture",
        Foreign::Database => "a database",
        Foreign::Binary => "binary",
        Foreign::Markup => "XML",
    }
}

fn unsupported(option: Unsupported) -> String {
    let events = "it is no table of single events that are summed";
    let (option, why) = match option {
        Unsupported::Sheet => ("--sheet", "only a workbook has sheets"),
        Unsupported::Period => ("--period", events),
        Unsupported::GroupBy => ("--group-by", events),
    };
    format!("{option} has no use for this file: {why}")
}
