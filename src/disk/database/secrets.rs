//! What is a secret, and that none stands in what a driver says.

use crate::files::percent_decoded;

/// What is said instead of a secret.
const WITHHELD: &str = "…";
/// Of a secret no stretch of so many letters is said.
const LEAST: usize = 4;

/// Words in the name of an option whose value is a secret.
const NAMES: [&str; 8] = [
    "password",
    "passwd",
    "passphrase",
    "secret",
    "token",
    "authorization",
    "credential",
    "private",
];

/// Whether the value of an option of a driver is a secret, or holds one.
pub(super) fn is_secret(option: &str, value: &str) -> bool {
    let option = option.to_lowercase();
    NAMES.iter().any(|name| option.contains(name)) || !within(value).is_empty()
}

/// The secrets that stand in the address or the description of a database.
fn within(value: &str) -> Vec<&str> {
    let mut found = Vec::new();
    if let Some((_, rest)) = value.split_once("://") {
        let host = rest.split(['/', '?', '#', ';']).next().unwrap_or_default();
        let port = host.rsplit_once(':').map(|(_, port)| port);
        let is_port = port.is_none_or(|port| port.bytes().all(|byte| byte.is_ascii_digit()));
        // A password may hold what ends a host; what stands before that is no port then.
        let user = if host.contains('@') || is_port { host } else { rest };
        let user = user.rsplit_once('@').map(|(user, _)| user);
        found.extend(user.and_then(|user| user.split_once(':')).map(|(_, password)| password));
    }
    for (start, _) in value.char_indices() {
        let rest = value.get(start..).unwrap_or_default();
        let begins =
            |name: &&&str| rest.get(..name.len()).is_some_and(|own| own.eq_ignore_ascii_case(name));
        let Some(name) = NAMES.iter().chain(&["pwd"]).find(begins) else { continue };
        let after = rest.get(name.len()..).unwrap_or_default().trim_start();
        if let Some(password) = after.strip_prefix('=') {
            let password = password.trim_start();
            found.push(password.split(['&', ' ', ';']).next().unwrap_or_default());
        }
    }
    found.retain(|found| !found.is_empty());
    found
}

/// What a driver says, without any of these secrets, the passwords in them, or a part of them that tells
/// something. Of what stands in an address only the password in it is a secret; of what has none, all.
pub(super) fn without(said: &str, secrets: &[String]) -> String {
    let own = |secret: &String| {
        let within: Vec<String> = within(secret).into_iter().map(str::to_owned).collect();
        if within.is_empty() { vec![secret.clone()] } else { within }
    };
    let parts = secrets.iter().flat_map(own);
    // As it is written, and without the signs that addresses have for letters.
    let decoded = |part: &str| String::from_utf8_lossy(&percent_decoded(part)).into_owned();
    let parts: Vec<String> = parts.flat_map(|part| [decoded(&part), part]).collect();
    let is_short = |part: &&String| part.chars().count() < LEAST;
    if parts.iter().filter(is_short).any(|part| !part.is_empty() && said.contains(part.as_str())) {
        return WITHHELD.to_owned();
    }
    let mut letters: Vec<(char, bool)> = said.chars().map(|letter| (letter, false)).collect();
    for part in parts.iter().filter(|part| !is_short(part)) {
        let part: Vec<char> = part.chars().collect();
        for piece in part.windows(LEAST) {
            let places = letters
                .windows(LEAST)
                .enumerate()
                .filter(|(_, own)| own.iter().zip(piece).all(|((own, _), letter)| own == letter));
            let places: Vec<usize> = places.map(|(place, _)| place).collect();
            for place in places {
                letters
                    .iter_mut()
                    .skip(place)
                    .take(LEAST)
                    .for_each(|(_, is_hidden)| *is_hidden = true);
            }
        }
    }
    let mut told = String::new();
    let mut was_hidden = false;
    for (letter, is_hidden) in letters {
        match is_hidden {
            false => told.push(letter),
            true if !was_hidden => told.push_str(WITHHELD),
            true => {}
        }
        was_hidden = is_hidden;
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_part_of_a_secret_that_tells_something_is_said() {
        let says = |said: &str, secret: &str| without(said, &[secret.to_owned()]);
        let uri = "postgresql://analyst:s3cr%40t-w0rd@archive.example/events";
        let wrong = "could not connect to archive.example as analyst with s3cr@t-w0rd";
        assert_eq!(says(wrong, uri), "could not connect to archive.example as analyst with …");
        assert_eq!(says("invalid port: \"0rd@archive\"", "p:0rd@archive"), "invalid port: \"…\"");
        assert_eq!(says("bad token abcdEFGH", "xxabcdEFGHyy"), "bad token …");
        assert_eq!(says("the letter a", "a"), "…");
        assert_eq!(says("no such table", "hush-hush"), "no such table");
        for harmless in ["sc://host:15002/;user_id=a@b", "grpc://h:1", "postgresql://u@h:5432/d"] {
            assert_eq!(within(harmless), [""; 0], "{harmless}");
        }
        assert_eq!(within("db://u:pa/ss@h:1/d"), ["pa/ss"]);
        assert_eq!(says("password=hush1 failed", "host=h password=hush1"), "password=… failed");
    }
}
