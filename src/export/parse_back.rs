//! Reads an exported picture's marks and labels back, so that tests can hold them against the
//! picture that a window painted.

use roxmltree::{Document, Node};

use crate::chart::{Anchor, Fade, Mark, MarkKind, Picture, TextStyle};

/// A mark in the words and numbers of an export.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Drawn {
    /// Kind, part, role and id, and what else is no number.
    pub words: Vec<String>,
    /// Positions and sizes in points of the picture.
    pub numbers: Vec<f32>,
}

/// The marks of the picture in an SVG, in paint order.
pub(crate) fn parse(svg: &str) -> Vec<Drawn> {
    let document = Document::parse(svg).expect("well-formed XML");
    let picture = document
        .descendants()
        .find(|node| node.attribute("id") == Some("picture"))
        .expect("the picture");
    let marks = picture.children().filter(Node::is_element);
    // A mark that says where it can be read stands in a group with those words.
    let own = |node: Node<'_, '_>| match node.tag_name().name() {
        "g" => node.children().rfind(Node::is_element).map_or_else(|| drawn(node), drawn),
        _ => drawn(node),
    };
    marks.map(own).collect()
}

/// The marks of a picture in the same words and numbers.
pub(crate) fn expected(picture: &Picture) -> Vec<Drawn> {
    picture.marks().map(described).collect()
}

/// Panics with the first mark that differs by more than a hundredth of a point.
pub(crate) fn assert_same(svg: &str, picture: &Picture) {
    let (parsed, expected) = (parse(svg), expected(picture));
    for (ours, theirs) in parsed.iter().zip(&expected) {
        assert_eq!(ours.words, theirs.words);
        let is_near = ours.numbers.len() == theirs.numbers.len()
            && ours.numbers.iter().zip(&theirs.numbers).all(|(a, b)| (a - b).abs() <= 0.0101);
        assert!(is_near, "{ours:?}\n{theirs:?}");
    }
    assert_eq!(parsed.len(), expected.len());
}

fn number(node: Node, name: &str) -> f32 {
    let text = node.attribute(name).unwrap_or_else(|| panic!("no {name} in {node:?}"));
    text.parse().unwrap_or_else(|_| panic!("{name} is {text}"))
}

fn numbers(text: &str) -> Vec<f32> {
    text.split(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-'))
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().expect("a number"))
        .collect()
}

fn drawn(node: Node) -> Drawn {
    let own = |name: &str| node.attribute(name).unwrap_or("").to_owned();
    let mut words = vec![own("data-part"), own("data-role"), own("data-id")];
    let mut all = vec![number(node, "data-opacity")];
    match node.tag_name().name() {
        "path" if node.attribute("data-arrow").is_some() => {
            words.insert(0, "arrow".into());
            all.extend(numbers(&own("d")).into_iter().take(4));
            all.push(number(node, "stroke-width"));
        }
        "path" => {
            words.insert(0, "band".into());
            words.push(own("data-fade"));
            all.extend(band_numbers(&numbers(&own("d"))));
        }
        "polyline" => {
            words.insert(0, "line".into());
            words.push(own("stroke-dasharray"));
            all.extend(numbers(&own("points")));
            all.push(number(node, "stroke-width"));
        }
        "circle" | "polygon" => {
            words.insert(0, "glyph".into());
            words.extend([own("data-marker"), own("data-filled")]);
            all.extend(["data-x", "data-y", "data-size"].map(|name| number(node, name)));
            all.extend(numbers(&own("points")));
        }
        "rect" => {
            words.insert(0, "rect".into());
            words.push(own("data-filled"));
            all.extend(["x", "y", "width", "height", "rx"].map(|name| number(node, name)));
        }
        "text" => {
            words.insert(0, "text".into());
            words.extend([own("text-anchor"), own("font-weight"), own("font-style")]);
            words.push(node.text().unwrap_or("").to_owned());
            all.extend(["x", "y", "font-size", "textLength"].map(|name| number(node, name)));
        }
        other => panic!("{other} is no mark"),
    }
    Drawn { words, numbers: all }
}

/// (x, top, bottom) of each column of an outline along the tops and back along the bottoms.
fn band_numbers(outline: &[f32]) -> Vec<f32> {
    let points: Vec<&[f32]> = outline.chunks(2).collect();
    let half = points.len() / 2;
    let (tops, bottoms) = points.split_at(half);
    let columns = tops.iter().zip(bottoms.iter().rev());
    columns
        .flat_map(|(top, bottom)| {
            assert_eq!(top[0], bottom[0], "a column stands upright");
            [top[0], top[1], bottom[1]]
        })
        .collect()
}

fn described(mark: &Mark) -> Drawn {
    let id = mark.id.map_or_else(String::new, |id| id.to_string());
    let mut words = vec![mark.part.word().to_owned(), mark.role.word(), id];
    let mut numbers = vec![mark.opacity];
    match &mark.kind {
        MarkKind::Band { columns, fade } => {
            words.insert(0, "band".into());
            let fade = match fade {
                Fade::None => "none",
                Fade::Up => "up",
                Fade::Down => "down",
            };
            words.push(fade.into());
            numbers.extend(columns.iter().flat_map(|c| [c.x, c.top, c.bottom]));
        }
        MarkKind::Line { points, width, dash } => {
            words.insert(0, "line".into());
            let dash: Vec<String> = dash.pattern().iter().map(f32::to_string).collect();
            words.push(dash.join(" "));
            numbers.extend(points.iter().flat_map(|p| [p.x, p.y]).chain([*width]));
        }
        MarkKind::Glyph { center, marker, size, filled } => {
            words.insert(0, "glyph".into());
            words.extend([marker.word().to_owned(), filled.to_string()]);
            numbers.extend([center.x, center.y, *size]);
            numbers.extend(marker.corners(*center, *size).iter().flat_map(|p| [p.x, p.y]));
        }
        MarkKind::Arrow { tail, tip, width } => {
            words.insert(0, "arrow".into());
            numbers.extend([tail.x, tail.y, tip.x, tip.y, *width]);
        }
        MarkKind::Rect { rect, radius, filled } => {
            words.insert(0, "rect".into());
            words.push(filled.to_string());
            numbers.extend([rect.left, rect.top, rect.width(), rect.height(), *radius]);
        }
        MarkKind::Text(text) => {
            words.insert(0, "text".into());
            let anchor = match text.anchor {
                Anchor::Start => "start",
                Anchor::Middle => "middle",
                Anchor::End => "end",
            };
            let (weight, style) = match text.style {
                TextStyle::Regular => ("", ""),
                TextStyle::Bold => ("bold", ""),
                TextStyle::Oblique => ("", "oblique"),
            };
            words.extend([anchor, weight, style, text.text.as_str()].map(str::to_owned));
            numbers.extend([text.at.x, text.at.y, text.size, text.width]);
        }
    }
    Drawn { words, numbers }
}
