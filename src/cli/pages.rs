//! `parallax pages`: man pages and completions of the shells, from the flags themselves, for whoever
//! packages the program.

use std::path::Path;

use clap::CommandFactory;
use clap_complete::{Shell, generate};
use clap_mangen::Man;

use crate::disk::{self, SaveOptions};
use crate::words::Words;

use super::answer::Outcome;
use super::args::{Arguments, PagesArgs};

const NAME: &str = "parallax";

/// Under which name each shell looks for completions.
const SHELLS: [(Shell, &str); 3] =
    [(Shell::Bash, "parallax.bash"), (Shell::Zsh, "_parallax"), (Shell::Fish, "parallax.fish")];

pub(super) fn run(args: &PagesArgs) -> Result<Outcome, String> {
    for (name, bytes) in pages()?.into_iter().chain(completions()) {
        write(&args.folder, &name, &bytes)?;
    }
    Ok(Outcome::Done)
}

/// A page for the program and one for each command, by the names of their files.
fn pages() -> Result<Vec<(String, Vec<u8>)>, String> {
    let mut program = Arguments::command();
    program.build();
    let commands = program.get_subcommands().filter(|command| !command.is_hide_set());
    let each = commands.map(|command| (format!("{NAME}-{}", command.get_name()), command.clone()));
    let all = std::iter::once((NAME.to_owned(), program.clone())).chain(each);
    all.map(|(name, command)| {
        let mut page = Vec::new();
        let written = Man::new(command).title(name.to_uppercase()).render(&mut page);
        written.map_err(|error| format!("The page {name} was not written: {error}"))?;
        Ok((format!("{name}.1"), page))
    })
    .collect()
}

fn completions() -> impl Iterator<Item = (String, Vec<u8>)> {
    SHELLS.into_iter().map(|(shell, name)| {
        let mut script = Vec::new();
        generate(shell, &mut Arguments::command(), NAME, &mut script);
        (name.to_owned(), script)
    })
}

fn write(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), String> {
    let saved = disk::save(&folder.join(name), bytes, &SaveOptions::default());
    saved.map(|_| ()).map_err(|error| Words::default().not_saved(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_a_page_that_tells_of_its_flags() {
        let pages = pages().expect("written");
        let names: Vec<&str> = pages.iter().map(|(name, _)| name.as_str()).collect();
        for name in ["parallax.1", "parallax-check.1", "parallax-compare.1", "parallax-report.1"] {
            assert!(names.contains(&name), "{names:?}");
        }
        assert!(!names.contains(&"parallax-pages.1"), "it is for packagers alone");
        let compare = pages.iter().find(|(name, _)| name == "parallax-compare.1").expect("there");
        let text = String::from_utf8_lossy(&compare.1);
        assert!(text.contains("known\\-on") && text.contains(".TH PARALLAX-COMPARE"), "{text}");
    }

    #[test]
    fn each_shell_completes_the_flags() {
        for (name, script) in completions() {
            let text = String::from_utf8_lossy(&script);
            assert!(text.contains("known-on"), "{name}");
        }
    }
}
