### Core's own texts: what every bot says the same way.

## Dates. $month is 1 to 12, $weekday is 1 (Monday) to 7.

# A month by itself, as in a calendar's heading.
month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
# A month after a day's number.
month-of-date = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
month-year = { $month } { $year }
weekday = { $weekday ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}
weekday-short = { $weekday ->
    [1] Mon
    [2] Tue
    [3] Wed
    [4] Thu
    [5] Fri
    [6] Sat
   *[7] Sun
}
# $month comes in the form of month-of-date.
day = { $weekday }, { $day } { $month }
day-year = { $weekday }, { $day } { $month } { $year }
day-yesterday = yesterday
day-today = today
day-tomorrow = tomorrow
# $day is one of the three above.
moment-near = { $day }, { $time }
# The same between 11:00 and 11:59: some languages change the preposition before that number.
moment-near-eleven = { $day }, { $time }
# $day is a whole date.
moment = { $day }, { $time }

## Durations, from the largest unit to the smallest, joined by spaces.

duration-days = { $count } { $count ->
    [one] day
   *[other] days
}
duration-hours = { $count } h
duration-minutes = { $count } min

## Time left and time passed.

moment-now = now
in-duration = in { $duration }
in-minutes = in { $count } { $count ->
    [one] minute
   *[other] minutes
}
in-hours = in { $count } { $count ->
    [one] hour
   *[other] hours
}
in-days = in { $count } { $count ->
    [one] day
   *[other] days
}
ago-duration = { $duration } ago
ago-minutes = { $count } { $count ->
    [one] minute
   *[other] minutes
} ago
ago-hours = { $count } { $count ->
    [one] hour
   *[other] hours
} ago
ago-days = { $count } { $count ->
    [one] day
   *[other] days
} ago

## Time zones. $offset is empty or like +3, -4:30.

zone-offset = UTC{ $offset }

## What all bots have in common

home = 🏠 Menu
welcome = Hello, { $name }! I am <b>{ $bot }</b>.
choose-language = 🇬🇧 Choose your language
language-chosen = Language: { $language }
settings-title = ⚙️ Settings
settings-language = 🌐 Language: { $language }
settings-zone = 🕒 Time zone: { $zone } (it is { $time } there)
button-language = 🌐 Language
button-zone = 🕒 Time zone
button-skip = Skip
button-back = ← Back
button-send-location = 📍 Send location
ask-zone =
    🕒 <b>Where are you?</b>
    I need your time zone so that reminders arrive on time. Choose a city, or write yours (<i>Dublin</i>) or an offset (<i>+3</i>).
ask-location = 📍 Press the button below the message field to send your location, or write your city.
placeholder-city = City or offset
unknown-place = I don't know the place “{ $place }”. Write a bigger city nearby, an offset such as <i>+3</i>, or send your location.
which-place = Which one do you mean?
zone-chosen = ✅ Time zone: <b>{ $zone }</b>. It is { $time } there now.
zone-by-language = I took the usual one for your language. /timezone changes it at any time.
location-unknown = I could not find a time zone for that place. Please write your city.
undo-too-late = This can no longer be undone.
undo-done-already = Already undone.
cancelled = Cancelled. Nothing was changed.
nothing-to-cancel = There is nothing to cancel.
stale-button = This button is out of date. Here is the current screen.
unknown-command = I don't know the command { $command }. /help shows what I can do.
not-understood = I did not understand that. /help shows what I can do.
unsupported-message = I can't work with this kind of message yet. Please write it as text.
apology = 😔 Something went wrong on my side, and I could not work on your message. Please try again in a while.
apology-job = 😔 Something went wrong on my side, and I could not finish what you asked for. Please try again in a while.
command-settings = Settings
command-language = Choose the language
command-timezone = Set the time zone
command-cancel = Stop what is going on
command-help = What I can do

## Where a bot is closed to somebody. Both are shown as an alert too, of at most 200 characters.

standing-off = ⏸ { $bot } is switched off for now. Nothing you saved is lost, and what is due meanwhile comes when it is back on.
standing-banned = ⛔ An administrator has closed the bots to you for now. What you saved is kept.
