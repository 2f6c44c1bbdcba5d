//! A proposal written down as a mapping file.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::column::{LOSSES, Lacking, NumberOf, ProposedColumn, ToldBy};
use super::plan::{Proposal, is_of_a_year};
use crate::estimate::Basis;
use crate::files::dates::is_year;
use crate::files::field::Field;
use crate::files::mappings::{BadMapping, Mapping};

/// The name of the format of a table that is read by a proposal.
pub const PROPOSED: &str = "proposed";

/// What a line of a mapping file may be remarked on with.
#[derive(Clone, Debug)]
pub enum Remark<'a> {
    /// At the top.
    Whole(&'a Proposal),
    /// At the line of a column.
    Column(&'a ProposedColumn),
    /// Where something has to be filled in.
    Fill(Lacking),
    /// Where of whom something is counted may be filled in.
    FillPopulation,
    /// Before the columns that are not read.
    Aside,
}

/// Writing to a text cannot fail.
macro_rules! line {
    ($text:expr, $($part:tt)*) => {{
        let _ = writeln!($text, $($part)*);
    }};
}

impl Proposal {
    /// The mapping that reads the table so.
    ///
    /// # Errors
    /// Never, as long as what is written can be read.
    pub fn mapping(&self) -> Result<Mapping, BadMapping> {
        Mapping::from_ron(&self.to_ron(&|_| None))
    }

    /// As a mapping file, with remarks on its lines where `say` makes some.
    #[must_use]
    pub fn to_ron(&self, say: &dyn Fn(&Remark<'_>) -> Option<String>) -> String {
        let mut text = String::new();
        comment(&mut text, "", say(&Remark::Whole(self)).as_deref());
        line!(text, "(\n    version: 1,\n    name: {},", quoted(PROPOSED));
        let used: Vec<&ProposedColumn> =
            self.columns.iter().filter(|column| column.field.is_some()).collect();
        let needed: Vec<String> =
            used.iter().map(|column| format!("[{}]", quoted(&column.name))).collect();
        line!(text, "    needs: [{}],", needed.join(", "));
        self.write_constants(&mut text, say);
        let groups = self.groups();
        let is_one = groups.len() < 2;
        let are_years = self.has_years();
        if are_years {
            self.write_spread(&mut text, &used);
        }
        line!(text, "    columns: [");
        let is_rule = |column: &&&ProposedColumn| match are_years {
            true => !is_of_a_year(column),
            false => is_one || !column.is_of_one(),
        };
        for column in used.iter().filter(is_rule) {
            rule(&mut text, "        ", column, say);
        }
        if are_years {
            line!(text, "        (column: \"column\", to: as_of),");
            line!(text, "        (column: \"value\", to: best),");
        }
        self.write_aside(&mut text, say);
        line!(text, "    ],");
        if !is_one && !are_years {
            self.write_parts(&mut text, &groups, say);
        }
        text.push_str(")\n");
        text
    }

    /// The columns of numbers, by what they are numbers of.
    fn groups(&self) -> Vec<(&NumberOf, Vec<&ProposedColumn>)> {
        let mut groups: Vec<(&NumberOf, Vec<&ProposedColumn>)> = Vec::new();
        for column in self.columns.iter().filter(|column| column.is_number()) {
            match groups.iter_mut().find(|(of, _)| **of == column.of) {
                Some((_, columns)) => columns.push(column),
                None => groups.push((&column.of, vec![column])),
            }
        }
        groups
    }

    fn write_constants(&self, text: &mut String, say: &dyn Fn(&Remark<'_>) -> Option<String>) {
        let mut constants = match self.groups().as_slice() {
            [(of, _)] => of_constants(of),
            _ => BTreeMap::new(),
        };
        constants.extend(self.constants.iter().map(|(field, said)| (*field, said.clone())));
        let are_losses = constants.get(&Field::Quantity).is_some_and(|said| said == LOSSES);
        let says_basis = self
            .columns
            .iter()
            .any(|column| column.field == Some(Field::Basis) || column.of.basis.is_some());
        if are_losses && !says_basis {
            let basis = Basis::Cumulative.word().to_owned();
            constants.entry(Field::Basis).or_insert(basis);
        }
        line!(text, "    constants: {{");
        for (field, said) in &constants {
            line!(text, "        {}: {},", field.word(), quoted(said));
        }
        let fields = [
            (Lacking::Quantity, Field::Quantity),
            (Lacking::Source, Field::Source),
            (Lacking::Date, Field::AsOf),
        ];
        let lacking = self.lacking();
        for (lacks, field) in fields.into_iter().filter(|(lacks, _)| lacking.contains(lacks)) {
            fill(text, field, say(&Remark::Fill(lacks)));
        }
        if self.lacks_population() {
            fill(text, Field::Population, say(&Remark::FillPopulation));
        }
        line!(text, "    }},");
    }

    /// The columns that are not read, to be taken in with a stroke.
    fn write_aside(&self, text: &mut String, say: &dyn Fn(&Remark<'_>) -> Option<String>) {
        let mut aside = self.columns.iter().filter(|column| column.field.is_none());
        let mut next = aside.next();
        let Some(remark) = next.and_then(|_| say(&Remark::Aside)) else { return };
        comment(text, "        ", Some(&remark));
        while let Some(column) = next {
            line!(text, "        // (column: {}, to: note),", quoted(&column.name));
            next = aside.next();
        }
    }

    /// That each column of a year is a row of its own.
    fn write_spread(&self, text: &mut String, used: &[&ProposedColumn]) {
        let names = |columns: &mut dyn Iterator<Item = &ProposedColumn>| {
            let names: Vec<String> = columns.map(|column| quoted(&column.name)).collect();
            names.join(", ")
        };
        let beside = names(&mut used.iter().copied().filter(|column| !is_of_a_year(column)));
        let aside = |column: &&ProposedColumn| column.field.is_none() && is_year(&column.name);
        let leave_out = names(&mut self.columns.iter().filter(aside));
        line!(text, "    spread: (");
        line!(text, "        beside: [{beside}],");
        line!(text, "        leave_out: [{leave_out}],");
        line!(text, "        years: true,\n    ),");
    }

    fn write_parts(
        &self,
        text: &mut String,
        groups: &[(&NumberOf, Vec<&ProposedColumn>)],
        say: &dyn Fn(&Remark<'_>) -> Option<String>,
    ) {
        line!(text, "    estimates: [");
        for (of, columns) in groups {
            let constants = of_constants(of);
            let pairs: Vec<String> = constants
                .iter()
                .map(|(field, said)| format!("{}: {}", field.word(), quoted(said)))
                .collect();
            line!(text, "        (\n            name: {},", quoted(&of.name()));
            line!(text, "            constants: {{{}}},", pairs.join(", "));
            line!(text, "            columns: [");
            let beside = self.columns.iter().filter(|column| {
                column.field.is_some() && !column.is_number() && column.is_of_one()
            });
            for column in columns.iter().copied().chain(beside.filter(|one| one.of == **of)) {
                rule(text, "                ", column, say);
            }
            line!(text, "            ],\n        ),");
        }
        line!(text, "    ],");
    }
}

impl NumberOf {
    /// The name of an estimate among several of a row.
    #[must_use]
    pub fn name(&self) -> String {
        let basis = self.basis.map(|basis| basis.word().to_owned());
        let parts = [&self.source, &self.population, &self.quantity, &basis];
        let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        if parts.is_empty() { "number".to_owned() } else { parts.join(" ") }
    }
}

fn of_constants(of: &NumberOf) -> BTreeMap<Field, String> {
    let said = [
        (Field::Quantity, of.quantity.clone()),
        (Field::Population, of.population.clone()),
        (Field::Source, of.source.clone()),
        (Field::Basis, of.basis.map(|basis| basis.word().to_owned())),
    ];
    said.into_iter().filter_map(|(field, text)| Some((field, text?))).collect()
}

fn fill(text: &mut String, field: Field, remark: Option<String>) {
    if let Some(remark) = remark {
        line!(text, "        // {}: \"\",  // {}", field.word(), remark);
    }
}

fn comment(text: &mut String, indent: &str, remark: Option<&str>) {
    for remark in remark.into_iter().flat_map(str::lines) {
        line!(text, "{indent}// {remark}");
    }
}

fn rule(
    text: &mut String,
    indent: &str,
    column: &ProposedColumn,
    say: &dyn Fn(&Remark<'_>) -> Option<String>,
) {
    let Some(field) = column.field else { return };
    let with = column.with.as_ref().map(|with| format!(", with: [{}]", quoted(with)));
    // Other names than those with something beside them stand for themselves.
    let otherwise = if field == Field::Source { ", otherwise: keep" } else { "" };
    let words = listed(&column.words);
    let words = words.map(|listed| format!(", words: {{{listed}}}{otherwise}"));
    let times = column.times.map(|times| format!(", times: {times}")).unwrap_or_default();
    let remark =
        (column.told_by != ToldBy::Nothing).then(|| say(&Remark::Column(column))).flatten();
    let remark = remark.map(|remark| format!("  // {remark}")).unwrap_or_default();
    line!(
        text,
        "{indent}(column: {}{}, to: {}{times}{}),{remark}",
        quoted(&column.name),
        with.unwrap_or_default(),
        field.word(),
        words.unwrap_or_default(),
    );
    if let Some(relays) = listed(&column.relays) {
        line!(
            text,
            "{indent}(column: {}, to: relays, words: {{{relays}}}, otherwise: leave_out),",
            quoted(&column.name),
        );
    }
}

/// Words and what they mean; none where there are none.
fn listed(words: &BTreeMap<String, String>) -> Option<String> {
    let words: Vec<String> =
        words.iter().map(|(word, means)| format!("{}: {}", quoted(word), quoted(means))).collect();
    (!words.is_empty()).then(|| words.join(", "))
}

/// A text as RON has it.
fn quoted(text: &str) -> String {
    ron::to_string(text).unwrap_or_else(|_| "\"\"".to_owned())
}
