//! English

use insta::assert_snapshot;

use super::{Lines, tour};
use crate::support::EN;

#[tokio::test]
async fn the_screens_in_english() {
    let lines = Lines {
        series: "gym every Monday at 19:00",
        meeting: "meeting with Anna today 15:00-16:30",
        day: "mom's birthday on Friday",
        open: "call mom tomorrow at 5",
        untimed: "remind me to buy milk",
        passed: "today at 8:00",
        soon: "remind me in 2 minutes to stretch",
        goal: "learn Spanish",
        renamed: "training",
        hello: "hello",
    };
    assert_snapshot!(tour(EN, "Emma", lines).await, @r"
    > /start

    Hello, Emma! I am <b>Coach</b>.

    🇬🇧 Choose your language
    🇷🇺 Выберите язык
    🇺🇦 Оберіть мову
    🇵🇱 Wybierz język
    [English][Русский]
    [Українська][Polski]

    > [English]  (Language: English)

    🕒 <b>Where are you?</b>
    I need your time zone so that reminders arrive on time. Choose a city, or write yours (<i>Dublin</i>) or an offset (<i>+3</i>).
    [London – 10:00][New York – 05:00]
    [📍 Send location]
    [Skip]

    > [London – 10:00]

    ✅ Time zone: <b>London</b>. It is 10:00 there now.

    👋 <b>Hello, Emma!</b>
    Nothing more is planned for today.

    Write what you plan and when, for example: <i>remind me tomorrow at 9 to call mom</i>.
    [📅 Calendar][☀️ Today]
    [📝 Event][⚙️ Settings]

    > [📝 Event]

    📝 <b>What do you plan, and when?</b>
    Write it in one line: <i>dentist on Tuesday at 10</i>, <i>gym every Monday at 7 pm</i>, <i>remind me in 2 hours to take a break</i>.
    [📅 Calendar][🏠 Menu]

    > gym every Monday at 19:00

    ✅ Saved

    <b>gym</b>
    🗓️ Today, 19:00
    🔁 every week: Mon
    🔔 15 min before
    [↩ Undo][✏️ Edit]
    [📅 Calendar][🏠 Menu]

    > meeting with Anna today 15:00-16:30

    ✅ Saved

    <b>meeting with Anna</b>
    🗓️ Today, 15:00 (1 h 30 min)
    🔔 15 min before
    [↩ Undo][✏️ Edit]
    [📅 Calendar][🏠 Menu]

    > mom's birthday on Friday

    Did I understand you right?

    <b>mom's birthday</b>
    📌 Friday, 11 January, all day
    🔔 at 9 in the morning
    [✅ OK]
    [✏️ Title][🕒 Time][✖ Cancel]

    > [✅ OK]

    ✅ Saved

    <b>mom's birthday</b>
    📌 Friday, 11 January, all day
    🔔 at 9 in the morning
    [↩ Undo][✏️ Edit]
    [📅 Calendar][🏠 Menu]

    > call mom tomorrow at 5

    Which time do you mean for “<b>call mom</b>”?
    [Tomorrow, 05:00]
    [Tomorrow, 17:00]
    [✖ Cancel]

    > [Tomorrow, 05:00]

    ✅ Saved

    <b>call mom</b>
    🗓️ Tomorrow, 05:00
    🔔 15 min before
    [↩ Undo][✏️ Edit]
    [📅 Calendar][🏠 Menu]

    > [↩ Undo]

    ↩ “call mom” was removed from the calendar.
    [🏠 Menu]

    > remind me to buy milk

    When is “<b>buy milk</b>”? Write a day and a time, for example <i>tomorrow at 15:00</i>.
    [✖ Cancel]

    > today at 8:00

    That moment has passed already: today, 08:00.
    Write another day and time, please.
    [✖ Cancel]

    > 31.02

    There is no such date: 31.02.
    Write another day and time, please.
    [✖ Cancel]

    > /cancel

    Cancelled. Nothing was changed.
    [🏠 Menu]

    > /cancel

    There is nothing to cancel.
    [🏠 Menu]

    > learn Spanish

    So far I keep events and reminders; goals and shopping lists I cannot keep yet. I can put things with a date into your calendar.
    [📝 Event][🏠 Menu]

    > hello

    🙂 Glad to hear from you, Emma! Tell me what you plan and when, and I will remind you.
    [📝 Event][📅 Calendar]

    > /calendar

    <b>📅 Coming up</b>

    ━━━ Monday, 07.01 ━━━
    ⏰ 15:00  meeting with Anna (1 h 30 min)
    ⏰ 19:00  gym 🔁

    ━━━ Friday, 11.01 ━━━
    📌 mom's birthday

    ━━━ Monday, 14.01 ━━━
    ⏰ 19:00  gym 🔁

    ━━━ Monday, 21.01 ━━━
    ⏰ 19:00  gym 🔁

    ━━━ Monday, 28.01 ━━━
    ⏰ 19:00  gym 🔁
    [15:00 meeting with Anna]
    [19:00 gym]
    [📌 mom's birthday]
    [19:00 gym]
    [19:00 gym]
    [19:00 gym]
    [1/3][▶]
    [📝 Event][🏠 Menu]

    > [19:00 gym]

    <b>gym</b>
    🗓️ Today, 19:00
    🔁 every week: Mon
    🔔 15 min before
    [✏️ Edit][🗑 Delete]
    [📅 Calendar][🏠 Menu]

    > [✏️ Edit]

    <b>gym</b>
    🗓️ Today, 19:00
    🔁 every week: Mon
    🔔 15 min before

    What shall I change?
    [✏️ Title][🕒 Time]
    [🔔 Reminder][🗑 Delete]
    [← Back]

    > [🔔 Reminder]

    When shall I remind you of “gym”?
    [at the start][5 min before]
    [✓ 15 min before][30 min before]
    [1 h before][1 day before]
    [🔕 No reminder]
    [← Back]

    > [1 day before]

    ✅ Changed

    <b>gym</b>
    🗓️ Today, 19:00
    🔁 every week: Mon
    🔔 1 day before
    [↩ Undo][✏️ Edit]
    [📅 Calendar][🏠 Menu]

    > [↩ Undo]  (Undone)

    <b>gym</b>
    🗓️ Today, 19:00
    🔁 every week: Mon
    🔔 15 min before
    [✏️ Edit][🗑 Delete]
    [📅 Calendar][🏠 Menu]

    > [✏️ Edit]

    <b>gym</b>
    🗓️ Today, 19:00
    🔁 every week: Mon
    🔔 15 min before

    What shall I change?
    [✏️ Title][🕒 Time]
    [🔔 Reminder][🗑 Delete]
    [← Back]

    > [✏️ Title]

    What shall “gym” be called? Write the new title.
    [✖ Cancel]

    > training

    ✅ Changed

    <b>training</b>
    🗓️ Today, 19:00
    🔁 every week: Mon
    🔔 15 min before
    [↩ Undo][✏️ Edit]
    [📅 Calendar][🏠 Menu]

    > /calendar

    <b>📅 Coming up</b>

    ━━━ Monday, 07.01 ━━━
    ⏰ 15:00  meeting with Anna (1 h 30 min)
    ⏰ 19:00  training 🔁

    ━━━ Friday, 11.01 ━━━
    📌 mom's birthday

    ━━━ Monday, 14.01 ━━━
    ⏰ 19:00  training 🔁

    ━━━ Monday, 21.01 ━━━
    ⏰ 19:00  training 🔁

    ━━━ Monday, 28.01 ━━━
    ⏰ 19:00  training 🔁
    [15:00 meeting with Anna]
    [19:00 training]
    [📌 mom's birthday]
    [19:00 training]
    [19:00 training]
    [19:00 training]
    [1/3][▶]
    [📝 Event][🏠 Menu]

    > [19:00 training]

    <b>training</b>
    🗓️ Today, 19:00
    🔁 every week: Mon
    🔔 15 min before
    [✏️ Edit][🗑 Delete]
    [📅 Calendar][🏠 Menu]

    > [🗑 Delete]

    Delete “<b>training</b>” with all its repetitions? No reminder of it will come any more.
    [🗑 Yes, delete][Keep it]

    > [🗑 Yes, delete]

    🗑 “training” is deleted, with its reminders.
    [↩ Undo][🏠 Menu]

    > remind me in 2 minutes to stretch

    ✅ Saved

    <b>stretch</b>
    🗓️ Today, 10:02
    🔔 at the start
    [↩ Undo][✏️ Edit]
    [📅 Calendar][🏠 Menu]

    ⏰ <b>stretch</b>
    🗓️ Today, 10:02
    [✅ Done]
    [10 min][1 h][Tomorrow]

    > [1 h]

    💤 <b>stretch</b>: I will remind you again today, 11:03.
    [✅ Done]

    > [✅ Done]

    ✅ <s>stretch</s>
    [↩ Undo][🏠 Menu]

    > /today

    <b>☀️ Today</b>

    ━━━ Monday, 07.01 ━━━
    ✅ 10:02  <s>stretch</s>
    ⏰ 15:00  meeting with Anna (1 h 30 min)
    [10:02 stretch]
    [15:00 meeting with Anna]
    [📝 Event][📅 Calendar]
    [🏠 Menu]

    ⏰ <b>meeting with Anna</b>
    🗓️ Today, 15:00
    ⚠️ This comes late: it was due today, 14:45.
    [✅ Done]
    [10 min][1 h][Tomorrow]

    > remind me in 2 minutes to stretch

    ✅ Saved

    <b>stretch</b>
    🗓️ Today, 16:02
    🔔 at the start
    [↩ Undo][✏️ Edit]
    [📅 Calendar][🏠 Menu]

    > call mom tomorrow at 5

    Which time do you mean for “<b>call mom</b>”?
    [Tomorrow, 05:00]
    [Tomorrow, 17:00]
    [✖ Cancel]

    > [Tomorrow, 17:00]

    ✅ Saved

    <b>call mom</b>
    🗓️ Tomorrow, 17:00
    🔔 15 min before
    [↩ Undo][✏️ Edit]
    [📅 Calendar][🏠 Menu]

    ⏰ I was away for a while. These 2 reminders are late:
    • <b>stretch</b>, yesterday, 16:02
    • <b>call mom</b>, today, 17:00
    [✅ stretch]
    [✅ call mom]

    > /settings

    <b>⚙️ Settings</b>
    🌐 Language: English
    🕒 Time zone: London (it is 18:00 there)
    🔔 Reminder of events: 15 min before
    [🌐 Language][🕒 Time zone]
    [🔔 Default reminder]
    [🔒 Privacy and data]
    [🏠 Menu]

    > [🔔 Default reminder]

    🔔 How long before an event shall I remind you if you say nothing about it?
    [at the start][5 min before]
    [✓ 15 min before][30 min before]
    [1 h before]
    [← Back]

    > /language

    🇬🇧 Choose your language
    [English][Русский]
    [Українська][Polski]
    [🏠 Menu]

    > /timezone

    🕒 <b>Where are you?</b>
    I need your time zone so that reminders arrive on time. Choose a city, or write yours (<i>Dublin</i>) or an offset (<i>+3</i>).
    [London – 18:00][New York – 13:00]
    [📍 Send location]
    [← Back]

    > Xyzzyville

    I don't know the place “Xyzzyville”. Write a bigger city nearby, an offset such as <i>+3</i>, or send your location.
    [← Back]

    > Tokyo

    ✅ Time zone: <b>Tokyo</b>. It is 03:00 there now.

    🕒 1 event keeps its time of day in the new zone:
    • <b>mom's birthday</b>, Friday, 11 January

    <b>⚙️ Settings</b>
    🌐 Language: English
    🕒 Time zone: Tokyo (it is 03:00 there)
    🔔 Reminder of events: 15 min before
    [🌐 Language][🕒 Time zone]
    [🔔 Default reminder]
    [🔒 Privacy and data]
    [🏠 Menu]

    > /dance

    I don't know the command /dance. /help shows what I can do.
    [🏠 Menu]

    > /help

    I am Coach. Write in your own words what you plan: “remind me tomorrow at 9 to call mom”, “meeting on Friday 15:00-16:30”, “gym every Monday at 7 pm”. I show what I understood, keep your calendar and remind you on time.

    /calendar – What is coming up
    /new – A new event, in one line
    /today – What today holds
    /settings – Settings
    /language – Choose the language
    /timezone – Set the time zone
    /privacy – What is kept about you
    /export – Get your data as a file
    /delete_me – Delete your data
    /feedback – Write to the people behind the bots
    /cancel – Stop what is going on
    /help – What I can do
    [🏠 Menu]

    > hello

    🙂 Glad to hear from you, Emma! Tell me what you plan and when, and I will remind you.
    [📝 Event][📅 Calendar]
    ");
}
