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
