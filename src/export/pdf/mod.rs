//! Pages as PDF: text as text in embedded fonts, tagged for those who listen, archival (PDF/A-2a or,
//! with something enclosed, PDF/A-3a) and accessible (PDF/UA-1) as far as the writer can check.

mod painted;
mod shaped;

use krilla::configure::{Accessibility, Archival, ConfigurationBuilder, PdfVersion};
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::tagging::TagTree;
use krilla::{Document, SerializeSettings};

use super::page::Page;
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

/// One page as a document.
///
/// # Errors
/// In one sentence, where the writer refuses it.
pub fn pdf(page: &Page<'_>, about: &About) -> Result<Vec<u8>, String> {
    pages(std::slice::from_ref(page), about)
}

fn pages(pages: &[Page<'_>], about: &About) -> Result<Vec<u8>, String> {
    let refused = |why: String| format!("The PDF could not be written: {why}");
    let configuration = ConfigurationBuilder::new()
        .with_version(PdfVersion::Pdf17)
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|why| refused(format!("{why:?}")))?;
    let settings = SerializeSettings { configuration, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    let mut tags = TagTree::new().with_lang(Some("en".to_owned()));
    let mut outline = Outline::new();
    let mut painter = Painter::new().map_err(refused)?;
    for (number, page) in pages.iter().enumerate() {
        let size = PageSettings::from_wh(page.width, page.height);
        let size = size.ok_or_else(|| refused("the page has no size".to_owned()))?;
        let mut sheet = document.start_page_with(size);
        painter.page(page, &mut sheet, &mut tags);
        sheet.finish();
        outline.push_child(OutlineNode::new(
            page.caption.title.clone(),
            krilla::destination::XyzDestination::new(
                number,
                krilla::geom::Point::from_xy(0.0, 0.0),
            ),
        ));
    }
    document.set_outline(outline);
    document.set_tag_tree(tags);
    document.set_metadata(metadata(about));
    document.finish().map_err(|why| refused(format!("{why:?}")))
}

fn metadata(about: &About) -> Metadata {
    let day = about.day.unwrap_or(Day::MIN).civil();
    let number = |n: i8| u8::try_from(n).unwrap_or(1);
    let made = DateTime::new(u16::try_from(day.year()).unwrap_or_default())
        .month(number(day.month()))
        .day(number(day.day()))
        .hour(0)
        .minute(0)
        .second(0)
        .utc_offset_hour(0)
        .utc_offset_minute(0);
    Metadata::new()
        .title(about.title.clone())
        .language("en".to_owned())
        .creator("Parallax".to_owned())
        .creation_date(made)
}

#[cfg(test)]
mod tests;
