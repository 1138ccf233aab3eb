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

## Health, for admins

health-no-alerts = ✅ Nothing is wrong
health-database-up = 🗄 Database: up
health-redis-up = Redis: up
health-redis-down = Redis: down
health-redis-none = Redis: not used
health-version = version: { $version }
health-processes = processes: { $count }
# $length is a duration: "5 min". What waits the longest.
health-oldest = oldest: { $length }
health-outbox = to be sent: { $count } ({ $length })
health-overdue = late reminders: { $count } ({ $length })
health-jobs = oldest job: { $length }

## Alerts, for admins

# $what is one of the lines below, such as alerts-bot-down.
alerts-head = { $mark } { $what }
alerts-bot-down = { $bot } receives no updates
alerts-queue-age = { $bot }: messages wait too long
alerts-overdue = { $bot }: reminders are late
alerts-outbox-age = { $bot }: answers are not going out
alerts-jobs-stuck = { $bot }: jobs are stuck
alerts-error-rate = { $bot }: many failures
alerts-new-dead = { $bot }: something failed for good
# $length is a duration: "5 min".
alerts-oldest = The oldest has been waiting for { $length }
alerts-count = In the last 10 minutes: { $count }
# $since is a moment: "today, 15:00".
alerts-since = Since: { $since } · { $length }
alerts-lasted = Resolved after { $length } · began: { $since }
alerts-returns = 🔁 Came back: { $count }×
alerts-taken = 🙋 { $name } is on it
alerts-taken-already = { $name } is on it already
# $until is a moment: "tomorrow, 15:00".
alerts-muted-until = 🔕 Muted until: { $until }
alerts-muted = 🔕 Muted for good
alerts-seconds = { $count } s
alerts-line = { $mark } { $what } · since: { $since }
alerts-gone = This alert is no longer kept
alerts-over = This one is over already
alerts-button-details = 🔍 Details
alerts-button-take = 🙋 I'm on it
alerts-button-give-back = ↩️ Not me after all
alerts-button-mute-hour = 🔕 1 hour
alerts-button-mute-day = 🔕 1 day
alerts-button-unmute = 🔔 Unmute

## What failed, for admins

failures-button-dead = 🪦 Given up
failures-button-errors = 🧯 Errors
failures-button-jobs = 🧰 Jobs
failures-button-alerts = 🚨 Alerts
failures-button-all = All bots
failures-button-list = ⬅️ List
failures-button-back = ⬅️ Back
failures-button-cancel = ✖️ Cancel
failures-button-retry = 🔁 Retry
failures-button-edit = ✏️ Edit
failures-button-payload = 📄 As a file
failures-button-drop = 🗑 Drop…
failures-button-drop-yes = 🗑 Drop it
failures-button-mute = 🔕 Mute…
failures-button-unmute = 🔔 Unmute
failures-button-save = ✅ Save and retry
failures-button-retry-all = 🔁 Retry all…
failures-button-retry-bot = 🔁 Retry all of { $bot }…
failures-button-retry-yes = 🔁 Retry all
failures-button-day = 24 hours
failures-button-week = 7 days
# $total is a number, with a plus where not all were counted: "10,000+".
failures-title = 🪦 Given up: { $total }
failures-title-bot = 🪦 Given up by { $bot }: { $total }
failures-title-cause = 🪦 Given up for this cause: { $total }
failures-title-kind = 🪦 Given up of this job: { $total }
failures-kinds = entries: { $entries } · jobs: { $jobs } · messages: { $messages }
failures-empty = There is nothing here 🎉
failures-unknown = There is no bot or id “{ $what }” here. Ids look like e12, j3 or m4.
failures-none-left = There is nothing left to retry
failures-retried-all = Tried again: { $count }
failures-ask-retry-all = Retry everything that all bots gave up ({ $count })? Whoever is waiting gets their answer now, however late.
failures-ask-retry-bot = Retry everything that { $bot } gave up ({ $count })? Whoever is waiting gets their answer now, however late.
failures-cause = Cause
failures-payload = Payload
failures-bot = 🤖 { $bot }
failures-person = 👤 { $person } (chat { $chat })
failures-chat = 👤 chat { $chat }
# $when is a moment: "today, 15:00".
failures-when = 🕒 { $when } · tries: { $tries }
failures-trace = 🔎 { $trace }
# Stands for a name that is not known.
failures-whoever = chat { $chat }
failures-somebody = somebody
failures-gone = { $id } is no longer among what was given up
failures-gone-retried = { $id } has been retried already ({ $who })
failures-gone-dropped = { $id } has been dropped already ({ $who })
failures-gone-edited = { $id } has been edited and retried already ({ $who })
failures-retried = { $id } is being tried again
failures-dropped = { $id } is dropped
failures-edited = { $id } is saved and being tried again
failures-payload-of = The payload of { $id } ({ $bot }), secrets masked
# $whom is a name or "chat 123".
failures-ask-drop-entry = Drop { $id } ({ $what })? What { $whom } sent to { $bot } will never be answered.
failures-ask-drop-job = Drop { $id } ({ $what })? { $bot } will never finish what { $whom } asked for.
failures-ask-drop-message = Drop { $id }? The message from { $bot } will never reach { $whom }.
failures-ask-mute = For how long should this cause raise no alerts ({ $bot }, { $what })? { $cause }
failures-mute-hour = 1 hour
failures-mute-day = 1 day
failures-mute-ever = For good
failures-muted = Muted
failures-unmuted = It raises alerts again
failures-not-muted = This is not muted any more
failures-ask-json = Send the new payload of { $id } ({ $what }) as JSON of the same shape. You will see what changes before anything happens.
failures-ask-text = Send the new text of message { $id }. It goes out as it stands, without formatting.
failures-payload-follows = It is too long to show here; the file below has it.
failures-only-text = Please send it as a text or as a text file.
failures-not-editable = This payload cannot be edited
failures-too-long = That is too long: at most { $kilobytes } KB.
failures-no-json = That is no valid JSON: see line { $line }, column { $column }.
failures-nul = It contains the character \u0000, which cannot be stored.
# $path is a place such as "message.text", $kind one of the six below.
failures-shape = { $path } has to be { $kind }.
failures-kind-null = null
failures-kind-boolean = true or false
failures-kind-number = a number
failures-kind-text = a text
failures-kind-list = a list
failures-kind-object = an object
failures-missing = { $path } is missing.
failures-fixed = { $path } cannot be changed: it says whom and what this is about.
failures-unchanged = Nothing in it is changed.
failures-preview = { $id }, changes: { $count }
failures-more-changes = … and { $count } more
failures-preview-hint = Save it and try again? Send another version if it is not right yet.
failures-stale-edit = This preview is out of date
failures-jobs-title = 🧰 Jobs
failures-jobs-empty = The queue is empty.
failures-jobs-newest = Only the newest { $count } are counted.
failures-jobs-line = • { $job }: { $facts }
failures-jobs-waiting = waiting: { $count }
failures-jobs-retrying = to be retried: { $count }
failures-jobs-running = running: { $count }
failures-jobs-dead = dead: { $count }
failures-jobs-oldest = oldest: { $length }
failures-errors-day = 🧯 Errors of the last 24 hours
failures-errors-week = 🧯 Errors of the last 7 days
failures-errors-none = None at all 🎉
failures-errors-head = { $number }. { $bot } · { $what }{ $muted }
failures-errors-once = once, { $when }
failures-errors-often = { $count }×, last: { $last }, first: { $first }
failures-errors-still = still given up: { $count }
# Processes that ended without leaving. $last is a moment.
failures-crashed = 💥 { $bot }: crashed processes: { $count }, last: { $last }
# 429 of the Bot API.
failures-held = 🐌 { $bot }: Telegram asks for a pause, { $length } more
failures-alerts-title = 🚨 Alerts
failures-alerts-none = Nothing is wrong right now.
failures-mutes-title = 🔕 Muted
failures-mute = { $number }. { $label } · until: { $until }
failures-mute-for-ever = { $number }. { $label } · for good
