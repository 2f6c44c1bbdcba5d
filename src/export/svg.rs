//! A picture as SVG: plain strings, every text escaped, every mark with its id.
//!
//! The elements of the picture carry `data-part`, `data-id`, `data-role` and what else it takes to
//! read the marks back; tests do so and compare them with the picture. Texts have a `textLength`,
//! so they stay in their places where the font is another. There are no scripts, no outside
//! addresses and no ids taken from data.

use std::fmt::Write as _;

use crate::chart::{
    Anchor, Column, Fade, Mark, MarkKind, Marker, Picture, Point, Rect, Rgba, Role, Text,
    TextStyle, Theme, elide, line_height, source_dash, source_marker, text_width, visible,
};

use super::caption::{Caption, NoteLine, SourceLine};
use super::key::{self, wrapped};

const MARGIN: f32 = 16.0;
const TITLE: f32 = 16.0;
const WORDS: f32 = 12.0;
const SMALL: f32 = 10.5;
const LEGEND_ROW: f32 = 18.0;
const NOTE_ROW: f32 = 15.0;
/// Room for a note's number.
const NOTE_INDENT: f32 = 34.0;

/// How high the words above and below a picture of this width stand, in points: what is left of
/// a page for the picture itself is its height less both, and its width less [`side_margins`].
#[must_use]
pub fn furniture(caption: &Caption, picture_width: f32) -> (f32, f32) {
    (heading_height(caption, picture_width), legend_height(caption, picture_width))
}

/// What a page is wider than its picture, in points.
#[must_use]
pub fn side_margins() -> f32 {
    2.0 * MARGIN
}

/// A whole page: heading, picture, legend and what was asked.
#[must_use]
pub fn svg(picture: &Picture, theme: Theme, caption: &Caption) -> String {
    let (above, below) = furniture(caption, picture.width);
    let size = (picture.width + side_margins(), above + picture.height + below);
    let mut page = Page { out: String::with_capacity(1 << 16), theme };
    page.open(picture, size, caption);
    page.heading(caption, picture.width);
    let _ = writeln!(page.out, r#"<g id="picture" transform="translate({MARGIN} {})">"#, n(above));
    for mark in picture.marks() {
        let data = data_of(mark);
        page.mark(mark, &data);
    }
    page.out.push_str("</g>\n");
    page.legend(caption, picture.width, above + picture.height);
    page.out.push_str("</svg>\n");
    page.out
}

fn heading_lines(caption: &Caption, width: f32) -> Vec<String> {
    wrapped(&caption.sentence, width, WORDS, TextStyle::Regular)
}

fn heading_height(caption: &Caption, width: f32) -> f32 {
    let lines = heading_lines(caption, width).len() as f32;
    MARGIN + line_height(TITLE) + lines * line_height(WORDS) * 1.2 + 8.0
}

fn legend_height(caption: &Caption, width: f32) -> f32 {
    let asked = small_lines(caption, width).len() as f32;
    let rows = caption.sources.len() as f32;
    let notes: usize = caption.notes.iter().map(|note| note_lines(note, width).len()).sum();
    let notes = if notes > 0 { notes as f32 * NOTE_ROW + 6.0 } else { 0.0 };
    8.0 + rows * LEGEND_ROW
        + 6.0
        + key_height(caption, width)
        + notes
        + asked * line_height(SMALL) * 1.2
        + MARGIN
}

/// With the room under it.
fn key_height(caption: &Caption, width: f32) -> f32 {
    if caption.key.is_empty() { 0.0 } else { key::cells(&caption.key, width).1 + 6.0 }
}

/// A note's text beside its number.
fn note_lines(note: &NoteLine, width: f32) -> Vec<String> {
    wrapped(&note.text, width - NOTE_INDENT, SMALL, TextStyle::Regular)
}

/// What was asked, and what an analyst changed and wrote down.
fn small_lines(caption: &Caption, width: f32) -> Vec<String> {
    let texts = std::iter::once(&caption.asked).chain(&caption.said);
    texts.flat_map(|text| wrapped(text, width, SMALL, TextStyle::Regular)).collect()
}

struct Page {
    out: String,
    theme: Theme,
}

impl Page {
    fn open(&mut self, picture: &Picture, (width, height): (f32, f32), caption: &Caption) {
        let (width, height) = (n(width), n(height));
        let _ = writeln!(
            self.out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"title desc\" \
             font-family=\"'DejaVu Sans', Verdana, sans-serif\">"
        );
        let _ = writeln!(self.out, "<title id=\"title\">{}</title>", escaped(&caption.title));
        let names: Vec<&str> = caption.sources.iter().map(|line| line.name.as_str()).collect();
        let description =
            format!("{} Drawn: {}. Asked: {}.", caption.sentence, names.join(", "), caption.asked);
        let _ = writeln!(self.out, "<desc id=\"desc\">{}</desc>", escaped(description.trim()));
        self.fades(picture, caption);
        let surface = self.theme.colour(Role::Surface).to_hex();
        let _ = writeln!(self.out, r#"<rect width="100%" height="100%" fill="{surface}"/>"#);
    }

    /// For each colour and opacity of a fading band one gradient; it spans the band's box.
    fn fades(&mut self, picture: &Picture, caption: &Caption) {
        let mut drawn: Vec<String> = Vec::new();
        let (cells, _) = key::cells(&caption.key, picture.width);
        let samples = cells.iter().flat_map(|cell| &cell.sample);
        for mark in picture.marks().chain(samples) {
            let MarkKind::Band { fade, .. } = &mark.kind else { continue };
            let colour = self.theme.colour(mark.role).faded(mark.opacity);
            let Some(id) = fade_id(*fade, colour).filter(|id| !drawn.contains(id)) else {
                continue;
            };
            let (top, bottom) = if *fade == Fade::Up { (0.0, 1.0) } else { (1.0, 0.0) };
            let (hex, full) = (colour.to_hex(), f32::from(colour.a) / 255.0);
            let (top, bottom) = (n(top * full), n(bottom * full));
            let _ = writeln!(
                self.out,
                "<linearGradient id=\"{id}\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"1\">\
                 <stop offset=\"0\" stop-color=\"{hex}\" stop-opacity=\"{top}\"/>\
                 <stop offset=\"1\" stop-color=\"{hex}\" stop-opacity=\"{bottom}\"/>\
                 </linearGradient>"
            );
            drawn.push(id);
        }
    }

    fn heading(&mut self, caption: &Caption, width: f32) {
        let mut top = MARGIN;
        let title = elide(&visible(&caption.title), width, TITLE, TextStyle::Bold);
        self.words(&title, (MARGIN, top), TITLE, TextStyle::Bold, Role::Ink);
        top += line_height(TITLE) + 2.0;
        for line in heading_lines(caption, width) {
            self.words(&line, (MARGIN, top), WORDS, TextStyle::Regular, Role::InkSoft);
            top += line_height(WORDS) * 1.2;
        }
    }

    fn legend(&mut self, caption: &Caption, width: f32, from: f32) {
        let _ = writeln!(self.out, r#"<g id="sources">"#);
        let mut top = from + 8.0;
        for source in &caption.sources {
            self.source(source, width, top);
            top += LEGEND_ROW;
        }
        self.out.push_str("</g>\n");
        top += 6.0;
        self.key(caption, width, top);
        top += key_height(caption, width);
        if !caption.notes.is_empty() {
            top = self.notes(&caption.notes, width, top) + 6.0;
        }
        for line in small_lines(caption, width) {
            self.words(&line, (MARGIN, top), SMALL, TextStyle::Regular, Role::InkSoft);
            top += line_height(SMALL) * 1.2;
        }
    }

    /// A sample of each sign that occurs, beside what it says.
    fn key(&mut self, caption: &Caption, width: f32, top: f32) {
        if caption.key.is_empty() {
            return;
        }
        let _ = writeln!(self.out, r#"<g id="key">"#);
        for cell in key::cells(&caption.key, width).0 {
            let (left, at) = (n(MARGIN + cell.left), n(top + cell.top));
            let _ = writeln!(self.out, r#"<g transform="translate({left} {at})">"#);
            for mark in &cell.sample {
                self.mark(mark, "");
            }
            self.out.push_str("</g>\n");
            let (left, mut line_top) = (MARGIN + cell.words_left, top + cell.words_top);
            for line in &cell.lines {
                let (size, style) = (key::WORDS, TextStyle::Regular);
                self.words(line, (left, line_top), size, style, Role::InkSoft);
                line_top += key::line_step();
            }
        }
        self.out.push_str("</g>\n");
    }

    /// The notes in full, each beside the number of its pin; what comes under them begins where
    /// they end.
    fn notes(&mut self, notes: &[NoteLine], width: f32, mut top: f32) -> f32 {
        let _ = writeln!(self.out, r#"<g id="notes">"#);
        for note in notes {
            let number = note.number.to_string();
            self.words(&number, (MARGIN, top), SMALL, TextStyle::Bold, Role::Accent);
            for line in note_lines(note, width) {
                let left = MARGIN + NOTE_INDENT;
                self.words(&line, (left, top), SMALL, TextStyle::Regular, Role::Ink);
                top += NOTE_ROW;
            }
        }
        self.out.push_str("</g>\n");
        top
    }

    fn source(&mut self, source: &SourceLine, width: f32, top: f32) {
        let number = source.sign;
        let colour = self.theme.colour(Role::Source(number)).to_hex();
        let middle = top + LEGEND_ROW / 2.0;
        let (left, right) = (MARGIN, MARGIN + 26.0);
        let y = n(middle);
        let _ = write!(
            self.out,
            r#"<line x1="{}" y1="{y}" x2="{}" y2="{y}" stroke="{colour}" stroke-width="2"{}/>"#,
            n(left),
            n(right),
            dashes(source_dash(number).pattern()),
        );
        let center = Point::new(f32::midpoint(left, right), middle);
        self.marker(center, source_marker(number), 8.0, &format!(r#" fill="{colour}""#));
        let words_top = middle - line_height(WORDS) / 2.0;
        let name = elide(&visible(&source.name), width / 2.0, WORDS, TextStyle::Bold);
        let text_left = right + 8.0;
        self.words(&name, (text_left, words_top), WORDS, TextStyle::Bold, Role::Ink);
        let note_left = text_left + text_width(&name, WORDS, TextStyle::Bold) + 10.0;
        let room = MARGIN + width - note_left;
        let note = elide(&visible(&source.note), room, WORDS, TextStyle::Regular);
        self.words(&note, (note_left, words_top), WORDS, TextStyle::Regular, Role::InkSoft);
    }

    /// A line of text that is not the picture's.
    fn words(&mut self, text: &str, top_left: (f32, f32), size: f32, style: TextStyle, role: Role) {
        if text.is_empty() {
            return;
        }
        let width = text_width(text, size, style);
        let at = Point::new(top_left.0, top_left.1 + crate::chart::ascent(size));
        let (anchor, text) = (Anchor::Start, text.to_owned());
        let text = Text { at, anchor, size, style, text, width };
        let fill = fill(self.theme.colour(role));
        self.text(&text, &fill);
    }

    fn mark(&mut self, mark: &Mark, data: &str) {
        let colour = self.theme.colour(mark.role).faded(mark.opacity);
        match &mark.kind {
            MarkKind::Band { columns, fade } => {
                let look = fade_id(*fade, colour)
                    .map_or_else(|| fill(colour), |id| format!(r##" fill="url(#{id})""##));
                self.band(columns, *fade, &(look + data));
            }
            MarkKind::Line { points, width, dash } => {
                let dash = dashes(dash.pattern());
                self.line(points, *width, &format!("{}{dash}{data}", stroke(colour)));
            }
            MarkKind::Glyph { center, marker, size, filled } => {
                let look = if *filled {
                    fill(colour)
                } else {
                    fill(self.theme.colour(Role::Surface))
                        + &stroke(colour)
                        + r#" stroke-width="1.5""#
                };
                let data = format!(
                    r#"{look}{data} data-marker="{}" data-filled="{filled}" data-x="{}" data-y="{}" data-size="{}""#,
                    marker.word(),
                    n(center.x),
                    n(center.y),
                    n(*size)
                );
                self.marker(*center, *marker, *size, &data);
            }
            MarkKind::Arrow { tail, tip, width } => {
                self.arrow(*tail, *tip, *width, &(stroke(colour) + data));
            }
            MarkKind::Rect { rect, radius, filled } => {
                let look = if *filled {
                    fill(colour)
                } else {
                    format!(r#" fill="none"{} stroke-width="1""#, stroke(colour))
                };
                self.rect(*rect, *radius, &format!(r#"{look}{data} data-filled="{filled}""#));
            }
            MarkKind::Text(text) => self.text(text, &(fill(colour) + data)),
        }
    }

    /// Along the tops from left to right, and back along the bottoms.
    fn band(&mut self, columns: &[Column], fade: Fade, look: &str) {
        let mut path = String::with_capacity(columns.len().saturating_mul(24));
        let tops = columns.iter().map(|column| (column.x, column.top));
        let bottoms = columns.iter().rev().map(|column| (column.x, column.bottom));
        for (index, (x, y)) in tops.chain(bottoms).enumerate() {
            path.push(if index == 0 { 'M' } else { 'L' });
            let _ = write!(path, "{} {}", n(x), n(y));
        }
        let word = fade_word(fade);
        let _ = writeln!(self.out, r#"<path d="{path}Z"{look} data-fade="{word}"/>"#);
    }

    fn line(&mut self, points: &[Point], width: f32, look: &str) {
        let points = joined(points);
        let width = n(width);
        let _ = writeln!(
            self.out,
            r#"<polyline points="{points}" fill="none" stroke-width="{width}"{look}/>"#
        );
    }

    fn marker(&mut self, center: Point, marker: Marker, size: f32, look: &str) {
        let _ = if marker == Marker::Circle {
            let (x, y, r) = (n(center.x), n(center.y), n(size / 2.0));
            writeln!(self.out, r#"<circle cx="{x}" cy="{y}" r="{r}"{look}/>"#)
        } else {
            let points = joined(&marker.corners(center, size));
            writeln!(self.out, r#"<polygon points="{points}"{look}/>"#)
        };
    }

    fn arrow(&mut self, tail: Point, tip: Point, width: f32, look: &str) {
        let [left, right] = arrow_head(tail, tip);
        let point = |p: Point| format!("{} {}", n(p.x), n(p.y));
        let _ = writeln!(
            self.out,
            r#"<path d="M{}L{}M{}L{}L{}" fill="none" stroke-width="{}"{look} data-arrow="true"/>"#,
            point(tail),
            point(tip),
            point(left),
            point(tip),
            point(right),
            n(width)
        );
    }

    fn rect(&mut self, rect: Rect, radius: f32, look: &str) {
        let _ = writeln!(
            self.out,
            r#"<rect x="{}" y="{}" width="{}" height="{}" rx="{}"{look}/>"#,
            n(rect.left),
            n(rect.top),
            n(rect.width()),
            n(rect.height()),
            n(radius)
        );
    }

    fn text(&mut self, text: &Text, look: &str) {
        let anchor = match text.anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let style = match text.style {
            TextStyle::Regular => "",
            TextStyle::Bold => r#" font-weight="bold""#,
            TextStyle::Oblique => r#" font-style="oblique""#,
        };
        let _ = writeln!(
            self.out,
            r#"<text x="{}" y="{}" text-anchor="{anchor}" font-size="{}"{style} textLength="{}" lengthAdjust="spacingAndGlyphs" xml:space="preserve"{look}>{}</text>"#,
            n(text.at.x),
            n(text.at.y),
            n(text.size),
            n(text.width),
            escaped(&text.text)
        );
    }
}

/// What it takes to read a mark back.
fn data_of(mark: &Mark) -> String {
    let mut data = format!(
        r#" data-part="{}" data-role="{}" data-opacity="{}""#,
        mark.part.word(),
        mark.role.word(),
        n(mark.opacity)
    );
    if let Some(id) = mark.id {
        let _ = write!(data, r#" data-id="{id}""#);
    }
    data
}

fn fade_word(fade: Fade) -> &'static str {
    match fade {
        Fade::None => "none",
        Fade::Up => "up",
        Fade::Down => "down",
    }
}

/// The name of the gradient of a fading band.
fn fade_id(fade: Fade, colour: Rgba) -> Option<String> {
    let Rgba { r, g, b, a } = colour;
    (fade != Fade::None).then(|| format!("fade-{}-{r:02x}{g:02x}{b:02x}{a:02x}", fade_word(fade)))
}

/// The ends of the two strokes of an arrow's head, 4 points long.
fn arrow_head(tail: Point, tip: Point) -> [Point; 2] {
    let (dx, dy) = (tail.x - tip.x, tail.y - tip.y);
    let length = dx.hypot(dy).max(1e-3);
    let (dx, dy) = (dx / length * 4.0, dy / length * 4.0);
    [
        Point::new(tip.x + dx - dy * 0.8, tip.y + dy + dx * 0.8),
        Point::new(tip.x + dx + dy * 0.8, tip.y + dy - dx * 0.8),
    ]
}

/// A number with at most two digits after the point, and never a "-0".
fn n(number: f32) -> String {
    let mut text = format!("{number:.2}");
    if text.contains('.') {
        text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    }
    if text == "-0" { "0".to_owned() } else { text }
}

fn joined(points: &[Point]) -> String {
    let points: Vec<String> = points.iter().map(|p| format!("{},{}", n(p.x), n(p.y))).collect();
    points.join(" ")
}

fn dashes(pattern: &[f32]) -> String {
    if pattern.is_empty() {
        return String::new();
    }
    let lengths: Vec<String> = pattern.iter().map(|length| n(*length)).collect();
    format!(r#" stroke-dasharray="{}""#, lengths.join(" "))
}

fn fill(colour: Rgba) -> String {
    painted("fill", colour)
}

fn stroke(colour: Rgba) -> String {
    painted("stroke", colour)
}

fn painted(what: &str, colour: Rgba) -> String {
    let hex = colour.to_hex();
    if colour.a == 255 {
        return format!(r#" {what}="{hex}""#);
    }
    let opacity = n(f32::from(colour.a) / 255.0);
    format!(r#" {what}="{hex}" {what}-opacity="{opacity}""#)
}

/// A text that can stand in an element or in an attribute; what cannot be seen is written out.
fn escaped(text: &str) -> String {
    let text = visible(text);
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::super::parse_back::{assert_same, parse};
    use super::*;
    use crate::chart::tests::{compared, scene_of, small_file};
    use crate::chart::{Scale, fitted_frame, layout};
    use crate::estimate::{Anchor, Note};
    use crate::words::Words;

    fn exported(scale: Scale, theme: Theme) -> (String, Picture) {
        let files = small_file();
        let (scene, comparison) = (scene_of(&files), compared(&files));
        let caption = Caption::new(
            &scene,
            &comparison,
            "Nobody \"agrees\" & <nothing> fits.",
            Words::default(),
        );
        let picture = layout(&scene, &fitted_frame(&scene, 900.0, 500.0, scale));
        (svg(&picture, theme, &caption), picture)
    }

    #[test]
    fn marks_and_labels_come_back_as_they_were_painted() {
        for theme in [Theme::Light, Theme::Dark] {
            for scale in [Scale::Linear, Scale::Log] {
                let (svg, picture) = exported(scale, theme);
                assert_same(&svg, &picture);
            }
        }
    }

    #[test]
    fn every_text_is_escaped_and_what_cannot_be_seen_is_written_out() {
        let (svg, _) = exported(Scale::Log, Theme::Light);
        assert!(!svg.contains('\u{202e}') && !svg.contains("<of>") && !svg.contains("<nothing>"));
        let flag = parse(&svg).into_iter().find(|drawn| drawn.words[1] == "flag-label");
        let words = flag.expect("a flag").words;
        assert_eq!(words.last().map(String::as_str), Some("dozens <of> ‹U+202E›it & all"));
        let document = roxmltree::Document::parse(&svg).expect("well-formed");
        let description = document.descendants().find(|node| node.has_tag_name("desc"));
        let description = description.and_then(|node| node.text()).expect("a description");
        assert!(description.starts_with("Nobody \"agrees\" & <nothing> fits."));
        assert!(description.contains("by origin"));
    }

    #[test]
    fn a_legend_names_everyone_who_is_drawn() {
        let (svg, _) = exported(Scale::Linear, Theme::Dark);
        let document = roxmltree::Document::parse(&svg).expect("well-formed");
        let texts: Vec<&str> = document.descendants().filter_map(|node| node.text()).collect();
        for name in ["Joint Chiefs", "NIS", "Gen. Syrskyi", "Zelensky", "White House"] {
            assert!(texts.contains(&name), "{name}");
        }
        let sized = document
            .descendants()
            .filter(|node| node.has_tag_name("text"))
            .all(|node| node.attribute("textLength").is_some());
        assert!(sized, "every text has its length");
    }

    #[test]
    fn notes_stand_in_full_under_the_chart_beside_their_numbers() {
        let files = small_file();
        let comparison = compared(&files);
        let day = "2024-11-10".parse().expect("a day");
        let long = "they counted only the dead of one brigade, ".repeat(8);
        let notes: Vec<Note> = [long.as_str(), "<look> & see"]
            .into_iter()
            .map(|text| Note::new(Anchor::Date(day), text))
            .collect();
        let scene = scene_of(&files).with_notes(&comparison, &notes);
        let caption = Caption::new(&scene, &comparison, "Nobody agrees.", Words::default());
        let picture = layout(&scene, &fitted_frame(&scene, 700.0, 400.0, Scale::Linear));
        let svg = svg(&picture, Theme::Light, &caption);
        assert_same(&svg, &picture);
        let document = roxmltree::Document::parse(&svg).expect("well-formed");
        let listed = document.descendants().find(|node| node.attribute("id") == Some("notes"));
        let lines = listed.expect("a list").children().filter(|node| node.has_tag_name("text"));
        let words = lines.filter_map(|node| node.text()).collect::<Vec<_>>().join(" ");
        assert_eq!(words.matches("dead of one brigade").count(), 8, "nothing is cut off");
        assert!(words.contains("10 Nov 2024: <look> & see") && words.contains(" 2 "));
    }

    #[test]
    fn the_key_stands_under_the_picture_and_is_none_of_its_marks() {
        let files = small_file();
        let (scene, comparison) = (scene_of(&files), compared(&files));
        for width in [500.0, 900.0] {
            let picture = layout(&scene, &fitted_frame(&scene, width, 400.0, Scale::Linear));
            let plain = Caption::new(&scene, &comparison, "Nobody agrees.", Words::default());
            let caption = plain.clone().with_key(&picture, &scene, Words::default());
            assert!(caption.key.len() > 4, "{:?}", caption.key);
            let svg = svg(&picture, Theme::Dark, &caption);
            assert_same(&svg, &picture);
            let document = roxmltree::Document::parse(&svg).expect("well-formed");
            let key = document.descendants().find(|node| node.attribute("id") == Some("key"));
            let key = key.expect("a key");
            let told: Vec<&str> = key.descendants().filter_map(|node| node.text()).collect();
            let told = told.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
            for line in &caption.key {
                assert!(told.contains(line.says), "{} in {told}", line.says);
            }
            let above = furniture(&caption, width).0 + picture.height;
            let tops = key.children().filter(|node| node.has_tag_name("text"));
            let tops = tops.filter_map(|node| node.attribute("y")?.parse::<f32>().ok());
            assert!(tops.fold(f32::MAX, f32::min) > above, "under the picture");
            let room = furniture(&caption, width).1 - furniture(&plain, width).1;
            assert!(room > 20.0, "the page is {room} higher");
            let used: Vec<&str> = document
                .descendants()
                .filter_map(|node| node.attribute("fill")?.strip_prefix("url(#"))
                .map(|id| id.trim_end_matches(')'))
                .collect();
            let is_there =
                |id: &&str| document.descendants().any(|node| node.attribute("id") == Some(*id));
            assert!(used.iter().all(is_there), "every gradient is defined: {used:?}");
        }
    }

    #[test]
    fn the_same_picture_gives_the_same_bytes() {
        assert_eq!(exported(Scale::Log, Theme::Light).0, exported(Scale::Log, Theme::Light).0);
    }
}
