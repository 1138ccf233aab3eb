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

## Health, for admins

health-no-alerts = ✅ Всё в порядке
health-database-up = 🗄 База данных: работает
health-redis-up = Redis: работает
health-redis-down = Redis: недоступен
health-redis-none = Redis: не используется
health-version = версия: { $version }
health-processes = процессов: { $count }
# $length is a duration: "5 min". What waits the longest.
health-oldest = дольше всего ждут: { $length }
health-outbox = к отправке: { $count } ({ $length })
health-overdue = опаздывает напоминаний: { $count } ({ $length })
health-jobs = самая старая задача: { $length }

## Alerts, for admins

# $what is one of the lines below, such as alerts-bot-down.
alerts-head = { $mark } { $what }
alerts-bot-down = { $bot } не получает обновления
alerts-queue-age = { $bot }: сообщения ждут слишком долго
alerts-overdue = { $bot }: напоминания опаздывают
alerts-outbox-age = { $bot }: ответы не отправляются
alerts-jobs-stuck = { $bot }: задачи стоят
alerts-error-rate = { $bot }: много сбоев
alerts-new-dead = { $bot }: что-то не удалось окончательно
# $length is a duration: "5 min".
alerts-oldest = Дольше всего ждут: { $length }
alerts-count = За последние 10 минут: { $count }
# $since is a moment: "today, 15:00".
alerts-since = Начало: { $since } · { $length }
alerts-lasted = Устранено, длилось: { $length } · начало: { $since }
alerts-returns = 🔁 Возвращалось раз: { $count }
alerts-taken = 🙋 Занимается { $name }
alerts-taken-already = Этим уже занимается { $name }
# $until is a moment: "tomorrow, 15:00".
alerts-muted-until = 🔕 Уведомления отключены, включатся: { $until }
alerts-muted = 🔕 Уведомления отключены насовсем
alerts-seconds = { $count } с
alerts-line = { $mark } { $what } · начало: { $since }
alerts-gone = Это оповещение уже не хранится
alerts-over = Это уже позади
alerts-button-details = 🔍 Подробнее
alerts-button-take = 🙋 Займусь
alerts-button-give-back = ↩️ Всё-таки не я
alerts-button-mute-hour = 🔕 1 час
alerts-button-mute-day = 🔕 1 день
alerts-button-unmute = 🔔 Включить

## What failed, for admins

failures-button-dead = 🪦 Неудачи
failures-button-errors = 🧯 Ошибки
failures-button-jobs = 🧰 Задачи
failures-button-alerts = 🚨 Оповещения
failures-button-all = Все боты
failures-button-list = ⬅️ К списку
failures-button-back = ⬅️ Назад
failures-button-cancel = ✖️ Отмена
failures-button-retry = 🔁 Повторить
failures-button-edit = ✏️ Изменить
failures-button-payload = 📄 Файлом
failures-button-drop = 🗑 Отбросить…
failures-button-drop-yes = 🗑 Да, отбросить
failures-button-mute = 🔕 Заглушить…
failures-button-unmute = 🔔 Включить
failures-button-save = ✅ Сохранить и повторить
failures-button-retry-all = 🔁 Повторить всё…
failures-button-retry-bot = 🔁 Повторить всё у { $bot }…
failures-button-retry-yes = 🔁 Повторить всё
failures-button-day = 24 часа
failures-button-week = 7 дней
# $total is a number, with a plus where not all were counted: "10,000+".
failures-title = 🪦 Не удалось: { $total }
failures-title-bot = 🪦 Не удалось у { $bot }: { $total }
failures-title-cause = 🪦 Не удалось по этой причине: { $total }
failures-title-kind = 🪦 Не удалось по этой задаче: { $total }
failures-kinds = записей: { $entries } · задач: { $jobs } · сообщений: { $messages }
failures-empty = Здесь пусто 🎉
failures-unknown = Здесь нет ни бота, ни номера «{ $what }». Номера выглядят как e12, j3 или m4.
failures-none-left = Повторять больше нечего
failures-retried-all = Отправлено на повтор: { $count }
failures-ask-retry-all = Повторить всё, что не удалось всем ботам ({ $count })? Кто ждёт, получит ответ сейчас, хоть и с опозданием.
failures-ask-retry-bot = Повторить всё, что не удалось { $bot } ({ $count })? Кто ждёт, получит ответ сейчас, хоть и с опозданием.
failures-cause = Причина
failures-payload = Содержимое
failures-bot = 🤖 { $bot }
failures-person = 👤 { $person } (чат { $chat })
failures-chat = 👤 чат { $chat }
# $when is a moment: "today, 15:00".
failures-when = 🕒 { $when } · попыток: { $tries }
failures-trace = 🔎 { $trace }
# Stands for a name that is not known.
failures-whoever = чат { $chat }
failures-somebody = кто-то
failures-gone = { $id } больше нет среди неудач
failures-gone-retried = { $id } уже повторяют ({ $who })
failures-gone-dropped = { $id } уже отброшено ({ $who })
failures-gone-edited = { $id } уже изменено и повторяется ({ $who })
failures-retried = { $id } повторяется
failures-dropped = { $id } отброшено
failures-edited = { $id } сохранено и повторяется
failures-payload-of = Содержимое { $id } ({ $bot }), секреты скрыты
# $whom is a name or "chat 123".
failures-ask-drop-entry = Отбросить { $id } ({ $what })? Отправленное боту { $bot } навсегда останется без ответа: { $whom }.
failures-ask-drop-job = Отбросить { $id } ({ $what })? { $bot } никогда не закончит начатое для: { $whom }.
failures-ask-drop-message = Отбросить { $id }? Сообщение от { $bot } никогда не дойдёт до адресата: { $whom }.
failures-ask-mute = На сколько заглушить оповещения об этой причине ({ $bot }, { $what })? { $cause }
failures-mute-hour = 1 час
failures-mute-day = 1 день
failures-mute-ever = Насовсем
failures-muted = Заглушено
failures-unmuted = Оповещения снова включены
failures-not-muted = Это уже не заглушено
failures-ask-json = Пришлите новое содержимое { $id } ({ $what }) в JSON того же вида. Прежде чем что-то произойдёт, вы увидите, что меняется.
failures-ask-text = Пришлите новый текст сообщения { $id }. Он уйдёт как есть, без оформления.
failures-payload-follows = Для показа здесь оно слишком длинное, ниже будет файл.
failures-only-text = Пришлите, пожалуйста, текстом или текстовым файлом.
failures-not-editable = Это содержимое нельзя изменить
failures-too-long = Слишком длинно: не больше { $kilobytes } КБ.
failures-no-json = Это неправильный JSON: смотрите строку { $line }, позицию { $column }.
failures-nul = Здесь есть символ \u0000, его нельзя сохранить.
# $path is a place such as "message.text", $kind one of the six below.
failures-shape = В { $path } должно быть: { $kind }.
failures-kind-null = null
failures-kind-boolean = true или false
failures-kind-number = число
failures-kind-text = текст
failures-kind-list = список
failures-kind-object = объект
failures-missing = Не хватает { $path }.
failures-fixed = { $path } менять нельзя: оттуда видно, о ком и о чём речь.
failures-unchanged = Здесь ничего не изменено.
failures-preview = { $id }, изменений: { $count }
failures-more-changes = … и ещё { $count }
failures-preview-hint = Сохранить и повторить? Если что-то не так, пришлите другой вариант.
failures-stale-edit = Этот просмотр устарел
failures-jobs-title = 🧰 Задачи
failures-jobs-empty = Очередь пуста.
failures-jobs-newest = Посчитаны только последние: { $count }.
failures-jobs-line = • { $job }: { $facts }
failures-jobs-waiting = ждут: { $count }
failures-jobs-retrying = на повтор: { $count }
failures-jobs-running = в работе: { $count }
failures-jobs-dead = не удалось: { $count }
failures-jobs-oldest = дольше всего: { $length }
failures-errors-day = 🧯 Ошибки за 24 часа
failures-errors-week = 🧯 Ошибки за 7 дней
failures-errors-none = Ни одной 🎉
failures-errors-head = { $number }. { $bot } · { $what }{ $muted }
failures-errors-once = один раз, { $when }
failures-errors-often = { $count }×, последний: { $last }, первый: { $first }
failures-errors-still = всё ещё не удалось: { $count }
# Processes that ended without leaving. $last is a moment.
failures-crashed = 💥 { $bot }: упавших процессов: { $count }, последний: { $last }
# 429 of the Bot API.
failures-held = 🐌 { $bot }: Telegram просит паузу, ещё { $length }
failures-alerts-title = 🚨 Оповещения
failures-alerts-none = Сейчас всё в порядке.
failures-mutes-title = 🔕 Заглушено
failures-mute = { $number }. { $label } · до: { $until }
failures-mute-for-ever = { $number }. { $label } · насовсем
