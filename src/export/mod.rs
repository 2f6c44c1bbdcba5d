//! What is taken away: a picture as SVG, data as JSON and CSV. Bytes only; nothing here opens a
//! file, see [`disk`](crate::disk).

pub mod caption;
pub mod csv;
pub mod estimates;
pub mod json;
pub mod said;
pub mod svg;

#[cfg(test)]
pub(crate) mod parse_back;
