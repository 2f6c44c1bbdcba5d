//! The picture that is written: flags to what is drawn, and the page around it.

use crate::chart::{Scale, Theme};
use crate::compare::Question;
use crate::export::report::{Report, ReportKind, ReportOptions, session_beside};
use crate::export::{self, Charted, PageOptions, PageSize};
use crate::session::{Arrangement, View};
use crate::words::Words;

use super::args::{LayoutFlag, PictureFlags, ScaleFlag, TakenArgs, ThemeFlag};
use super::inputs::{Gathered, question};

/// What is asked for of what was gathered.
pub(super) struct Drawing<'a> {
    gathered: &'a Gathered,
    question: Question,
    view: View,
}

impl<'a> Drawing<'a> {
    pub fn of(gathered: &'a Gathered, args: &TakenArgs) -> Result<Drawing<'a>, String> {
        let flags = &args.question;
        let view = view(gathered, args);
        let mut question = question(&gathered.document, flags, &args.inputs.reading)?;
        if flags.by.is_none() {
            question = export::asked_in(view.arrangement, question);
        }
        gathered.say_what_is_in_force(question.known_on);
        Ok(Drawing { gathered, question, view })
    }

    pub fn charted(&self) -> Charted<'_> {
        let (document, words) = (&self.gathered.document, Words::default());
        Charted { document, question: &self.question, view: &self.view, words }
    }

    /// A report in this form, with what it was made from under the name of OUT, and with what was
    /// found where the files were read.
    pub fn report(
        &self,
        kind: ReportKind,
        args: &TakenArgs,
        renewed: &[String],
    ) -> Result<Vec<u8>, String> {
        let (page, citing) = (page_options(&args.picture), args.picture.citing);
        let (session_name, renewed) = (session_beside(&args.output), renewed.to_vec());
        let options = ReportOptions { kind, page, citing, session_name, renewed };
        Report::new(self.charted(), &options)?.write()
    }
}

pub(super) fn page_options(flags: &PictureFlags) -> PageOptions {
    PageOptions {
        size: PageSize::Page(f32::from(flags.width), f32::from(flags.height)),
        theme: match flags.theme {
            ThemeFlag::Light => Theme::Light,
            ThemeFlag::Dark => Theme::Dark,
        },
        has_key: !flags.no_key,
        references: (!flags.no_references).then_some(flags.citing),
        has_notes: !flags.no_notes,
        marking: flags.marking.clone(),
    }
}

/// The session's own view, as far as the flags ask for the same.
pub(super) fn view(gathered: &Gathered, args: &TakenArgs) -> View {
    let (flags, picture) = (&args.question, &args.picture);
    let mut view = gathered.view.clone();
    if flags.measure.is_some() || flags.from.is_some() || flags.to.is_some() {
        (view.window, view.value_window, view.cursor) = (None, None, None);
    }
    if let Some(scale) = picture.scale {
        view.scale = match scale {
            ScaleFlag::Linear => Scale::Linear,
            ScaleFlag::Log => Scale::Log,
        };
        // A scale that is asked for is none of factors.
        view.by_factor = false;
    }
    view.arrangement = match picture.layout {
        Some(LayoutFlag::Overlay) => Arrangement::Overlay,
        Some(LayoutFlag::Lanes) => Arrangement::Lanes,
        Some(LayoutFlag::Standing) => Arrangement::Standing,
        Some(LayoutFlag::Coalitions) => Arrangement::Coalitions,
        Some(LayoutFlag::Revisions) => Arrangement::Fan,
        None => view.arrangement,
    };
    view.cursor = flags.at.or(view.cursor);
    view
}
