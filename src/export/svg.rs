//! A picture as SVG: plain strings, every text escaped, every mark with its id.
//!
//! The elements of the picture carry `data-part`, `data-id`, `data-role` and what else it takes to
//! read the marks back; tests do so and compare them with the picture. Texts have a `textLength`,
//! so they stay in their places where the font is another. There are no scripts, nothing is loaded
//! from anywhere, and no id is taken from data.

use std::fmt::Write as _;

use crate::chart::{
    Anchor, Column, Fade, Mark, MarkId, MarkKind, Marker, Part, Point, Rect, Rgba, Role, Text,
    TextStyle, Theme, visible,
};
use crate::words::Cited;

use super::bidi::in_order;
use super::caption::Caption;
use super::page::{Group, Page, arrow_head};

/// A whole page.
#[must_use]
pub fn svg(page: &Page<'_>) -> String {
    let mut painter = Painter { out: String::with_capacity(1 << 16), theme: page.theme };
    painter.open(page);
    let (left, top) = (n(page.picture_at.0), n(page.picture_at.1));
    page.above.iter().for_each(|group| painter.group(group));
    let _ = writeln!(painter.out, r#"<g id="picture" transform="translate({left} {top})">"#);
    for mark in page.picture.marks() {
        painter.data_mark(mark, page.caption);
    }
    painter.out.push_str("</g>\n");
    page.below.iter().for_each(|group| painter.group(group));
    painter.out.push_str("</svg>\n");
    painter.out
}

struct Painter {
    out: String,
    theme: Theme,
}

impl Painter {
    fn open(&mut self, page: &Page<'_>) {
        let (width, height) = (n(page.width), n(page.height));
        let _ = writeln!(
            self.out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"title desc\" \
             font-family=\"'DejaVu Sans', Verdana, sans-serif\">"
        );
        let _ = writeln!(self.out, "<title id=\"title\">{}</title>", escaped(&page.caption.title));
        let _ = writeln!(self.out, "<desc id=\"desc\">{}</desc>", escaped(&page.description()));
        self.fades(page);
        let surface = self.theme.colour(Role::Surface).to_hex();
        let _ = writeln!(self.out, r#"<rect width="100%" height="100%" fill="{surface}"/>"#);
    }

    /// For each colour and opacity of a fading band one gradient; it spans the band's box.
    fn fades(&mut self, page: &Page<'_>) {
        let mut drawn: Vec<String> = Vec::new();
        let around = page.above.iter().chain(&page.below).flat_map(|group| &group.marks);
        let around = around.map(|placed| &placed.mark);
        for mark in page.picture.marks().chain(around) {
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

    fn group(&mut self, group: &Group) {
        let _ = writeln!(self.out, r#"<g id="{}">"#, group.id);
        for placed in &group.marks {
            match &placed.link {
                Some(url) => {
                    let _ = write!(self.out, r#"<a href="{}">"#, escaped(url));
                    self.mark(&placed.mark, "");
                    self.out.truncate(self.out.trim_end().len());
                    self.out.push_str("</a>\n");
                }
                None => self.mark(&placed.mark, ""),
            }
        }
        self.out.push_str("</g>\n");
    }

    /// A mark of the picture: with what it takes to read it back, and, for an estimate, where it can
    /// be read.
    fn data_mark(&mut self, mark: &Mark, caption: &Caption) {
        let number = match mark.id {
            Some(MarkId::Estimate(estimate)) => caption.references.number(estimate),
            _ => None,
        };
        let mut data = data_of(mark);
        let Some(number) = number else { return self.mark(mark, &data) };
        let _ = write!(data, r#" data-reference="{number}""#);
        let cited = caption.cited.iter().find(|cited| cited.number == number);
        let cited = cited.filter(|_| mark.part == Part::Glyph).map(Cited::text);
        let title = cited.map(|text| format!("<title>[{number}] {}</title>", escaped(&text)));
        let Some(title) = title else { return self.mark(mark, &data) };
        // What is pointed at says where it can be read.
        self.out.push_str("<g>");
        self.out.push_str(&title);
        self.mark(mark, &data);
        self.out.truncate(self.out.trim_end().len());
        self.out.push_str("</g>\n");
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
            in_order(&escaped(&text.text))
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
pub(super) fn escaped(text: &str) -> String {
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
    use super::super::page::furniture;
    use super::super::parse_back::{assert_same, parse};
    use super::*;
    use crate::chart::Picture;
    use crate::chart::tests::{compared, scene_of, small_file};
    use crate::chart::{Scale, fitted_frame, layout};
    use crate::estimate::{Anchor, Note};
    use crate::session::Document;
    use crate::words::Words;

    fn exported(scale: Scale, theme: Theme) -> (String, Picture) {
        let files = small_file();
        let (scene, comparison) = (scene_of(&files), compared(&files));
        let caption = Caption::new(
            &Document::default(),
            &scene,
            &comparison,
            "Nobody \"agrees\" & <nothing> fits.",
            Words::default(),
        );
        let picture = layout(&scene, &fitted_frame(&scene, 900.0, 500.0, scale));
        (svg(&Page::new(&picture, theme, &caption)), picture)
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
        let caption = Caption::new(
            &Document::default(),
            &scene,
            &comparison,
            "Nobody agrees.",
            Words::default(),
        );
        let picture = layout(&scene, &fitted_frame(&scene, 700.0, 400.0, Scale::Linear));
        let svg = svg(&Page::new(&picture, Theme::Light, &caption));
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
            let plain = Caption::new(
                &Document::default(),
                &scene,
                &comparison,
                "Nobody agrees.",
                Words::default(),
            );
            let caption = plain.clone().with_key(&picture, &scene, Words::default());
            assert!(caption.key.len() > 4, "{:?}", caption.key);
            let svg = svg(&Page::new(&picture, Theme::Dark, &caption));
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
