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

## Керування: меню, ролі

admin-title = 🛠 Керування
admin-your-role = Ваша роль: { $role }
admin-button-menu = 🛠 Керування
admin-button-people = 👥 Люди
admin-button-bots = 🤖 Усі боти
admin-button-audit = 📜 Журнал
admin-button-admins = 🔑 Адміністратори
admin-button-spend = 💸 Витрати
admin-button-search = 🔎 Знайти
admin-button-clear = ✖️ Показати все
admin-button-newest = ⏮ Нові
admin-button-older = Старіші ▶
admin-button-back-to = ← { $name }
# What was pressed or asked for is no longer so.
admin-changed = Тим часом усе змінилося. Ось як справи зараз.
admin-role-owner = власник
admin-role-operator = оператор
admin-role-support = підтримка
admin-role-editor = редактор
admin-role-owner-may = усе, разом з адміністраторами
admin-role-operator-may = стан, завдання, збої, резервні копії, боти, журнал
admin-role-support-may = люди: картки, доступ, рівні, чому не надходять повідомлення
admin-role-editor-may = розсилки
admin-admins-title = 🔑 Адміністратори
admin-admins-line = { $who } – { $role }
admin-admins-configured = { $who } – { $role }, за конфігурацією
admin-admins-ask = 🔑 Хто стане адміністратором? Напишіть @ім’я, номер у Telegram або id у реєстрі. Ця людина вже має користуватися одним із ботів.
admin-admins-has = { $who }, зараз роль: { $role }. Якою вона має бути?
admin-admins-has-none = { $who }: яку роль дати?
admin-admins-role = { $role }: { $may }
admin-admins-ask-remove = Зняти роль «{ $role }»: { $who }? Команди й кнопки керування одразу перестануть працювати. Ботами можна буде користуватися, як раніше.
admin-admins-given = { $who }: тепер { $role }.
admin-admins-removed = Роль знято.
admin-admins-yourself = Свою роль змінити не можна. Попросіть іншого власника.
admin-admins-last-owner = Це останній власник. Спершу призначте ще одного.
admin-admins-is-configured = Власник за конфігурацією (NEXUS_ADMINS) змінюється лише там.
admin-admins-banned = Доступ цій людині закрито. Спершу відкрийте його.
admin-button-add = ➕ Додати
admin-button-remove = 🗑 Зняти роль
admin-button-keep = ← Залишити

## Admin: tokens of programs

admin-button-tokens = 🎟 Токени
admin-token-title = 🎟 Токени
admin-token-what = З токеном програма може звертатися до API реєстру.
admin-token-none = Токенів поки немає.
# $mark is a sign, $scope and $standing are lines from below: "лише coach", "до 2 березня 2027".
admin-token-line = { $mark } { $name } · { $scope } · { $standing }
admin-token-reach-all = увесь реєстр
admin-token-reach-bot = лише { $bot }
# $day has its year and follows in the genitive: 2 березня 2027.
admin-token-until = до { $day }
admin-token-expired = строк минув { $day }
admin-token-revoked = відкликано { $day }
admin-token-power-all = 🌍 Відкриває весь реєстр: з ним можна читати й змінювати людей і налаштування всіх ботів.
admin-token-power-bot = 🤖 Відкриває лише бота { $bot }: з ним можна читати й змінювати людей і налаштування цього бота, але не решти.
admin-token-made = 📅 Створено: { $day }
admin-token-standing = ⏳ Чинність: { $standing }
admin-token-id = Id: { $id }
admin-token-ask-revoke = ⛔ Відкликати токен { $name } ({ $scope })? За кілька секунд його перестануть приймати всюди, і програма з ним зупиниться. Повернути його не можна, але можна створити новий.
admin-token-is-revoked = Токен відкликано. За кілька секунд його перестануть приймати всюди.
admin-token-no-key = 🔑 Токени нічим підписувати: немає ключа. Задайте { $variable } там, де працює бот реєстру, наприклад з { $command }, і перезапустіть його.
admin-token-ask-scope = 🎟 Що відкриє новий токен? Людей і налаштування одного бота чи весь реєстр: усіх ботів, зокрема й майбутніх.
admin-token-ask-life = Скільки він діятиме? Що коротше, то безпечніше.
admin-token-month = 30 днів
admin-token-quarter = 90 днів
admin-token-year = 1 рік
admin-token-ask-name = ✏️ Як назвати токен? Напишіть, для якої він програми, наприклад «нічні звіти»: за назвою ви знайдете його в цьому списку.
admin-token-name-empty = Тут немає ні літер, ні цифр. Напишіть назву від 1 до 100 знаків.
# $length and $longest are numbers of characters.
admin-token-name-long = Назва задовга, знаків: { $length }, а вміщається { $longest }. Напишіть коротшу.
admin-token-confirm = 🎟 Створити токен { $name }, що діє до { $day }?
admin-token-shown-once = Він з’явиться один раз, окремим повідомленням, і показати його знову не можна. Заздалегідь підготуйте місце, де він зберігатиметься.
admin-token-issued = 🎟 Токен { $name }, до { $day }:
admin-token-keep = ⚠️ Більше він не з’явиться. Зберігайте його як пароль: скопіюйте туди, де він потрібен, і видаліть це повідомлення.
admin-token-button-new = ➕ Новий токен
admin-token-button-revoke = ⛔ Відкликати
admin-token-button-all = 🌍 Увесь реєстр
admin-token-button-scope = ← Інший доступ
admin-token-button-life = ← Інший строк
admin-token-button-issue = ✅ Створити
admin-token-button-not = ✖️ Не створювати

## Керування: люди

# $filter is one of the names below, $total a number, with a plus where there are more.
admin-people-title = 👥 Люди · { $filter }: { $total }
admin-people-all = усі
admin-people-active = активні сьогодні
admin-people-blocked = заблокували бота
admin-people-banned = без доступу
admin-people-premium = преміум
admin-people-search = 🔎 { $text }
admin-people-none = Тут нікого.
admin-people-ask-search = 🔎 Кого шукаємо? Напишіть ім’я, @ім’я, номер у Telegram або id у реєстрі.
admin-people-who = Про кого йдеться? Напишіть після команди @ім’я, номер у Telegram або id у реєстрі.
admin-people-unknown = Нікого на ім’я «{ $text }» я не знаю. Напишіть @ім’я, номер у Telegram або id у реєстрі того, хто вже користувався одним із ботів.
admin-people-which = «{ $text }» – це може бути кілька людей. Хто саме?
admin-card-id = Реєстр: { $id }
# $realm is a messenger: telegram. $speaks is the language of their app: pl.
admin-card-identity = { $realm } { $number } · { $name } · { $speaks }
admin-card-not-chosen = не обрано
admin-card-language = 🌐 Мова: { $language }
admin-card-zone = 🕒 Часовий пояс: { $zone }
admin-card-tier = 💎 Рівень: { $tier }
admin-card-since = 📅 Перше знайомство: { $day }
admin-card-planned = ⏰ Заплановано сповіщень: { $count }
admin-card-held = ✋ Притримано: { $count }
# $last and $at are moments: "today, 15:00".
admin-card-bot = { $name }: востаннє { $last }
admin-card-bot-blocked = { $name }: бота заблоковано: { $at }, востаннє: { $last }
admin-card-no-bots = Ботами не користується.
admin-card-banned = ⛔ Доступ закрито: { $at }. Причина: { $reason }
admin-button-ban = ⛔ Закрити доступ
admin-button-unban = ✅ Відкрити доступ
admin-button-tier = 💎 Рівень
admin-button-why = ❓ Чому не надходять?
admin-button-export = 📤 Вивантажити для людини
admin-button-erase = 🗑 Стерти…
admin-button-erase-yes = 🗑 Стерти назавжди
admin-ban-ask-reason = ⛔ Чому закрити доступ? { $who }. Напишіть причину, її побачать лише адміністратори.
admin-ban-confirm = ⛔ Закрити доступ: { $who }?
# $count is how many notifications are planned.
admin-ban-consequence = Усі боти одразу перестануть відповідати, крім одного сповіщення на день. Заплановане ({ $count }) буде притримано й надійде, коли доступ знову відкриють. Усе збережене залишиться.
admin-ban-loses-role = Це адміністратор, роль буде знято.
admin-ban-reason = Причина: { $reason }
admin-ban-done = Доступ закрито.
admin-ban-lifted = Доступ відкрито. Притримане зараз надійде.
admin-ban-none = Доступ і не був закритий.
admin-ban-yourself = Закрити доступ собі не можна.
admin-ban-configured = Власникові за конфігурацією (NEXUS_ADMINS) доступ не закрити.
admin-ban-admin = Закрити доступ адміністраторові може лише власник.

# On a person's behalf. $who is a name in bold.
admin-erase-ask = 🗑 Стерти назавжди: { $who }?
admin-erase-consequence = Усе, що про людину зберігають усі боти та реєстр, буде видалено без можливості відновлення. Коли все буде готово, людина про це дізнається. У журналі залишиться лише номер.
admin-export-begun = 📤 Файл прийде в того бота, яким людина користувалася останнім.
admin-erase-begun = 🗑 Почалося. Людина дізнається, коли все буде готово.
admin-request-under-way = ⏳ Це вже виконується.
admin-export-too-soon = Останнє вивантаження було менш ніж годину тому.
admin-request-nobody = Немає для кого: людина не користується жодним ботом.
admin-erase-done = 🗑 Дані стерто.
admin-erase-configured = Власника з налаштувань (NEXUS_ADMINS) тут стерти не можна.
admin-tier-anonymous = анонімний
admin-tier-signed-in = з обліковим записом
admin-tier-premium = преміум
admin-tier-ask = 💎 { $who }, зараз: { $tier }. Який рівень поставити?
admin-tier-set = Рівень: { $tier }

## Керування: боти

admin-bots-title = 🤖 Усі боти
# $mark is a sign, $count how many people use it.
admin-bots-line = { $mark } { $name } { $code } · людей: { $count }
admin-bots-unknown = Бота з кодом «{ $code }» немає.
admin-bot-on = Увімкнено
admin-bot-off = Вимкнено: люди отримують повідомлення про це, сповіщення чекають
admin-bot-version = Версія { $version } · у реєстрі з { $day }
admin-bot-people = 👥 Людей: { $count }, заблокували: { $blocked }
admin-bot-planned = ⏰ Заплановано сповіщень: { $count }
admin-bot-no-process = Понад добу немає жодного процесу.
# $id is the end of the process's id.
admin-bot-process-receives = 🟢 Процес { $id }, версія { $version }: отримує оновлення
admin-bot-process-idle = 🟡 Процес { $id }, версія { $version }: працює, оновлень не отримує
admin-bot-process-silent = 🔴 Процес { $id }, версія { $version }: остання ознака життя: { $last }
admin-bot-ask-off = ⏸ Вимкнути { $bot }? Ним користуються: { $people }. Замість відповідей надійде повідомлення про це, одразу в усіх процесах. Заплановані сповіщення ({ $planned }) зачекають і надійдуть із запізненням, коли він знову запрацює. Власники за конфігурацією зможуть користуватися ним і далі.
admin-bot-is-off = { $bot } вимкнено.
admin-bot-is-on = { $bot } знову працює. Усе, що чекало, зараз надійде.
admin-bot-own = Бот самого реєстру не вимикається: увімкнути його було б нікому.
admin-button-off = ⏸ Вимкнути
admin-button-on = ▶️ Увімкнути

## Керування: журнал

admin-audit-title = 📜 Хто що зробив
admin-audit-none = Таких записів немає.
admin-audit-ask-search = 🔎 Що шукаємо? Напишіть людину (@ім’я, номер, id у реєстрі), код бота, початок дії (user.ban) або id операції.
admin-audit-entry = 📜 Запис { $number }
# $actor is who, $action what: "Ada: banned".
admin-audit-did = { $actor }: { $action }
admin-audit-did-to = { $actor }: { $action } → { $subject }
admin-audit-at = Коли: { $at }
admin-audit-action = Дія: { $action }
admin-audit-subject = Над чим: { $kind } { $subject }
admin-audit-actor = Хто: { $kind } { $actor }
admin-audit-operation = Операція: { $id }
admin-audit-trace = Слід: { $id }
admin-by-service = програма { $id }
admin-by-operator = командний рядок
admin-by-system = сама система
# Each follows a name and a colon.
admin-did-user-ban = закрито доступ
admin-did-user-unban = відкрито доступ
admin-did-user-tier = змінено рівень
admin-did-bot-on = увімкнення
admin-did-bot-off = вимкнення
admin-did-admin-add = надано роль
admin-did-admin-role = змінено роль
admin-did-admin-remove = знято роль
admin-did-token-issue = створено токен
admin-did-token-revoke = відкликано токен

## Керування: чому не надходять повідомлення. All moments are like "today, 15:00".

admin-why-title = ❓ Чому не надходять повідомлення: { $who }
admin-why-unused = Не користується: { $bots }
admin-why-off = бота вимкнено
admin-why-blocked = ця людина заблокувала бота: { $at }
admin-why-no-home = боту ні разу не писали в особистому чаті, першим він написати не може
admin-why-switched-off = у налаштуваннях вимкнено: { $name }
admin-why-quiet = тихі години в налаштуваннях: { $hours }
admin-why-overdue = строк був { $at }, але повідомлення не надіслано
admin-why-held = притримано сповіщень: { $count }
admin-why-waiting = записів в очікуванні: { $count }, найдавніший: { $since }
admin-why-dead = не опрацьовано записів: { $count }. Остання причина: { $cause }
admin-why-refused = месенджер не прийняв повідомлень: { $count }, останнє: { $at }. Причина: { $cause }
admin-why-last = строк останнього: { $at }
admin-why-next = наступне: { $at }
admin-why-nothing-planned = нічого не заплановано
admin-verdict-banned = Доступ закрито: { $at }. Жоден бот не відповідає й не нагадує.
admin-verdict-uses-none = Ботами не користується, тож нічого й не надходить.
admin-verdict-stopped = Нічого не надходить: { $bots }. Чому, видно з червоних рядків.
admin-verdict-odd = Частина повідомлень могла загубитися: { $bots }. Чому, видно з жовтих рядків.
admin-verdict-next = Усе гаразд. Наступне сповіщення: { $at } ({ $bot }).
admin-verdict-nothing-planned = Усе гаразд. Нічого не заплановано.

## Керування: витрати

admin-spend-title = 💸 Витрати на моделі
admin-spend-nothing = Поки жоден бот не записував, скільки витрачає на моделі, тож показувати нічого.

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
alerts-backup-failed = Остання резервна копія не вдалася
alerts-backup-late = Резервна копія запізнюється
# $length is a duration: "5 min".
alerts-oldest = Найдовше чекають: { $length }
alerts-overdue-by = Запізнюється на { $length }
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

## Broadcasts, for admins

cast-title = 📣 Розсилки
cast-none = Поки нічого не надсилали. Розсилку спершу пишуть, обирають отримувачів і перевіряють на собі, і лише потім вона йде людям.
cast-no-text = Тексту ще немає
cast-new = ✏️ Нова розсилка
cast-all = ◀ Усі розсилки
cast-back = ◀ Назад
cast-which-bot = Від імені якого бота надішлемо?
# States in the list, after the bot's name.
cast-draft = чернетка
# $at is a moment: "tomorrow, 09:00".
cast-scheduled = початок: { $at }
cast-sent = доставлено: { $done } з { $all }
cast-paused = на паузі, доставлено: { $done } з { $all }
cast-stopped = зупинено, доставлено: { $done } з { $all }
cast-draft-title = 📝 Чернетка розсилки
cast-speaker = 🤖 Бот: { $bot }
cast-languages = 🌐 Мови: { $languages }
cast-photo = 🖼 Із зображенням
cast-buttons = 🔗 Кнопок: { $count }
cast-recipients = 👥 Отримувачів: { $count }
cast-more-than = понад { $count }
# $language is its own name: Polski.
cast-fallback = Для всіх інших: { $language }
cast-button-segment = 👥 Хто отримає
cast-button-preview = 👁 Переглянути
cast-button-trial = 🧪 Надіслати мені
cast-button-when = 📤 Надіслати…
cast-button-discard = 🗑 Видалити
cast-button-discard-yes = 🗑 Так, видалити
cast-button-rewrite = ✏️ Переписати
cast-button-buttons = 🔗 Кнопки
cast-button-clear = ✖️ Без кнопок
cast-button-remove = 🗑 Прибрати цю мову
# $name is {name}, which stands for the reader's first name.
cast-ask-text = Напишіть, що скаже { $bot }: { $language }

    Оформлення збережеться, можна додати зображення. Замість { $name } буде ім’я читача.
cast-only-texts = Багатьом можна надіслати лише текст або зображення з текстом. Напишіть ще раз, будь ласка.
cast-photo-lost = Не вдалося забрати зображення, тому нічого не збережено. Надішліть ще раз, будь ласка.
cast-flaw-empty = Надсилати поки нічого. Напишіть текст, будь ласка.
cast-flaw-long = Задовго: символів { $length }, а вміщається { $limit }. Скоротіть, будь ласка.
cast-flaw-button = Не розумію рядок { $line }. По одній кнопці в рядку, будь ласка: Напис | https://example.com
cast-flaw-buttons = Забагато кнопок: вміщається щонайбільше { $most }.
cast-ask-buttons = Напишіть кнопки, по одній у рядку: Напис | https://example.com

    { $language }
cast-ask-remove = Прибрати цей текст: { $language }? Його читачі отримають ось цей: { $other }.
cast-ask-remove-last = Прибрати цей текст: { $language }? Інших немає.
cast-ask-discard = Видалити цю чернетку для { $bot }? Повернути її не можна буде.
cast-discarded = Чернетку видалено.
cast-gone = Цієї розсилки вже немає.
cast-overtaken = Тим часом усе змінилося. Ось як зараз.
cast-trial-sent = { $bot } надіслав це вам.
cast-trial-here = Ви самі не користуєтеся ботом { $bot }, тому ось що він надіслав би:
cast-preview-over = ☝️ Так це виглядатиме.
cast-segment-title = 👥 Хто отримає
cast-never = Хто заблокував бота, забанений або видалений, не отримає нічого ніколи.
cast-by-language = 🌐 Мова: { $value }
cast-by-activity = 🔥 Активність: { $value }
cast-by-joined = 📅 З’явилися: { $value }
cast-by-tier = ⭐ Акаунт: { $value }
cast-by-also = 🤖 Користуються ще: { $value }
cast-any = байдуже
cast-active-within = були активні за { $days ->
    [one] останній { $days } день
    [few] останні { $days } дні
    [many] останні { $days } днів
   *[other] останні { $days } дня
}
cast-not-for = неактивні { $days } { $days ->
    [one] день
    [few] дні
    [many] днів
   *[other] дня
}
cast-joined-within = за { $days ->
    [one] останній { $days } день
    [few] останні { $days } дні
    [many] останні { $days } днів
   *[other] останні { $days } дня
}
cast-joined-before = понад { $days } { $days ->
    [one] день
    [few] дні
    [many] днів
   *[other] дня
} тому
cast-tier-anonymous = без входу
cast-tier-signed-in = зі входом
cast-tier-premium = преміум
cast-before = Було: { $count }
cast-ask-when = Коли почати?
cast-now = 🚀 Зараз
# $time is a time of day: 15:04.
cast-in-an-hour = 🕐 За годину ({ $time })
cast-tomorrow = 🌅 Завтра о { $time }
cast-other-time = ⌨️ Інший час
cast-ask-time = Напишіть, коли почати за годинником { $zone }: 2026-12-01 09:00 або просто 09:00, тобто о найближчій дев’ятій ранку.
cast-time-unreadable = Не розумію, який це час. Напишіть 2026-12-01 09:00 або просто 09:00.
cast-time-past = Цей час уже минув.
cast-time-far = Це більш ніж за рік.
cast-confirm = 📤 Надіслати цю розсилку?
cast-begins-now = 🚀 Початок: зараз
cast-begins-at = 🕘 Початок: { $at }
cast-version = { $language }: { $count }
cast-asleep = ⚠️ { $bot } зараз не запущений. Розсилка почнеться, коли він повернеться.
cast-button-send = ✅ Надіслати (👥 { $count })
cast-nobody = Її ніхто не отримає: під умови ніхто не підходить.
cast-title-scheduled = 🕘 Розсилку заплановано
cast-title-running = 📤 Розсилка триває
cast-title-paused = ⏸ Розсилка на паузі
cast-title-stopped = ⏹ Розсилку зупинено
cast-title-done = ✅ Розсилку надіслано
cast-gathering = Записуємо отримувачів, поки їх: { $count }
cast-progress = { $done } з { $all }
cast-delivered = ✅ Доставлено: { $count }
cast-blocked = 🚫 Заблокували бота: { $count }
cast-failed = ⚠️ Не вдалося: { $count }
# Why so many failed, in the messenger's words.
cast-cause = · { $count } × { $cause }
cast-left = ⏳ Не надіслано: { $count }
# $time is a length of time, $rate a number of messages.
cast-lasted = ⏱ Тривало { $time }, за секунду: { $rate }
cast-floods = 🐢 Месенджер просив повільніше: { $count } { $count ->
    [one] раз
    [few] рази
    [many] разів
   *[other] раза
}
cast-button-unschedule = ✖️ Повернути в чернетки
cast-button-pause = ⏸ Пауза
cast-button-resume = ▶️ Продовжити
cast-button-stop = ⏹ Зупинити…
cast-button-stop-yes = ⏹ Зупинити зовсім
cast-button-report = 📄 Звіт (CSV)
cast-ask-stop = Зупинити розсилку бота { $bot } зовсім? Уже доставлено: { $done }. Не отримають ніколи: { $left }.
cast-report = Що сталося з кожним отримувачем бота { $bot }: { $count } { $count ->
    [one] рядок
    [few] рядки
    [many] рядків
   *[other] рядка
}, лише номери.

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
