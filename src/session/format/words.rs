//! What the parser says, in words for a person who wrote the file by hand.

/// Where an unknown field stands: `estimates.1[].colour`. The elements of a list are not told
/// apart.
pub(super) fn place_words(path: &serde_ignored::Path<'_>) -> String {
    use serde_ignored::Path;
    match path {
        Path::Root => String::new(),
        Path::Seq { parent, .. } => format!("{}[]", place_words(parent)),
        Path::Map { parent: Path::Root, key } => key.clone(),
        Path::Map { parent, key } => format!("{}.{key}", place_words(parent)),
        Path::Some { parent }
        | Path::NewtypeStruct { parent }
        | Path::NewtypeVariant { parent } => place_words(parent),
    }
}

/// What is wrong with a text that is no RON of ours, for a person who wrote it by hand.
pub(super) fn plain_words(error: &ron::Error) -> String {
    use ron::Error as E;
    let expected = match error {
        E::Message(words) => return words.clone(),
        E::Eof | E::ExpectedStringEnd => {
            return "the file ends too early; it may have been cut off".to_owned();
        }
        E::ExpectedComma => "a comma after what stands before",
        E::ExpectedArray => "a list that begins with [",
        E::ExpectedArrayEnd => "a comma, or the end of the list with ]",
        E::ExpectedMap => "a table that begins with {",
        E::ExpectedMapColon => "a colon between a name and its value",
        E::ExpectedMapEnd => "a comma, or the end of the table with }",
        E::ExpectedStructLike | E::ExpectedNamedStructLike(_) => "fields that begin with (",
        E::ExpectedStructLikeEnd | E::ExpectedOptionEnd => "a comma, or the end with )",
        E::ExpectedBoolean => "true or false",
        E::ExpectedFloat | E::FloatUnderscore => "a number",
        E::ExpectedInteger | E::IntegerOutOfBounds | E::InvalidIntegerDigit { .. } => {
            "a whole number"
        }
        E::ExpectedString => "a text in double quotes",
        E::ExpectedIdentifier => "the name of a field",
        E::TrailingCharacters => "the end of the file",
        E::ExceededRecursionLimit => return "there are too many brackets in brackets".to_owned(),
        E::MissingStructField { field, .. } => return format!("the field “{field}” is missing"),
        E::DuplicateStructField { field, .. } => {
            return format!("the field “{field}” stands here twice");
        }
        E::ExpectedDifferentStructName { found, .. } => {
            return format!("expected fields that begin with (, but found “{found}”");
        }
        E::NoSuchEnumVariant { expected, found, .. } => {
            return format!("“{found}” is none of {}", expected.join(", "));
        }
        other => return other.to_string(),
    };
    format!("expected {expected}")
}
