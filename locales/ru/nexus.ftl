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

## Один из своих ботов

# $name is a bot's; the button shows what is known of its use.
bot-card = ℹ️ { $name }
bot-paused = ⏸ На паузе: сам ничего не присылает
card-planned = ⏰ Запланировано напоминаний: { $count }
# $next is a moment: "today, 15:00".
card-next = 🔜 Ближайшее: { $next }
card-settings = ⚙️ Своих настроек: { $count }
card-blocked = 🚫 Вы заблокировали этого бота в мессенджере
card-gone = Вы (больше) не пользуетесь этим ботом.
card-paused = Пауза. На ваши сообщения бот отвечает.
card-resumed = Бот снова может вам писать.
button-pause = ⏸ Пауза
button-resume = ▶️ Снять с паузы
button-export = 📤 Выгрузить
button-forget = 🗑 Удалить, что он знает
button-my-bots = ← Мои боты

## Отзывы, для администраторов

desk-title = ✍️ Отзывы
desk-none = Пока никто не писал.
# $mark is a sign, $at a moment: "today, 15:00".
desk-line = { $mark } { $name } · { $bot } · { $at }
desk-answer = ✅ Ответ: { $answer }
desk-ask = Напишите ответ одним сообщением. Получатель: { $name }, передаст { $bot }.
desk-too-long = Здесь знаков: { $count }, а отправить можно { $limit }. Сократите, пожалуйста.
desk-answered = ✅ Ответ отправлен.
desk-answered-before = На это уже ответили, или этого больше нет. Ваш ответ не отправлен.
desk-gone = Этого больше нет.
button-answer = ✍️ Ответить
button-feedback = ✍️ Все отзывы
button-keep-for-later = ← Позже
