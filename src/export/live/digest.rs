//! SHA-256 (FIPS 180-4), by which a page says which script alone may run in it.

/// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
const ROUNDS: [u32; 64] = rounds();

/// The same of the square roots of the first eight.
const BEGIN: [u32; 8] = begin();

/// The digest of a text.
pub(super) fn sha256(text: &[u8]) -> [u8; 32] {
    let mut message = text.to_vec();
    message.push(0x80);
    while message.len() % 64 != 56 {
        message.push(0);
    }
    let bits = (text.len() as u64).wrapping_mul(8);
    message.extend(bits.to_be_bytes());
    let mut state = BEGIN;
    for block in message.as_chunks::<64>().0 {
        add_block(&mut state, block);
    }
    let mut digest = [0; 32];
    for (bytes, word) in digest.as_chunks_mut::<4>().0.iter_mut().zip(state) {
        *bytes = word.to_be_bytes();
    }
    digest
}

fn add_block(state: &mut [u32; 8], block: &[u8; 64]) {
    let mut words = [0_u32; 64];
    for (word, bytes) in words.iter_mut().zip(block.as_chunks::<4>().0) {
        *word = u32::from_be_bytes(*bytes);
    }
    for place in 16..64 {
        let (early, late) = (words[place - 15], words[place - 2]);
        let early = early.rotate_right(7) ^ early.rotate_right(18) ^ (early >> 3);
        let late = late.rotate_right(17) ^ late.rotate_right(19) ^ (late >> 10);
        words[place] =
            words[place - 16].wrapping_add(early).wrapping_add(words[place - 7]).wrapping_add(late);
    }
    let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = *state;
    for (word, round) in words.into_iter().zip(ROUNDS) {
        let mixed = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
        let chosen = (e & f) ^ (!e & g);
        let first =
            h.wrapping_add(mixed).wrapping_add(chosen).wrapping_add(round).wrapping_add(word);
        let mixed = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
        let most = (a & b) ^ (a & c) ^ (b & c);
        (h, g, f, e) = (g, f, e, d.wrapping_add(first));
        (d, c, b, a) = (c, b, a, first.wrapping_add(mixed.wrapping_add(most)));
    }
    for (sum, word) in state.iter_mut().zip([a, b, c, d, e, f, g, h]) {
        *sum = sum.wrapping_add(word);
    }
}

const fn rounds() -> [u32; 64] {
    let (mut rounds, mut place, mut prime) = ([0; 64], 0, 2);
    while place < 64 {
        rounds[place] = fraction(prime, 3);
        (place, prime) = (place + 1, next_prime(prime));
    }
    rounds
}

const fn begin() -> [u32; 8] {
    let (mut begin, mut place, mut prime) = ([0; 8], 0, 2);
    while place < 8 {
        begin[place] = fraction(prime, 2);
        (place, prime) = (place + 1, next_prime(prime));
    }
    begin
}

const fn next_prime(after: u128) -> u128 {
    let mut next = after + 1;
    loop {
        let mut by = 2;
        while by * by <= next && !next.is_multiple_of(by) {
            by += 1;
        }
        if by * by > next {
            return next;
        }
        next += 1;
    }
}

/// The first 32 bits behind the point of a root of a prime: the largest number whose power is no more
/// than the prime, both with 32 bits behind the point.
const fn fraction(prime: u128, root: u32) -> u32 {
    // A root of a prime below 312 is less than 2^5.
    let (mut low, mut high) = (0_u128, 1_u128 << 37);
    while low + 1 < high {
        let middle = u128::midpoint(low, high);
        if middle.pow(root) <= prime << (32 * root) { low = middle } else { high = middle }
    }
    low as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(text: &[u8]) -> String {
        sha256(text).iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn texts_have_the_digests_of_the_standard() {
        for (text, digest) in [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
            ),
        ] {
            assert_eq!(hex(text.as_bytes()), digest, "{text}");
        }
    }
}
