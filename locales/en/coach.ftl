### Coach: plans and reminders in plain language.

about-short = Tell me in your own words what to remind you of, and when. Reminders that arrive on time, every time.
about-long =
    I am Coach. Write in your own words what you plan: “remind me tomorrow at 9 to call mom”, “meeting on Friday 15:00-16:30”, “gym every Monday at 7 pm”. I show what I understood, keep your calendar and remind you on time.
command-calendar = What is coming up
command-today = What today holds
command-new = A new event, in one line

## Main menu

menu-greeting = 👋 <b>Hello, { $name }!</b>
menu-today = { $count ->
    [0] Nothing more is planned for today.
    [one] { $count } thing is still ahead today.
   *[other] { $count } things are still ahead today.
}
menu-hint = Write what you plan and when, for example: <i>remind me tomorrow at 9 to call mom</i>.
button-calendar = 📅 Calendar
button-today = ☀️ Today
button-new = 📝 Event
button-settings = ⚙️ Settings
button-back = ← Back
button-cancel = ✖ Cancel
button-undo = ↩ Undo
button-edit = ✏️ Edit
button-delete = 🗑 Delete
button-delete-yes = 🗑 Yes, delete
button-keep = Keep it
button-save = ✅ OK
button-title = ✏️ Title
button-when = 🕒 Time
button-reminder = 🔔 Reminder
button-no-reminder = 🔕 No reminder
button-done = ✅ Done
button-as-event = 📅 Into the calendar
button-default-reminder = 🔔 Default reminder

## Calendar

calendar-title = 📅 Coming up
calendar-empty =
    📅 Nothing is planned for the next three months.
    Write what you plan and when, and it will stand here.
today-title = ☀️ Today
today-empty = ☀️ Today is free.
event-gone = This event is no longer there.
event-saved = ✅ Saved
event-changed = ✅ Changed
event-deleted = 🗑 “{ $title }” is deleted, with its reminders.
undone = Undone
undone-created = ↩ “{ $title }” was removed from the calendar.
confirm-delete = Delete “<b>{ $title }</b>” from the calendar? Its reminders will not come.
confirm-delete-series = Delete “<b>{ $title }</b>” with all its repetitions? No reminder of it will come any more.
what-to-change = What shall I change?
ask-new-title = What shall “{ $title }” be called? Write the new title.
ask-new-when = When is “{ $title }”? Write the new time, for example <i>tomorrow at 15:00</i>.
ask-reminder = When shall I remind you of “{ $title }”?
line-when = 🗓️ { $when }
line-when-long = 🗓️ { $when } ({ $length })
line-when-left = 🗓️ { $when } ({ $left })
line-day = 📌 { $day }, all day
line-days = 📌 { $first } – { $last }
line-repeats = 🔁 { $rule }
line-reminder = 🔔 { $when }
line-no-reminder = 🔕 no reminder
line-zone = 🌍 { $zone } time
reminder-at-start = at the start
reminder-morning = at 9 in the morning
reminder-before = { $length } before
repeats-daily = { $count ->
    [one] every day
   *[other] every { $count } days
}
repeats-workdays = on workdays
repeats-weekly = { $count ->
    [one] every week
   *[other] every { $count } weeks
}
repeats-weekly-on = { $count ->
    [one] every week: { $days }
   *[other] every { $count } weeks: { $days }
}
repeats-monthly = { $count ->
    [one] every month
   *[other] every { $count } months
}
repeats-yearly = { $count ->
    [one] every year
   *[other] every { $count } years
}
repeats-until = { $every }, until { $day }

## Understanding

invite-event =
    📝 <b>What do you plan, and when?</b>
    Write it in one line: <i>dentist on Tuesday at 10</i>, <i>gym every Monday at 7 pm</i>, <i>remind me in 2 hours to take a break</i>.
preview-title = Did I understand you right?
ask-title = What is it about? Write a title.
ask-when = When is “<b>{ $title }</b>”? Write a day and a time, for example <i>tomorrow at 15:00</i>.
ask-another-time = Write another day and time, please.
which-time = Which time do you mean for “<b>{ $title }</b>”?
when-not-understood = I could not read a time in that. Write, for example, <i>tomorrow at 15:00</i> or <i>in 2 hours</i>.
when-ambiguous = That can mean several times. Write it with the hour, for example <i>19:00</i>.
no-such-date = There is no such date: { $words }.
no-such-time = There is no such time: { $words }.
in-the-past = That moment has passed already: { $moment }.
draft-gone = This draft is no longer there.
draft-dropped = Dropped. Nothing was saved.
small-talk = 🙂 Glad to hear from you, { $name }! Tell me what you plan and when, and I will remind you.
settings-are-here = ⚙️ Language, time zone and reminders are in the settings.
not-yet = So far I keep events and reminders; goals and shopping lists I cannot keep yet. I can put things with a date into your calendar.

## Reminders

reminder-title = ⏰ <b>{ $title }</b>
reminder-late = ⚠️ This comes late: it was due { $due }.
reminder-done = ✅ { $title }
reminder-snoozed = 💤 <b>{ $title }</b>: I will remind you again { $when }.
snooze-ten-minutes = 10 min
snooze-hour = 1 h
snooze-tomorrow = Tomorrow
catch-up = { $count ->
    [one] ⏰ I was away for a while. This reminder is late:
   *[other] ⏰ I was away for a while. These { $count } reminders are late:
}
catch-up-line = <b>{ $title }</b>, { $when }
zone-moved = { $count ->
    [one] 🕒 { $count } event keeps its time of day in the new zone:
   *[other] 🕒 { $count } events keep their time of day in the new zone:
}

## Settings

settings-reminder = 🔔 Reminder of events: { $when }
ask-default-reminder = 🔔 How long before an event shall I remind you if you say nothing about it?
default-reminder-set = Reminder: { $when }

## /privacy

personal-events = 📅 The events you plan, with their reminders and what you ticked off: until you have them deleted (/delete_me). An event you delete can be brought back by its Undo button, and leaves for good with the rest.
