### Nexus, бот реестра.

about-short = Все ваши боты Nexus в одном месте.
about-long = Все боты Nexus в одном месте: видно, какими из них вы пользуетесь и с каких пор, и каждый открывается одним нажатием. Язык и часовой пояс, выбранные здесь, действуют во всех ботах.
command-bots = Мои боты

## Мои боты

bots-title = 🤖 Мои боты
bots-none-used = Вы пока не пользуетесь ни одним ботом.
bots-others = ✨ Можно попробовать
# $day is a number, $month comes in the form that follows a day. $last is a moment: "today, 15:00".
# «Со второго», но «с двадцать второго».
bot-used = { $day ->
    [2] Со
   *[other] С
} { $day } { $month } { $year } · последний раз: { $last }
bot-off = ⏸ Временно отключён
bot-open = 💬 { $name }
bot-try = ✨ { $name }
bots-in-private = Какими ботами вы пользуетесь, касается только вас. Поговорим об этом в личном чате.
button-private = 💬 Открыть личный чат
button-settings = ⚙️ Настройки

## Для администраторов

button-stats = 📊 Статистика
button-health = 🩺 Состояние
button-refresh = 🔄 Обновить
# $time has seconds: 15:04:05.
as-of = По состоянию на { $time }
stats-title = 📊 Реестр в цифрах
stats-people = 👥 Людей: { $count }
stats-active = 🔥 Активных за 24 часа: { $count }
stats-subscriptions = 📬 Подписок: { $count }
stats-blocked = 🚫 Заблокировано: { $count }
stats-planned = ⏰ Запланировано уведомлений: { $count }
# How many people use one bot.
stats-bot = { $name }: { $count } { $count ->
    [one] человек
    [few] человека
    [many] человек
   *[other] человека
}
# Follows stats-bot after a comma.
stats-bot-blocked = заблокировали: { $count }
health-title = 🩺 Состояние ботов
health-bot = { $mark } { $bot }: { $state }
health-polling = получает обновления
health-idle = запущен, но обновлений не получает
# $last is a moment: "today, 15:00".
health-silent = молчит, последний признак жизни: { $last }
health-unseen = не подаёт признаков жизни больше суток
# Entries of the inbox.
health-queue = в очереди: { $waiting } · не обработано: { $dead }

## Broadcasts, for admins

cast-title = 📣 Рассылки
cast-none = Пока ничего не отправляли. Рассылку сначала пишут, выбирают получателей и проверяют на себе, и только потом она уходит людям.
cast-no-text = Текста ещё нет
cast-new = ✏️ Новая рассылка
cast-all = ◀ Все рассылки
cast-back = ◀ Назад
cast-which-bot = От имени какого бота отправим?
# States in the list, after the bot's name.
cast-draft = черновик
# $at is a moment: "tomorrow, 09:00".
cast-scheduled = начало: { $at }
cast-sent = доставлено: { $done } из { $all }
cast-paused = на паузе, доставлено: { $done } из { $all }
cast-stopped = остановлена, доставлено: { $done } из { $all }
cast-draft-title = 📝 Черновик рассылки
cast-speaker = 🤖 Бот: { $bot }
cast-languages = 🌐 Языки: { $languages }
cast-photo = 🖼 С картинкой
cast-buttons = 🔗 Кнопок: { $count }
cast-recipients = 👥 Получателей: { $count }
cast-more-than = больше { $count }
# $language is its own name: Polski.
cast-fallback = Для всех остальных: { $language }
cast-button-segment = 👥 Кто получит
cast-button-preview = 👁 Посмотреть
cast-button-trial = 🧪 Прислать мне
cast-button-when = 📤 Отправить…
cast-button-discard = 🗑 Удалить
cast-button-discard-yes = 🗑 Да, удалить
cast-button-rewrite = ✏️ Переписать
cast-button-buttons = 🔗 Кнопки
cast-button-clear = ✖️ Без кнопок
cast-button-remove = 🗑 Убрать этот язык
# $name is {name}, which stands for the reader's first name.
cast-ask-text = Напишите, что скажет { $bot }: { $language }

    Оформление сохранится, можно приложить картинку. Вместо { $name } будет имя читателя.
cast-only-texts = Многим можно отправить только текст или картинку с текстом. Напишите ещё раз, пожалуйста.
cast-photo-lost = Не получилось забрать картинку, поэтому ничего не сохранено. Пришлите ещё раз, пожалуйста.
cast-flaw-empty = Отправлять пока нечего. Напишите текст, пожалуйста.
cast-flaw-long = Слишком длинно: символов { $length }, а помещается { $limit }. Сократите, пожалуйста.
cast-flaw-button = Не понимаю строку { $line }. По одной кнопке в строке, пожалуйста: Надпись | https://example.com
cast-flaw-buttons = Слишком много кнопок: помещается не больше { $most }.
cast-ask-buttons = Напишите кнопки, по одной в строке: Надпись | https://example.com

    { $language }
cast-ask-remove = Убрать этот текст: { $language }? Его читатели получат вот этот: { $other }.
cast-ask-remove-last = Убрать этот текст: { $language }? Других нет.
cast-ask-discard = Удалить этот черновик для { $bot }? Вернуть его будет нельзя.
cast-discarded = Черновик удалён.
cast-gone = Этой рассылки больше нет.
cast-overtaken = За это время всё изменилось. Вот как сейчас.
cast-trial-sent = { $bot } прислал это вам.
cast-trial-here = Вы сами не пользуетесь ботом { $bot }, поэтому вот что он отправил бы:
cast-preview-over = ☝️ Так это будет выглядеть.
cast-segment-title = 👥 Кто получит
cast-never = Кто заблокировал бота, забанен или удалён, не получит ничего никогда.
cast-by-language = 🌐 Язык: { $value }
cast-by-activity = 🔥 Активность: { $value }
cast-by-joined = 📅 Появились: { $value }
cast-by-tier = ⭐ Аккаунт: { $value }
cast-by-also = 🤖 Пользуются ещё: { $value }
cast-any = не важно
cast-active-within = были активны за { $days ->
    [one] последний { $days } день
    [few] последние { $days } дня
    [many] последние { $days } дней
   *[other] последние { $days } дня
}
cast-not-for = неактивны { $days } { $days ->
    [one] день
    [few] дня
    [many] дней
   *[other] дня
}
cast-joined-within = за { $days ->
    [one] последний { $days } день
    [few] последние { $days } дня
    [many] последние { $days } дней
   *[other] последние { $days } дня
}
cast-joined-before = больше { $days } { $days ->
    [one] дня
    [few] дней
    [many] дней
   *[other] дня
} назад
cast-tier-anonymous = без входа
cast-tier-signed-in = со входом
cast-tier-premium = премиум
cast-before = Было: { $count }
cast-ask-when = Когда начать?
cast-now = 🚀 Сейчас
# $time is a time of day: 15:04.
cast-in-an-hour = 🕐 Через час ({ $time })
cast-tomorrow = 🌅 Завтра в { $time }
cast-other-time = ⌨️ Другое время
cast-ask-time = Напишите, когда начать по часам { $zone }: 2026-12-01 09:00 или просто 09:00, то есть в ближайшие девять утра.
cast-time-unreadable = Не понимаю, какое это время. Напишите 2026-12-01 09:00 или просто 09:00.
cast-time-past = Это время уже прошло.
cast-time-far = Это больше чем через год.
cast-confirm = 📤 Отправить эту рассылку?
cast-begins-now = 🚀 Начало: сейчас
cast-begins-at = 🕘 Начало: { $at }
cast-version = { $language }: { $count }
cast-asleep = ⚠️ { $bot } сейчас не запущен. Рассылка начнётся, когда он вернётся.
cast-button-send = ✅ Отправить (👥 { $count })
cast-nobody = Её никто не получит: под условия никто не подходит.
cast-title-scheduled = 🕘 Рассылка запланирована
cast-title-running = 📤 Рассылка идёт
cast-title-paused = ⏸ Рассылка на паузе
cast-title-stopped = ⏹ Рассылка остановлена
cast-title-done = ✅ Рассылка отправлена
cast-gathering = Записываем получателей, пока их: { $count }
cast-progress = { $done } из { $all }
cast-delivered = ✅ Доставлено: { $count }
cast-blocked = 🚫 Заблокировали бота: { $count }
cast-failed = ⚠️ Не удалось: { $count }
# Why so many failed, in the messenger's words.
cast-cause = · { $count } × { $cause }
cast-left = ⏳ Не отправлено: { $count }
# $time is a length of time, $rate a number of messages.
cast-lasted = ⏱ Заняло { $time }, в секунду: { $rate }
cast-floods = 🐢 Мессенджер просил помедленнее: { $count } { $count ->
    [one] раз
    [few] раза
    [many] раз
   *[other] раза
}
cast-button-unschedule = ✖️ Вернуть в черновики
cast-button-pause = ⏸ Пауза
cast-button-resume = ▶️ Продолжить
cast-button-stop = ⏹ Остановить…
cast-button-stop-yes = ⏹ Остановить совсем
cast-button-report = 📄 Отчёт (CSV)
cast-ask-stop = Остановить рассылку бота { $bot } совсем? Уже доставлено: { $done }. Не получат никогда: { $left }.
cast-report = Что стало с каждым получателем бота { $bot }: { $count } { $count ->
    [one] строка
    [few] строки
    [many] строк
   *[other] строки
}, только номера.
