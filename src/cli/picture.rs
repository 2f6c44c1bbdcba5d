//! The picture that is written: flags to what is drawn, and the page around it.

use crate::chart::{Scale, Theme};
use crate::compare::{EndAsked, Question, compare};
use crate::estimate::Day;
use crate::export::live::LivePage;
use crate::export::report::{Report, ReportKind, ReportOptions, session_beside};
use crate::export::{self, Charted, PageOptions, PageSize, PictureKind, Shown, Written};
use crate::session::{Arrangement, View};
use crate::words::Words;

use super::args::{ExportArgs, LayoutFlag, PictureFlags, ScaleFlag, TakenArgs, ThemeFlag};
use super::ends::{Among, asked_between};
use super::inputs::{Gathered, question, question_about};

/// What is asked for of what was gathered.
pub(super) struct Drawing<'a> {
    gathered: &'a Gathered,
    question: Question,
    view: View,
    shown: Shown,
}

impl<'a> Drawing<'a> {
    /// The voices over time.
    ///
    /// # Errors
    /// In one sentence, where no one measure is asked about, or what is asked for is no chart over time.
    pub fn over_time(gathered: &'a Gathered, args: &TakenArgs) -> Result<Drawing<'a>, String> {
        if args.picture.layout.is_some_and(is_by_itself) {
            return Err(Words::default().only_as_a_picture().to_owned());
        }
        let flags = &args.question;
        let view = view(gathered, args);
        let mut question = question(&gathered.document, flags, &args.inputs.reading)?;
        if flags.by.is_none() {
            question = export::asked_in(view.arrangement, question);
        }
        gathered.say_what_is_in_force(question.known_on);
        Ok(Drawing { gathered, question, view, shown: Shown::OverTime })
    }

    /// What is drawn as a picture: over time, or one of those that have no time axis.
    ///
    /// # Errors
    /// In one sentence, where that cannot be asked so: no one measure, or two that are not found.
    pub fn of(gathered: &'a Gathered, args: &ExportArgs) -> Result<Drawing<'a>, String> {
        let (taken, bridge) = (&args.taken, args.bridge.as_deref());
        let layout = taken.picture.layout.or(bridge.map(|_| LayoutFlag::Bridge));
        let Some(layout) = layout.filter(|layout| is_by_itself(*layout)) else {
            return match bridge {
                Some(_) => Err(Words::default().bridge_is_a_layout().to_owned()),
                None => Drawing::over_time(gathered, taken),
            };
        };
        if bridge.is_some() != (layout == LayoutFlag::Bridge) {
            return Err(Words::default().bridge_is_a_layout().to_owned());
        }
        let (flags, reading) = (&taken.question, &taken.inputs.reading);
        let document = &gathered.document;
        let question = match layout {
            LayoutFlag::Measures => question_about(document, flags, reading)?.0,
            _ => question(document, &asked_between(document, flags, bridge), reading)?,
        };
        gathered.say_what_is_in_force(question.known_on);
        let shown = match (layout, bridge) {
            (LayoutFlag::Slice, _) => Shown::Slice,
            (LayoutFlag::Pairs, _) => Shown::Pairs,
            (LayoutFlag::Measures, _) => Shown::Measures,
            (_, Some(names)) => Shown::Bridge(ends(gathered, &question, names, flags.at)?),
            _ => Shown::OverTime,
        };
        Ok(Drawing { gathered, question, view: view(gathered, taken), shown })
    }

    /// The picture in this form.
    pub fn picture(&self, kind: PictureKind, flags: &PictureFlags) -> Result<Written, String> {
        let chart = self.charted().draw_shown(self.shown, &page_options(flags))?;
        export::picture(kind, &chart, flags.pixels)
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
    ) -> Result<Written, String> {
        let (page, citing) = (page_options(&args.picture), args.picture.citing);
        let (session_name, renewed) = (session_beside(&args.output), renewed.to_vec());
        let options = ReportOptions { kind, page, citing, session_name, renewed };
        Report::new(self.charted(), &options)?.write()
    }

    /// A page that can be asked.
    pub fn page(&self, flags: &PictureFlags) -> Result<Written, String> {
        Ok(LivePage::new(self.charted(), &page_options(flags))?.write().into())
    }
}

/// Whether a layout has no time axis.
fn is_by_itself(layout: LayoutFlag) -> bool {
    use LayoutFlag::{Bridge, Measures, Pairs, Slice};
    matches!(layout, Slice | Pairs | Measures | Bridge)
}

/// The two that are named.
fn ends(
    gathered: &Gathered,
    question: &Question,
    names: &[String],
    at: Option<Day>,
) -> Result<[EndAsked; 2], String> {
    let document = &gathered.document;
    let files = document.loaded_for(question);
    let earlier = document.earlier_for(question);
    let comparison = compare(&files, document.overlay(), question);
    let words = Words::default();
    let among = Among { files: &files, earlier: &earlier, comparison: &comparison, words };
    Ok(among.ends(names, at)?.0)
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
        // Those without a time axis are no way to lay it out in a window.
        Some(LayoutFlag::Slice | LayoutFlag::Pairs | LayoutFlag::Measures | LayoutFlag::Bridge)
        | None => view.arrangement,
    };
    view.cursor = flags.at.or(view.cursor);
    view
}
