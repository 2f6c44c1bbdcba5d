//! A report as one page of HTML: the chart within, nothing loaded from anywhere, no script.

use std::fmt::Write as _;

use super::blocks::{Block, Report};
use crate::export::markup::{in_parts, isolated};
use crate::export::svg::{escaped, svg};
use crate::words::Cited;

/// How it looks, on the screen and in print.
const STYLE: &str = "body{font:15px/1.5 'DejaVu Sans',Verdana,sans-serif;color:#1c2230;background:#fff;\
max-width:1100px;margin:2em auto;padding:0 1em}h1{font-size:1.5em}h2{font-size:1.15em;margin-top:2em}\
table{border-collapse:collapse;width:100%;font-size:.9em}th,td{text-align:left;vertical-align:top;\
padding:.3em .6em .3em 0;border-bottom:1px solid #d5dae3}.marking{font-weight:bold;text-align:center}\
.chart svg{width:100%;height:auto}ol.references{list-style:none;padding:0;font-size:.85em}\
ol.references li{margin:.3em 0;overflow-wrap:anywhere}a{color:#1d4ed8}\
@media print{body{margin:0;max-width:none}h2{break-after:avoid}tr,li{break-inside:avoid}}";

pub(super) fn html(report: &Report) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = write(report, &mut out);
    out
}

fn write(report: &Report, out: &mut String) -> std::fmt::Result {
    let title = escaped(&report.title);
    writeln!(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width\">")?;
    writeln!(out, "<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>")?;
    let marking = |out: &mut String| match &report.marking {
        Some(marking) => writeln!(out, "<p class=\"marking\">{}</p>", isolated(marking)),
        None => Ok(()),
    };
    marking(out)?;
    writeln!(out, "<h1>{}</h1>", isolated(&report.title))?;
    for section in &report.sections {
        let number = section.part.number();
        writeln!(out, "<section id=\"part-{number}\">")?;
        writeln!(out, "<h2>{number}. {}</h2>", section.part.heading())?;
        for block in &section.blocks {
            block_of(block, report, out)?;
        }
        writeln!(out, "</section>")?;
    }
    marking(out)?;
    writeln!(out, "</main>\n</body>\n</html>")
}

fn block_of(block: &Block, report: &Report, out: &mut String) -> std::fmt::Result {
    match block {
        Block::Said(text) => writeln!(out, "<p>{}</p>", isolated(text)),
        Block::List(lines) => {
            writeln!(out, "<ul>")?;
            lines.iter().try_for_each(|line| writeln!(out, "<li>{}</li>", isolated(line)))?;
            writeln!(out, "</ul>")
        }
        Block::Table { head, rows } => {
            write!(out, "<table>\n<thead><tr>")?;
            head.iter().try_for_each(|cell| write!(out, "<th scope=\"col\">{cell}</th>"))?;
            writeln!(out, "</tr></thead>\n<tbody>")?;
            for row in rows {
                write!(out, "<tr>")?;
                row.iter().try_for_each(|cell| write!(out, "<td>{}</td>", isolated(cell)))?;
                writeln!(out, "</tr>")?;
            }
            writeln!(out, "</tbody>\n</table>")
        }
        Block::Chart => {
            writeln!(out, "<div class=\"chart\">\n{}</div>", svg(&report.chart.page()))
        }
        Block::References(cited) => {
            writeln!(out, "<ol class=\"references\">")?;
            cited.iter().try_for_each(|one| reference(one, out))?;
            writeln!(out, "</ol>")
        }
    }
}

fn reference(cited: &Cited, out: &mut String) -> std::fmt::Result {
    let number = cited.number;
    writeln!(out, "<li id=\"reference-{number}\"><b>[{number}]</b> {}</li>", in_parts(cited))
}
