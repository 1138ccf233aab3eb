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
