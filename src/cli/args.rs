//! The flags, as the person types them.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::LazyLock;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::compare::{AboutPolicy, Dates, Grouping, Staleness, Thresholds};
use crate::estimate::{Basis, Day};
use crate::files::{DateOrder, Field};
use crate::words::Citing;

/// The version, with the commit that it was built from where the build names one in
/// `PARALLAX_COMMIT`.
#[must_use]
pub fn version() -> &'static str {
    static VERSION: LazyLock<String> = LazyLock::new(|| {
        let number = env!("CARGO_PKG_VERSION");
        match option_env!("PARALLAX_COMMIT") {
            Some(commit) => format!("{number} (commit {commit})"),
            None => number.to_owned(),
        }
    });
    &VERSION
}

/// Compare sourced estimates: who says what, since when do they part, what was known that day
#[derive(Debug, Parser)]
#[command(name = "parallax", version = version(), args_conflicts_with_subcommands = true)]
#[command(after_help = "Without a command, the window opens on the files given, or on the sample.")]
pub struct Arguments {
    #[command(subcommand)]
    pub verb: Option<Verb>,
    /// Estimate files, or one session (*.comparison.ron), to open in the window
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub reading: ReadingFlags,
    /// How the window is drawn; by itself it takes the graphics card or falls back
    #[arg(long, value_name = "glow|wgpu")]
    pub renderer: Option<RendererFlag>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RendererFlag {
    Glow,
    Wgpu,
}

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Read files, report what was understood and every problem
    Check(CheckArgs),
    /// Say whether the sources agree, at a date or over time
    Compare(CompareArgs),
    /// Hold every voice of every measure against the others at a date: who differs from whom, by how
    /// much, and where that is more than is let pass
    Reconcile(ReconcileArgs),
    /// Write a chart, a page that can be asked, the data, or a session
    Export(ExportArgs),
    /// Write the answer with its chart, its evidence and its references, as a page
    Report(TakenArgs),
    /// Write the mapping by which a table is read, or would be
    Mapping(MappingArgs),
    /// Write the statement in SQL that sums events in a database, whose result is opened as a table
    Sql(SqlArgs),
    /// Write man pages and completions of the shells, for a package
    #[command(hide = true)]
    Pages(PagesArgs),
    /// Load the driver of a database that standard input names, and answer what is asked there
    #[cfg(feature = "databases")]
    #[command(hide = true)]
    AnswerForADriver,
}

#[derive(Debug, Args)]
pub struct PagesArgs {
    /// A folder that is there
    #[arg(value_name = "FOLDER")]
    pub folder: PathBuf,
}

#[derive(Debug, Args)]
pub struct MappingArgs {
    /// A table in any readable format; - is standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[command(flatten)]
    pub reading: ReadingFlags,
    /// Where to; without it, or with -, to standard output
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct SqlArgs {
    /// The name of a shipped mapping that sums events, or a mapping file
    #[arg(value_name = "MAPPING")]
    pub mapping: String,
    /// How the database speaks
    #[arg(long, value_enum)]
    pub dialect: DialectName,
    /// What the table of events is called there
    #[arg(long, value_name = "TABLE", default_value = "events")]
    pub table: String,
    /// Sum by day, week, month or year
    #[arg(long, value_name = "PERIOD")]
    pub period: Option<String>,
    /// Sum by this column
    #[arg(long, value_name = "COLUMN")]
    pub group_by: Option<String>,
    /// The columns that the table has: where they are known, an event that is there twice by its id
    /// is counted once
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    pub columns: Option<Vec<String>>,
    /// Where to; without it, or with -, to standard output
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DialectName {
    #[value(name = "postgresql", alias = "postgres")]
    PostgreSql,
    #[value(name = "duckdb")]
    DuckDb,
    Sqlite,
    Spark,
}

#[derive(Debug, Args)]
pub struct CheckArgs {
    #[command(flatten)]
    pub inputs: Inputs,
    /// Rows with errors, columns that nothing tells how to read, and what makes no sense in a session
    /// make the exit code 2
    #[arg(long)]
    pub strict: bool,
    #[arg(long, value_enum, default_value_t)]
    pub format: CheckFormat,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    #[default]
    Text,
    Json,
}

#[derive(Debug, Args)]
pub struct CompareArgs {
    #[command(flatten)]
    pub inputs: Inputs,
    #[command(flatten)]
    pub question: QuestionFlags,
    /// At a date, pool what stands, apart from the verdict
    #[arg(long, requires = "at")]
    pub pool: bool,
    /// Take the gap between two voices or estimates apart: their names, or ids such as 1:C12; voices
    /// as they stand at the date, or on the last day on which both do
    #[arg(long, num_args = 2, value_names = ["A", "B"], conflicts_with_all = ["pool", "explain"])]
    pub bridge: Option<Vec<String>>,
    /// Lay another session (*.comparison.ron) beside this one: what is the same, what differs, and
    /// how far both agree. Nothing is asked of the estimates then
    #[arg(long, value_name = "SESSION", conflicts_with_all = ["pool", "explain", "bridge", "measure",
        "include", "at", "from", "to", "known_on", "by", "exclude", "stale_after", "about",
        "projections", "as_stated"])]
    pub with: Option<PathBuf>,
    /// What has become of the verdicts since an earlier session: of the measure asked about, or of
    /// all; at the date, or on every day. The exit code is 1 where a verdict is another one
    #[arg(long, value_name = "OLD", conflicts_with_all = ["pool", "explain", "bridge", "with"])]
    pub since: Option<PathBuf>,
    /// Tell by which methods the answer is made, with their sources
    #[arg(long)]
    pub explain: bool,
    /// Rows with errors, columns that nothing tells how to read, and what makes no sense in a session
    /// make the exit code 2
    #[arg(long)]
    pub strict: bool,
    #[arg(long, value_enum, default_value_t)]
    pub format: CompareFormat,
}

#[derive(Debug, Args)]
#[command(mut_arg("measure", |arg| arg.help("Only this measure: an id, a name, or words of a name")))]
#[command(mut_arg("at", |arg| arg.help("At this day; without it, a session's own, else that on which \
    most sources speak on the largest measure")))]
#[command(mut_arg("include", |arg| arg.hide(true)))]
#[command(mut_arg("from", |arg| arg.hide(true)))]
#[command(mut_arg("to", |arg| arg.hide(true)))]
pub struct ReconcileArgs {
    #[command(flatten)]
    pub inputs: Inputs,
    #[command(flatten)]
    pub question: QuestionFlags,
    #[command(flatten)]
    pub thresholds: ThresholdFlags,
    /// Rows with errors, columns that nothing tells how to read, and what makes no sense in a session
    /// make the exit code 2
    #[arg(long)]
    pub strict: bool,
    #[arg(long, value_enum, default_value_t)]
    pub format: CompareFormat,
}

/// How much may differ in a reconciliation without being flagged.
#[derive(Clone, Copy, Debug, Default, Args)]
#[command(next_help_heading = "Thresholds")]
pub struct ThresholdFlags {
    /// In the reconciliation, flag differences of more than this, in what is counted; with
    /// --per-cent, those that are more than both
    #[arg(long, value_name = "N", value_parser = threshold)]
    pub absolute: Option<f64>,
    /// In the reconciliation, flag differences of more than so many per cent of the lower one; with
    /// --absolute, those that are more than both
    #[arg(long, value_name = "P", value_parser = threshold)]
    pub per_cent: Option<f64>,
}

impl ThresholdFlags {
    #[must_use]
    pub fn both(self) -> Thresholds {
        // Each was read as a number from 0 on.
        Thresholds::new(self.absolute, self.per_cent).unwrap_or_default()
    }
}

fn threshold(text: &str) -> Result<f64, String> {
    let number = text.trim_end_matches('%').trim_end().parse().ok();
    let good = number.filter(|n| Thresholds::new(Some(*n), None).is_some());
    good.ok_or_else(|| format!("“{text}” is no number from 0 on"))
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum CompareFormat {
    #[default]
    Text,
    Json,
    Csv,
}

#[derive(Debug, Args)]
pub struct ExportArgs {
    #[command(flatten)]
    pub taken: TakenArgs,
    #[command(flatten)]
    pub thresholds: ThresholdFlags,
    /// Draw the gap between two voices or estimates taken apart: their names, or ids such as 1:C12;
    /// voices as they stand at the date, or on the last day on which both do
    #[arg(long, num_args = 2, value_names = ["A", "B"], help_heading = "Picture")]
    pub bridge: Option<Vec<String>>,
    /// A session for a second reading that does not tell whose the numbers are; `compare --with` puts
    /// the names back
    #[arg(long)]
    pub blind: bool,
}

/// What is taken away, how, and where to.
#[derive(Debug, Args)]
pub struct TakenArgs {
    #[command(flatten)]
    pub inputs: Inputs,
    #[command(flatten)]
    pub question: QuestionFlags,
    /// Look where the files of the session were read, and take in what has changed as their newest
    /// vintages; what was found and what becomes of the verdict is told
    #[arg(long)]
    pub renew: bool,
    #[command(flatten)]
    pub redaction: RedactionFlags,
    #[command(flatten)]
    pub picture: PictureFlags,
    /// Where to; the ending says what: for a report .pdf .html .md, else .svg .png .pdf, .html (a page
    /// that can be asked) .md .json .csv .xlsx .datapackage.zip .csl.json .bib .ris .estimates.ron
    /// .comparison.ron
    #[arg(short, long, value_name = "OUT")]
    pub output: PathBuf,
    /// Rows with errors, columns that nothing tells how to read, and what makes no sense in a session
    /// make the exit code 2
    #[arg(long)]
    pub strict: bool,
}

/// What goes out without something that is not to be known.
#[derive(Debug, Default, Clone, PartialEq, Args)]
#[command(next_help_heading = "Redaction")]
pub struct RedactionFlags {
    /// Leave this out, with all that says the same: a source by name, an estimate by id (1:C12, 1#41),
    /// a note (note 3), or a file
    #[arg(long, value_name = "WHAT")]
    pub leave_out: Vec<String>,
    /// Keep the numbers of this source, without its name, addresses and words
    #[arg(long, value_name = "SOURCE")]
    pub mask: Vec<String>,
}

#[derive(Debug, Args)]
pub struct Inputs {
    /// Estimate files in any readable format, or one session (*.comparison.ron); and references, as
    /// CSL-JSON, BibTeX or RIS
    #[arg(required_unless_present = "vintages", value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Dated copies of one file, taken in as its vintages: a folder or a zip archive of them, or a file
    /// in a local git repository, whose versions they are
    #[arg(long, value_name = "PATH")]
    pub vintages: Vec<PathBuf>,
    #[command(flatten)]
    pub reading: ReadingFlags,
}

#[derive(Debug, Default, Clone, Args)]
#[command(next_help_heading = "Reading")]
pub struct ReadingFlags {
    /// Read tables with this mapping file where it fits; several are tried in turn, then the shipped
    /// ones
    #[arg(long, value_name = "FILE")]
    pub mapping: Vec<PathBuf>,
    #[command(flatten)]
    pub constants: ConstantFlags,
    /// How dates are written where a column could be read either way (dmy, mdy, iso); and on which
    /// day totals are compared (same-day, stated)
    #[arg(long, value_name = "dmy|mdy|iso|same-day|stated", value_parser = dates)]
    pub dates: Vec<DatesFlag>,
    /// The sheet of a workbook
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// The period over which events are summed
    #[arg(long, value_name = "day|week|month|year")]
    pub period: Option<String>,
    /// The column by which events are summed
    #[arg(long, value_name = "COLUMN")]
    pub group_by: Option<String>,
    /// The text encoding, where it is not UTF-8
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
    /// Where the connections to databases stand, instead of in the folder of the settings
    #[arg(long, value_name = "FILE")]
    pub connections: Option<PathBuf>,
}

/// What holds for every row of a table of which no column says it.
#[derive(Debug, Default, Clone, Args)]
#[command(next_help_heading = "What holds for every row, where no column says it")]
pub struct ConstantFlags {
    /// What is counted: killed, wounded, killed or wounded, deployed, or other words
    #[arg(long, value_name = "TEXT")]
    pub quantity: Option<String>,
    /// Of whom it is counted: Russia, civilians
    #[arg(long, value_name = "TEXT")]
    pub population: Option<String>,
    /// Where it is counted: Ukraine, “Russia / Kursk”
    #[arg(long, value_name = "TEXT")]
    pub place: Option<String>,
    /// What numbers are: present on a day, totals so far, of a period, or per day
    #[arg(long, value_name = "level|cumulative|increment|rate", value_parser = basis)]
    pub basis: Option<Basis>,
    /// Who says it
    #[arg(long, value_name = "NAME")]
    pub source: Option<String>,
    /// When it was so
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Day>,
}

impl ConstantFlags {
    /// By the field that each fills.
    #[must_use]
    pub fn by_field(&self) -> BTreeMap<Field, String> {
        let said = [
            (Field::Quantity, self.quantity.clone()),
            (Field::Population, self.population.clone()),
            (Field::Place, self.place.clone()),
            (Field::Basis, self.basis.map(|basis| basis.word().to_owned())),
            (Field::Source, self.source.clone()),
            (Field::AsOf, self.as_of.map(|day| day.to_string())),
        ];
        said.into_iter().filter_map(|(field, text)| Some((field, text?))).collect()
    }
}

fn basis(text: &str) -> Result<Basis, String> {
    let words: Vec<&str> = Basis::ALL.iter().map(|basis| basis.word()).collect();
    text.parse().map_err(|_| format!("“{text}” is none of {}", words.join(", ")))
}

/// What `--dates` says: how they are written, or which of them are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DatesFlag {
    Written(DateOrder),
    Compared(Dates),
}

impl ReadingFlags {
    /// How dates are written; what was said last holds.
    #[must_use]
    pub fn date_order(&self) -> Option<DateOrder> {
        self.dates.iter().rev().find_map(|flag| match flag {
            DatesFlag::Written(order) => Some(*order),
            DatesFlag::Compared(_) => None,
        })
    }

    /// On which day totals are compared.
    #[must_use]
    pub fn compared_dates(&self) -> Option<Dates> {
        self.dates.iter().rev().find_map(|flag| match flag {
            DatesFlag::Compared(dates) => Some(*dates),
            DatesFlag::Written(_) => None,
        })
    }
}

fn dates(text: &str) -> Result<DatesFlag, String> {
    let order = match text {
        "dmy" => DateOrder::Dmy,
        "mdy" => DateOrder::Mdy,
        "iso" => DateOrder::Iso,
        _ => {
            let compared = text.parse().map(DatesFlag::Compared);
            return compared.map_err(|_| {
                format!("“{text}” is none of dmy, mdy, iso, and none of same-day, stated")
            });
        }
    };
    Ok(DatesFlag::Written(order))
}

fn grouping(text: &str) -> Result<Grouping, String> {
    let words: Vec<&str> = Grouping::ALL.iter().map(|by| by.word()).collect();
    text.parse().map_err(|_| format!("“{text}” is none of {}", words.join(", ")))
}

fn staleness(text: &str) -> Result<Staleness, String> {
    text.parse().map_err(|_| format!("“{text}” is neither days (0–65535) nor never"))
}

fn about(text: &str) -> Result<AboutPolicy, String> {
    text.parse().map_err(|_| format!("“{text}” is none of rounding, exact, or N% (0–100)"))
}

#[derive(Debug, Default, Clone, PartialEq, Args)]
#[command(next_help_heading = "Question")]
pub struct QuestionFlags {
    /// What is compared: an id, a name, or words of a name
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub measure: Option<String>,
    /// Another measure to draw with it, marked as another thing
    #[arg(long, value_name = "MEASURE", allow_hyphen_values = true)]
    pub include: Vec<String>,
    /// At this day; without it, over time
    #[arg(long, value_name = "DATE")]
    pub at: Option<Day>,
    /// Only days from here on
    #[arg(long, value_name = "DATE")]
    pub from: Option<Day>,
    /// Only days up to here
    #[arg(long, value_name = "DATE")]
    pub to: Option<Day>,
    /// Only what was known on this day
    #[arg(long, value_name = "DATE")]
    pub known_on: Option<Day>,
    /// What is counted once: origin, label, affiliation, kind, country, party or method
    #[arg(long, value_name = "GROUPING", value_parser = grouping)]
    pub by: Option<Grouping>,
    /// A voice, label or origin that is not counted; by method also a method
    #[arg(long, value_name = "NAME")]
    pub exclude: Vec<String>,
    /// After how many days an estimate stops standing
    #[arg(long, value_name = "DAYS|never", value_parser = staleness)]
    pub stale_after: Option<Staleness>,
    /// How wide “about 3,000” and a bare 3,000 are read
    #[arg(long, value_name = "rounding|exact|N%", value_parser = about)]
    pub about: Option<AboutPolicy>,
    /// Count projections, at their own as of
    #[arg(long)]
    pub projections: bool,
    /// Leave adjustments aside
    #[arg(long)]
    pub as_stated: bool,
}

#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Picture")]
pub struct PictureFlags {
    /// Width of the picture in pixels (200–20,000)
    #[arg(long, value_name = "PX", default_value_t = 1200, value_parser = clap::value_parser!(u16).range(200..=20_000))]
    pub width: u16,
    /// Height of the picture in pixels (200–20,000)
    #[arg(long, value_name = "PX", default_value_t = 700, value_parser = clap::value_parser!(u16).range(200..=20_000))]
    pub height: u16,
    #[arg(long, value_enum, default_value_t)]
    pub theme: ThemeFlag,
    /// The value scale; a session's own otherwise, else linear
    #[arg(long, value_enum)]
    pub scale: Option<ScaleFlag>,
    /// How voices are laid out; a session's own otherwise, else all in one plot
    #[arg(long, value_enum)]
    pub layout: Option<LayoutFlag>,
    /// How references are written: as a person does, or element by element as ICD 206 asks
    #[arg(long, value_name = "STYLE", default_value = "plain", value_parser = citing)]
    pub citing: Citing,
    /// How it is to be handled, in your own words: above and below everything else on the page
    #[arg(long, value_name = "TEXT")]
    pub marking: Option<String>,
    /// Pixels for each point of a .png (0.5–8)
    #[arg(long, value_name = "FACTOR", default_value_t = 2.0, value_parser = pixels)]
    pub pixels: f32,
    /// Leave out what the signs mean
    #[arg(long)]
    pub no_key: bool,
    /// Leave out where each number can be read
    #[arg(long)]
    pub no_references: bool,
    /// Leave out what was adjusted and noted
    #[arg(long)]
    pub no_notes: bool,
}

fn citing(text: &str) -> Result<Citing, String> {
    text.parse().map_err(|_| {
        let words: Vec<&str> = Citing::ALL.iter().map(|citing| citing.word()).collect();
        format!("one of {}", words.join(", "))
    })
}

fn pixels(text: &str) -> Result<f32, String> {
    let factor = text.parse().ok().filter(|factor| (0.5..=8.0).contains(factor));
    factor.ok_or_else(|| "a number from 0.5 to 8".to_owned())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LayoutFlag {
    /// All in one plot
    Overlay,
    /// A lane for each camp, or for each group that is counted
    Lanes,
    /// A row for each voice, with when it stands
    Standing,
    /// A row for each set of voices that shared a value
    Coalitions,
    /// What was said of a day (--at) when
    Revisions,
    /// One day (--at) row by row: who says what, in the core or outside
    Slice,
    /// The voices two by two: on one day (--at), and over the days
    Pairs,
    /// Every measure with its agreement over time, and what it comes to on one day (--at)
    Measures,
    /// The gap between two figures (--bridge) taken apart
    Bridge,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ThemeFlag {
    #[default]
    Light,
    Dark,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ScaleFlag {
    Linear,
    Log,
}
