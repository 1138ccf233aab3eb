//! Where a person is: a typed place or offset, or a location pin.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use teloxide::types::{Location, Message};

use super::{CoreState, CoreTap, settings, store};
use crate::{
    bot::Bot,
    delivery::Turn,
    event::{self, Event, Events},
    html,
    ids::{TraceId, UserId},
    jobs::{GaveUp, Job, JobContext, Jobs},
    locale::{Format, Language},
    screen::{Button, Html, Keyboard, ReplyButton, Screen},
    text,
    zone::{self, Candidate},
};

/// As many places as are offered when a name means several.
const CHOICES: usize = 6;

pub(super) async fn ask(turn: Turn) -> anyhow::Result<()> {
    turn.set_core_state(&CoreState::AskedZone)?;
    let locale = turn.core_locale();
    let usual = usual(turn.language()).map(|zone| {
        let place = zone::describe(zone, turn.language(), turn.now());
        place_button(&turn, place.city, zone)
    });
    let mut screen = Screen::new(html!(locale, "ask-zone")).row(usual);
    if CAN_LOCATE {
        screen = screen.row([Button::tap(text!(locale, "button-send-location"), &CoreTap::AskLocation)]);
    }
    turn.show(screen.row([way_out(&turn)]));
    Ok(())
}

/// Out of the question: past it for a newcomer, back to the settings for everybody else.
fn way_out(turn: &Turn) -> Button {
    let locale = turn.core_locale();
    match turn.person().chosen_zone {
        None => Button::tap(text!(locale, "button-skip"), &CoreTap::SkipZone),
        Some(_) => Button::tap(text!(locale, "button-back"), &CoreTap::Settings),
    }
}

/// Where most people of a language are.
const fn usual(language: Language) -> [Tz; 2] {
    match language {
        Language::En => [Tz::Europe__London, Tz::America__New_York],
        Language::Ru => [Tz::Europe__Moscow, Tz::Asia__Yekaterinburg],
        Language::Uk => [Tz::Europe__Kyiv, Tz::Europe__Warsaw],
        Language::Pl => [Tz::Europe__Warsaw, Tz::Europe__London],
    }
}

/// A place with the time that it is there, so that a mistake is seen before it is made.
fn place_button(turn: &Turn, name: String, zone: Tz) -> Button {
    let time = Format::new(turn.language(), zone).time(turn.now());
    Button::tap(format!("{name} – {time}"), &CoreTap::Zone(zone))
}

/// Telegram gives a location only through a keyboard in place of the person's own.
pub(super) async fn ask_location(turn: Turn) -> anyhow::Result<()> {
    turn.set_core_state(&CoreState::AskedZone)?;
    let locale = turn.core_locale();
    let rows = vec![vec![ReplyButton::Location(text!(locale, "button-send-location"))]];
    let placeholder = Some(text!(locale, "placeholder-city"));
    turn.show(Screen::new(html!(locale, "ask-location")).keyboard(Keyboard::Reply { rows, placeholder }));
    Ok(())
}

/// The text of a message that answers the question where the person is.
pub(super) fn asked(turn: Turn, message: Message) -> Option<String> {
    (turn.core_state() == CoreState::AskedZone).then(|| message.text().map(str::to_owned)).flatten()
}

/// Lets everything through; a press of one of the bot's own buttons leaves any question of core's, so that what is written
/// next is no place.
pub(super) fn passes_question(turn: Turn) -> bool {
    if turn.source().pressed.is_some() && turn.core_state() != CoreState::Idle {
        turn.set_dialogue_of(super::FLOOR, serde_json::Value::Null);
    }
    true
}

pub(super) async fn take_place(turn: Turn, bot: Arc<Bot>, place: String) -> anyhow::Result<()> {
    let found = zone::find(&place, turn.language(), turn.now());
    let zones_agree = found.windows(2).all(|pair| pair[0].zone == pair[1].zone);
    match found.as_slice() {
        [] => {
            turn.set_core_state(&CoreState::AskedZone)?;
            let place: String = place.chars().take(60).collect();
            let text = html!(turn.core_locale(), "unknown-place", place = place);
            turn.say(Screen::new(text).row([way_out(&turn)]));
            Ok(())
        }
        [first, ..] if zones_agree => choose(turn, bot, first.zone).await,
        several => offer(&turn, several),
    }
}

/// `Birmingham, Alabama, USA`
fn label(place: &Candidate) -> String {
    let country = place.country.map(|country| country.name.to_owned());
    let parts = [Some(place.city.clone()), place.region.map(str::to_owned), country];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn offer(turn: &Turn, places: &[Candidate]) -> anyhow::Result<()> {
    turn.set_core_state(&CoreState::AskedZone)?;
    let mut screen = Screen::new(html!(turn.core_locale(), "which-place"));
    for place in places.iter().take(CHOICES) {
        screen = screen.row([place_button(turn, label(place), place.zone)]);
    }
    turn.show(screen.row([way_out(turn)]));
    Ok(())
}

/// The zone is known: keeps it, moves what hangs on it, and says what time it is there, so that a mistake is seen.
pub(super) async fn choose(turn: Turn, bot: Arc<Bot>, zone: Tz) -> anyhow::Result<()> {
    let is_new = turn.person().chosen_zone.is_none();
    turn.choose_zone(zone);
    turn.set_core_state(&CoreState::Idle)?;
    let moved = moved(&turn, &bot, zone).await?;
    let mut text = zone_text(&turn, zone);
    if let Some(moved) = moved {
        text.push("\n\n");
        text.push(moved);
    }
    turn.show(done(&turn, text));
    if is_new { bot.go_home(turn).await } else { settings::show(turn, bot).await }
}

async fn moved(turn: &Turn, bot: &Bot, zone: Tz) -> anyhow::Result<Option<Html>> {
    match &bot.zone_moved {
        Some(zone_moved) => zone_moved(turn.clone(), zone).await,
        None => Ok(None),
    }
}

fn zone_text(turn: &Turn, zone: Tz) -> Html {
    let time = Format::new(turn.language(), zone).time(turn.now());
    let place = zone::describe(zone, turn.language(), turn.now()).city;
    html!(turn.core_locale(), "zone-chosen", zone = place, time = time)
}

/// The answer to a typed place or a pin takes the location keyboard away; an edited screen cannot carry one.
fn done(turn: &Turn, text: Html) -> Screen {
    let screen = Screen::new(text);
    if turn.source().pressed.is_some() { screen } else { screen.keyboard(Keyboard::Remove) }
}

/// Skipped: the usual zone of the language, and the person is told.
pub(super) async fn skip(turn: Turn, bot: Arc<Bot>) -> anyhow::Result<()> {
    let zone = zone::default_for(turn.language());
    turn.choose_zone(zone);
    turn.set_core_state(&CoreState::Idle)?;
    let mut text = zone_text(&turn, zone);
    text.push("\n");
    text.push(html!(turn.core_locale(), "zone-by-language"));
    turn.show(text);
    bot.go_home(turn).await
}

/// A pin: the borders of all zones are a big table, so a job looks it up.
pub(super) async fn take_pin(turn: Turn, location: Location) -> anyhow::Result<()> {
    turn.enqueue(&Locate { latitude: location.latitude, longitude: location.longitude })?;
    turn.working("find_location");
    Ok(())
}

/// Finds the zone of a point on the map.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Locate {
    latitude: f64,
    longitude: f64,
}

impl Job for Locate {
    const NAME: &'static str = "locate";
    /// `None` when the coordinates are none.
    type Answer = Option<Tz>;

    async fn run(self, _: JobContext) -> anyhow::Result<Option<Tz>> {
        Ok(tokio::task::spawn_blocking(move || zone_at(self.latitude, self.longitude)).await?)
    }
}

/// Whether this program carries the borders of the zones.
const CAN_LOCATE: bool = cfg!(feature = "zone-finder");

#[cfg(feature = "zone-finder")]
fn zone_at(latitude: f64, longitude: f64) -> Option<Tz> {
    zone::at(latitude, longitude)
}

/// Without the borders a pin leads to the question for a city.
#[cfg(not(feature = "zone-finder"))]
fn zone_at(_: f64, _: f64) -> Option<Tz> {
    None
}

/// The person chose another zone in another bot.
#[derive(Serialize, Deserialize)]
struct ZoneChosen {
    zone: Tz,
}

impl Event for ZoneChosen {
    const NAME: &'static str = "zone_chosen";
}

/// Tells all bots of a person that they are in another zone now, in the transaction that says so: each moves what hangs on
/// it. For changes that come from no bot.
///
/// # Errors
/// When the database does not answer.
pub async fn tell_zone(
    db: &mut PgConnection,
    user: UserId,
    zone: Tz,
    trace: TraceId,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let body = event::body(&ZoneChosen { zone })?;
    Ok(store::file_zone(db, user, &body, trace, now).await?)
}

/// What happens here when the person moves to another zone elsewhere.
pub(crate) fn events(events: &mut Events, bot: &Bot) {
    let zone_moved = bot.zone_moved.clone();
    events.on(move |turn: Turn, ZoneChosen { zone }| {
        let zone_moved = zone_moved.clone();
        async move {
            if let Some(zone_moved) = zone_moved
                && let Some(moved) = zone_moved(turn.clone(), zone).await?
            {
                turn.say(Screen::new(moved).silent());
            }
            Ok(())
        }
    });
}

/// Core's own jobs, with the bot that their answers lead back to.
pub(crate) fn jobs(bot: &Bot) -> Jobs {
    // The bot's own jobs stay out of its copy: they would hold it for ever.
    let bot = Arc::new(Bot { jobs: Jobs::default(), ..bot.clone() });
    Jobs::default().on::<Locate, _, _>(move |turn, zone| located(turn, Arc::clone(&bot), zone))
}

async fn located(turn: Turn, bot: Arc<Bot>, zone: Result<Option<Tz>, GaveUp>) -> anyhow::Result<()> {
    match zone {
        Ok(Some(zone)) => choose(turn, bot, zone).await,
        Ok(None) | Err(GaveUp) => {
            turn.set_core_state(&CoreState::AskedZone)?;
            turn.say(Screen::new(html!(turn.core_locale(), "location-unknown")).row([way_out(&turn)]));
            Ok(())
        }
    }
}
