//! A table with the columns of UCDP's georeferenced events, as long as such tables are.

use std::fmt::Write as _;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use parallax::estimate::Day;

const COLUMNS: &str = "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,\
    conflict_new_id,conflict_name,dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,\
    side_a,side_b_dset_id,side_b_new_id,side_b,number_of_sources,source_article,source_office,\
    source_date,source_headline,source_original,where_prec,where_coordinates,where_description,adm_1,\
    adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,event_clarity,date_prec,\
    date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob";

const WORDS: [&str; 16] = [
    "troops",
    "killed",
    "in a raid",
    "on the village",
    "said",
    "officials",
    "\"\"several\"\" wounded;",
    "shelling",
    "é",
    "between",
    "rebels",
    "of the town",
    "people",
    "near",
    "reported",
    "the army",
];

/// So many events, over 13 countries and 35 years; about 690 bytes each.
#[expect(clippy::disallowed_methods, reason = "a benchmark makes its own files")]
pub fn events(folder: &Path, many: u32) -> PathBuf {
    let path = folder.join(format!("events-{many}.csv"));
    let file = std::fs::File::create(&path).expect("room for a file");
    let mut out = BufWriter::with_capacity(1 << 20, file);
    writeln!(out, "{COLUMNS}").expect("room for a file");
    let mut line = String::new();
    let mut seed = 7_u64;
    for number in 1..=many {
        line.clear();
        event(number, &mut seed, &mut line);
        out.write_all(line.as_bytes()).expect("room for a file");
    }
    out.flush().expect("room for a file");
    path
}

fn event(number: u32, seed: &mut u64, line: &mut String) {
    let mut below = |most: u32| {
        *seed =
            seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(*seed >> 33).unwrap_or(0) % most
    };
    let country = below(13);
    let start = Day::from_number(7_000 + below(13_000).cast_signed()).expect("in range");
    let end = start.plus([0, 0, 0, 0, 1, 3, 30][below(7) as usize]);
    let best = 1 + below(6) * below(8) + below(300) / 299 * below(4_000);
    let (low, high) = (best.saturating_sub(below(3)), best + below(5));
    let (conflict, dyad) = (400 + country * 7, 800 + country * 11 + below(5));
    let mut said = |words: u32| {
        let said: Vec<&str> = (0..words).map(|_| WORDS[below(16) as usize]).collect();
        format!("\"{}\"", said.join(" "))
    };
    let (article, headline, place) = (said(22), said(10), said(11));
    let name = format!("Country {country} (Upland)");
    writeln!(
        line,
        "{number},C{country}-{}-1-{conflict}-{number},{},1,Clear,{},{conflict},{conflict},{name}: \
         Government,{dyad},{dyad},Government of {name} - Group {dyad},{},{},Government of {name},\
         {},{},Group {dyad},3,{article},Reuters News;AFP,{start};{end},{headline},said so,2,at the \
         river,{place},Some province,Some district,12.345678,-45.678912,POINT (-45.678912 12.345678),\
         {},{name},{},Africa,1,2,{start} 00:00:00.000,{end} 00:00:00.000,{},{},{},0,{best},{high},\
         {low},{},",
        start.civil().year(),
        start.civil().year(),
        1 + country % 3,
        100 + country,
        100 + country,
        5_000 + dyad,
        5_000 + dyad,
        100_000 + number % 99_999,
        300 + country,
        best / 2,
        best / 4,
        best / 8,
        600 + country,
    )
    .expect("a string");
}
