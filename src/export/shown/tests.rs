#![expect(clippy::disallowed_methods, reason = "these tests hold pictures against kept ones")]

use std::path::Path;
use std::sync::Arc;

use resvg::tiny_skia::Pixmap;

use super::*;
use crate::chart::{MarkKind, Rect, Scale, Theme};
use crate::compare::{Grouping, Question};
use crate::estimate::Day;
use crate::export::{PageSize, png};
use crate::files::{ReadOptions, read};
use crate::session::{Document, Edit, FileSection, View, apply};
use crate::words::{Citing, Words};

const HEADER: &str = "as_of,published,source,quantity,low,best,high,how,url,wording\n";
const LONG: &str = "the Most Honourable Commission of Inquiry into Losses of Every Kind";

fn document(table: &str) -> Document {
    let go_on = &mut |_| std::ops::ControlFlow::Continue(());
    let table = format!("{HEADER}{table}");
    let reading = read("k.csv", table.as_bytes(), &ReadOptions::default(), go_on);
    let file = FileSection::new("k.csv", table.as_bytes(), reading.expect("readable"));
    apply(&Document::default(), &Edit::AddFiles(vec![Arc::new(file)])).expect("opens")
}

/// Each way of stating, on two measures.
fn small() -> Document {
    document(
        "2024-12-23,2024-12-23,Joint Chiefs,killed,,1100,,about,https://example.org/a,around 1100\n\
         2024-12-23,2024-12-23,Gen. Syrskyi,killed,3000,,,more_than,,has exceeded 3000\n\
         2025-01-09,2025-01-09,Zelensky,killed,,4000,,,https://example.org/b,\n\
         2025-01-13,2025-01-13,NIS,killed,2700,,3300,between,,\n\
         2025-01-13,2025-01-14,White House,killed,,,900,at_most,,\n\
         2025-01-13,2025-01-14,NIS,wounded,,2700,,about,,\n\
         2025-01-15,2025-01-16,Joint Chiefs,wounded,,900,,about,,\n",
    )
}

/// More voices than go beside each other, with names that are long, and from right to left.
fn crowded() -> Document {
    let mut table = String::new();
    for voice in 0..44 {
        let name = match voice % 4 {
            0 => format!("Office {voice}"),
            1 => format!("{LONG} {voice}"),
            2 => format!("משרד הבריאות {voice}"),
            _ => format!("Averyverylongnamewithoutanyspaceinitatall{voice}"),
        };
        let (day, low) = (voice % 27 + 1, 500 + voice * 37);
        let high = low + 60 + voice * 5;
        let words = "in words that go on and on and do not end where one would like them to";
        table.push_str(&format!(
            "2025-01-{day:02},2025-01-28,{name},killed,{low},,{high},between,\
             https://example.org/{voice},{words}\n"
        ));
    }
    document(&table)
}

fn ends() -> [EndAsked; 2] {
    let at: Day = "2025-01-28".parse().expect("a day");
    [0, 3].map(|voice| EndAsked::Voice { voice, at })
}

fn all() -> [(&'static str, Shown); 4] {
    [
        ("slice", Shown::Slice),
        ("pairs", Shown::Pairs),
        ("measures", Shown::Measures),
        ("bridge", Shown::Bridge(ends())),
    ]
}

fn drawn(
    document: &Document,
    shown: Shown,
    by: Grouping,
    options: &PageOptions,
) -> Result<Chart, String> {
    let question = document.question_or_first().expect("something is said");
    let question = Question { by, ..question };
    let view = View { cursor: "2025-01-28".parse().ok(), scale: Scale::Linear, ..View::default() };
    let words = Words::default();
    Charted { document, question: &question, view: &view, words }.draw_shown(shown, options)
}

fn options(width: f32, references: Option<Citing>) -> PageOptions {
    PageOptions {
        size: PageSize::Page(width, 400.0),
        theme: Theme::Light,
        has_key: true,
        references,
        has_notes: true,
        marking: None,
    }
}

/// Where the marks of a picture are.
fn boxes(chart: &Chart) -> Vec<Rect> {
    let around = |points: &mut dyn Iterator<Item = (f32, f32)>| {
        let all: Vec<(f32, f32)> = points.collect();
        let least = |of: fn(&(f32, f32)) -> f32| all.iter().map(of).fold(f32::MAX, f32::min);
        let most = |of: fn(&(f32, f32)) -> f32| all.iter().map(of).fold(f32::MIN, f32::max);
        Rect::new(least(|at| at.0), least(|at| at.1), most(|at| at.0), most(|at| at.1))
    };
    let of = |kind: &MarkKind| match kind {
        MarkKind::Rect { rect, .. } => *rect,
        MarkKind::Line { points, .. } => around(&mut points.iter().map(|at| (at.x, at.y))),
        MarkKind::Glyph { center, .. } => around(&mut [(center.x, center.y)].into_iter()),
        MarkKind::Arrow { tail, tip, .. } => {
            around(&mut [(tail.x, tail.y), (tip.x, tip.y)].into_iter())
        }
        MarkKind::Text(text) => text.rect(),
        MarkKind::Band { columns, .. } => around(&mut columns.iter().map(|at| (at.x, at.top))),
    };
    chart.picture.marks().map(|mark| of(&mark.kind)).collect()
}

#[test]
fn nothing_leaves_a_picture_no_words_lie_over_others_and_no_name_is_cut() {
    for document in [small(), crowded()] {
        for (name, shown) in all() {
            for width in [320.0, 700.0, 1_200.0, 3_000.0] {
                let chart = drawn(&document, shown, Grouping::Label, &options(width, None));
                let chart = chart.unwrap_or_else(|why| panic!("{name}: {why}"));
                let picture = &chart.picture;
                let whole = Rect::new(0.0, 0.0, picture.width, picture.height).grown(1.0);
                for place in boxes(&chart) {
                    assert!(whole.encloses(place), "{name} of {width}: {place:?} in {whole:?}");
                }
                let texts: Vec<(Rect, &str)> = picture
                    .texts()
                    .map(|(_, text)| (text.rect().grown(-1.0), text.text.as_str()))
                    .collect();
                for (place, (one, said)) in texts.iter().enumerate() {
                    assert!(!said.contains('…'), "{name} of {width}: {said}");
                    for (other, beside) in texts.iter().skip(place + 1) {
                        let lies_over = one.overlaps(*other);
                        assert!(!lies_over, "{name} of {width}: “{said}” over “{beside}”");
                    }
                }
                assert!(!chart.caption.drawn.is_empty() && !chart.caption.key.is_empty(), "{name}");
            }
        }
    }
}

#[test]
fn who_is_asked_of_nothing_is_told_so() {
    let document = small();
    let question = document.question_or_first().expect("something is said");
    let view = View { cursor: "2020-01-01".parse().ok(), ..View::default() };
    let (document, words) = (&document, Words::default());
    let charted = Charted { document, question: &question, view: &view, words };
    let refused = |shown| charted.draw_shown(shown, &options(700.0, None)).map(|_| ());
    assert_eq!(refused(Shown::Slice), Err("Nobody stands on 1 Jan 2020".to_owned()));
    let at = "2020-01-01".parse().expect("a day");
    let ends = [0, 1].map(|voice| EndAsked::Voice { voice, at });
    let why = refused(Shown::Bridge(ends)).expect_err("nothing stands");
    assert!(why.starts_with("Nothing of Gen. Syrskyi stands on 1 Jan 2020"), "{why}");
    assert_eq!(refused(Shown::Measures), Ok(()), "what was said on other days is there to be seen");
}

/// `UPDATE_SNAPSHOTS=1` draws the kept ones again: look at them before they are kept.
#[test]
fn each_looks_as_it_did() {
    let (document, folder) =
        (small(), Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots"));
    for (name, shown) in all() {
        let themes = [(Theme::Light, "light"), (Theme::Dark, "dark")];
        let (theme, called) = themes[usize::from(name == "pairs" || name == "bridge")];
        let options = PageOptions { theme, ..options(820.0, Some(Citing::Plain)) };
        let chart = drawn(&document, shown, Grouping::Origin, &options).expect("drawn");
        let bytes = png::png(&chart.page(), 0.8).expect("a picture");
        let path = folder.join(format!("{name}_{called}.png"));
        if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
            std::fs::write(&path, &bytes).expect("kept");
        }
        let kept = Pixmap::load_png(&path).expect("a kept picture");
        let new = Pixmap::decode_png(&bytes).expect("a picture");
        let size = |of: &Pixmap| (of.width(), of.height());
        assert_eq!(size(&new), size(&kept), "{name}: UPDATE_SNAPSHOTS=1 draws it again");
        let differs = |(a, b): (&u8, &u8)| a.abs_diff(*b) > 24;
        let differing = new.data().iter().zip(kept.data()).filter(|both| differs(*both)).count();
        assert!(differing < 160, "{name}: {differing} differ; UPDATE_SNAPSHOTS=1 draws it again");
    }
}
