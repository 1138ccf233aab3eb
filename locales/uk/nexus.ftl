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

## Health, for admins

health-no-alerts = ✅ Усе гаразд
health-database-up = 🗄 База даних: працює
health-redis-up = Redis: працює
health-redis-down = Redis: недоступний
health-redis-none = Redis: не використовується
health-version = версія: { $version }
health-processes = процесів: { $count }
# $length is a duration: "5 min". What waits the longest.
health-oldest = найдовше чекають: { $length }
health-outbox = до надсилання: { $count } ({ $length })
health-overdue = спізнюється нагадувань: { $count } ({ $length })
health-jobs = найстаріше завдання: { $length }

## Alerts, for admins

# $what is one of the lines below, such as alerts-bot-down.
alerts-head = { $mark } { $what }
alerts-bot-down = { $bot } не отримує оновлень
alerts-queue-age = { $bot }: повідомлення чекають надто довго
alerts-overdue = { $bot }: нагадування спізнюються
alerts-outbox-age = { $bot }: відповіді не надсилаються
alerts-jobs-stuck = { $bot }: завдання стоять
alerts-error-rate = { $bot }: багато збоїв
alerts-new-dead = { $bot }: щось остаточно не вдалося
# $length is a duration: "5 min".
alerts-oldest = Найдовше чекають: { $length }
alerts-count = За останні 10 хвилин: { $count }
# $since is a moment: "today, 15:00".
alerts-since = Початок: { $since } · { $length }
alerts-lasted = Усунено, тривало: { $length } · початок: { $since }
alerts-returns = 🔁 Поверталося разів: { $count }
alerts-taken = 🙋 Займається { $name }
alerts-taken-already = Цим уже займається { $name }
# $until is a moment: "tomorrow, 15:00".
alerts-muted-until = 🔕 Сповіщення вимкнено, увімкнуться: { $until }
alerts-muted = 🔕 Сповіщення вимкнено назавжди
alerts-seconds = { $count } с
alerts-line = { $mark } { $what } · початок: { $since }
alerts-gone = Це сповіщення вже не зберігається
alerts-over = Це вже позаду
alerts-button-details = 🔍 Докладніше
alerts-button-take = 🙋 Візьмуся
alerts-button-give-back = ↩️ Усе-таки не я
alerts-button-mute-hour = 🔕 1 година
alerts-button-mute-day = 🔕 1 день
alerts-button-unmute = 🔔 Увімкнути

## What failed, for admins

failures-button-dead = 🪦 Невдачі
failures-button-errors = 🧯 Помилки
failures-button-jobs = 🧰 Завдання
failures-button-alerts = 🚨 Сповіщення
failures-button-all = Усі боти
failures-button-list = ⬅️ До списку
failures-button-back = ⬅️ Назад
failures-button-cancel = ✖️ Скасувати
failures-button-retry = 🔁 Повторити
failures-button-edit = ✏️ Змінити
failures-button-payload = 📄 Файлом
failures-button-drop = 🗑 Відкинути…
failures-button-drop-yes = 🗑 Так, відкинути
failures-button-mute = 🔕 Заглушити…
failures-button-unmute = 🔔 Увімкнути
failures-button-save = ✅ Зберегти й повторити
failures-button-retry-all = 🔁 Повторити все…
failures-button-retry-bot = 🔁 Повторити все в { $bot }…
failures-button-retry-yes = 🔁 Повторити все
failures-button-day = 24 години
failures-button-week = 7 днів
# $total is a number, with a plus where not all were counted: "10,000+".
failures-title = 🪦 Не вдалося: { $total }
failures-title-bot = 🪦 Не вдалося в { $bot }: { $total }
failures-title-cause = 🪦 Не вдалося з цієї причини: { $total }
failures-title-kind = 🪦 Не вдалося за цим завданням: { $total }
failures-kinds = записів: { $entries } · завдань: { $jobs } · повідомлень: { $messages }
failures-empty = Тут порожньо 🎉
failures-unknown = Тут немає ні бота, ні номера «{ $what }». Номери мають вигляд e12, j3 або m4.
failures-none-left = Повторювати більше нічого
failures-retried-all = Надіслано на повтор: { $count }
failures-ask-retry-all = Повторити все, що не вдалося всім ботам ({ $count })? Хто чекає, отримає відповідь зараз, хоч і з запізненням.
failures-ask-retry-bot = Повторити все, що не вдалося { $bot } ({ $count })? Хто чекає, отримає відповідь зараз, хоч і з запізненням.
failures-cause = Причина
failures-payload = Вміст
failures-bot = 🤖 { $bot }
failures-person = 👤 { $person } (чат { $chat })
failures-chat = 👤 чат { $chat }
# $when is a moment: "today, 15:00".
failures-when = 🕒 { $when } · спроб: { $tries }
failures-trace = 🔎 { $trace }
# Stands for a name that is not known.
failures-whoever = чат { $chat }
failures-somebody = хтось
failures-gone = { $id } більше немає серед невдач
failures-gone-retried = { $id } уже повторюють ({ $who })
failures-gone-dropped = { $id } уже відкинуто ({ $who })
failures-gone-edited = { $id } уже змінено й повторюється ({ $who })
failures-retried = { $id } повторюється
failures-dropped = { $id } відкинуто
failures-edited = { $id } збережено й повторюється
failures-payload-of = Вміст { $id } ({ $bot }), секрети приховано
# $whom is a name or "chat 123".
failures-ask-drop-entry = Відкинути { $id } ({ $what })? Надіслане боту { $bot } назавжди залишиться без відповіді: { $whom }.
failures-ask-drop-job = Відкинути { $id } ({ $what })? { $bot } ніколи не закінчить почате для: { $whom }.
failures-ask-drop-message = Відкинути { $id }? Повідомлення від { $bot } ніколи не дійде до адресата: { $whom }.
failures-ask-mute = На скільки заглушити сповіщення про цю причину ({ $bot }, { $what })? { $cause }
failures-mute-hour = 1 година
failures-mute-day = 1 день
failures-mute-ever = Назавжди
failures-muted = Заглушено
failures-unmuted = Сповіщення знову ввімкнено
failures-not-muted = Це вже не заглушено
failures-ask-json = Надішліть новий вміст { $id } ({ $what }) у JSON такої самої будови. Перш ніж щось станеться, ви побачите, що змінюється.
failures-ask-text = Надішліть новий текст повідомлення { $id }. Його буде надіслано як є, без оформлення.
failures-payload-follows = Для показу тут він задовгий, нижче буде файл.
failures-only-text = Надішліть, будь ласка, текстом або текстовим файлом.
failures-not-editable = Цей вміст не можна змінити
failures-too-long = Задовго: щонайбільше { $kilobytes } КБ.
failures-no-json = Це неправильний JSON: дивіться рядок { $line }, позицію { $column }.
failures-nul = Тут є символ \u0000, його не можна зберегти.
# $path is a place such as "message.text", $kind one of the six below.
failures-shape = У { $path } має бути: { $kind }.
failures-kind-null = null
failures-kind-boolean = true або false
failures-kind-number = число
failures-kind-text = текст
failures-kind-list = список
failures-kind-object = об’єкт
failures-missing = Бракує { $path }.
failures-fixed = { $path } змінювати не можна: звідти видно, про кого й про що йдеться.
failures-unchanged = Тут нічого не змінено.
failures-preview = { $id }, змін: { $count }
failures-more-changes = … і ще { $count }
failures-preview-hint = Зберегти й повторити? Якщо щось не так, надішліть інший варіант.
failures-stale-edit = Цей перегляд застарів
failures-jobs-title = 🧰 Завдання
failures-jobs-empty = Черга порожня.
failures-jobs-newest = Пораховано лише останні: { $count }.
failures-jobs-line = • { $job }: { $facts }
failures-jobs-waiting = чекають: { $count }
failures-jobs-retrying = на повтор: { $count }
failures-jobs-running = у роботі: { $count }
failures-jobs-dead = не вдалося: { $count }
failures-jobs-oldest = найдовше: { $length }
failures-errors-day = 🧯 Помилки за 24 години
failures-errors-week = 🧯 Помилки за 7 днів
failures-errors-none = Жодної 🎉
failures-errors-head = { $number }. { $bot } · { $what }{ $muted }
failures-errors-once = один раз, { $when }
failures-errors-often = { $count }×, востаннє: { $last }, уперше: { $first }
failures-errors-still = досі не вдалося: { $count }
# Processes that ended without leaving. $last is a moment.
failures-crashed = 💥 { $bot }: процесів, що впали: { $count }, останній: { $last }
# 429 of the Bot API.
failures-held = 🐌 { $bot }: Telegram просить паузу, ще { $length }
failures-alerts-title = 🚨 Сповіщення
failures-alerts-none = Зараз усе гаразд.
failures-mutes-title = 🔕 Заглушено
failures-mute = { $number }. { $label } · до: { $until }
failures-mute-for-ever = { $number }. { $label } · назавжди
