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
