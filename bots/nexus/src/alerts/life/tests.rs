use super::*;

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_780_000_000 + seconds, 0).expect("a time")
}

fn finding(rule: Rule, measure: Measure) -> Finding {
    Finding { rule, subject: "coach".to_owned(), measure, is_implied: false }
}

/// One rule and subject, as the watch keeps it, and what it told.
struct Watched {
    rule: Rule,
    alert: Option<Alert>,
    is_muted: bool,
    told: Vec<String>,
}

impl Watched {
    fn new(rule: Rule) -> Self {
        Self { rule, alert: None, is_muted: false, told: Vec::new() }
    }

    fn look(&mut self, second: i64, found: Option<Finding>) {
        match next(self.alert.as_ref(), found.as_ref(), self.is_muted, at(second)) {
            Step::Nothing => {}
            Step::Begin => {
                self.alert = Some(Alert {
                    id: Uuid::from_u128(7),
                    rule: self.rule,
                    subject: "coach".to_owned(),
                    since: at(second),
                    opened_at: None,
                    well_since: None,
                    closed_at: None,
                    returns: 0,
                    measure: Measure::Lasts,
                    revision: 0,
                    told_revision: 0,
                    told_at: None,
                    updated_at: at(second),
                    taken_by: None,
                })
            }
            Step::Forget(_) => self.alert = None,
            Step::Save(alert, tell) => {
                if let Some(tell) = tell {
                    let state = if alert.closed_at.is_some() { "closed" } else { "open" };
                    self.told.push(format!("{second}: {tell:?} {state} {:?}", alert.measure));
                }
                self.alert = Some(alert);
            }
        }
    }

    /// Every 5 s from the second on, as long as it lasts.
    fn lasts(&mut self, from: i64, until: i64, measure: impl Fn(i64) -> Option<Measure>) {
        for second in (from..=until).step_by(5) {
            let found = measure(second).map(|measure| finding(self.rule, measure));
            self.look(second, found);
        }
    }

    fn told(&self) -> String {
        self.told.join("\n")
    }
}

fn lasting(_: i64) -> Option<Measure> {
    Some(Measure::Lasts)
}

fn over(_: i64) -> Option<Measure> {
    None
}

#[test]
fn what_passes_before_it_held_is_never_told() {
    let mut down = Watched::new(Rule::BotDown);
    down.lasts(0, 25, lasting);
    down.lasts(30, 40, over);
    assert_eq!((down.told(), down.alert), (String::new(), None));
}

#[test]
fn it_opens_once_is_told_calmly_and_closes_after_it_was_well_for_a_while() {
    let mut down = Watched::new(Rule::BotDown);
    down.lasts(0, 300, lasting);
    down.lasts(305, 320, over);
    insta::assert_snapshot!(down.told(), @"
    30: Anew open Lasts
    60: InPlace open Lasts
    90: InPlace open Lasts
    120: InPlace open Lasts
    150: InPlace open Lasts
    180: InPlace open Lasts
    210: InPlace open Lasts
    240: InPlace open Lasts
    270: InPlace open Lasts
    300: InPlace open Lasts
    310: InPlace closed Lasts
    ");
    let alert = down.alert.expect("it is kept");
    assert_eq!((alert.well_since, alert.closed_at), (Some(at(305)), Some(at(310))));
}

#[test]
fn the_longer_it_lasts_the_seldomer_it_is_told() {
    let mut down = Watched::new(Rule::BotDown);
    down.lasts(0, 24 * 3600, lasting);
    assert!((20..90).contains(&down.told.len()), "{}", down.told());
}

#[test]
fn a_jump_is_told_at_once_and_a_trifle_never() {
    let mut queue = Watched::new(Rule::QueueAge);
    queue.lasts(0, 60, |second| {
        Some(Measure::Seconds(match second {
            0..20 => 100 + second / 5,
            20..40 => 500,
            _ => 510,
        }))
    });
    queue.lasts(65, 65, |_| Some(Measure::Seconds(200)));
    insta::assert_snapshot!(queue.told(), @"
    5: Anew open Seconds(101)
    20: InPlace open Seconds(500)
    65: InPlace open Seconds(200)
    ");
}

#[test]
fn what_is_well_for_a_moment_only_goes_on() {
    let mut queue = Watched::new(Rule::QueueAge);
    queue.lasts(0, 10, |_| Some(Measure::Seconds(100)));
    queue.lasts(15, 25, over);
    queue.lasts(30, 35, |_| Some(Measure::Seconds(100)));
    assert_eq!(queue.told(), "5: Anew open Seconds(100)");
    assert_eq!(queue.alert.expect("it lasts").well_since, None);
}

#[test]
fn what_flaps_is_one_alert_and_is_heard_once() {
    let mut queue = Watched::new(Rule::QueueAge);
    for round in 0..10 {
        let begin = round * 100;
        queue.lasts(begin, begin + 40, |_| Some(Measure::Seconds(100)));
        queue.lasts(begin + 45, begin + 95, over);
    }
    let anew = queue.told.iter().filter(|told| told.contains("Anew")).count();
    assert_eq!((anew, queue.alert.expect("kept").returns), (1, 9));
}

#[test]
fn what_comes_back_later_is_news() {
    let mut queue = Watched::new(Rule::QueueAge);
    for begin in [0, 1000] {
        queue.lasts(begin, begin + 10, |_| Some(Measure::Seconds(100)));
        queue.lasts(begin + 15, begin + 40, over);
    }
    insta::assert_snapshot!(queue.told(), @"
    5: Anew open Seconds(100)
    30: InPlace closed Seconds(100)
    1005: Anew open Seconds(100)
    1030: InPlace closed Seconds(100)
    ");
}

#[test]
fn of_what_is_muted_nobody_hears_before_the_mute_is_over() {
    let mut queue = Watched::new(Rule::QueueAge);
    queue.is_muted = true;
    queue.lasts(0, 50, |second| Some(Measure::Seconds(100 + second * 100)));
    assert_eq!(queue.told(), "");
    queue.is_muted = false;
    queue.lasts(55, 60, |_| Some(Measure::Seconds(100)));
    queue.is_muted = true;
    queue.lasts(65, 100, |_| Some(Measure::Seconds(900)));
    // Somebody takes it over: their colleagues see that, and that it is over in the end.
    queue.alert.as_mut().expect("it lasts").revision += 1;
    queue.lasts(105, 110, |_| Some(Measure::Seconds(900)));
    queue.lasts(115, 140, over);
    insta::assert_snapshot!(queue.told(), @"
    55: Anew open Seconds(100)
    105: InPlace open Seconds(900)
    130: InPlace closed Seconds(900)
    ");
}

#[test]
fn what_is_implied_opens_nothing_and_ends_nothing() {
    let implied = || Some(Finding { is_implied: true, ..finding(Rule::QueueAge, Measure::Seconds(100)) });
    let mut queue = Watched::new(Rule::QueueAge);
    (0..10).for_each(|second| queue.look(second, implied()));
    assert_eq!(queue.alert, None);
    queue.lasts(10, 20, |_| Some(Measure::Seconds(100)));
    (21..60).for_each(|second| queue.look(second, implied()));
    assert_eq!(queue.told(), "15: Anew open Seconds(100)");
    assert_eq!(queue.alert.expect("it goes on").closed_at, None);
}

#[test]
fn a_muted_one_that_was_never_told_closes_without_a_word() {
    let mut queue = Watched::new(Rule::QueueAge);
    queue.is_muted = true;
    queue.lasts(0, 20, |_| Some(Measure::Seconds(100)));
    queue.lasts(25, 60, over);
    assert_eq!(queue.told(), "");
    assert!(queue.alert.expect("kept").closed_at.is_some());
}
