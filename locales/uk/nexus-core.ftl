### Core's own texts: what every bot says the same way.

## Dates. $month is 1 to 12, $weekday is 1 (Monday) to 7.

# A month by itself, as in a calendar's heading.
month = { $month ->
    [1] січень
    [2] лютий
    [3] березень
    [4] квітень
    [5] травень
    [6] червень
    [7] липень
    [8] серпень
    [9] вересень
    [10] жовтень
    [11] листопад
   *[12] грудень
}
# A month after a day's number.
month-of-date = { $month ->
    [1] січня
    [2] лютого
    [3] березня
    [4] квітня
    [5] травня
    [6] червня
    [7] липня
    [8] серпня
    [9] вересня
    [10] жовтня
    [11] листопада
   *[12] грудня
}
month-year = { $month } { $year }
weekday = { $weekday ->
    [1] понеділок
    [2] вівторок
    [3] середа
    [4] четвер
    [5] п’ятниця
    [6] субота
   *[7] неділя
}
weekday-short = { $weekday ->
    [1] пн
    [2] вт
    [3] ср
    [4] чт
    [5] пт
    [6] сб
   *[7] нд
}
# $month comes in the form of month-of-date.
day = { $weekday }, { $day } { $month }
day-year = { $weekday }, { $day } { $month } { $year }
day-yesterday = учора
day-today = сьогодні
day-tomorrow = завтра
# $day is one of the three above.
moment-near = { $day } о { $time }
# The same between 11:00 and 11:59: some languages change the preposition before that number.
moment-near-eleven = { $day } об { $time }
# $day is a whole date.
moment = { $day }, { $time }

## Durations, from the largest unit to the smallest, joined by spaces.

duration-days = { $count } { $count ->
    [one] день
    [few] дні
    [many] днів
   *[other] дня
}
duration-hours = { $count } год
duration-minutes = { $count } хв

## Time left and time passed.

moment-now = зараз
in-duration = через { $duration }
in-minutes = через { $count } { $count ->
    [one] хвилину
    [few] хвилини
    [many] хвилин
   *[other] хвилини
}
in-hours = через { $count } { $count ->
    [one] годину
    [few] години
    [many] годин
   *[other] години
}
in-days = через { $count } { $count ->
    [one] день
    [few] дні
    [many] днів
   *[other] дня
}
ago-duration = { $duration } тому
ago-minutes = { $count } { $count ->
    [one] хвилину
    [few] хвилини
    [many] хвилин
   *[other] хвилини
} тому
ago-hours = { $count } { $count ->
    [one] годину
    [few] години
    [many] годин
   *[other] години
} тому
ago-days = { $count } { $count ->
    [one] день
    [few] дні
    [many] днів
   *[other] дня
} тому

## Time zones. $offset is empty or like +3, -4:30.

zone-offset = UTC{ $offset }

## Спільне для всіх ботів

home = 🏠 Меню
welcome = Вітаю, { $name }! Я <b>{ $bot }</b>.
choose-language = 🇺🇦 Оберіть мову
language-chosen = Мова: { $language }
settings-title = ⚙️ Налаштування
settings-language = 🌐 Мова: { $language }
settings-zone = 🕒 Часовий пояс: { $zone } (там зараз { $time })
button-language = 🌐 Мова
button-zone = 🕒 Часовий пояс
button-skip = Пропустити
button-back = ← Назад
button-send-location = 📍 Надіслати геопозицію
ask-zone =
    🕒 <b>Де ви перебуваєте?</b>
    Часовий пояс потрібен, щоб нагадування надходили вчасно. Оберіть місто або напишіть своє (<i>Львів</i>) чи зсув (<i>+2</i>).
ask-location = 📍 Натисніть кнопку під полем введення, щоб надіслати геопозицію, або напишіть своє місто.
placeholder-city = Місто або зсув
unknown-place = Не знаю місця «{ $place }». Напишіть більше місто поблизу, зсув, наприклад <i>+2</i>, або надішліть геопозицію.
which-place = Яке місце ви маєте на увазі?
zone-chosen = ✅ Часовий пояс: <b>{ $zone }</b>. Там зараз { $time }.
zone-by-language = Обрано звичайний пояс для вашої мови. Змінити його можна будь-коли: /timezone.
location-unknown = Не вдалося визначити часовий пояс цього місця. Напишіть, будь ласка, своє місто.
undo-too-late = Скасувати це вже не можна.
undo-done-already = Уже скасовано.
cancelled = Скасовано. Нічого не змінилося.
nothing-to-cancel = Немає чого скасовувати.
stale-button = Ця кнопка застаріла. Ось поточний екран.
unknown-command = Не знаю команди { $command }. Що я вмію, покаже /help.
not-understood = Не вдалося це зрозуміти. Що я вмію, покаже /help.
unsupported-message = З такими повідомленнями я поки не працюю. Напишіть, будь ласка, текстом.
apology = 😔 У мене щось пішло не так, і опрацювати повідомлення не вдалося. Спробуйте, будь ласка, трохи згодом.
apology-job = 😔 У мене щось пішло не так, і довести справу до кінця не вдалося. Спробуйте, будь ласка, трохи згодом.
command-settings = Налаштування
command-language = Обрати мову
command-timezone = Вказати часовий пояс
command-cancel = Перервати поточну дію
command-help = Що я вмію

## Бот закритий для людини. Both are shown as an alert too, of at most 200 characters.

standing-off = ⏸ { $bot } тимчасово вимкнено. Нічого зі збереженого не зникло, а нагадування за цей час прийдуть, коли він знову запрацює.
standing-banned = ⛔ Адміністратор поки закрив вам доступ до ботів. Усе, що ви зберегли, лишається на місці.
