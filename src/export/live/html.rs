//! The page around what it holds.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest as _, Sha256};

use super::sheet::LivePage;
use crate::chart::{Role, Theme};
use crate::export::markup::{in_parts, isolated};
use crate::export::svg::{escaped, svg};
use crate::words::{LIVE_LABELS, LiveButton, LiveLabels};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

pub(super) fn html(page: &LivePage) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = write(page, &mut out);
    out
}

fn write(page: &LivePage, out: &mut String) -> std::fmt::Result {
    let style = format!("{STYLE}{}", in_the_dark(page));
    head(page, &style, out)?;
    let marking = page
        .marking
        .as_deref()
        .map(|text| format!("<p class=\"marking\">{}</p>\n", isolated(text)));
    let marking = marking.unwrap_or_default();
    let title = isolated(&page.title);
    writeln!(out, "<body>\n<main>\n{marking}<h1>{title}</h1>")?;
    writeln!(out, "<p class=\"soft\">{}.</p>", isolated(&page.asked))?;
    writeln!(out, "<p class=\"soft\">{}</p>", isolated(&page.assumed))?;
    writeln!(out, "<noscript><p>{}</p></noscript>", page.words.live_without_script())?;
    writeln!(
        out,
        "<p id=\"trouble\" role=\"alert\" hidden>{}</p>",
        page.words.live_not_unpacked()
    )?;
    controls(out)?;
    answer(page, out)?;
    let labels = LIVE_LABELS;
    writeln!(
        out,
        "<section aria-labelledby=\"over-time\">\n<h2 id=\"over-time\">{}</h2>",
        labels.chart
    )?;
    writeln!(
        out,
        "<div id=\"chart\" role=\"group\" aria-labelledby=\"over-time\" tabindex=\"0\">\n{}</div>",
        svg(&page.chart.page())
    )?;
    writeln!(out, "<div id=\"tip\" role=\"tooltip\" hidden></div>")?;
    writeln!(
        out,
        "<p class=\"soft\">{}</p>\n</section>",
        page.words.live_chart(page.by, page.known_on)
    )?;
    standing(&labels, out)?;
    references(page, &labels, out)?;
    about(page, &labels, out)?;
    writeln!(out, "{marking}</main>")?;
    writeln!(
        out,
        "<script type=\"application/octet-stream\" id=\"held\">{}</script>",
        BASE64_STANDARD.encode(&page.packed)
    )?;
    writeln!(out, "<script>{SCRIPT}</script>\n</body>\n</html>")
}

/// What the page may do: run its own script, look as its own style says, and nothing else.
fn head(page: &LivePage, style: &str, out: &mut String) -> std::fmt::Result {
    let digest = |text: &str| format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)));
    let (script, styles) = (digest(SCRIPT), digest(style));
    writeln!(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")?;
    writeln!(
        out,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src {script}; \
         style-src {styles}; base-uri 'none'; form-action 'none'\">"
    )?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
    writeln!(out, "<meta name=\"referrer\" content=\"no-referrer\">")?;
    writeln!(out, "<meta name=\"color-scheme\" content=\"light dark\">")?;
    writeln!(out, "<title>{}</title>\n<style>{style}</style>\n</head>", escaped(&page.title))
}

/// What is chosen: hidden until the script can answer.
fn controls(out: &mut String) -> std::fmt::Result {
    let labels = LIVE_LABELS;
    let button = |id: &str, LiveButton { shown, says }: LiveButton| {
        format!("<button type=\"button\" id=\"{id}\" aria-label=\"{says}\">{shown}</button>")
    };
    let field = |id: &str, label: &str, inputs: &str| {
        format!(
            "<div class=\"field\"><label for=\"{id}\">{label}</label>\n\
             <div class=\"row\">{inputs}</div></div>"
        )
    };
    let day = [
        "<input type=\"date\" id=\"day\">".to_owned(),
        button("earlier", labels.earlier),
        button("later", labels.later),
    ];
    let known_on = [
        "<input type=\"date\" id=\"known-on\">".to_owned(),
        button("earlier-known", labels.earlier_known),
        button("later-known", labels.later_known),
        button("all-known", labels.all_known),
    ];
    writeln!(out, "<section id=\"controls\" aria-label=\"{}\" hidden>", labels.controls)?;
    writeln!(out, "{}", field("day", labels.day, &day.concat()))?;
    writeln!(out, "{}", field("known-on", labels.known_on, &known_on.concat()))?;
    writeln!(out, "{}", field("by", labels.by, "<select id=\"by\"></select>"))?;
    writeln!(
        out,
        "<div class=\"field wide\"><label for=\"along\">{}</label>\n\
         <input type=\"range\" id=\"along\" min=\"0\" step=\"1\"></div>\n</section>",
        labels.day_along_time
    )
}

/// The answer of the day that was asked about; the script says others in its place.
fn answer(page: &LivePage, out: &mut String) -> std::fmt::Result {
    let words = page.words;
    let [all, on] = words.live_knowing();
    let known =
        page.known_on.map_or_else(|| all.to_owned(), |day| format!("{on} {}", words.day(day)));
    let when = format!("{}, {}, {known}", words.day(page.at), words.live_by(page.by));
    writeln!(
        out,
        "<section aria-labelledby=\"answer\">\n<h2 id=\"answer\">{}</h2>",
        LIVE_LABELS.answer
    )?;
    writeln!(out, "<p id=\"when\">{when}</p>")?;
    writeln!(
        out,
        "<div id=\"said\" aria-live=\"polite\">\n<p><b id=\"verdict\">{}</b></p>",
        page.verdict
    )?;
    let headline = &page.headline;
    for (id, sentence) in [
        ("sentence", &headline.verdict),
        ("fragile", &headline.fragile),
        ("counted", &headline.counted),
    ] {
        writeln!(out, "<p id=\"{id}\">{}</p>", isolated(&sentence.to_string()))?;
    }
    writeln!(out, "</div>\n</section>")
}

/// Who stands on the day: the script tells it.
fn standing(labels: &LiveLabels, out: &mut String) -> std::fmt::Result {
    writeln!(
        out,
        "<section id=\"standing\" aria-labelledby=\"who\" hidden>\n<h2 id=\"who\">{}</h2>",
        labels.standing
    )?;
    write!(
        out,
        "<div class=\"scrolls\" role=\"group\" aria-labelledby=\"who\" tabindex=\"0\"><table>\n<thead><tr>"
    )?;
    labels.columns.iter().try_for_each(|cell| write!(out, "<th scope=\"col\">{cell}</th>"))?;
    writeln!(out, "</tr></thead>\n<tbody id=\"rows\"></tbody>\n</table></div>\n</section>")
}

fn references(page: &LivePage, labels: &LiveLabels, out: &mut String) -> std::fmt::Result {
    if page.cited.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "<section aria-labelledby=\"references\">\n<h2 id=\"references\">{}</h2>\n<ol>",
        labels.references
    )?;
    for cited in &page.cited {
        write!(out, "<li id=\"reference-{0}\" value=\"{0}\">", cited.number)?;
        writeln!(out, "{}</li>", in_parts(cited))?;
    }
    writeln!(out, "</ol>\n</section>")
}

fn about(page: &LivePage, labels: &LiveLabels, out: &mut String) -> std::fmt::Result {
    writeln!(out, "<section aria-labelledby=\"about\">\n<h2 id=\"about\">{}</h2>", labels.about)?;
    writeln!(out, "<p>{} {}</p>\n<ul>", page.words.live_about(), page.holds)?;
    page.files.iter().try_for_each(|file| writeln!(out, "<li>{}</li>", isolated(file)))?;
    writeln!(out, "</ul>\n</section>")
}

/// The colours of the chart where the page is dark: it is drawn light, and each colour gives way to
/// that of the same role.
fn in_the_dark(page: &LivePage) -> String {
    let drawn = page.chart.page();
    let around = drawn.above.iter().chain(&drawn.below).flat_map(|group| &group.marks);
    let roles = drawn.picture.marks().map(|mark| mark.role);
    let roles =
        roles.chain(around.map(|placed| placed.mark.role)).chain([Role::Surface, Role::Ink]);
    let mut colours: BTreeMap<String, String> = BTreeMap::new();
    let mut own: BTreeSet<String> = BTreeSet::new();
    for role in roles {
        let [light, dark] = [Theme::Light, Theme::Dark].map(|theme| theme.colour(role).to_hex());
        if matches!(role, Role::OnVerdict(_) | Role::OnAccent) {
            // The same colour as others have in the light.
            own.insert(format!("#chart [data-role=\"{}\"]{{fill:{dark}}}\n", role.word()));
        } else {
            colours.insert(light, dark);
        }
    }
    let mut rules = String::from("@media (prefers-color-scheme:dark){\n");
    for (light, dark) in colours {
        for (attribute, property) in
            [("fill", "fill"), ("stroke", "stroke"), ("stop-color", "stop-color")]
        {
            let _ = writeln!(rules, "#chart [{attribute}=\"{light}\"]{{{property}:{dark}}}");
        }
    }
    rules.extend(own);
    rules.push_str("}\n");
    rules
}
