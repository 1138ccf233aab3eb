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

## Личные данные

personal-in-private = Это касается только нас двоих. Поговорим об этом в личном чате.
personal-button-private = 💬 Открыть личный чат
personal-button-privacy = 🔒 Приватность и данные
personal-privacy-title = 🔒 Приватность
# $kept is a length of time: "7 days".
personal-privacy-profile = 👤 Имя, имя пользователя и язык из мессенджера, выбранные язык и часовой пояс, а также какими ботами и с каких пор вы пользуетесь: пока вы пользуетесь ботами.
personal-privacy-messages = 💬 То, что вы пишете ботам: { $kept }; если что-то не сработало, пока с этим не разберутся.
personal-privacy-notifications = ⏰ Какие напоминания приходили: ещё { $kept }.
personal-privacy-files = 📎 Файлы, которые присылают боты: { $kept } после отправки.
personal-privacy-refused = ✉️ Сообщения, которые не удалось доставить: { $kept }.
personal-privacy-feedback = ✍️ То, что вы пишете через /feedback: { $kept }.
personal-privacy-log = 📒 Журнал «кто что изменил» остаётся. Вас он знает только по номеру, без имени и ваших слов.
personal-privacy-where = 🏠 Всё лежит в одной базе данных у тех, кто держит этих ботов. Каждый бот видит только свои данные о вас. Администраторам видны ваше имя, список ваших ботов, ваши отзывы и сообщения, на которых произошёл сбой.
personal-privacy-no-models = 🤖 Никакая модель ИИ не читает то, что вы здесь пишете.
# $providers is a list of names.
personal-privacy-models = 🤖 То, что вы здесь пишете, могут читать модели ИИ: { $providers }.
personal-privacy-own = <b>{ $bot } хранит ещё:</b>
personal-privacy-rights = В любой момент всё это можно получить файлом (/export) или удалить (/delete_me).
personal-button-export = 📤 Выгрузить мои данные
personal-button-delete = 🗑 Удалить мои данные
personal-export-begun = ⏳ Собираю всё, что боты знают о вас. Файл придёт сюда, обычно через несколько секунд.
personal-export-begun-bot = ⏳ Собираю всё, что { $bot } знает о вас. Файл придёт сюда, обычно через несколько секунд.
personal-export-under-way = ⏳ Выгрузка уже готовится. Файл придёт в тот чат, где вы о нём попросили.
# $wait is like "in 20 minutes".
personal-export-too-soon = Вы только что получили выгрузку. Следующая возможна { $wait }.
personal-export-ready = 📤 Ваши данные в файле JSON. Храните его в надёжном месте: в нём всё, что боты знают о вас.
# $bots is a list of names.
personal-export-missing = ⚠️ Сейчас не отвечает: { $bots }. Эта часть придёт позже сама.
personal-export-sequel = 📤 Вот чего не хватало в вашей выгрузке.
personal-delete-title = 🗑 Удалить мои данные
personal-delete-bot = <b>Только { $bot }:</b> всё, что этот бот хранит о вас, вместе с планами, напоминаниями и настройками. Остальные боты останутся как есть.
personal-delete-everything = <b>Всё:</b> всё, что хранят о вас ваши боты ({ $bots }), планы, напоминания и настройки, ваши отзывы, язык, часовой пояс и имя. Если напишете снова, начнём с чистого листа.
personal-delete-stays = <b>Что останется:</b> журнал изменений, который знает вас только по номеру; и сообщения в этом чате: они в вашем мессенджере и исчезнут, если удалить чат.
personal-delete-first = Хотите оставить копию? Сначала выгрузите данные.
personal-button-delete-bot = 🗑 Только { $bot }
personal-button-delete-everything = 🗑 Всё
personal-button-keep = ← Нет, оставить
personal-confirm-everything =
    ⚠️ <b>Удалить всё о вас во всех ботах?</b>
    Отменить это нельзя, и остановить после начала тоже.
personal-confirm-bot =
    ⚠️ <b>Удалить всё, что { $bot } хранит о вас?</b>
    Отменить это нельзя, и остановить после начала тоже.
personal-button-confirm-everything = 🗑 Да, удалить всё навсегда
personal-button-confirm-bot = 🗑 Да, удалить мои данные в { $bot }
personal-erase-begun = ⏳ Удаляю ваши данные. Когда всё будет готово, напишу здесь.
personal-erase-under-way = ⏳ Ваши данные уже удаляются. Когда всё будет готово, вы узнаете.
personal-erase-waits = ⏳ Удаление продолжается. Сейчас не отвечает: { $bots }. Всё продолжится само, и я напишу, когда будет готово.
personal-erased = ✅ Всё о вас удалено. Спасибо, что были с нами. Если напишете снова, начнём с чистого листа.
personal-erased-bot = ✅ { $bot } больше ничего о вас не помнит: все данные удалены.
personal-held = ✋ Пока удалось удалить не всё
personal-held-rest = Удалено: { $bots }.
personal-held-again = Когда это будет улажено, напишите /delete_me ещё раз.
personal-paused = ⏸ Пауза: сам я ничего не присылаю, только отвечаю.
personal-paused-plan = ⏸ Я на паузе, поэтому не напомню, пока вы её не снимете.
personal-button-resume = ▶️ Снять с паузы
personal-resumed = { $bot } снова пишет вам
feedback-ask =
    ✍️ <b>Что вы хотите нам сказать?</b>
    Вопрос, пожелание, ошибка: напишите одним сообщением. Его прочитают люди и ответят здесь.
feedback-button-leave = ← Не сейчас
feedback-too-much = За сутки вы написали нам пять раз, спасибо! Сначала мы всё прочитаем. Напишите, пожалуйста, завтра.
feedback-words-only = Передать можно только слова. Напишите, пожалуйста, что вы хотите сказать.
feedback-too-long = Здесь { $count ->
    [one] { $count } знак
    [few] { $count } знака
    [many] { $count } знаков
   *[other] { $count } знака
}, а передать можно { $limit }. Сократите, пожалуйста.
feedback-thanks = ✅ Спасибо! Ваше сообщение получат люди, которые делают этих ботов. Если они ответят, вы прочитаете это здесь.
feedback-thanks-words = ✅ Спасибо! Ваши слова получат люди, которые делают этих ботов; вложение передать нельзя. Если они ответят, вы прочитаете это здесь.
feedback-answered = ✉️ Ответ на ваше сообщение
feedback-button-again = ✍️ Написать ещё
command-privacy = Что о вас хранится
command-export = Получить свои данные файлом
command-delete-me = Удалить свои данные
command-feedback = Написать людям, которые делают ботов
