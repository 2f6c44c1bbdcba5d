//! Pages as PDF: text as text in embedded fonts, tagged for those who listen, archival (PDF/A-2a or,
//! with something enclosed, PDF/A-3a) and accessible (PDF/UA-1) as far as the writer can check.

mod painted;
mod shaped;
mod tagged;

use krilla::configure::{Accessibility, Archival, ConfigurationBuilder, PdfVersion};
use krilla::destination::XyzDestination;
use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};
use krilla::geom::Point;
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::tagging::TagTree;
use krilla::{Document, SerializeSettings};

use super::page::{Page, Placed};
use super::paper::{Paper, Piece};
use crate::estimate::Day;
use painted::Painter;

/// What a PDF says of itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct About {
    pub title: String,
    /// The day that stands for when it was made: the last of which its data speak, so that the same
    /// data give the same bytes.
    pub day: Option<Day>,
}

/// A file that is enclosed: what the document was made from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Enclosed {
    /// Its name.
    pub name: String,
    /// What it is, in words.
    pub says: String,
    pub bytes: Vec<u8>,
}

/// One page as a document.
///
/// # Errors
/// In one sentence, where the writer refuses it.
pub fn pdf(page: Page<'_>, about: &About) -> Result<Vec<u8>, String> {
    papers(&[page.into()], about, None)
}

/// Sheets as a document, with what is enclosed.
pub(super) fn papers(
    papers: &[Paper<'_>],
    about: &About,
    enclosed: Option<Enclosed>,
) -> Result<Vec<u8>, String> {
    let refused = |why: String| format!("The PDF could not be written: {why}");
    let archival = if enclosed.is_some() { Archival::A3_A } else { Archival::A2_A };
    let configuration = ConfigurationBuilder::new()
        .with_version(PdfVersion::Pdf17)
        .with_archival_validator(archival)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|why| refused(format!("{why:?}")))?;
    let settings = SerializeSettings { configuration, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    let mut tags = TagTree::new().with_lang(Some("en".to_owned()));
    let mut outline = Outline::new();
    let mut painter = Painter::new().map_err(refused)?;
    for (number, paper) in papers.iter().enumerate() {
        let size = PageSettings::from_wh(paper.width, paper.height);
        let size = size.ok_or_else(|| refused("the page has no size".to_owned()))?;
        let mut sheet = document.start_page_with(size);
        painter.paper(paper, &mut sheet, &mut tags);
        sheet.finish();
        for piece in &paper.pieces {
            let Piece::Heading(_, title, placed) = piece else { continue };
            let top = placed.first().map_or(0.0, Placed::top);
            let place = XyzDestination::new(number, Point::from_xy(0.0, top));
            outline.push_child(OutlineNode::new(title.clone(), place));
        }
    }
    if let Some(Enclosed { name, says, bytes }) = enclosed {
        let file = EmbeddedFile {
            path: name,
            mime_type: MimeType::new("text/plain"),
            description: Some(says),
            association_kind: AssociationKind::Source,
            data: bytes.into(),
            modification_date: Some(made_on(about)),
            compress: None,
            location: None,
        };
        let taken = document.embed_file(file);
        taken.ok_or_else(|| refused("two enclosed files have one name".to_owned()))?;
    }
    document.set_outline(outline);
    document.set_tag_tree(tags);
    document.set_metadata(metadata(about));
    document.finish().map_err(|why| refused(format!("{why:?}")))
}

fn made_on(about: &About) -> DateTime {
    let day = about.day.unwrap_or(Day::MIN).civil();
    let number = |n: i8| u8::try_from(n).unwrap_or(1);
    DateTime::new(u16::try_from(day.year()).unwrap_or_default())
        .month(number(day.month()))
        .day(number(day.day()))
        .hour(0)
        .minute(0)
        .second(0)
        .utc_offset_hour(0)
        .utc_offset_minute(0)
}

fn metadata(about: &About) -> Metadata {
    Metadata::new()
        .title(about.title.clone())
        .language("en".to_owned())
        .creator("Parallax".to_owned())
        .creation_date(made_on(about))
}

#[cfg(test)]
mod tests;
