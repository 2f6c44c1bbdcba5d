//! Signs that are written as their numbers, as in addresses.

/// The bytes of a text in which some may be written as `%20`; a `%` that begins no number stands for
/// itself.
pub(crate) fn percent_decoded(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        let sign =
            digits.filter(|_| *first == b'%').and_then(|two| u8::from_str_radix(two, 16).ok());
        bytes.push(sign.unwrap_or(*first));
        rest = if sign.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_number_stands_for_itself() {
        assert_eq!(percent_decoded("s3cr%40t %zz 100%"), b"s3cr@t %zz 100%");
        assert_eq!(percent_decoded("%C3%A9%ff%2"), b"\xC3\xA9\xFF%2");
    }
}
