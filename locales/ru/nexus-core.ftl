### Core's own texts: what every bot says the same way.

## Dates. $month is 1 to 12, $weekday is 1 (Monday) to 7.

# A month by itself, as in a calendar's heading.
month = { $month ->
    [1] январь
    [2] февраль
    [3] март
    [4] апрель
    [5] май
    [6] июнь
    [7] июль
    [8] август
    [9] сентябрь
    [10] октябрь
    [11] ноябрь
   *[12] декабрь
}
# A month after a day's number.
month-of-date = { $month ->
    [1] января
    [2] февраля
    [3] марта
    [4] апреля
    [5] мая
    [6] июня
    [7] июля
    [8] августа
    [9] сентября
    [10] октября
    [11] ноября
   *[12] декабря
}
month-year = { $month } { $year }
weekday = { $weekday ->
    [1] понедельник
    [2] вторник
    [3] среда
    [4] четверг
    [5] пятница
    [6] суббота
   *[7] воскресенье
}
weekday-short = { $weekday ->
    [1] пн
    [2] вт
    [3] ср
    [4] чт
    [5] пт
    [6] сб
   *[7] вс
}
# $month comes in the form of month-of-date.
day = { $weekday }, { $day } { $month }
day-year = { $weekday }, { $day } { $month } { $year }
day-yesterday = вчера
day-today = сегодня
day-tomorrow = завтра
# $day is one of the three above.
moment-near = { $day } в { $time }
# The same between 11:00 and 11:59: some languages change the preposition before that number.
moment-near-eleven = { $day } в { $time }
# $day is a whole date.
moment = { $day }, { $time }

## Durations, from the largest unit to the smallest, joined by spaces.

duration-days = { $count } { $count ->
    [one] день
    [few] дня
    [many] дней
   *[other] дня
}
duration-hours = { $count } ч
duration-minutes = { $count } мин

## Time left and time passed.

moment-now = сейчас
in-duration = через { $duration }
in-minutes = через { $count } { $count ->
    [one] минуту
    [few] минуты
    [many] минут
   *[other] минуты
}
in-hours = через { $count } { $count ->
    [one] час
    [few] часа
    [many] часов
   *[other] часа
}
in-days = через { $count } { $count ->
    [one] день
    [few] дня
    [many] дней
   *[other] дня
}
ago-duration = { $duration } назад
ago-minutes = { $count } { $count ->
    [one] минуту
    [few] минуты
    [many] минут
   *[other] минуты
} назад
ago-hours = { $count } { $count ->
    [one] час
    [few] часа
    [many] часов
   *[other] часа
} назад
ago-days = { $count } { $count ->
    [one] день
    [few] дня
    [many] дней
   *[other] дня
} назад

## Time zones. $offset is empty or like +3, -4:30.

zone-offset = UTC{ $offset }

## Общее для всех ботов

home = 🏠 Меню
welcome = Здравствуйте, { $name }! Я <b>{ $bot }</b>.
choose-language = 🇷🇺 Выберите язык
language-chosen = Язык: { $language }
settings-title = ⚙️ Настройки
settings-language = 🌐 Язык: { $language }
settings-zone = 🕒 Часовой пояс: { $zone } (там сейчас { $time })
button-language = 🌐 Язык
button-zone = 🕒 Часовой пояс
button-skip = Пропустить
button-back = ← Назад
button-send-location = 📍 Отправить геопозицию
ask-zone =
    🕒 <b>Где вы находитесь?</b>
    Часовой пояс нужен, чтобы напоминания приходили вовремя. Выберите город или напишите свой (<i>Самара</i>) либо смещение (<i>+3</i>).
ask-location = 📍 Нажмите кнопку под полем ввода, чтобы отправить геопозицию, или напишите свой город.
placeholder-city = Город или смещение
unknown-place = Не знаю места «{ $place }». Напишите крупный город поблизости, смещение, например <i>+3</i>, или отправьте геопозицию.
which-place = Какое место вы имеете в виду?
zone-chosen = ✅ Часовой пояс: <b>{ $zone }</b>. Там сейчас { $time }.
zone-by-language = Выбран обычный пояс для вашего языка. Изменить его можно в любой момент: /timezone.
location-unknown = Не удалось определить часовой пояс этого места. Напишите, пожалуйста, свой город.
undo-too-late = Отменить это уже нельзя.
undo-done-already = Уже отменено.
cancelled = Отменено. Ничего не изменилось.
nothing-to-cancel = Отменять нечего.
stale-button = Эта кнопка устарела. Вот текущий экран.
unknown-command = Не знаю команды { $command }. Что я умею, покажет /help.
not-understood = Не удалось это понять. Что я умею, покажет /help.
unsupported-message = С такими сообщениями я пока не работаю. Напишите, пожалуйста, текстом.
apology = 😔 У меня что-то пошло не так, и обработать сообщение не получилось. Попробуйте, пожалуйста, чуть позже.
apology-job = 😔 У меня что-то пошло не так, и довести дело до конца не получилось. Попробуйте, пожалуйста, чуть позже.
command-settings = Настройки
command-language = Выбрать язык
command-timezone = Указать часовой пояс
command-cancel = Прервать текущее действие
command-help = Что я умею

## Бот закрыт для человека. Both are shown as an alert too, of at most 200 characters.

standing-off = ⏸ { $bot } временно отключён. Ничего из сохранённого не пропало, а напоминания за это время придут, когда он снова заработает.
standing-banned = ⛔ Администратор пока закрыл вам доступ к ботам. Всё, что вы сохранили, остаётся на месте.
