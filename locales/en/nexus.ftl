### Nexus, the registry's bot.

about-short = All your Nexus bots in one place.
about-long = All bots of Nexus in one place: see which of them you use and since when, and open any of them with one tap. The language and the time zone you choose here apply to all of them.
command-bots = My bots

## My bots

bots-title = 🤖 My bots
bots-none-used = You don't use any of the bots yet.
bots-others = ✨ You could also try
# $day is a number, $month comes in the form that follows a day. $last is a moment: "today, 15:00".
bot-used = Since { $day } { $month } { $year } · last used: { $last }
bot-off = ⏸ Switched off for now
bot-open = 💬 { $name }
bot-try = ✨ { $name }
bots-in-private = Which bots you use is nobody else's business. Let's talk about it in private.
button-private = 💬 Open the private chat
button-settings = ⚙️ Settings

## For admins

button-stats = 📊 Numbers
button-health = 🩺 Health
button-refresh = 🔄 Refresh
# $time has seconds: 15:04:05.
as-of = As of { $time }
stats-title = 📊 The registry in numbers
stats-people = 👥 People: { $count }
stats-active = 🔥 Active in the last 24 hours: { $count }
stats-subscriptions = 📬 Subscriptions: { $count }
stats-blocked = 🚫 Blocked: { $count }
stats-planned = ⏰ Planned notifications: { $count }
# How many people use one bot.
stats-bot = { $name }: { $count } { $count ->
    [one] person
   *[other] people
}
# Follows stats-bot after a comma.
stats-bot-blocked = blocked by { $count }
health-title = 🩺 Health
health-bot = { $mark } { $bot }: { $state }
health-polling = receiving updates
health-idle = running, but not receiving updates
# $last is a moment: "today, 15:00".
health-silent = silent, last sign of life: { $last }
health-unseen = no sign of life for at least a day
# Entries of the inbox.
health-queue = waiting: { $waiting } · dead: { $dead }

## Broadcasts, for admins

cast-title = 📣 Broadcasts
cast-none = Nothing has been sent yet. A broadcast is written, aimed and tried out before anybody gets it.
cast-no-text = Nothing is written yet
cast-new = ✏️ New broadcast
cast-all = ◀ All broadcasts
cast-back = ◀ Back
cast-which-bot = Which bot is to speak?
# States in the list, after the bot's name.
cast-draft = draft
# $at is a moment: "tomorrow, 09:00".
cast-scheduled = begins { $at }
cast-sent = delivered: { $done } of { $all }
cast-paused = paused, delivered: { $done } of { $all }
cast-stopped = stopped, delivered: { $done } of { $all }
cast-draft-title = 📝 Draft of a broadcast
cast-speaker = 🤖 Bot: { $bot }
cast-languages = 🌐 Languages: { $languages }
cast-photo = 🖼 With a picture
cast-buttons = 🔗 Buttons: { $count }
cast-recipients = 👥 Recipients: { $count }
cast-more-than = more than { $count }
# $language is its own name: Polski.
cast-fallback = For everybody else: { $language }
cast-button-segment = 👥 Who gets it
cast-button-preview = 👁 Preview
cast-button-trial = 🧪 Test to me
cast-button-when = 📤 Send…
cast-button-discard = 🗑 Discard
cast-button-discard-yes = 🗑 Throw it away
cast-button-rewrite = ✏️ Rewrite
cast-button-buttons = 🔗 Buttons
cast-button-clear = ✖️ Without buttons
cast-button-remove = 🗑 Remove this language
# $name is {name}, which stands for the reader's first name.
cast-ask-text = Write what { $bot } is to say: { $language }

    Your formatting stays, and a picture may come with it. { $name } becomes the reader's first name.
cast-only-texts = Only a text, or a picture with a text, can go to many people. Please write it once more.
cast-photo-lost = The picture could not be fetched, so nothing was saved. Please send it once more.
cast-flaw-empty = There is nothing to send yet. Please write a text.
cast-flaw-long = That is too long: { $length } characters, and { $limit } fit. Please shorten it.
cast-flaw-button = I can't read line { $line }. One button per line, please: Label | https://example.com
cast-flaw-buttons = Too many buttons: at most { $most } fit.
cast-ask-buttons = Write the buttons, one per line: Label | https://example.com

    { $language }
cast-ask-remove = Remove this text: { $language }? Its readers then get this one: { $other }.
cast-ask-remove-last = Remove this text: { $language }? It is the only one.
cast-ask-discard = Throw away this draft for { $bot }? It can't be brought back.
cast-discarded = The draft is gone.
cast-gone = This broadcast is gone.
cast-overtaken = It has changed meanwhile. This is how it stands.
cast-trial-sent = { $bot } has sent it to you.
cast-trial-here = You don't use { $bot } yourself, so here is what it would send:
cast-preview-over = ☝️ This is how it will look.
cast-segment-title = 👥 Who gets it
cast-never = Nobody who blocked the bot, is banned or was erased ever gets it.
cast-by-language = 🌐 Language: { $value }
cast-by-activity = 🔥 Activity: { $value }
cast-by-joined = 📅 Joined: { $value }
cast-by-tier = ⭐ Account: { $value }
cast-by-also = 🤖 Also uses: { $value }
cast-any = any
cast-active-within = active in the last { $days ->
    [one] day
   *[other] { $days } days
}
cast-not-for = inactive for { $days ->
    [one] a day
   *[other] { $days } days
}
cast-joined-within = in the last { $days ->
    [one] day
   *[other] { $days } days
}
cast-joined-before = more than { $days ->
    [one] a day
   *[other] { $days } days
} ago
cast-tier-anonymous = not signed in
cast-tier-signed-in = signed in
cast-tier-premium = premium
cast-before = Before: { $count }
cast-ask-when = When is it to begin?
cast-now = 🚀 Now
# $time is a time of day: 15:04.
cast-in-an-hour = 🕐 In an hour ({ $time })
cast-tomorrow = 🌅 Tomorrow at { $time }
cast-other-time = ⌨️ Another time
cast-ask-time = Write when, by the clock of { $zone }: 2026-12-01 09:00, or only 09:00 for the next time that it is nine.
cast-time-unreadable = I can't read that as a time. Please write 2026-12-01 09:00, or only 09:00.
cast-time-past = That time has passed already.
cast-time-far = That is more than a year ahead.
cast-confirm = 📤 Send this broadcast?
cast-begins-now = 🚀 Begins: now
cast-begins-at = 🕘 Begins: { $at }
cast-version = { $language }: { $count }
cast-asleep = ⚠️ { $bot } isn't running just now. The broadcast begins when it is back.
cast-button-send = ✅ Send (👥 { $count })
cast-nobody = Nobody would get it: no one fits these conditions.
cast-title-scheduled = 🕘 Scheduled broadcast
cast-title-running = 📤 Broadcast under way
cast-title-paused = ⏸ Broadcast paused
cast-title-stopped = ⏹ Broadcast stopped
cast-title-done = ✅ Broadcast sent
cast-gathering = Noting down who gets it: { $count } so far
cast-progress = { $done } of { $all }
cast-delivered = ✅ Delivered: { $count }
cast-blocked = 🚫 Blocked the bot: { $count }
cast-failed = ⚠️ Failed: { $count }
# Why so many failed, in the messenger's words.
cast-cause = · { $count } × { $cause }
cast-left = ⏳ Not sent: { $count }
# $time is a length of time, $rate a number of messages.
cast-lasted = ⏱ Took { $time }, { $rate } a second
cast-floods = 🐢 Slowed down by the messenger: { $count } { $count ->
    [one] time
   *[other] times
}
cast-button-unschedule = ✖️ Back to a draft
cast-button-pause = ⏸ Pause
cast-button-resume = ▶️ Go on
cast-button-stop = ⏹ Stop…
cast-button-stop-yes = ⏹ Stop it for good
cast-button-report = 📄 Report (CSV)
cast-ask-stop = Stop the broadcast of { $bot } for good? Delivered already: { $done }. Will never get it: { $left }.
cast-report = What became of each recipient of { $bot }: { $count } { $count ->
    [one] row
   *[other] rows
}, ids only.
