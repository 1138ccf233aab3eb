//! From pieces to a reading, by the conventions of the specification.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use super::clocks::Hints;
use super::dates::{self, Day};
use super::found::Found;
use super::grammar::Grammar;
use super::intents::Detected;
use super::lexicon::Class;
use super::pieces::{Clock, DateRef, Length, Part, Piece, Repeat, Unit, What};
use super::recurrence::{self, Frequency, Recurrence};
use super::scan::Scan;
use super::times::{self, Slot};
use super::token::{Kind, Token};
use super::types::{Alternative, Intent, Mutation, Problem, Reading, When};
use super::{Context, title};

pub fn assemble(
    text: &str,
    tokens: &[Token],
    scan: Scan,
    detected: Detected,
    grammar: &'static Grammar,
    context: &Context,
) -> Reading {
    let hints = scan.hints;
    let mut found = Found::collect(scan.pieces);
    let covered = covered(tokens, &found.kept, detected);
    let title = title::remaining(text, tokens, &covered, found.asks_reminder, grammar);
    let title = match detected.intent {
        Intent::EventSearch
            if title.split(' ').all(|word| grammar.is(Class::Searched, &word.to_lowercase())) =>
        {
            String::new()
        }
        _ => title,
    };
    let intent = intent_of(detected, &found, &title, grammar);
    if intent == Intent::GoalCreate {
        terms_are_deadlines(&mut found);
    }
    let mut problems = impossible(&found, text, tokens);
    let resolved = Resolver { found: &found, hints, intent, context, now: context.wall_now() }.resolve();
    problems.extend(resolved.problems);
    let wants_title = matches!(intent, Intent::EventMutate(_) | Intent::GoalCreate);
    if wants_title && !title.chars().any(char::is_alphanumeric) {
        problems.push(Problem::TitleMissing);
    }
    let quiet =
        matches!(intent, Intent::SmallTalk | Intent::Help | Intent::SettingsChange | Intent::GoalSearch);
    Reading {
        intent,
        title: if quiet { String::new() } else { title },
        when: resolved.when,
        duration_minutes: resolved.duration,
        recurrence: resolved.recurrence,
        deadline: resolved.deadline,
        reminders: found.reminders.clone(),
        asks_reminder: found.asks_reminder,
        alternatives: resolved.alternatives,
        problems,
        spans: spans(tokens, &covered),
    }
}

/// For each token: was it read as something other than the title?
fn covered(tokens: &[Token], pieces: &[Piece], detected: Detected) -> Vec<bool> {
    let mut covered = vec![false; tokens.len()];
    let said = detected.tokens.0..detected.tokens.1;
    let ranges = pieces.iter().map(|piece| piece.tokens.clone()).chain(std::iter::once(said));
    for at in ranges.flatten() {
        if let Some(place) = covered.get_mut(at) {
            *place = true;
        }
    }
    covered
}

fn spans(tokens: &[Token], covered: &[bool]) -> Vec<std::ops::Range<usize>> {
    let mut spans: Vec<std::ops::Range<usize>> = Vec::new();
    let mut last = None;
    for (at, token) in tokens.iter().enumerate().filter(|(at, _)| covered.get(*at).copied().unwrap_or(false))
    {
        match spans.last_mut().filter(|_| last.is_some_and(|last: usize| last + 1 == at)) {
            Some(span) => span.end = token.end,
            None => spans.push(token.start..token.end),
        }
        last = Some(at);
    }
    spans
}

/// An event by default; a goal where a goal's verb or a far deadline stands and no day does.
fn intent_of(detected: Detected, found: &Found, title: &str, grammar: &Grammar) -> Intent {
    if detected.explicit {
        return detected.intent;
    }
    let timed =
        found.clock.is_some() || found.part.is_some() || found.times.is_some() || found.by_time.is_some();
    let dated = found.date.is_some() || found.dates.is_some() || found.repeat.is_some();
    let soon = found.after.is_some_and(|length| length.minutes > 0);
    if timed || dated || soon || found.asks_reminder || !found.reminders.is_empty() {
        return detected.intent;
    }
    let first = title.split_whitespace().next().map(str::to_lowercase).unwrap_or_default();
    let begins = |verbs: &str| verbs.split_whitespace().any(|verb| first.starts_with(verb));
    let ends = found.by.is_some() || found.term.is_some() || found.after.is_some();
    let verb = begins(grammar.lexicon.goal_verbs);
    let weak = begins(grammar.lexicon.goal_verbs_with_deadline);
    let goal = verb || (weak || found.wish) && ends || weak && found.wish || found.term.is_some();
    if goal { Intent::GoalCreate } else { detected.intent }
}

/// A goal's "in 3 months" is its deadline.
fn terms_are_deadlines(found: &mut Found) {
    let term = found.duration.filter(|length| !length.is_clock());
    if let Some(length) = found.after.take().or(term) {
        found.term = Some((length, false));
    }
}

/// Times and days that do not exist, as they were typed.
fn impossible(found: &Found, text: &str, tokens: &[Token]) -> Vec<Problem> {
    let typed = |piece: &Piece, from: fn(&Token) -> bool| {
        let mut inside =
            tokens.get(piece.tokens.clone()).into_iter().flatten().skip_while(|token| !from(token));
        let first = inside.next();
        let last = tokens.get(piece.tokens.end.saturating_sub(1));
        let span = first.zip(last).and_then(|(first, last)| text.get(first.start..last.end.max(first.end)));
        span.unwrap_or_default().to_owned()
    };
    let bad_clock = |clock: &Clock| clock.impossible;
    let bad_date = |date: &DateRef| match *date {
        DateRef::DayMonth { day, month, year } => {
            let year = year.unwrap_or(2024);
            NaiveDate::from_ymd_opt(year, month, day).is_none()
        }
        _ => false,
    };
    let digit = |token: &Token| token.kind == Kind::Number;
    let any = |token: &Token| {
        token.kind != Kind::Sign && token.text.chars().count() > 2 || token.kind == Kind::Number
    };
    let problem = |piece: &Piece| match &piece.what {
        What::Clock(clock) | What::ByTime(clock) if bad_clock(clock) => {
            Some(Problem::NoSuchTime(typed(piece, digit)))
        }
        What::TimeRange(from, to) if bad_clock(from) || bad_clock(to) => {
            Some(Problem::NoSuchTime(typed(piece, digit)))
        }
        What::Date(date) | What::By(date) if bad_date(date) => Some(Problem::NoSuchDate(typed(piece, any))),
        What::DateRange(from, to) if bad_date(from) || bad_date(to) => {
            Some(Problem::NoSuchDate(typed(piece, any)))
        }
        _ => None,
    };
    found.kept.iter().filter_map(problem).collect()
}

#[derive(Default)]
struct Resolved {
    when: When,
    duration: Option<u32>,
    recurrence: Option<Recurrence>,
    deadline: Option<NaiveDate>,
    alternatives: Vec<Alternative>,
    problems: Vec<Problem>,
}

struct Resolver<'a> {
    found: &'a Found,
    hints: Hints,
    intent: Intent,
    context: &'a Context,
    now: NaiveDateTime,
}

impl Resolver<'_> {
    fn today(&self) -> NaiveDate {
        self.now.date()
    }

    fn resolve(&self) -> Resolved {
        let mut resolved =
            Resolved { deadline: self.deadline(), duration: self.minutes(), ..Resolved::default() };
        let options = match self.found.repeat {
            Some(repeat) => self.series(repeat, &mut resolved),
            None => self.single(&mut resolved.problems),
        };
        match options.as_slice() {
            [] => {}
            [only] => resolved.when = *only,
            _ => resolved.alternatives = options.iter().map(|when| Alternative { when: *when }).collect(),
        }
        if let Some(When::Span(start, end)) = options.first() {
            let minutes = u32::try_from((*end - *start).num_minutes()).ok();
            let same =
                options.iter().all(|it| matches!(it, When::Span(from, to) if *to - *from == *end - *start));
            resolved.duration = minutes.filter(|_| same);
        }
        if resolved.deadline.is_none() && self.found.by_time.is_some() {
            resolved.deadline = options.first().and_then(When::day).filter(|_| options.len() == 1);
        }
        resolved
    }

    fn minutes(&self) -> Option<u32> {
        self.found.duration.filter(|length| length.is_clock()).map(|length| length.minutes)
    }

    fn part(&self) -> Option<Part> {
        match self.found.repeat {
            Some(Repeat::EveryPart(part)) => Some(part),
            _ => self.found.part,
        }
    }

    /// Of a single event the deadline; the end of a series is in its rule.
    fn deadline(&self) -> Option<NaiveDate> {
        if self.found.repeat.is_some() {
            return None;
        }
        let named = self.found.by.and_then(|date| first_day(dates::resolve(date, self.today())?));
        let term = || self.found.term.and_then(|(length, _)| self.later(length)).map(|moment| moment.date());
        named.or_else(term)
    }

    /// The wall time a length from now: days by the calendar, hours by the clock that ticks through a change of time.
    fn later(&self, length: Length) -> Option<NaiveDateTime> {
        let day = dates::after(self.today(), Length { minutes: 0, ..length })?.and_time(self.now.time());
        let start = if length.is_clock() {
            self.context.now.with_timezone(&self.context.zone)
        } else {
            dates::instant(day, self.context.zone)
        };
        let instant = start.checked_add_signed(TimeDelta::minutes(i64::from(length.minutes)))?;
        let wall = instant.naive_local();
        Some(wall - TimeDelta::nanoseconds(i64::from(chrono::Timelike::nanosecond(&wall))))
    }

    fn slots(&self) -> Vec<Slot> {
        times::slots(self.found, self.part(), self.hints, self.minutes())
    }

    /// The readings of an event that happens once.
    fn single(&self, problems: &mut Vec<Problem>) -> Vec<When> {
        if let Some(length) = self.found.after.filter(|length| length.minutes > 0) {
            let start = self.later(length);
            return start.into_iter().map(|start| self.spanning(start)).collect();
        }
        let day = match self.day() {
            Ok(day) => day,
            Err(NoSuchDay) => return Vec::new(),
        };
        let slots = self.slots();
        if !slots.is_empty() {
            let placed = times::place(day, &slots, self.part(), self.now);
            if self.intent != Intent::EventSearch {
                problems.extend(placed.problems);
            }
            return placed.options;
        }
        let all = self.intent == Intent::EventSearch;
        let options = day.map_or_else(Vec::new, |day| times::whole(day, all, self.today()));
        if let ([When::Day(date)], false) = (options.as_slice(), all)
            && *date < self.today()
        {
            problems.extend(times::moment(*date, 0).map(Problem::InPast));
        }
        options
    }

    fn spanning(&self, start: NaiveDateTime) -> When {
        let end = self.minutes().map(|minutes| start + TimeDelta::minutes(i64::from(minutes)));
        end.map_or(When::At(start), |end| When::Span(start, end))
    }

    /// The named day; "for 3 days" makes it a range.
    fn day(&self) -> Result<Option<Day>, NoSuchDay> {
        let today = self.today();
        if let Some((from, to)) = self.found.dates {
            return self.range(from, to).map(Some);
        }
        let named = self.found.date.or(self.found.after.map(DateRef::After));
        let Some(named) = named else { return Ok(None) };
        let day = dates::resolve(named, today).ok_or(NoSuchDay)?;
        let days = self.found.duration.filter(|length| !length.is_clock());
        match (day, days) {
            (Day::One(first) | Day::TodayOr(_, first), Some(length)) => {
                let last = dates::after(first, length).and_then(|end| end.pred_opt()).ok_or(NoSuchDay)?;
                Ok(Some(Day::Range(first, last)))
            }
            _ => Ok(Some(day)),
        }
    }

    fn range(&self, from: DateRef, to: DateRef) -> Result<Day, NoSuchDay> {
        let first = dates::resolve(from, self.today()).and_then(first_day).ok_or(NoSuchDay)?;
        let moved = self.intent == Intent::EventMutate(Mutation::Change);
        let last = dates::resolve(to, if moved { self.today() } else { first }).ok_or(NoSuchDay)?;
        let last = match last {
            Day::TodayOr(_, later) => later,
            day => first_day(day).ok_or(NoSuchDay)?,
        };
        if moved {
            return Ok(Day::One(last));
        }
        if last < first { Err(NoSuchDay) } else { Ok(Day::Range(first, last)) }
    }

    /// The first occurrences a series can have, and its rule.
    fn series(&self, repeat: Repeat, resolved: &mut Resolved) -> Vec<When> {
        let (mut rule, takes_day) = recurrence::resolve(repeat, self.found.date);
        let named = self.found.date.filter(|_| !takes_day).or(self.found.after.map(DateRef::After));
        let from = named.and_then(|date| dates::resolve(date, self.today())).and_then(first_day);
        let from = from.unwrap_or_else(|| self.today());
        let slots = self.slots();
        let mut options: Vec<When> = slots.iter().filter_map(|slot| self.first(&rule, *slot, from)).collect();
        options.sort_by_key(|when| match *when {
            When::At(start) | When::Span(start, _) => start,
            _ => self.now,
        });
        if slots.is_empty() {
            options = self.untimed(&rule, from);
        }
        self.bound(&mut rule, options.first().and_then(When::day));
        resolved.recurrence = Some(rule);
        options
    }

    fn first(&self, rule: &Recurrence, slot: Slot, from: NaiveDate) -> Option<When> {
        let day = rule.first_day(from)?;
        let ahead = times::moment(day, slot.start).is_some_and(|moment| moment > self.now);
        let day = if ahead { day } else { rule.first_day(dates::shift(day, 1)?)? };
        times::on(day, slot)
    }

    /// Minutes and hours begin an interval from now; everything else is an all-day series.
    fn untimed(&self, rule: &Recurrence, from: NaiveDate) -> Vec<When> {
        let unit = match rule.frequency {
            Frequency::Minutely => Some(Unit::Minute),
            Frequency::Hourly => Some(Unit::Hour),
            _ => None,
        };
        if let Some(unit) = unit {
            let start = self.later(Length::of(rule.interval, unit));
            return start.into_iter().map(|start| self.spanning(start)).collect();
        }
        rule.first_day(from).into_iter().map(When::Day).collect()
    }

    /// Sets where the series ends: until a day, after a count, or after a term ("for 2 weeks").
    fn bound(&self, rule: &mut Recurrence, start: Option<NaiveDate>) {
        rule.count = self.found.count;
        rule.until = self.found.by.and_then(|date| dates::resolve(date, self.today())).and_then(first_day);
        let term = self
            .found
            .duration
            .filter(|length| !length.is_clock())
            .or(self.found.term.map(|(length, _)| length));
        if let (None, None, Some(length), Some(start)) = (rule.until, rule.count, term, start) {
            rule.until = dates::after(start, length).and_then(|end| end.pred_opt());
        }
    }
}

/// The calendar has no such day.
struct NoSuchDay;

/// The day that stands for a named one where a single day is needed: a period's first, a weekday's next.
fn first_day(day: Day) -> Option<NaiveDate> {
    Some(match day {
        Day::One(date) | Day::TodayOr(_, date) => date,
        Day::Either(first, _) | Day::Range(first, _) | Day::Whole(first, _) => first,
    })
}
