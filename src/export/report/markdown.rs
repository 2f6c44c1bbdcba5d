//! A report as Markdown. The chart is not in it: it stands in a file of its own.

use std::fmt::Write as _;

use super::blocks::{Block, Report};
use crate::chart::visible;
use crate::words::CitedPart;

pub(super) fn markdown(report: &Report) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = write(report, &mut out);
    out
}

fn write(report: &Report, out: &mut String) -> std::fmt::Result {
    if let Some(marking) = &report.marking {
        writeln!(out, "**{}**\n", escaped(marking))?;
    }
    writeln!(out, "# {}\n", escaped(&report.title))?;
    for section in &report.sections {
        let shown = section.blocks.iter().filter(|block| **block != Block::Chart);
        let shown: Vec<&Block> = shown.collect();
        writeln!(out, "## {}. {}\n", section.part.number(), section.part.heading())?;
        if shown.is_empty() {
            writeln!(out, "{}\n", escaped(&report.chart.caption.sentence))?;
        }
        for block in shown {
            block_of(block, out)?;
        }
    }
    if let Some(marking) = &report.marking {
        writeln!(out, "**{}**", escaped(marking))?;
    }
    Ok(())
}

fn block_of(block: &Block, out: &mut String) -> std::fmt::Result {
    match block {
        Block::Said(text) => writeln!(out, "{}\n", escaped(text)),
        Block::List(lines) => {
            lines.iter().try_for_each(|line| writeln!(out, "- {}", escaped(line)))?;
            writeln!(out)
        }
        Block::Table { head, rows } => {
            writeln!(out, "| {} |", head.join(" | "))?;
            writeln!(out, "|{}", "---|".repeat(head.len()))?;
            for row in rows {
                let cells: Vec<String> = row.iter().map(|cell| escaped(cell)).collect();
                writeln!(out, "| {} |", cells.join(" | "))?;
            }
            writeln!(out)
        }
        Block::Chart => Ok(()),
        Block::References(cited) => {
            for one in cited {
                // Addresses as they are, so that they lead where they say.
                let text: String = one
                    .parts
                    .iter()
                    .map(|part| match part {
                        CitedPart::Text(text) => escaped(text),
                        CitedPart::Address(url) => format!("<{url}>"),
                    })
                    .collect();
                writeln!(out, "- **\\[{}\\]** {text}", one.number)?;
            }
            writeln!(out)
        }
    }
}

/// A text in which nothing is taken for a sign of Markdown.
fn escaped(text: &str) -> String {
    let text = visible(text);
    let mut out = String::with_capacity(text.len());
    for (place, c) in text.chars().enumerate() {
        let begins_a_list = place == 0 && matches!(c, '+' | '-' | '#');
        if begins_a_list || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
