//! What a desktop needs to know of the program names it alike everywhere.

const ID: &str = "org.parallax_estimates.Parallax";
const DESKTOP: &str = include_str!("../assets/packaging/org.parallax_estimates.Parallax.desktop");
const METAINFO: &str =
    include_str!("../assets/packaging/org.parallax_estimates.Parallax.metainfo.xml");
const MIME: &str = include_str!("../assets/packaging/org.parallax_estimates.Parallax.xml");
const ICON: &str = include_str!("../assets/icons/parallax.svg");

fn text_of(document: &roxmltree::Document<'_>, tag: &str) -> Vec<String> {
    let nodes = document.descendants().filter(|node| node.has_tag_name(tag));
    nodes.filter_map(|node| node.text()).map(str::to_owned).collect()
}

#[test]
fn one_id_names_the_program_everywhere() {
    let metainfo = roxmltree::Document::parse(METAINFO).expect("XML");
    assert_eq!(text_of(&metainfo, "id"), [ID]);
    assert_eq!(text_of(&metainfo, "launchable"), [format!("{ID}.desktop")]);
    for key in ["Icon", "StartupWMClass"] {
        assert!(DESKTOP.lines().any(|line| line == format!("{key}={ID}")), "{key}");
    }
}

#[test]
fn every_file_type_offered_is_defined() {
    let mime = roxmltree::Document::parse(MIME).expect("XML");
    let metainfo = roxmltree::Document::parse(METAINFO).expect("XML");
    let defined: Vec<&str> = mime
        .descendants()
        .filter(|node| node.tag_name().name() == "mime-type")
        .filter_map(|node| node.attribute("type"))
        .collect();
    assert_eq!(text_of(&metainfo, "mediatype"), defined);
    let offered = DESKTOP.lines().find_map(|line| line.strip_prefix("MimeType=")).expect("a list");
    assert_eq!(offered.split_terminator(';').collect::<Vec<_>>(), defined);
}

#[test]
fn the_metainfo_tells_of_this_version() {
    let metainfo = roxmltree::Document::parse(METAINFO).expect("XML");
    let versions: Vec<&str> = metainfo
        .descendants()
        .filter(|node| node.has_tag_name("release"))
        .filter_map(|node| node.attribute("version"))
        .collect();
    assert_eq!(versions.first(), Some(&env!("CARGO_PKG_VERSION")));
}

#[test]
fn the_icon_is_a_picture() {
    let icon = roxmltree::Document::parse(ICON).expect("XML");
    assert_eq!(icon.root_element().tag_name().name(), "svg");
    assert!(icon.root_element().attribute("viewBox").is_some());
}

#[test]
fn the_fonts_are_in_the_program_once() {
    #[expect(clippy::disallowed_methods, reason = "a test reads the program")]
    let program = std::fs::read(env!("CARGO_BIN_EXE_parallax")).expect("built");
    for font in [dejavu::sans::regular(), dejavu::sans::bold(), dejavu::sans::oblique()] {
        // Where its tables are, and their checksums: other cuts have some of the tables, too.
        let finder = aho_corasick::AhoCorasick::new([&font[..256]]).expect("one pattern");
        assert_eq!(finder.find_iter(&program).count(), 1);
    }
}
