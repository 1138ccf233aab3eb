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

## Управление: меню, роли

admin-title = 🛠 Управление
admin-your-role = Ваша роль: { $role }
admin-button-menu = 🛠 Управление
admin-button-people = 👥 Люди
admin-button-bots = 🤖 Все боты
admin-button-audit = 📜 Журнал
admin-button-admins = 🔑 Администраторы
admin-button-spend = 💸 Расходы
admin-button-search = 🔎 Найти
admin-button-clear = ✖️ Показать всё
admin-button-newest = ⏮ Новые
admin-button-older = Старше ▶
admin-button-back-to = ← { $name }
# What was pressed or asked for is no longer so.
admin-changed = Тем временем всё изменилось. Вот как обстоят дела сейчас.
admin-role-owner = владелец
admin-role-operator = оператор
admin-role-support = поддержка
admin-role-editor = редактор
admin-role-owner-may = всё, включая администраторов
admin-role-operator-may = состояние, задачи, сбои, резервные копии, боты, журнал
admin-role-support-may = люди: карточки, доступ, уровни, почему не приходят сообщения
admin-role-editor-may = рассылки
admin-admins-title = 🔑 Администраторы
admin-admins-line = { $who } – { $role }
admin-admins-configured = { $who } – { $role }, по конфигурации
admin-admins-ask = 🔑 Кто станет администратором? Напишите @имя, номер в Telegram или id в реестре. Этот человек уже должен пользоваться одним из ботов.
admin-admins-has = { $who }, сейчас роль: { $role }. Какой она должна быть?
admin-admins-has-none = { $who }: какую роль дать?
admin-admins-role = { $role }: { $may }
admin-admins-ask-remove = Снять роль «{ $role }»: { $who }? Команды и кнопки управления сразу перестанут работать. Ботами можно будет пользоваться как раньше.
admin-admins-given = { $who }: теперь { $role }.
admin-admins-removed = Роль снята.
admin-admins-yourself = Свою роль изменить нельзя. Попросите другого владельца.
admin-admins-last-owner = Это последний владелец. Сначала назначьте ещё одного.
admin-admins-is-configured = Владелец по конфигурации (NEXUS_ADMINS) меняется только там.
admin-admins-banned = Доступ этому человеку закрыт. Сначала откройте его.
admin-button-add = ➕ Добавить
admin-button-remove = 🗑 Снять роль
admin-button-keep = ← Оставить

## Admin: tokens of programs

admin-button-tokens = 🎟 Токены
admin-token-title = 🎟 Токены
admin-token-what = С токеном программа может обращаться к API реестра.
admin-token-none = Токенов пока нет.
# $mark is a sign, $scope and $standing are lines from below: "только coach", "до 2 марта 2027".
admin-token-line = { $mark } { $name } · { $scope } · { $standing }
admin-token-reach-all = весь реестр
admin-token-reach-bot = только { $bot }
# $day has its year and follows in the genitive: 2 марта 2027.
admin-token-until = до { $day }
admin-token-expired = истёк { $day }
admin-token-revoked = отозван { $day }
admin-token-power-all = 🌍 Открывает весь реестр: с ним можно читать и менять людей и настройки всех ботов.
admin-token-power-bot = 🤖 Открывает только бота { $bot }: с ним можно читать и менять людей и настройки этого бота, но не остальных.
admin-token-made = 📅 Создан: { $day }
admin-token-standing = ⏳ Срок: { $standing }
admin-token-id = Id: { $id }
admin-token-ask-revoke = ⛔ Отозвать токен { $name } ({ $scope })? За несколько секунд его перестанут принимать везде, и программа с ним остановится. Вернуть его нельзя, можно создать новый.
admin-token-is-revoked = Токен отозван. За несколько секунд его перестанут принимать везде.
admin-token-no-key = 🔑 Токены нечем подписывать: нет ключа. Задайте { $variable } там, где работает бот реестра, например из { $command }, и перезапустите его.
admin-token-ask-scope = 🎟 Что откроет новый токен? Людей и настройки одного бота или весь реестр: всех ботов, в том числе будущих.
admin-token-ask-life = Сколько он будет действовать? Чем короче, тем безопаснее.
admin-token-month = 30 дней
admin-token-quarter = 90 дней
admin-token-year = 1 год
admin-token-ask-name = ✏️ Как назвать токен? Напишите, для какой он программы, например «ночные отчёты»: по имени вы найдёте его в этом списке.
admin-token-name-empty = Здесь нет ни букв, ни цифр. Напишите имя от 1 до 100 знаков.
# $length and $longest are numbers of characters.
admin-token-name-long = Имя слишком длинное, знаков: { $length }, а помещается { $longest }. Напишите короче.
admin-token-confirm = 🎟 Создать токен { $name }, который действует до { $day }?
admin-token-shown-once = Он появится один раз, отдельным сообщением, и показать его снова нельзя. Заранее приготовьте место, где он будет храниться.
admin-token-issued = 🎟 Токен { $name }, до { $day }:
admin-token-keep = ⚠️ Больше он не появится. Храните его как пароль: скопируйте туда, где он нужен, и удалите это сообщение.
admin-token-button-new = ➕ Новый токен
admin-token-button-revoke = ⛔ Отозвать
admin-token-button-all = 🌍 Весь реестр
admin-token-button-scope = ← Другой доступ
admin-token-button-life = ← Другой срок
admin-token-button-issue = ✅ Создать
admin-token-button-not = ✖️ Не создавать

## Управление: люди

# $filter is one of the names below, $total a number, with a plus where there are more.
admin-people-title = 👥 Люди · { $filter }: { $total }
admin-people-all = все
admin-people-active = активные сегодня
admin-people-blocked = заблокировали бота
admin-people-banned = без доступа
admin-people-premium = премиум
admin-people-search = 🔎 { $text }
admin-people-none = Здесь никого.
admin-people-ask-search = 🔎 Кого ищем? Напишите имя, @имя, номер в Telegram или id в реестре.
admin-people-who = О ком речь? Напишите после команды @имя, номер в Telegram или id в реестре.
admin-people-unknown = Никого с именем «{ $text }» я не знаю. Напишите @имя, номер в Telegram или id в реестре того, кто уже пользовался одним из ботов.
admin-people-which = «{ $text }» – это может быть несколько человек. Кто именно?
admin-card-id = Реестр: { $id }
# $realm is a messenger: telegram. $speaks is the language of their app: pl.
admin-card-identity = { $realm } { $number } · { $name } · { $speaks }
admin-card-not-chosen = не выбран
admin-card-language = 🌐 Язык: { $language }
admin-card-zone = 🕒 Часовой пояс: { $zone }
admin-card-tier = 💎 Уровень: { $tier }
admin-card-since = 📅 Первое знакомство: { $day }
admin-card-planned = ⏰ Запланировано уведомлений: { $count }
admin-card-held = ✋ Придержано: { $count }
# $last and $at are moments: "today, 15:00".
admin-card-bot = { $name }: последний раз { $last }
admin-card-bot-blocked = { $name }: бот заблокирован: { $at }, последний раз: { $last }
admin-card-no-bots = Ботами не пользуется.
admin-card-banned = ⛔ Доступ закрыт: { $at }. Причина: { $reason }
admin-button-ban = ⛔ Закрыть доступ
admin-button-unban = ✅ Открыть доступ
admin-button-tier = 💎 Уровень
admin-button-why = ❓ Почему не приходят?
admin-button-export = 📤 Выгрузить для человека
admin-button-erase = 🗑 Стереть…
admin-button-erase-yes = 🗑 Стереть навсегда
admin-ban-ask-reason = ⛔ Почему закрыть доступ? { $who }. Напишите причину, её увидят только администраторы.
admin-ban-confirm = ⛔ Закрыть доступ: { $who }?
# $count is how many notifications are planned.
admin-ban-consequence = Все боты сразу перестанут отвечать, кроме одного извещения в день. Запланированное ({ $count }) будет придержано и придёт, когда доступ снова откроют. Всё сохранённое останется.
admin-ban-loses-role = Это администратор, роль будет снята.
admin-ban-reason = Причина: { $reason }
admin-ban-done = Доступ закрыт.
admin-ban-lifted = Доступ открыт. Придержанное сейчас придёт.
admin-ban-none = Доступ и не был закрыт.
admin-ban-yourself = Закрыть доступ себе нельзя.
admin-ban-configured = Владельцу по конфигурации (NEXUS_ADMINS) доступ не закрыть.
admin-ban-admin = Закрыть доступ администратору может только владелец.

# On a person's behalf. $who is a name in bold.
admin-erase-ask = 🗑 Стереть навсегда: { $who }?
admin-erase-consequence = Всё, что о человеке хранят все боты и реестр, будет удалено без возможности восстановления. Когда всё будет готово, человек узнает об этом. В журнале останется только номер.
admin-export-begun = 📤 Файл придёт в того бота, которым человек пользовался последним.
admin-erase-begun = 🗑 Началось. Человек узнает, когда всё будет готово.
admin-request-under-way = ⏳ Это уже выполняется.
admin-export-too-soon = Последняя выгрузка была меньше часа назад.
admin-request-nobody = Не для кого: человек не пользуется ни одним ботом.
admin-erase-done = 🗑 Данные стёрты.
admin-erase-configured = Владельца из настроек (NEXUS_ADMINS) здесь стереть нельзя.
admin-tier-anonymous = анонимный
admin-tier-signed-in = с учётной записью
admin-tier-premium = премиум
admin-tier-ask = 💎 { $who }, сейчас: { $tier }. Какой уровень поставить?
admin-tier-set = Уровень: { $tier }

## Управление: боты

admin-bots-title = 🤖 Все боты
# $mark is a sign, $count how many people use it.
admin-bots-line = { $mark } { $name } { $code } · людей: { $count }
admin-bots-unknown = Бота с кодом «{ $code }» нет.
admin-bot-on = Включён
admin-bot-off = Отключён: людям приходит извещение, уведомления ждут
admin-bot-version = Версия { $version } · в реестре с { $day }
admin-bot-people = 👥 Людей: { $count }, заблокировали: { $blocked }
admin-bot-planned = ⏰ Запланировано уведомлений: { $count }
admin-bot-no-process = Больше суток нет ни одного процесса.
# $id is the end of the process's id.
admin-bot-process-receives = 🟢 Процесс { $id }, версия { $version }: получает обновления
admin-bot-process-idle = 🟡 Процесс { $id }, версия { $version }: работает, обновлений не получает
admin-bot-process-silent = 🔴 Процесс { $id }, версия { $version }: последний признак жизни: { $last }
admin-bot-ask-off = ⏸ Отключить { $bot }? Им пользуются: { $people }. Вместо ответов придёт извещение, сразу во всех процессах. Запланированные уведомления ({ $planned }) подождут и придут с опозданием, когда он снова заработает. Владельцы по конфигурации смогут пользоваться им и дальше.
admin-bot-is-off = { $bot } отключён.
admin-bot-is-on = { $bot } снова работает. Всё, что ждало, сейчас придёт.
admin-bot-own = Бот самого реестра не отключается: включить его было бы некому.
admin-button-off = ⏸ Отключить
admin-button-on = ▶️ Включить

## Управление: журнал

admin-audit-title = 📜 Кто что сделал
admin-audit-none = Таких записей нет.
admin-audit-ask-search = 🔎 Что ищем? Напишите человека (@имя, номер, id в реестре), код бота, начало действия (user.ban) или id операции.
admin-audit-entry = 📜 Запись { $number }
# $actor is who, $action what: "Ada: banned".
admin-audit-did = { $actor }: { $action }
admin-audit-did-to = { $actor }: { $action } → { $subject }
admin-audit-at = Когда: { $at }
admin-audit-action = Действие: { $action }
admin-audit-subject = Над чем: { $kind } { $subject }
admin-audit-actor = Кто: { $kind } { $actor }
admin-audit-operation = Операция: { $id }
admin-audit-trace = След: { $id }
admin-by-service = программа { $id }
admin-by-operator = командная строка
admin-by-system = сама система
# Each follows a name and a colon.
admin-did-user-ban = закрыт доступ
admin-did-user-unban = открыт доступ
admin-did-user-tier = изменён уровень
admin-did-bot-on = включение
admin-did-bot-off = отключение
admin-did-admin-add = выдана роль
admin-did-admin-role = изменена роль
admin-did-admin-remove = снята роль
admin-did-token-issue = создан токен
admin-did-token-revoke = отозван токен

## Управление: почему не приходят сообщения. All moments are like "today, 15:00".

admin-why-title = ❓ Почему не приходят сообщения: { $who }
admin-why-unused = Не пользуется: { $bots }
admin-why-off = бот отключён
admin-why-blocked = бот заблокирован этим человеком: { $at }
admin-why-no-home = боту ни разу не писали в личном чате, первым он написать не может
admin-why-switched-off = в настройках выключено: { $name }
admin-why-quiet = тихие часы в настройках: { $hours }
admin-why-overdue = срок был { $at }, но сообщение не отправлено
admin-why-held = придержано уведомлений: { $count }
admin-why-waiting = записей в ожидании: { $count }, самая давняя: { $since }
admin-why-dead = не обработано записей: { $count }. Последняя причина: { $cause }
admin-why-refused = мессенджер не принял сообщений: { $count }, последнее: { $at }. Причина: { $cause }
admin-why-last = срок последнего: { $at }
admin-why-next = следующее: { $at }
admin-why-nothing-planned = ничего не запланировано
admin-verdict-banned = Доступ закрыт: { $at }. Ни один бот не отвечает и не напоминает.
admin-verdict-uses-none = Ботами не пользуется, поэтому ничего и не приходит.
admin-verdict-stopped = Ничего не приходит: { $bots }. Почему, видно по красным строкам.
admin-verdict-odd = Часть сообщений могла потеряться: { $bots }. Почему, видно по жёлтым строкам.
admin-verdict-next = Всё в порядке. Следующее уведомление: { $at } ({ $bot }).
admin-verdict-nothing-planned = Всё в порядке. Ничего не запланировано.

## Управление: расходы

admin-spend-title = 💸 Расходы на модели
admin-spend-nothing = Пока ни один бот не записывал, сколько тратит на модели, так что показывать нечего.

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
alerts-backup-failed = Последняя резервная копия не удалась
alerts-backup-late = Резервная копия опаздывает
# $length is a duration: "5 min".
alerts-oldest = Дольше всего ждут: { $length }
alerts-overdue-by = Опаздывает на { $length }
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
