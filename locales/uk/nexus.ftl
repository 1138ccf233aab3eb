### Nexus, бот реєстру.

about-short = Усі ваші боти Nexus в одному місці.
about-long = Усі боти Nexus в одному місці: видно, якими з них ви користуєтеся й відколи, і кожен відкривається одним дотиком. Мова й часовий пояс, обрані тут, діють у всіх ботах.
command-bots = Мої боти

## Мої боти

bots-title = 🤖 Мої боти
bots-none-used = Ви поки не користуєтеся жодним ботом.
bots-others = ✨ Можна спробувати
# $day is a number, $month comes in the form that follows a day. $last is a moment: "today, 15:00".
bot-used = З { $day } { $month } { $year } · востаннє: { $last }
bot-off = ⏸ Тимчасово вимкнено
bot-open = 💬 { $name }
bot-try = ✨ { $name }
bots-in-private = Якими ботами ви користуєтеся, стосується лише вас. Поговорімо про це в особистому чаті.
button-private = 💬 Відкрити особистий чат
button-settings = ⚙️ Налаштування

## Для адміністраторів

button-stats = 📊 Статистика
button-health = 🩺 Стан
button-refresh = 🔄 Оновити
# $time has seconds: 15:04:05.
as-of = Станом на { $time }
stats-title = 📊 Реєстр у цифрах
stats-people = 👥 Людей: { $count }
stats-active = 🔥 Активних за 24 години: { $count }
stats-subscriptions = 📬 Підписок: { $count }
stats-blocked = 🚫 Заблоковано: { $count }
stats-planned = ⏰ Заплановано сповіщень: { $count }
# How many people use one bot.
stats-bot = { $name }: { $count } { $count ->
    [one] людина
    [few] людини
    [many] людей
   *[other] людини
}
# Follows stats-bot after a comma.
stats-bot-blocked = заблокували: { $count }
health-title = 🩺 Стан ботів
health-bot = { $mark } { $bot }: { $state }
health-polling = отримує оновлення
health-idle = запущений, але оновлень не отримує
# $last is a moment: "today, 15:00".
health-silent = мовчить, остання ознака життя: { $last }
health-unseen = не подає ознак життя понад добу
# Entries of the inbox.
health-queue = у черзі: { $waiting } · не опрацьовано: { $dead }

## Резервні копії

backup-title = 💾 Резервні копії
backup-button = 💾 Резервні копії
backup-now = 💾 Зробити копію зараз
# $at is a time of day in UTC, $next a moment in the reader's zone: "tomorrow, 05:30".
backup-scheduled = 🕐 Щодня о { $at } UTC · наступна: { $next }
backup-due = 🕐 Щодня о { $at } UTC · наступна почнеться зараз
backup-unscheduled = ⚠️ Розкладу немає: задайте BACKUP_AT, і копія робитиметься щодня
# Restoring a backup for trial is a "restore drill"; it is done on the command line.
backup-unchecked = 🧪 Пробного відновлення ще не було: його робить nexus restore --check
backup-checked = 🧪 Пробне відновлення: { $moment }, усе на місці
backup-check-failed = 🔴 Пробне відновлення: { $moment }, але { $problem }
backup-none = Копій поки немає.
# Lines of the list. $moment is "today, 03:30".
backup-line-asked = ⏳ { $moment } · чекає
backup-line-running = ⏳ { $moment } · робиться
backup-line-done = ✅ { $moment } · { $size }
backup-line-failed = ❌ { $moment } · { $cause }
backup-open = Копія вже робиться.
backup-waiting = ⏳ Зараз почнемо робити копію.
backup-running = ⏳ Робимо копію: уже { $size }
backup-done =
    ✅ Копія готова: { $size }
    { $moment } · { $file }
backup-failed = ❌ Копію зробити не вдалося: { $cause }
backup-size-kb = { $number } КБ
backup-size-mb = { $number } МБ
backup-size-gb = { $number } ГБ
