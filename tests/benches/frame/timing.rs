//! Times of frames, and how many of them.

use std::time::Duration;

/// How long a benchmark may take.
pub struct Pace {
    pub is_quick: bool,
    frames: Option<usize>,
}

impl Pace {
    pub fn from_arguments(arguments: &[String]) -> Pace {
        let mut after = arguments.iter().skip_while(|argument| *argument != "--frames").skip(1);
        let frames = after.next().map(|number| number.parse().expect("--frames takes a number"));
        Pace { is_quick: arguments.iter().any(|argument| argument == "--quick"), frames }
    }

    /// How many frames to measure, of so many in earnest.
    pub fn frames(&self, in_earnest: usize) -> usize {
        let quick = if self.is_quick { in_earnest.div_ceil(10) } else { in_earnest };
        self.frames.unwrap_or(quick)
    }
}

/// The times of one phase.
pub struct Phase {
    name: String,
    times: Vec<Duration>,
}

impl Phase {
    pub fn new(name: impl Into<String>) -> Phase {
        Phase { name: name.into(), times: Vec::new() }
    }

    pub fn add(&mut self, time: Duration) {
        self.times.push(time);
    }

    /// The time that this share of the frames does not exceed.
    pub fn at(&mut self, share: f64) -> Duration {
        self.times.sort();
        let place = (self.times.len() as f64 * share).ceil() as usize;
        self.times[place.clamp(1, self.times.len()) - 1]
    }

    pub fn print_all<'a>(phases: impl IntoIterator<Item = &'a mut Phase>) {
        println!("{:<32}{:>9}{:>9}{:>9}{:>9}  ms", "", "min", "median", "p99", "max");
        for phase in phases {
            let [min, median, p99, max] =
                [0.0, 0.5, 0.99, 1.0].map(|share| phase.at(share).as_secs_f64() * 1e3);
            println!("{:<32}{min:>9.3}{median:>9.3}{p99:>9.3}{max:>9.3}", phase.name);
        }
    }
}

/// Says whether a time is below a limit.
pub fn is_below(what: &str, time: Duration, limit: Duration) -> bool {
    let is_below = time < limit;
    let word = if is_below { "is below" } else { "IS NOT BELOW" };
    println!("{what}: {time:.2?} {word} {limit:.1?}");
    is_below
}

/// Says how much memory the program holds, where the system tells.
pub fn print_memory(when: &str) {
    #[expect(clippy::disallowed_methods, reason = "what the system says of the benchmark itself")]
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let held = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = held.and_then(|held| held.split_whitespace().next()?.parse::<f64>().ok());
    if let Some(kilobytes) = kilobytes {
        println!("memory {when}: {:.0} MB", kilobytes / 1024.0);
    }
}
