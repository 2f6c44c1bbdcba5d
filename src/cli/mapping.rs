//! `parallax mapping`: the mapping by which a file is read, or by which it would be.

use crate::disk;
use crate::files::{self, ReadBy, Unreadable};
use crate::opening;
use crate::words::Words;

use super::answer::{Outcome, say, write_or_answer};
use super::args::MappingArgs;
use super::inputs::{bytes_of, read_options};

pub(super) fn run(args: &MappingArgs) -> Result<Outcome, String> {
    let words = Words::default();
    let options = read_options(&args.reading)?;
    let output = args.output.as_deref().filter(|path| path.as_os_str() != "-");
    if let Some(output) = output.filter(|output| disk::same_file(&args.file, output)) {
        return Err(format!(
            "OUT would overwrite an input; give another name: {}",
            output.display()
        ));
    }
    if let Some(output) = output {
        opening::refuse_newer(output).map_err(|why| words.not_opened(&why))?;
    }
    let bytes = bytes_of(&args.file)?;
    let name = args.file.display().to_string();
    let read = files::read(&name, &bytes, &options, &mut |_| std::ops::ControlFlow::Continue(()));
    let text = match read {
        Ok(reading) => match reading.by {
            Some(by) => text_of(&by),
            None => {
                return Err(format!(
                    "This file is in the native format, which needs no mapping: {name}"
                ));
            }
        },
        Err(Unreadable::NoMapping { proposal, .. }) => {
            let said = proposal.lacking().into_iter().map(|one| words.lacking(one));
            let said: Vec<&str> = said.collect();
            if let Some(seems) = proposal.seems() {
                say(&format!("Beware: {}", words.seems(seems)));
            }
            if !said.is_empty() {
                say(&format!("To be filled in where the file is marked: {}", words.all_of(&said)));
            }
            proposal.to_ron(&|remark| words.remark(remark))
        }
        Err(error) => return Err(format!("{}: {name}", words.unreadable(&error))),
    };
    write_or_answer(output, &text)?;
    Ok(Outcome::Done)
}

fn text_of(by: &ReadBy) -> String {
    let words = Words::default();
    match &by.proposal {
        Some(proposal) => proposal.to_ron(&|remark| words.remark(remark)),
        None => by.mapping.to_ron(),
    }
}
