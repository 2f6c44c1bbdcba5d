//! The support of every value under a million intervals, beside argsort and cumsum.

use std::time::Instant;

use parallax::compare::{Interval, support_profile};

use super::peer::Peer;
use super::{is_at_most, median, noise};

const INTERVALS: u32 = 1_000_000;
const RUNS: usize = 9;

pub fn run() -> bool {
    let low: Vec<f64> = (0..INTERVALS).map(|n| 1e6 * noise(1, n)).collect();
    let high: Vec<f64> = low.iter().zip(0..).map(|(low, n)| low + 5e4 * noise(2, n)).collect();
    let both = low.iter().zip(&high);
    let intervals: Vec<Interval> =
        both.map(|(low, high)| Interval::new(*low, *high).expect("in order")).collect();
    let mut peer = Peer::start("profile", &low, &high, &[]);
    let (mut own_times, mut peer_times) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let start = Instant::now();
        let profile = support_profile(&intervals);
        own_times.push(start.elapsed());
        if let Some(peer) = &mut peer {
            let (time, told) = peer.run();
            assert_eq!(told, profile.most().to_string(), "both find the same support");
            peer_times.push(time);
        }
    }
    let numpy = (!peer_times.is_empty()).then(|| ("numpy", median(peer_times)));
    is_at_most("support profile of 1,000,000 intervals", median(own_times), numpy, 0.8)
}
