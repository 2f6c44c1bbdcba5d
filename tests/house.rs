//! The order of the house: which room may use which, that no two files need each other, and that
//! what compares makes no sentences.
//!
//! Read from the text of `src`, as far as paths are written out there. What is compiled for tests
//! alone may do as it likes.

#![expect(clippy::disallowed_methods, reason = "this test reads the house's own text")]
#![expect(clippy::expect_used, reason = "a test that cannot read the house has to stop")]

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::Path;
use std::sync::LazyLock;

/// The rooms, and which others each may use.
const ROOMS: [(&str, &str); 11] = [
    ("estimate", ""),
    ("files", "estimate"),
    ("compare", "estimate"),
    ("session", "estimate files compare"),
    ("disk", "estimate files compare session"),
    ("opening", "estimate files compare session disk"),
    ("words", "estimate files compare session disk opening"),
    ("chart", "estimate files compare session disk opening words"),
    ("export", "estimate files compare session disk opening words chart"),
    ("cli", "estimate files compare session disk opening words chart export"),
    ("app", "estimate files compare session disk opening words chart export cli"),
];

/// The names on the way from the root to a module, or to something in it.
type Names = Vec<String>;

/// What a file of the house says.
#[derive(Default)]
struct Text {
    /// Without comments, attributes, strings, `use` and tests.
    code: String,
    /// The strings in that.
    strings: Vec<String>,
    /// What `use` brings, by the name it has here.
    brought: Vec<(String, Names)>,
    /// The names that it brings for others.
    handed_on: BTreeSet<String>,
}

/// Every file that is no test.
struct House(BTreeMap<Names, Text>);

static HOUSE: LazyLock<House> = LazyLock::new(House::read);

impl House {
    fn read() -> House {
        let mut house = House(BTreeMap::new());
        house.enter(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs"), Vec::new());
        house
    }

    fn enter(&mut self, file: &Path, module: Names) {
        let text = Text::of(&std::fs::read_to_string(file).expect("a module has a file"));
        let (folder, own) = (file.parent().expect("a folder"), file.file_stem().expect("a name"));
        let is_face = own == "lib" || own == "mod";
        let folder = if is_face { folder.to_owned() } else { folder.join(own) };
        let words: Vec<&str> = text.code.split_whitespace().collect();
        for declared in words.windows(2).filter(|two| two[0] == "mod") {
            let Some(child) = declared[1].strip_suffix(';') else { continue };
            let flat = folder.join(format!("{child}.rs"));
            let file = if flat.exists() { flat } else { folder.join(child).join("mod.rs") };
            self.enter(&file, [&module[..], &[child.to_owned()]].concat());
        }
        self.0.insert(module, text);
    }

    /// A path from the root; none if it leads out of the house.
    fn full(&self, module: &[String], path: &[String]) -> Option<Names> {
        let child = || Some([module, &path[..1]].concat()).filter(|it| self.0.contains_key(it));
        let mut full = match path[0].as_str() {
            "crate" => Vec::new(),
            "self" => module.to_vec(),
            "super" => module[..module.len() - 1].to_vec(),
            name => child().or_else(|| {
                let mut brought = self.0[module].brought.iter();
                let (_, of) = brought.find(|(own, of)| own == name && of[0] != name)?;
                self.full(module, of)
            })?,
        };
        for name in &path[1..] {
            if name == "super" {
                full.pop();
            } else {
                full.push(name.clone());
            }
        }
        Some(full)
    }

    /// The file that defines what a path from the root names: what is only handed on is followed.
    fn home(&self, path: &[String]) -> Names {
        let length = (0..=path.len()).rev().find(|length| self.0.contains_key(&path[..*length]));
        let (module, rest) = path.split_at(length.expect("the root is a module"));
        let mut handed_on = self.0[module].brought.iter();
        let found = rest.first().and_then(|name| handed_on.find(|(own, _)| own == name));
        let found = found.and_then(|(_, of)| self.full(module, of));
        found.filter(|elsewhere| elsewhere != path).map_or(module.to_vec(), |it| self.home(&it))
    }

    /// Which other files a file needs, and what of each.
    fn needs(&self, module: &Names) -> BTreeMap<Names, Names> {
        let text = &self.0[module];
        let part = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
        let written = text.code.split(|c| !part(c)).filter(|word| word.contains("::"));
        let written = written.map(|word| names(word.trim_matches(':')));
        let words: BTreeSet<&str> = text.code.split(|c| !part(c) || c == ':').collect();
        let is_needed =
            |name: &String| !text.handed_on.contains(name) || words.contains(name.as_str());
        let brought = text.brought.iter().filter(|(name, _)| is_needed(name));
        let paths = brought.map(|(_, path)| path.clone()).chain(written);
        let full = paths.filter_map(|path| self.full(module, &path));
        full.map(|full| (self.home(&full), full)).filter(|(home, _)| home != module).collect()
    }

    /// The shortest way from a file back to itself.
    fn circle<'a>(
        needs: &'a BTreeMap<&Names, BTreeSet<Names>>,
        start: &'a Names,
    ) -> Option<Vec<&'a Names>> {
        let mut open = VecDeque::from([vec![start]]);
        let mut seen = BTreeSet::new();
        while let Some(way) = open.pop_front() {
            for next in &needs[way.last()?] {
                let onward = [&way[..], &[next]].concat();
                if next == start {
                    return Some(onward);
                }
                if seen.insert(next) {
                    open.push_back(onward);
                }
            }
        }
        None
    }
}

impl Text {
    fn of(file: &str) -> Text {
        let (bare, strings) = bare(file);
        // Who may see something is no need of it.
        let code = without_items(&bare).replace("pub(in crate::compare) ", "pub ");
        let mut text = Text::default();
        let left = code.split('"').skip(1).step_by(2).filter_map(|n| n.parse::<usize>().ok());
        text.strings = left.map(|number| strings[number].to_owned()).collect();
        let mut rest = code.as_str();
        while let Some(at) = rest.find("use ") {
            let (before, after) = (&rest[..at], &rest[at + 4..]);
            text.code.push_str(before);
            let is_statement = !before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
            let end = if is_statement { after.find(';').expect("an end") } else { 0 };
            if is_statement {
                let known = text.brought.len();
                bring(&[], &after[..end], &mut text.brought);
                if before.rsplit([';', '}']).next().is_some_and(|line| line.contains("pub")) {
                    let names = text.brought[known..].iter().map(|(name, _)| name.clone());
                    text.handed_on.extend(names);
                }
            }
            rest = &after[end..];
        }
        text.code.push_str(rest);
        text
    }
}

fn names(path: &str) -> Names {
    path.split("::").map(|name| name.trim().to_owned()).collect()
}

/// The single paths of a `use` with braces.
fn bring(before: &[String], tree: &str, brought: &mut Vec<(String, Names)>) {
    let (head, braces) = tree.split_once('{').map_or((tree, None), |(h, b)| (h, Some(b)));
    let (path, own) = head.split_once(" as ").map_or((head, None), |(p, o)| (p, Some(o)));
    let path: Names = names(path).into_iter().filter(|name| !name.is_empty()).collect();
    let mut full = [before, &path].concat();
    if let Some(inside) = braces {
        let inside = &inside[..inside.rfind('}').expect("braces are closed")];
        let (mut depth, mut from) = (0, 0);
        for (at, c) in inside.char_indices().chain([(inside.len(), ',')]) {
            depth += i32::from(c == '{') - i32::from(c == '}');
            if c == ',' && depth == 0 {
                bring(&full, &inside[from..at], brought);
                from = (at + 1).min(inside.len());
            }
        }
    } else if !path.is_empty() {
        full.pop_if(|last| last == "self" || last == "*");
        let own = own.map(|own| own.trim().to_owned());
        brought.push((own.unwrap_or_else(|| full[full.len() - 1].clone()), full));
    }
}

/// A file without comments, and with a number for every string.
fn bare(file: &str) -> (String, Vec<&str>) {
    let (mut bare, mut strings, mut rest) = (String::new(), Vec::new(), file);
    while let Some(next) = rest.chars().next() {
        let hashes = rest[next.len_utf8()..].bytes().take_while(|byte| *byte == b'#').count();
        let quote = if next == 'r' { 1 + hashes } else { 0 };
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest[quote..].starts_with('"') {
            let close = format!("\"{}", "#".repeat(quote.saturating_sub(1)));
            let inside = &rest[quote + 1..];
            let plain = || end_of_literal(inside, '"');
            let end = if quote == 0 { plain() } else { inside.find(&close).expect("an end") };
            bare.push_str(&format!("\"{}\"", strings.len()));
            strings.push(&inside[..end]);
            quote + 1 + end + close.len()
        } else if rest.starts_with("'\\") || next == '\'' && rest.chars().nth(2) == Some('\'') {
            2 + end_of_literal(&rest[1..], '\'')
        } else {
            bare.push(next);
            next.len_utf8()
        };
        rest = &rest[skipped..];
    }
    (bare, strings)
}

fn end_of_literal(inside: &str, quote: char) -> usize {
    let mut escaped = false;
    let end = inside.char_indices().find(|(_, c)| {
        let ends = !escaped && *c == quote;
        escaped = !escaped && *c == '\\';
        ends
    });
    end.expect("a literal is closed").0
}

/// Code without attributes and without what is for tests alone.
fn without_items(code: &str) -> String {
    let (mut left, mut rest) = (String::new(), code);
    while let Some(at) = rest.find("#[") {
        left.push_str(&rest[..at]);
        let is_for_tests = rest[at..].starts_with("#[cfg(test)]");
        rest = after(&rest[at..], '[', ']');
        while is_for_tests && rest.trim_start().starts_with("#[") {
            rest = after(rest, '[', ']');
        }
        if is_for_tests {
            let ends = rest.find([';', '{']).expect("an item");
            rest = if rest[ends..].starts_with('{') {
                after(rest, '{', '}')
            } else {
                &rest[ends + 1..]
            };
        }
    }
    left + rest
}

/// What stands behind the first pair of brackets.
fn after(code: &str, open: char, close: char) -> &str {
    let mut depth = 0;
    let end = code.char_indices().find(|(_, c)| {
        depth += i32::from(*c == open) - i32::from(*c == close);
        *c == close && depth == 0
    });
    &code[end.expect("brackets are closed").0 + close.len_utf8()..]
}

#[test]
fn no_room_uses_one_above_it() {
    let house = &*HOUSE;
    let rooms = BTreeMap::from(ROOMS);
    let mut wrong = Vec::new();
    for module in house.0.keys().filter(|module| !module.is_empty()) {
        let may_use: Vec<&str> = rooms[module[0].as_str()].split(' ').collect();
        for (home, full) in house.needs(module) {
            let is_allowed = home
                .first()
                .is_none_or(|room| *room == module[0] || may_use.contains(&room.as_str()));
            if !is_allowed {
                wrong.push(format!("{} uses {}", module.join("::"), full.join("::")));
            }
        }
    }
    assert!(wrong.is_empty(), "rooms use what stands above or beside them:\n{}", wrong.join("\n"));
}

#[test]
fn no_two_files_need_each_other() {
    let house = &*HOUSE;
    let needs = house.0.keys().map(|file| (file, house.needs(file).into_keys().collect()));
    let needs: BTreeMap<&Names, BTreeSet<Names>> = needs.collect();
    let circles = needs.keys().filter_map(|file| House::circle(&needs, file));
    let told: Vec<String> = circles
        .map(|circle| circle.iter().map(|file| file.join("::")).collect::<Vec<_>>().join(" → "))
        .collect();
    assert!(told.is_empty(), "files need each other:\n{}", told.join("\n"));
}

/// Whether a string says something, apart from what is put into it.
fn is_prose(string: &str) -> bool {
    let pieces = string.split('{').map(|piece| piece.rsplit('}').next().unwrap_or(piece));
    let said: String = pieces.collect();
    said.trim().contains(' ') && said.contains(char::is_alphabetic)
}

#[test]
fn what_compares_makes_no_sentences() {
    let house = &*HOUSE;
    let compares = house.0.iter().filter(|(file, _)| file.first().is_some_and(|r| r == "compare"));
    let said = compares.flat_map(|(file, text)| text.strings.iter().map(move |s| (file, s)));
    let prose = said.filter(|(_, string)| is_prose(string));
    let told: Vec<String> = prose.map(|(file, s)| format!("{}: {s}", file.join("::"))).collect();
    assert!(told.is_empty(), "sentences are made in `words` alone:\n{}", told.join("\n"));
}
