//! Who said how much, and how many they are.

use crate::compare::{
    Affiliations, Carried, Distance, Grouping, Interval, Members, Mention, Mentions, Number,
    Speaker,
};
use crate::estimate::{Bounds, Day, How, Shape};

use super::{Sentence, Words};

/// Voices named one by one; of more only how many they are.
const MOST_NAMED: usize = 3;

impl Words {
    /// A number as it was stated, or the values that it is read as.
    #[must_use]
    pub fn told(self, number: &Number) -> String {
        match number {
            Number::Stated(bounds) => self.stated(bounds),
            Number::Read(read) => self.read(*read),
        }
    }

    /// What a voice's statement is read as; from where to where it goes if the voice says two
    /// things: `900–11,000 (two things said at once)`
    #[must_use]
    pub fn read(self, read: Interval) -> String {
        let said = self.interval(read);
        if read.says_two_things() { format!("{said} (two things said at once)") } else { said }
    }

    /// `635 apart, a factor of 3.02`
    #[must_use]
    pub fn distance(self, distance: Distance) -> String {
        self.apart(distance.gap, distance.factor)
    }

    /// Where values are shared: `475,000–523,000`, `300–315 or 950–1,000`.
    #[must_use]
    pub fn cores(self, core: &[Interval]) -> String {
        let core: Vec<String> = core.iter().map(|core| self.interval(*core)).collect();
        core.join(" or ")
    }

    /// `ROK Joint Chiefs’ 1,100`; of a group with whose it is: `South Korea’s (ROK Joint Chiefs)
    /// 1,100`.
    pub(super) fn whose(self, mention: &Mention) -> String {
        self.whose_number(mention, &self.told(&mention.number))
    }

    /// The same with what is reckoned with, where that is not what is said: `ROK Joint Chiefs’
    /// 1,100 (1,050–1,150)`.
    pub(super) fn whose_read(self, mention: &Mention) -> String {
        self.whose_number(mention, &self.told_and_read(mention))
    }

    fn whose_number(self, mention: &Mention, number: &str) -> String {
        let member = match (&mention.member, &mention.number) {
            (Some(member), Number::Stated(_)) if *member != mention.by.name => {
                format!(" ({member})")
            }
            // What several share is nobody's alone.
            _ => String::new(),
        };
        let projected = if mention.is_projected { "projected " } else { "" };
        format!("{}{member} {projected}{number}", self.possessive(&mention.by.name))
    }

    /// Of when it is: of a day, or of a period.
    fn when(self, mention: &Mention) -> String {
        match mention.from {
            Some(from) => self.span(from, mention.day),
            None => self.day(mention.day),
        }
    }

    /// The same as it is said on a day.
    pub(super) fn when_seen_from(self, mention: &Mention, at: Day) -> String {
        match mention.from {
            Some(from) => self.span(from, mention.day),
            None => self.day_seen_from(mention.day, at),
        }
    }

    /// Of which day that is, and where it was carried to from there; of what the members of a group
    /// share, whose of which day is the last.
    pub(super) fn of_day(self, mention: &Mention, whose: &str, day: &str) -> String {
        match (&mention.member, &mention.number) {
            (Some(member), Number::Read(_)) => {
                let last = self.possessive(member);
                format!("{whose} (what its members share; the last is {last} of {day})")
            }
            _ => format!("{whose} of {day}{}", self.carried(mention)),
        }
    }

    /// `1,100 (1,050–1,150)`, `more than 3,000 (at least 3,001)`, `2,700–3,300`
    pub(super) fn told_and_read(self, mention: &Mention) -> String {
        let told = self.told(&mention.number);
        let is_read_otherwise = match &mention.number {
            // What it is read as on another day stands behind its own day.
            Number::Stated(_) if mention.carried.is_some() => false,
            Number::Stated(bounds) => is_read_otherwise(bounds, mention.read),
            Number::Read(_) => false,
        };
        if is_read_otherwise { format!("{told} ({})", self.interval(mention.read)) } else { told }
    }

    /// `ROK Joint Chiefs’ 1,100 (1,050–1,150) of 23 Dec 2024`
    pub(super) fn mention(self, sentence: &mut Sentence, mention: &Mention) {
        self.mention_as(sentence, mention, &self.whose_read(mention));
    }

    /// The same with another way to say whose and how much.
    pub(super) fn mention_as(self, sentence: &mut Sentence, mention: &Mention, whose: &str) {
        let text = self.of_day(mention, whose, &self.when(mention));
        sentence.about(text, mention.by.voices(), vec![mention.estimate]);
    }

    /// What was said and of which day, whatever it is read as: `ROK Joint Chiefs’ 1,100 of 23 Dec
    /// 2024`.
    pub(super) fn mention_said(self, sentence: &mut Sentence, mention: &Mention) {
        let text = format!("{} of {}", self.whose(mention), self.when(mention));
        sentence.about(text, mention.by.voices(), vec![mention.estimate]);
    }

    /// Where it was carried to from its own day: ` (carried 175 days at 1,468.1 a day:
    /// 871,419–872,419)`, ` (carried 12 days towards its own 315,000 of 30 Jan 2024: 93,391)`;
    /// nothing where it was not.
    pub(super) fn carried(self, mention: &Mention) -> String {
        mention.carried.map_or_else(String::new, |(carried, read)| {
            let how = match mention.towards {
                Some((next, day)) => {
                    let (days, next) = (self.days(carried.days), self.interval(next));
                    format!("carried {days} towards its own {next} of {}", self.day(day))
                }
                None => self.how_carried(&carried),
            };
            format!(" ({how}: {})", self.interval(read))
        })
    }

    /// `carried 175 days at 1,466–1,471 a day`, `carried 12 days towards its own next number`.
    #[must_use]
    pub fn how_carried(self, carried: &Carried) -> String {
        let days = self.days(carried.days);
        if carried.is_between {
            return format!("carried {days} towards its own next number");
        }
        let tenths = |rate: f64| (rate * 10.0).round() / 10.0;
        let rate = match carried.per_day {
            (Some(least), Some(most)) if tenths(least) != tenths(most) => {
                format!("{}–{}", self.number(tenths(least)), self.number(tenths(most)))
            }
            (Some(rate), _) | (None, Some(rate)) => self.number(tenths(rate)),
            (None, None) => return format!("carried {days}"),
        };
        format!("carried {days} at {rate} a day")
    }

    /// Those named, and how many more there are.
    pub(super) fn mentions(self, sentence: &mut Sentence, mentions: &Mentions) {
        let Mentions { named, others } = mentions;
        if others.is_empty() {
            return sentence.row(named, |sentence, mention| self.mention(sentence, mention));
        }
        for (place, mention) in named.iter().enumerate() {
            sentence.say(if place == 0 { "" } else { ", " });
            self.mention(sentence, mention);
        }
        sentence.say(" and ");
        let (voices, estimates): (Vec<_>, Vec<_>) = others.iter().copied().unzip();
        sentence.about(format!("{} more", self.count(others.len())), voices, estimates);
    }

    /// `origin`, `affiliations`: what is counted, as one speaks of so many of it.
    #[must_use]
    pub fn noun(self, by: Grouping, count: usize) -> &'static str {
        match (by, count) {
            (Grouping::Origin, 1) => "origin",
            (Grouping::Origin, _) => "origins",
            (Grouping::Label, 1) => "label",
            (Grouping::Label, _) => "labels",
            (Grouping::Affiliation, 1) => "affiliation",
            (Grouping::Affiliation, _) => "affiliations",
            // Whose kind, country, side, camp or method is not known is a voice, and none of these.
            (_, 1) => "voice",
            (_, _) => "voices",
        }
    }

    /// As what voices are counted that stand for several: `kind`, `countries`.
    fn group(self, by: Grouping, count: usize) -> &'static str {
        match (by, count) {
            (Grouping::Kind, 1) => "kind",
            (Grouping::Kind, _) => "kinds",
            (Grouping::Country, 1) => "country",
            (Grouping::Country, _) => "countries",
            (Grouping::Party, 1) => "side",
            (Grouping::Party, _) => "sides",
            (Grouping::Camp, 1) => "camp",
            (Grouping::Camp, _) => "camps",
            (Grouping::Method, 1) => "method",
            (Grouping::Method, _) => "methods",
            _ => self.noun(by, count),
        }
    }

    /// `1 origin`, `4 affiliations`
    #[must_use]
    pub fn so_many(self, by: Grouping, count: usize) -> String {
        format!("{} {}", self.count(count), self.noun(by, count))
    }

    /// How many voices these are, and to how many affiliations they belong: `8 origins, 4
    /// affiliations: US 4`. How many of them are no kind, country, side, camp or method: `3 voices: 2
    /// countries, 1 for itself`. Of methods also how many origins stand behind them: `8 origins, 4
    /// methods`.
    pub(super) fn members(self, sentence: &mut Sentence, members: &Members) {
        let Members { by, voices, alone, origins, affiliations } = members;
        let groups = voices.len().saturating_sub(*alone);
        let so_many = format!("{} {}", self.count(groups), self.group(*by, groups));
        let told = match alone {
            0 => so_many,
            _ => {
                let all = self.so_many(*by, voices.len());
                let alone = self.counted(*alone, "for itself", "for themselves");
                match groups {
                    0 if voices.len() == 1 => all,
                    0 => format!("{all}, each for itself"),
                    _ => format!("{all}: {so_many}, {alone}"),
                }
            }
        };
        let origins = origins.map(|count| format!("{}, ", self.so_many(Grouping::Origin, count)));
        sentence.of(origins.unwrap_or_default() + &told, voices.clone());
        let Some(Affiliations { count, of_several }) = affiliations else { return };
        sentence.say(format!(", {}", self.so_many(Grouping::Affiliation, *count)));
        for (place, (name, voices)) in of_several.iter().enumerate() {
            sentence.say(if place == 0 { ": " } else { ", " });
            sentence.of(format!("{name} {}", self.count(voices.len())), voices.clone());
        }
    }

    /// `NATO officials`, `just one of A and B`, `any one of A, B and C`, `any one of 7 origins`.
    pub(super) fn any_one(self, sentence: &mut Sentence, by: Grouping, speakers: &[Speaker]) {
        let which = if speakers.len() == 2 { "just one of" } else { "any one of" };
        self.some_of(sentence, which, by, speakers);
    }

    /// `NATO officials`, `each of A and B`, `each of 7 origins`.
    pub(super) fn each_of(self, sentence: &mut Sentence, by: Grouping, speakers: &[Speaker]) {
        self.some_of(sentence, "each of", by, speakers);
    }

    /// `which` of these: by their names where they are few, by their number else; one by its name.
    fn some_of(self, sentence: &mut Sentence, which: &str, by: Grouping, speakers: &[Speaker]) {
        let voices: Vec<usize> = speakers.iter().filter_map(|speaker| speaker.voice).collect();
        let names: Vec<&str> = speakers.iter().map(|speaker| &*speaker.name).collect();
        let text = match &names[..] {
            [only] => (*only).to_owned(),
            several if several.len() > MOST_NAMED => {
                format!("{which} {}", self.so_many(by, several.len()))
            }
            several => format!("{which} {}", self.all_of(several)),
        };
        sentence.of(text, voices);
    }

    /// That one of two voices belongs to the conflict and the other does not, where it is so.
    pub(super) fn party(self, sentence: &mut Sentence, party: Option<&Speaker>) {
        let Some(party) = party else { return };
        sentence.say(" ");
        sentence.of(&*party.name, party.voices());
        let speaks = self.verb(&party.name, "speaks", "speak");
        sentence.say(format!(" {speaks} for a party to the conflict."));
    }
}

/// Whether what was said is reckoned with as other numbers than those that are shown for it.
fn is_read_otherwise(bounds: &Bounds, read: Interval) -> bool {
    let Some(number) = bounds.single() else { return false };
    match (bounds.how(), bounds.shape()) {
        (How::AtLeast | How::MoreThan, _) => read.low() != number,
        (How::AtMost | How::LessThan, _) => read.high() != number,
        (How::About | How::Nearly, _) | (_, Shape::Point) => !read.is_point(),
        (_, Shape::AtLeast) => read.low() != number,
        _ => read.high() != number,
    }
}

impl Speaker {
    /// As a part of a sentence takes it.
    pub(super) fn voices(&self) -> Vec<usize> {
        self.voice.into_iter().collect()
    }
}
