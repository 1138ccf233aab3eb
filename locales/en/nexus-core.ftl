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

## What belongs to a person

personal-in-private = This is between the two of us. Let's talk about it in private.
personal-button-private = 💬 Open the private chat
personal-button-privacy = 🔒 Privacy and data
personal-privacy-title = 🔒 Privacy
# $kept is a length of time: "7 days".
personal-privacy-profile = 👤 Your name, username and language as the messenger tells them, the language and time zone you chose, and which bots you use since when: as long as you use the bots.
personal-privacy-messages = 💬 What you write to the bots: { $kept }; where something failed, until that was looked into.
personal-privacy-notifications = ⏰ Which reminders were due: { $kept } after they were.
personal-privacy-files = 📎 Files the bots send you: { $kept } after they were sent.
personal-privacy-refused = ✉️ Messages that could not be delivered: { $kept }.
personal-privacy-feedback = ✍️ What you write with /feedback: { $kept }.
personal-privacy-log = 📒 The log of who changed what stays. It knows you by a number only, without your name or words.
personal-privacy-where = 🏠 All of it lies in one database, run by whoever runs these bots. Each bot sees only its own data about you. The admins see your name, which bots you use, your feedback, and messages that failed.
personal-privacy-no-models = 🤖 No AI model reads what you write here.
# $providers is a list of names.
personal-privacy-models = 🤖 What you write here may be read by AI models of: { $providers }.
personal-privacy-own = <b>{ $bot } also keeps:</b>
personal-privacy-rights = You can get all of it as a file (/export) or have it deleted (/delete_me) at any time.
personal-button-export = 📤 Export my data
personal-button-delete = 🗑 Delete my data
personal-export-begun = ⏳ I am collecting all that the bots know about you. The file comes here, usually within seconds.
personal-export-begun-bot = ⏳ I am collecting all that { $bot } knows about you. The file comes here, usually within seconds.
personal-export-under-way = ⏳ Your export is already under way. The file comes to the chat where you asked for it.
# $wait is like "in 20 minutes".
personal-export-too-soon = You have just had an export. The next one is possible { $wait }.
personal-export-ready = 📤 Your data, as a JSON file. Keep it in a safe place: all that the bots know about you is in it.
# $bots is a list of names.
personal-export-missing = ⚠️ Not answering just now: { $bots }. That part follows by itself.
personal-export-sequel = 📤 Here is what was missing in your export.
personal-delete-title = 🗑 Delete my data
personal-delete-bot = <b>Only { $bot }:</b> all that this bot keeps about you, with its plans, reminders and settings. Your other bots stay as they are.
personal-delete-everything = <b>Everything:</b> all that your bots ({ $bots }) keep about you, plans, reminders and settings, your feedback, your language and time zone, and your name. If you write again, you start anew.
personal-delete-stays = <b>What stays:</b> the log of who changed what, which knows you by a number only; and the messages you see here, which are in your messenger: delete this chat to remove them.
personal-delete-first = Would you like to keep a copy? Export your data first.
personal-button-delete-bot = 🗑 Only { $bot }
personal-button-delete-everything = 🗑 Everything
personal-button-keep = ← No, keep it
personal-confirm-everything =
    ⚠️ <b>Delete everything about you in all bots?</b>
    This cannot be undone, and not stopped once it has begun.
personal-confirm-bot =
    ⚠️ <b>Delete all that { $bot } keeps about you?</b>
    This cannot be undone, and not stopped once it has begun.
personal-button-confirm-everything = 🗑 Yes, delete everything for good
personal-button-confirm-bot = 🗑 Yes, delete my { $bot } data for good
personal-erase-begun = ⏳ Your data is being deleted. I'll tell you here when it is done.
personal-erase-under-way = ⏳ Your data is already being deleted. You'll hear when it is done.
personal-erase-waits = ⏳ Still deleting. Not answering just now: { $bots }. It goes on by itself as soon as possible, and I'll tell you when it is done.
personal-erased = ✅ Everything about you is deleted. Thank you for having been here. If you write again, we start anew.
personal-erased-bot = ✅ { $bot } has forgotten you: all it kept about you is deleted.
personal-held = ✋ Not everything could be deleted yet
personal-held-rest = Deleted: { $bots }.
personal-held-again = When that is settled, write /delete_me again.
personal-paused = ⏸ Paused: I send you nothing of my own accord, only answers.
personal-paused-plan = ⏸ I am paused, so I will not remind you until you resume me.
personal-button-resume = ▶️ Resume
personal-resumed = { $bot } writes to you again
feedback-ask =
    ✍️ <b>What would you like to tell us?</b>
    A question, a wish, a mistake: write it in one message. People read it, and answer here.
feedback-button-leave = ← Never mind
feedback-too-much = You have written to us five times within a day: thank you! We'll read all of it first. Please write again tomorrow.
feedback-words-only = Only words can be passed on. Please write what you would like to say.
feedback-too-long = That is { $count } characters; { $limit } can be passed on. Please shorten it a little.
feedback-thanks = ✅ Thank you! Your message goes to the people behind the bots. If they answer, you'll read it here.
feedback-thanks-words = ✅ Thank you! Your words go to the people behind the bots; the attachment cannot be passed on. If they answer, you'll read it here.
feedback-answered = ✉️ An answer to your message
feedback-button-again = ✍️ Write again
command-privacy = What is kept about you
command-export = Get your data as a file
command-delete-me = Delete your data
command-feedback = Write to the people behind the bots
