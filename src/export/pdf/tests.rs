use super::*;
use crate::chart::tests::{compared, scene_of, small_file};
use crate::chart::{Scale, Theme, fitted_frame, layout};
use crate::export::caption::{Caption, SourceLine};
use crate::session::Document;
use crate::words::{Cited, CitedPart, Words};

fn written(caption: &Caption, theme: Theme) -> Result<Vec<u8>, String> {
    let files = small_file();
    let scene = scene_of(&files);
    let picture = layout(&scene, &fitted_frame(&scene, 700.0, 400.0, Scale::Linear));
    let about = About { title: caption.title.clone(), day: "2024-12-23".parse().ok() };
    pdf(Page::new(&picture, theme, caption), &about)
}

fn caption() -> Caption {
    let files = small_file();
    let (scene, comparison) = (scene_of(&files), compared(&files));
    Caption::new(&Document::default(), &scene, &comparison, "Nobody agrees.", Words::default())
}

/// What the document says in plain bytes outside its packed parts.
fn has(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn a_page_is_archival_and_accessible_by_the_writers_own_checks() {
    for theme in [Theme::Light, Theme::Dark] {
        let bytes = written(&caption(), theme).expect("nothing is refused");
        assert!(bytes.starts_with(b"%PDF-1.7"));
        assert!(has(&bytes, "pdfaid:part") && has(&bytes, "pdfuaid:part"));
    }
}

#[test]
fn the_same_page_gives_the_same_bytes() {
    assert_eq!(written(&caption(), Theme::Light), written(&caption(), Theme::Light));
}

#[test]
fn an_address_leads_to_where_it_was_read_whole() {
    let url = format!("https://example.org/{}", "a-long-way/".repeat(40));
    let cited = Cited { number: 1, parts: vec![CitedPart::Address(url.clone())] };
    let caption = Caption { cited: vec![cited], ..caption() };
    let bytes = written(&caption, Theme::Light).expect("written");
    assert!(has(&bytes, &url), "the address is the link’s own");
}

#[test]
fn scripts_that_the_font_does_not_have_and_those_from_right_to_left_are_no_refusal() {
    let names = ["국가정보원 3,000–4,000", "وزارة الدفاع 3,000–4,000", "משרד הביטחון 12", "参谋部"];
    let sources = names.map(|name| SourceLine { sign: 0, name: name.into(), note: name.into() });
    let caption = Caption { title: names.join(" · "), sources: sources.into(), ..caption() };
    written(&caption, Theme::Light).expect("boxes stand for what the font does not have");
}
