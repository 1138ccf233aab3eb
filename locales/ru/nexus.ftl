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

## Резервные копии

backup-title = 💾 Резервные копии
backup-button = 💾 Резервные копии
backup-now = 💾 Сделать копию сейчас
# $at is a time of day in UTC, $next a moment in the reader's zone: "tomorrow, 05:30".
backup-scheduled = 🕐 Каждый день в { $at } UTC · следующая: { $next }
backup-due = 🕐 Каждый день в { $at } UTC · следующая начнётся сейчас
backup-unscheduled = ⚠️ Расписания нет: задайте BACKUP_AT, и копия будет делаться каждый день
# Restoring a backup for trial is a "restore drill"; it is done on the command line.
backup-unchecked = 🧪 Пробного восстановления ещё не было: его делает nexus restore --check
backup-checked = 🧪 Пробное восстановление: { $moment }, всё на месте
backup-check-failed = 🔴 Пробное восстановление: { $moment }, но { $problem }
backup-none = Копий пока нет.
# Lines of the list. $moment is "today, 03:30".
backup-line-asked = ⏳ { $moment } · ждёт
backup-line-running = ⏳ { $moment } · делается
backup-line-done = ✅ { $moment } · { $size }
backup-line-failed = ❌ { $moment } · { $cause }
backup-open = Копия уже делается.
backup-waiting = ⏳ Сейчас начнём делать копию.
backup-running = ⏳ Делаем копию: уже { $size }
backup-done =
    ✅ Копия готова: { $size }
    { $moment } · { $file }
backup-failed = ❌ Копию сделать не удалось: { $cause }
backup-size-kb = { $number } КБ
backup-size-mb = { $number } МБ
backup-size-gb = { $number } ГБ
