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

## Особисті дані

personal-in-private = Це стосується лише нас двох. Поговорімо про це в особистому чаті.
personal-button-private = 💬 Відкрити особистий чат
personal-button-privacy = 🔒 Приватність і дані
personal-privacy-title = 🔒 Приватність
# $kept is a length of time: "7 days".
personal-privacy-profile = 👤 Ім’я, ім’я користувача та мова з месенджера, обрані мова й часовий пояс, а також якими ботами й відколи ви користуєтеся: доки ви користуєтеся ботами.
personal-privacy-messages = 💬 Те, що ви пишете ботам: { $kept }; якщо щось не спрацювало, доки з цим не розберуться.
personal-privacy-notifications = ⏰ Які нагадування надходили: ще { $kept }.
personal-privacy-files = 📎 Файли, які надсилають боти: { $kept } після надсилання.
personal-privacy-refused = ✉️ Повідомлення, які не вдалося доставити: { $kept }.
personal-privacy-feedback = ✍️ Те, що ви пишете через /feedback: { $kept }.
personal-privacy-log = 📒 Журнал «хто що змінив» залишається. Вас він знає лише за номером, без імені та ваших слів.
personal-privacy-where = 🏠 Усе лежить в одній базі даних у тих, хто тримає цих ботів. Кожен бот бачить лише свої дані про вас. Адміністраторам видно ваше ім’я, перелік ваших ботів, ваші відгуки та повідомлення, на яких стався збій.
personal-privacy-no-models = 🤖 Жодна модель ШІ не читає того, що ви тут пишете.
# $providers is a list of names.
personal-privacy-models = 🤖 Те, що ви тут пишете, можуть читати моделі ШІ: { $providers }.
personal-privacy-own = <b>{ $bot } зберігає ще:</b>
personal-privacy-rights = Будь-коли все це можна отримати файлом (/export) або видалити (/delete_me).
personal-button-export = 📤 Вивантажити мої дані
personal-button-delete = 🗑 Видалити мої дані
personal-export-begun = ⏳ Збираю все, що боти знають про вас. Файл надійде сюди, зазвичай за кілька секунд.
personal-export-begun-bot = ⏳ Збираю все, що { $bot } знає про вас. Файл надійде сюди, зазвичай за кілька секунд.
personal-export-under-way = ⏳ Вивантаження вже готується. Файл надійде в той чат, де ви його попросили.
# $wait is like "in 20 minutes".
personal-export-too-soon = Ви щойно отримали вивантаження. Наступне можливе { $wait }.
personal-export-ready = 📤 Ваші дані у файлі JSON. Бережіть його: у ньому все, що боти знають про вас.
# $bots is a list of names.
personal-export-missing = ⚠️ Зараз не відповідає: { $bots }. Ця частина надійде згодом сама.
personal-export-sequel = 📤 Ось чого бракувало у вашому вивантаженні.
personal-delete-title = 🗑 Видалити мої дані
personal-delete-bot = <b>Лише { $bot }:</b> усе, що цей бот зберігає про вас, разом із планами, нагадуваннями й налаштуваннями. Інші боти залишаться як є.
personal-delete-everything = <b>Усе:</b> усе, що зберігають про вас ваші боти ({ $bots }), плани, нагадування й налаштування, ваші відгуки, мову, часовий пояс та ім’я. Якщо напишете знову, почнемо з чистого аркуша.
personal-delete-stays = <b>Що залишиться:</b> журнал змін, який знає вас лише за номером; і повідомлення в цьому чаті: вони у вашому месенджері й зникнуть, якщо видалити чат.
personal-delete-first = Хочете залишити копію? Спершу вивантажте дані.
personal-button-delete-bot = 🗑 Лише { $bot }
personal-button-delete-everything = 🗑 Усе
personal-button-keep = ← Ні, залишити
personal-confirm-everything =
    ⚠️ <b>Видалити все про вас в усіх ботах?</b>
    Скасувати це не можна, і зупинити після початку теж.
personal-confirm-bot =
    ⚠️ <b>Видалити все, що { $bot } зберігає про вас?</b>
    Скасувати це не можна, і зупинити після початку теж.
personal-button-confirm-everything = 🗑 Так, видалити все назавжди
personal-button-confirm-bot = 🗑 Так, видалити мої дані в { $bot }
personal-erase-begun = ⏳ Видаляю ваші дані. Коли все буде готово, напишу тут.
personal-erase-under-way = ⏳ Ваші дані вже видаляються. Коли все буде готово, ви дізнаєтеся.
personal-erase-waits = ⏳ Видалення триває. Зараз не відповідає: { $bots }. Усе продовжиться само, і я напишу, коли буде готово.
personal-erased = ✅ Усе про вас видалено. Дякую, що були з нами. Якщо напишете знову, почнемо з чистого аркуша.
personal-erased-bot = ✅ { $bot } більше нічого про вас не пам’ятає: усі дані видалено.
personal-held = ✋ Поки що вдалося видалити не все
personal-held-rest = Видалено: { $bots }.
personal-held-again = Коли це буде залагоджено, напишіть /delete_me ще раз.
personal-paused = ⏸ Пауза: сам я нічого не надсилаю, лише відповідаю.
personal-paused-plan = ⏸ Я на паузі, тож не нагадаю, доки ви її не знімете.
personal-button-resume = ▶️ Зняти з паузи
personal-resumed = { $bot } знову пише вам
feedback-ask =
    ✍️ <b>Що ви хочете нам сказати?</b>
    Запитання, побажання, помилка: напишіть одним повідомленням. Його прочитають люди й відповідять тут.
feedback-button-leave = ← Не зараз
feedback-too-much = За добу ви написали нам п’ять разів, дякуємо! Спершу ми все прочитаємо. Напишіть, будь ласка, завтра.
feedback-words-only = Передати можна лише слова. Напишіть, будь ласка, що ви хочете сказати.
feedback-too-long = Тут { $count ->
    [one] { $count } знак
    [few] { $count } знаки
    [many] { $count } знаків
   *[other] { $count } знака
}, а передати можна { $limit }. Скоротіть, будь ласка.
feedback-thanks = ✅ Дякую! Ваше повідомлення отримають люди, які роблять цих ботів. Якщо вони відповідять, ви прочитаєте це тут.
feedback-thanks-words = ✅ Дякую! Ваші слова отримають люди, які роблять цих ботів; вкладення передати не можна. Якщо вони відповідять, ви прочитаєте це тут.
feedback-answered = ✉️ Відповідь на ваше повідомлення
feedback-button-again = ✍️ Написати ще
command-privacy = Що про вас зберігається
command-export = Отримати свої дані файлом
command-delete-me = Видалити свої дані
command-feedback = Написати людям, які роблять ботів
