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

## Один зі своїх ботів

# $name is a bot's; the button shows what is known of its use.
bot-card = ℹ️ { $name }
bot-paused = ⏸ На паузі: сам нічого не надсилає
card-planned = ⏰ Заплановано нагадувань: { $count }
# $next is a moment: "today, 15:00".
card-next = 🔜 Найближче: { $next }
card-settings = ⚙️ Власних налаштувань: { $count }
card-blocked = 🚫 Ви заблокували цього бота в месенджері
card-gone = Ви (більше) не користуєтеся цим ботом.
card-paused = Пауза. На ваші повідомлення бот відповідає.
card-resumed = Бот знову може вам писати.
button-pause = ⏸ Пауза
button-resume = ▶️ Зняти з паузи
button-export = 📤 Вивантажити
button-forget = 🗑 Видалити, що він знає
button-my-bots = ← Мої боти

## Відгуки, для адміністраторів

desk-title = ✍️ Відгуки
desk-none = Поки що ніхто не писав.
# $mark is a sign, $at a moment: "today, 15:00".
desk-line = { $mark } { $name } · { $bot } · { $at }
desk-answer = ✅ Відповідь: { $answer }
desk-ask = Напишіть відповідь одним повідомленням. Кому: { $name }, передасть { $bot }.
desk-too-long = Тут знаків: { $count }, а надіслати можна { $limit }. Скоротіть, будь ласка.
desk-answered = ✅ Відповідь надіслано.
desk-answered-before = На це вже відповіли, або цього більше немає. Вашу відповідь не надіслано.
desk-gone = Цього більше немає.
button-answer = ✍️ Відповісти
button-feedback = ✍️ Усі відгуки
button-keep-for-later = ← Пізніше
