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

## Backups

backup-title = 💾 Backups
backup-button = 💾 Backups
backup-now = 💾 Back up now
# $at is a time of day in UTC, $next a moment in the reader's zone: "tomorrow, 05:30".
backup-scheduled = 🕐 Every day at { $at } UTC · next: { $next }
backup-due = 🕐 Every day at { $at } UTC · the next one begins at once
backup-unscheduled = ⚠️ No schedule: set BACKUP_AT to have one made every day
# Restoring a backup for trial is a "restore drill"; it is done on the command line.
backup-unchecked = 🧪 Never restored for trial: nexus restore --check does it
backup-checked = 🧪 Restored for trial: { $moment }, everything was there
backup-check-failed = 🔴 Restored for trial: { $moment }, but { $problem }
backup-none = There are no backups yet.
# Lines of the list. $moment is "today, 03:30".
backup-line-asked = ⏳ { $moment } · waiting
backup-line-running = ⏳ { $moment } · under way
backup-line-done = ✅ { $moment } · { $size }
backup-line-failed = ❌ { $moment } · { $cause }
backup-open = A backup is already under way.
backup-waiting = ⏳ The backup begins in a moment.
backup-running = ⏳ Backing up: { $size } so far
backup-done =
    ✅ Backed up: { $size }
    { $moment } · { $file }
backup-failed = ❌ The backup failed: { $cause }
backup-size-kb = { $number } KB
backup-size-mb = { $number } MB
backup-size-gb = { $number } GB

## Admin: menu, roles

admin-title = 🛠 Admin
admin-your-role = Your role: { $role }
admin-button-menu = 🛠 Admin
admin-button-people = 👥 People
admin-button-bots = 🤖 All bots
admin-button-audit = 📜 Log
admin-button-admins = 🔑 Admins
admin-button-spend = 💸 Spending
admin-button-search = 🔎 Search
admin-button-clear = ✖️ Show all
admin-button-newest = ⏮ Newest
admin-button-older = Older ▶
admin-button-back-to = ← { $name }
# What was pressed or asked for is no longer so.
admin-changed = This has changed meanwhile. Here is how it is now.
admin-role-owner = owner
admin-role-operator = operator
admin-role-support = support
admin-role-editor = editor
admin-role-owner-may = everything, admins included
admin-role-operator-may = health, jobs, failures, backups, bots, the log
admin-role-support-may = people: cards, bans, tiers, why somebody gets no messages
admin-role-editor-may = broadcasts
admin-admins-title = 🔑 Admins
admin-admins-line = { $who } – { $role }
admin-admins-configured = { $who } – { $role }, by configuration
admin-admins-ask = 🔑 Who becomes an admin? Write an @username, a Telegram number or a registry id. It has to be somebody who has used one of the bots.
admin-admins-has = { $who } is { $role }. What should it be?
admin-admins-has-none = Which role does { $who } get?
admin-admins-role = { $role }: { $may }
admin-admins-ask-remove = Take the role “{ $role }” away from { $who }? The admins' commands and buttons stop working for them at once. Their own use of the bots stays as it is.
admin-admins-given = { $who } is { $role } now.
admin-admins-removed = The role is taken away.
admin-admins-yourself = You can't change your own role. Ask another owner.
admin-admins-last-owner = This is the last owner. Make somebody else an owner first.
admin-admins-is-configured = An owner by configuration (NEXUS_ADMINS) can only be changed there.
admin-admins-banned = This person is banned. Lift the ban first.
admin-button-add = ➕ Add
admin-button-remove = 🗑 Take the role away
admin-button-keep = ← Keep it

## Admin: tokens of programs

admin-button-tokens = 🎟 Tokens
admin-token-title = 🎟 Tokens
admin-token-what = With a token a program may use the registry's API.
admin-token-none = There are no tokens yet.
# $mark is a sign, $scope and $standing are lines from below: "only coach", "until 2 March 2027".
admin-token-line = { $mark } { $name } · { $scope } · { $standing }
admin-token-reach-all = all of the registry
admin-token-reach-bot = only { $bot }
# $day has its year: 2 March 2027.
admin-token-until = until { $day }
admin-token-expired = expired { $day }
admin-token-revoked = revoked { $day }
admin-token-power-all = 🌍 Opens all of the registry: whoever has it can read and change people and settings of every bot.
admin-token-power-bot = 🤖 Opens only the bot { $bot }: whoever has it can read and change this bot's people and settings, and nothing of the others.
admin-token-made = 📅 Created: { $day }
admin-token-standing = ⏳ Validity: { $standing }
admin-token-id = Id: { $id }
admin-token-ask-revoke = ⛔ Revoke the token { $name } ({ $scope })? It is refused everywhere within seconds, and the program that uses it stops working. This cannot be undone; a new token can be created.
admin-token-is-revoked = Revoked. It is refused everywhere within seconds.
admin-token-no-key = 🔑 There is no key to sign tokens with. Set { $variable } where the registry's bot runs, for example from { $command }, and restart it.
admin-token-ask-scope = 🎟 What should the new token open? One bot's people and settings, or all of the registry: those of every bot, also of bots to come.
admin-token-ask-life = How long should it count? The shorter, the safer.
admin-token-month = 30 days
admin-token-quarter = 90 days
admin-token-year = 1 year
admin-token-ask-name = ✏️ What should the token be called? Write which program it is for, such as “nightly reports”: that is how you find it again in this list.
admin-token-name-empty = There is no letter or digit in that. Write a name of 1 to 100 characters.
# $length and $longest are numbers of characters.
admin-token-name-long = That name is too long: { $length } characters, where { $longest } fit. Write a shorter one.
admin-token-confirm = 🎟 Create the token { $name }, which counts until { $day }?
admin-token-shown-once = It is shown once, in a message of its own, and cannot be shown again. Have the place ready where you will keep it.
admin-token-issued = 🎟 The token { $name }, until { $day }:
admin-token-keep = ⚠️ It is shown only this once. Keep it like a password: copy it to where it is needed, and then delete this message.
admin-token-button-new = ➕ New token
admin-token-button-revoke = ⛔ Revoke
admin-token-button-all = 🌍 All of the registry
admin-token-button-scope = ← Other scope
admin-token-button-life = ← Other term
admin-token-button-issue = ✅ Create
admin-token-button-not = ✖️ Don't create

## Admin: people

# $filter is one of the names below, $total a number, with a plus where there are more.
admin-people-title = 👥 People · { $filter }: { $total }
admin-people-all = all
admin-people-active = active today
admin-people-blocked = blocked a bot
admin-people-banned = banned
admin-people-premium = premium
admin-people-search = 🔎 { $text }
admin-people-none = Nobody here.
admin-people-ask-search = 🔎 Who are you looking for? Write a name, an @username, a Telegram number or a registry id.
admin-people-who = Who is meant? Write an @username, a Telegram number or a registry id after the command.
admin-people-unknown = I know nobody called “{ $text }”. Write an @username, a Telegram number or a registry id of somebody who has used one of the bots.
admin-people-which = “{ $text }” may be one of several people. Which one?
admin-card-id = Registry: { $id }
# $realm is a messenger: telegram. $speaks is the language of their app: pl.
admin-card-identity = { $realm } { $number } · { $name } · { $speaks }
admin-card-not-chosen = not chosen
admin-card-language = 🌐 Language: { $language }
admin-card-zone = 🕒 Time zone: { $zone }
admin-card-tier = 💎 Tier: { $tier }
admin-card-since = 📅 Here since: { $day }
admin-card-planned = ⏰ Planned notifications: { $count }
admin-card-held = ✋ Held back: { $count }
# $last and $at are moments: "today, 15:00".
admin-card-bot = { $name }: last used { $last }
admin-card-bot-blocked = { $name }: blocked { $at }, last used { $last }
admin-card-no-bots = Uses no bot.
admin-card-banned = ⛔ Banned: { $at }. Reason: { $reason }
admin-button-ban = ⛔ Ban
admin-button-unban = ✅ Lift the ban
admin-button-tier = 💎 Tier
admin-button-why = ❓ Why no messages?
admin-button-export = 📤 Export for them
admin-button-erase = 🗑 Erase…
admin-button-erase-yes = 🗑 Erase for good
admin-ban-ask-reason = ⛔ Why should { $who } be banned? Write the reason. Only admins see it.
admin-ban-confirm = ⛔ Ban { $who }?
# $count is how many notifications are planned.
admin-ban-consequence = All bots stop answering them at once, but for one notice a day. What is planned ({ $count }) is held and comes after the ban is lifted. What they saved stays.
admin-ban-loses-role = They are an admin and lose the role.
admin-ban-reason = Reason: { $reason }
admin-ban-done = Banned.
admin-ban-lifted = The ban is lifted. What was held comes now.
admin-ban-none = There is no ban to lift.
admin-ban-yourself = You can't ban yourself.
admin-ban-configured = An owner by configuration (NEXUS_ADMINS) can't be banned.
admin-ban-admin = Only an owner may ban an admin.

# On a person's behalf. $who is a name in bold.
admin-erase-ask = 🗑 Erase { $who } for good?
admin-erase-consequence = Everything that all bots and the registry keep about them is deleted and cannot be brought back. They are told when it is done. Only their number stays in the log.
admin-export-begun = 📤 They get the file in the bot they used last.
admin-erase-begun = 🗑 It has begun. They are told when it is done.
admin-request-under-way = ⏳ That is under way already.
admin-export-too-soon = They had an export less than an hour ago.
admin-request-nobody = Nobody is there to do it for: they use no bot.
admin-erase-done = 🗑 They are erased.
admin-erase-configured = An owner by configuration (NEXUS_ADMINS) can't be erased here.
admin-tier-anonymous = anonymous
admin-tier-signed-in = signed in
admin-tier-premium = premium
admin-tier-ask = 💎 { $who }: { $tier }. Which tier should it be?
admin-tier-set = Tier: { $tier }

## Admin: bots

admin-bots-title = 🤖 All bots
# $mark is a sign, $count how many people use it.
admin-bots-line = { $mark } { $name } { $code } · people: { $count }
admin-bots-unknown = There is no bot with the code “{ $code }”.
admin-bot-on = Switched on
admin-bot-off = Switched off: people get a notice, what is due waits
admin-bot-version = Version { $version } · registered { $day }
admin-bot-people = 👥 People: { $count }, blocked by { $blocked }
admin-bot-planned = ⏰ Planned notifications: { $count }
admin-bot-no-process = No process for at least a day.
# $id is the end of the process's id.
admin-bot-process-receives = 🟢 Process { $id }, version { $version }: receiving updates
admin-bot-process-idle = 🟡 Process { $id }, version { $version }: running, receives no updates
admin-bot-process-silent = 🔴 Process { $id }, version { $version }: last sign of life: { $last }
admin-bot-ask-off = ⏸ Switch { $bot } off? People who use it: { $people }. They get a notice instead of answers, in all processes at once. Planned notifications ({ $planned }) wait and come, late, when it is on again. Owners by configuration can still use it.
admin-bot-is-off = { $bot } is off.
admin-bot-is-on = { $bot } is on again. What waited comes now.
admin-bot-own = The registry's own bot can't be switched off: nobody could switch it on again.
admin-button-off = ⏸ Switch off
admin-button-on = ▶️ Switch on

## Admin: log

admin-audit-title = 📜 Who did what
admin-audit-none = Nothing of that is recorded.
admin-audit-ask-search = 🔎 What are you looking for? Write a person (@username, number, registry id), a bot's code, the beginning of an action (user.ban) or the id of an operation.
admin-audit-entry = 📜 Entry { $number }
# $actor is who, $action what: "Ada: banned".
admin-audit-did = { $actor }: { $action }
admin-audit-did-to = { $actor }: { $action } → { $subject }
admin-audit-at = When: { $at }
admin-audit-action = Action: { $action }
admin-audit-subject = To: { $kind } { $subject }
admin-audit-actor = By: { $kind } { $actor }
admin-audit-operation = Operation: { $id }
admin-audit-trace = Trace: { $id }
admin-by-service = program { $id }
admin-by-operator = command line
admin-by-system = the house itself
# Each follows a name and a colon.
admin-did-user-ban = ban
admin-did-user-unban = ban lifted
admin-did-user-tier = tier changed
admin-did-bot-on = switched on
admin-did-bot-off = switched off
admin-did-admin-add = role given
admin-did-admin-role = role changed
admin-did-admin-remove = role taken away
admin-did-token-issue = token created
admin-did-token-revoke = token revoked

## Admin: why somebody gets no messages. All moments are like "today, 15:00".

admin-why-title = ❓ Why does { $who } get no messages?
admin-why-unused = Not used: { $bots }
admin-why-off = the bot is switched off
admin-why-blocked = blocked the bot: { $at }
admin-why-no-home = has never written to it in private, so it can't write first
admin-why-switched-off = a switch in the settings is off: { $name }
admin-why-quiet = quiet hours in the settings: { $hours }
admin-why-overdue = was due { $at } and has not been told
admin-why-held = notifications held back: { $count }
admin-why-waiting = waiting entries: { $count }, the oldest: { $since }
admin-why-dead = entries given up: { $count }. The last cause: { $cause }
admin-why-refused = messages the messenger refused: { $count }, the last: { $at }. Cause: { $cause }
admin-why-last = last one was due: { $at }
admin-why-next = next one: { $at }
admin-why-nothing-planned = nothing is planned
admin-verdict-banned = Banned since: { $at }. No bot answers or reminds.
admin-verdict-uses-none = Uses no bot, so nothing is sent.
admin-verdict-stopped = Nothing arrives from: { $bots }. The red lines say why.
admin-verdict-odd = Messages may be missing from: { $bots }. The yellow lines say why.
admin-verdict-next = Nothing is wrong. Next notification: { $at } ({ $bot }).
admin-verdict-nothing-planned = Nothing is wrong. Nothing is planned.

## Admin: spending

admin-spend-title = 💸 Spending on models
admin-spend-nothing = No bot has recorded what it spends on models yet, so there are no figures to show.

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
alerts-backup-failed = The last backup failed
alerts-backup-late = The backup is overdue
# $length is a duration: "5 min".
alerts-oldest = The oldest has been waiting for { $length }
alerts-overdue-by = Overdue by { $length }
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

## One bot of theirs

# $name is a bot's; the button shows what is known of its use.
bot-card = ℹ️ { $name }
bot-paused = ⏸ Paused: it sends nothing of its own accord
card-planned = ⏰ Planned reminders: { $count }
# $next is a moment: "today, 15:00".
card-next = 🔜 The next one: { $next }
card-settings = ⚙️ Settings of its own: { $count }
card-blocked = 🚫 You blocked this bot in the messenger
card-gone = You don't use this bot (any more).
card-paused = Paused. It still answers when you write.
card-resumed = It may write to you again.
button-pause = ⏸ Pause
button-resume = ▶️ Resume
button-export = 📤 Export
button-forget = 🗑 Delete what it knows
button-my-bots = ← My bots

## Feedback, for admins

desk-title = ✍️ Feedback
desk-none = Nobody has written yet.
# $mark is a sign, $at a moment: "today, 15:00".
desk-line = { $mark } { $name } · { $bot } · { $at }
desk-answer = ✅ Answered: { $answer }
desk-ask = Write your answer to { $name } in one message. { $bot } brings it.
desk-too-long = That is { $count } characters; { $limit } can be sent. Please shorten it a little.
desk-answered = ✅ Your answer is on its way.
desk-answered-before = This was answered already, or is gone. Your answer was not sent.
desk-gone = This is gone.
button-answer = ✍️ Answer
button-feedback = ✍️ All feedback
button-keep-for-later = ← Later
