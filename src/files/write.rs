//! Writing the native format: everything a ledger holds, one estimate a line.

use super::native::{
    EstimateLines, MeasureNames, SourceTable, VERSION, one_line, write_list, write_table,
};
use crate::estimate::{Ledger, SourceFacts};

/// A ledger as an `.estimates.ron` file. The same ledger always gives the same text, and reading
/// it gives an equal one, but for the lines and record numbers, which are those of the new file.
/// Each of `comments` stands above it on a line of its own: nothing of what is stated, and not read
/// again.
///
/// ```
/// use parallax::estimate::Ledger;
///
/// let text = parallax::files::write_estimates(&[], &Ledger::default());
/// assert_eq!(text, "(\n    version: 1,\n    estimates: [],\n)\n");
/// ```
#[must_use]
pub fn write_estimates(comments: &[String], ledger: &Ledger) -> String {
    // Only a type that RON cannot say could fail, and the native format has none.
    written(comments, ledger).unwrap_or_default()
}

fn written(comments: &[String], ledger: &Ledger) -> ron::Result<String> {
    let mut out = String::new();
    for comment in comments {
        // A line break would end the comment.
        let line: String = comment.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        out.push_str(&format!("// {}\n", line.trim_end()));
    }
    out.push_str(&format!("(\n    version: {VERSION},\n"));
    if let Some(title) = ledger.title() {
        out.push_str(&format!("    title: {},\n", one_line(title)?));
    }
    let sources: SourceTable = ledger
        .sources()
        .filter(|(_, source)| source.facts != SourceFacts::default())
        .map(|(_, source)| (source.label.clone(), source.facts.clone()))
        .collect();
    write_table(&mut out, "sources", &sources)?;
    let names = MeasureNames::new(ledger.measures().map(|(_, measure)| measure));
    write_table(&mut out, "measures", names.table())?;
    write_list(&mut out, "events", ledger.events())?;
    if ledger.is_empty() {
        out.push_str("    estimates: [],\n");
    } else {
        write_lines(&mut out, ledger, &names);
    }
    out.push_str(")\n");
    Ok(out)
}

fn write_lines(out: &mut String, ledger: &Ledger, names: &MeasureNames) {
    let lines = EstimateLines::new(ledger, names);
    out.push_str("    estimates: [\n");
    for estimate in ledger.each_in_file_order() {
        out.push_str("        ");
        lines.push(out, estimate);
        out.push_str(",\n");
    }
    out.push_str("    ],\n");
}
