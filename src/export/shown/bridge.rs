//! The gap between two figures, taken apart.

use super::asked::{Asked, Drawn};
use crate::chart::{PageSign, Role, Scene, Waterfall, WaterfallLine, page_sign_role};
use crate::compare::{
    Bridge, BridgeEnd, BridgePartKind, Bridging, EarlierCopy, EndAsked, References, bridge,
};
use crate::export::chart::Chart;
use crate::words::{BridgeLine, BridgeLineKind, Sentence, Words};

/// Where there is no gap to be taken apart, it is said why.
pub(super) fn drawn(asked: &Asked<'_>, [from, to]: [EndAsked; 2]) -> Result<Chart, String> {
    let words = asked.of.words;
    let earlier = asked.of.document.earlier_for(asked.of.question);
    let (files, overlay) = (&asked.files[..], asked.of.document.overlay());
    let bridging = Bridging { files, earlier: &earlier, overlay, comparison: &asked.comparison };
    let bridge = bridge(bridging, from, to).map_err(|why| words.no_bridge(&why))?;
    let all = EarlierCopy::after(&asked.files, &earlier);
    let references = asked.references(&all, bridge.estimates());
    let cited = |sentence: &Sentence| cited(words, sentence, &references);

    let scene = asked.signs();
    let lines: Vec<WaterfallLine> = words
        .bridge_lines(&bridge)
        .into_iter()
        .map(|line| WaterfallLine {
            text: cited(&line.text),
            role: role_of(&bridge, &scene, &line),
            is_end: matches!(line.kind, BridgeLineKind::From | BridgeLineKind::To),
            is_possible: line.kind == BridgeLineKind::Part(BridgePartKind::Reading),
            shown: line.shown,
            bar: line.bar,
        })
        .collect();
    let above: Vec<String> = words.bridge_ends(&bridge).iter().map(cited).collect();
    let below: Vec<String> = words.bridge_notes(&bridge).iter().map(cited).collect();
    let steps = lines.iter().map(|line| format!("{} {}", line.text, line.shown));
    let told = above.iter().cloned().chain(steps).chain(below.iter().cloned()).collect();
    let picture = Waterfall { above: &above, lines: &lines, below: &below };
    let day = [from, to].into_iter().find_map(|end| match end {
        EndAsked::Voice { at, .. } => Some(words.as_they_stand(at)),
        EndAsked::Estimate(_) => None,
    });
    let sentence = day.into_iter().chain([words.bridge_conclusion(&bridge).to_string()]);
    Ok(asked.chart(Drawn {
        title: words.why_two_differ(&bridge),
        sentence: sentence.collect::<Vec<_>>().join(" "),
        told,
        beside: Vec::new(),
        asked: asked.line(),
        picture: picture.picture(asked.width()),
        all: &all,
        references: references.clone(),
    }))
}

fn cited(words: Words, sentence: &Sentence, references: &References) -> String {
    words.with_references(sentence, references, |_| Vec::new()).to_string()
}

/// The colour of a line: of the two figures that of whose they are.
fn role_of(bridge: &Bridge, scene: &Scene, line: &BridgeLine) -> Role {
    let source = |end: &BridgeEnd| {
        let voice = end.by.voice.map(|voice| Role::Source(scene.sign(voice)));
        voice.unwrap_or_else(|| page_sign_role(PageSign::Figure))
    };
    match line.kind {
        BridgeLineKind::From => source(&bridge.from),
        BridgeLineKind::To => source(&bridge.to),
        BridgeLineKind::Part(BridgePartKind::Reading) | BridgeLineKind::Same => {
            page_sign_role(PageSign::Possible)
        }
        BridgeLineKind::Part(_) => page_sign_role(PageSign::Known),
        BridgeLineKind::Unexplained => page_sign_role(PageSign::Unexplained),
    }
}
