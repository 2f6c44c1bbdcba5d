//! `parallax report`: the answer with its chart, its evidence and its references, as a page.

use crate::export::report::ReportKind;

use super::answer::Outcome;
use super::args::TakenArgs;
use super::export::Output;
use super::picture::Drawing;

pub(super) fn run(args: &TakenArgs) -> Result<Outcome, String> {
    let kind = ReportKind::of(&args.output).ok_or_else(|| {
        let endings = ReportKind::ALL.map(ReportKind::ending).join(" ");
        let path = args.output.display();
        format!("The ending of the name says how a report is written, one of {endings}: {path}")
    })?;
    let out = Output::of(args)?;
    let written = Drawing::over_time(&out.gathered, args)?.report(kind, args, &out.renewed)?;
    out.save(&written, false)
}
