### Coach: плани й нагадування простими словами.

about-short = Скажіть своїми словами, про що й коли нагадати. Нагадування надходять вчасно, завжди.
about-long =
    Я Coach. Напишіть своїми словами, що плануєте: «нагадай завтра о 9 подзвонити мамі», «зустріч у п’ятницю 15:00-16:30», «тренування щопонеділка о 19». Я покажу, що зрозумів, збережу в календар і нагадаю вчасно.
command-calendar = Найближчі події
command-today = Що сьогодні
command-new = Нова подія одним рядком

## Головне меню

menu-greeting = 👋 <b>Вітаю, { $name }!</b>
menu-today = { $count ->
    [0] На сьогодні більше нічого не заплановано.
    [one] Сьогодні попереду ще { $count } справа.
    [few] Сьогодні попереду ще { $count } справи.
    [many] Сьогодні попереду ще { $count } справ.
   *[other] Сьогодні попереду ще { $count } справи.
}
menu-hint = Напишіть, що й коли, наприклад: <i>нагадай завтра о 9 подзвонити мамі</i>.
button-calendar = 📅 Календар
button-today = ☀️ Сьогодні
button-new = 📝 Подія
button-settings = ⚙️ Налаштування
button-back = ← Назад
button-cancel = ✖ Скасувати
button-undo = ↩ Скасувати
button-edit = ✏️ Змінити
button-delete = 🗑 Видалити
button-delete-yes = 🗑 Так, видалити
button-keep = Залишити
button-save = ✅ OK
button-title = ✏️ Назва
button-when = 🕒 Час
button-reminder = 🔔 Нагадування
button-no-reminder = 🔕 Не нагадувати
button-done = ✅ Готово
button-as-event = 📅 До календаря
button-default-reminder = 🔔 Типове нагадування

## Календар

calendar-title = 📅 Найближчі події
calendar-empty =
    📅 На найближчі три місяці нічого не заплановано.
    Напишіть, що й коли, і це з’явиться тут.
today-title = ☀️ Сьогодні
today-empty = ☀️ Сьогодні вільний день.
event-gone = Цієї події більше немає.
event-saved = ✅ Збережено
event-changed = ✅ Змінено
event-deleted = 🗑 Подію «{ $title }» видалено разом із нагадуваннями.
undone = Скасовано
undone-created = ↩ Подію «{ $title }» прибрано з календаря.
confirm-delete = Видалити подію «<b>{ $title }</b>» з календаря? Нагадування про неї не надійдуть.
confirm-delete-series = Видалити подію «<b>{ $title }</b>» з усіма повтореннями? Нагадування про неї більше не надходитимуть.
what-to-change = Що змінити?
ask-new-title = Зараз: «{ $title }». Напишіть нову назву.
ask-new-when = «{ $title }»: на коли перенести? Напишіть новий час, наприклад <i>завтра о 15:00</i>.
ask-reminder = «{ $title }»: коли нагадати?
line-when = 🗓️ { $when }
line-when-long = 🗓️ { $when } ({ $length })
line-when-left = 🗓️ { $when } ({ $left })
line-day = 📌 { $day }, увесь день
line-days = 📌 { $first } – { $last }
line-repeats = 🔁 { $rule }
line-reminder = 🔔 { $when }
line-no-reminder = 🔕 без нагадування
line-zone = 🌍 за часом { $zone }
reminder-at-start = у момент початку
reminder-morning = о 9 ранку
reminder-before = за { $length }
repeats-daily = { $count ->
    [1] кожен день
    [one] кожен { $count } день
    [few] кожні { $count } дні
    [many] кожні { $count } днів
   *[other] кожні { $count } дня
}
repeats-workdays = у будні
repeats-weekly = { $count ->
    [1] кожен тиждень
    [one] кожен { $count } тиждень
    [few] кожні { $count } тижні
    [many] кожні { $count } тижнів
   *[other] кожні { $count } тижня
}
repeats-weekly-on = { $count ->
    [1] кожен тиждень: { $days }
    [one] кожен { $count } тиждень: { $days }
    [few] кожні { $count } тижні: { $days }
    [many] кожні { $count } тижнів: { $days }
   *[other] кожні { $count } тижня: { $days }
}
repeats-monthly = { $count ->
    [1] кожен місяць
    [one] кожен { $count } місяць
    [few] кожні { $count } місяці
    [many] кожні { $count } місяців
   *[other] кожні { $count } місяця
}
repeats-yearly = { $count ->
    [1] кожен рік
    [one] кожен { $count } рік
    [few] кожні { $count } роки
    [many] кожні { $count } років
   *[other] кожні { $count } року
}
repeats-until = { $every }, до { $day }

## Розуміння

invite-event =
    📝 <b>Що й коли плануєте?</b>
    Напишіть одним рядком: <i>стоматолог у вівторок о 10</i>, <i>тренування щопонеділка о 19</i>, <i>нагадай за 2 години зробити перерву</i>.
preview-title = Усе правильно?
ask-title = Про що це? Напишіть назву.
ask-when = Коли «<b>{ $title }</b>»? Напишіть день і час, наприклад <i>завтра о 15:00</i>.
ask-another-time = Напишіть, будь ласка, інший день і час.
which-time = «<b>{ $title }</b>»: який час ви маєте на увазі?
when-not-understood = Не вдалося знайти тут час. Напишіть, наприклад, <i>завтра о 15:00</i> або <i>за 2 години</i>.
when-ambiguous = Це можна зрозуміти по-різному. Напишіть із годиною, наприклад <i>19:00</i>.
no-such-date = Такої дати немає: { $words }.
no-such-time = Такого часу немає: { $words }.
in-the-past = Цей момент уже минув: { $moment }.
draft-gone = Цієї чернетки більше немає.
draft-dropped = Скасовано. Нічого не збережено.
small-talk = 🙂 Радий вас чути, { $name }! Напишіть, що й коли плануєте, і я нагадаю.
settings-are-here = ⚙️ Мова, часовий пояс і нагадування – в налаштуваннях.
not-yet = Поки що я веду події й нагадування, а вести цілі та списки покупок іще не вмію. Те, що має дату, можу записати до календаря.

## Нагадування

reminder-title = ⏰ <b>{ $title }</b>
reminder-late = ⚠️ Надходить із запізненням: мало надійти { $due }.
reminder-done = ✅ { $title }
reminder-snoozed = 💤 <b>{ $title }</b>: нагадаю знову { $when }.
snooze-ten-minutes = 10 хв
snooze-hour = 1 год
snooze-tomorrow = Завтра
catch-up = { $count ->
    [one] ⏰ Мене деякий час не було. Запізнилося { $count } нагадування:
    [few] ⏰ Мене деякий час не було. Запізнилися { $count } нагадування:
    [many] ⏰ Мене деякий час не було. Запізнилося { $count } нагадувань:
   *[other] ⏰ Мене деякий час не було. Запізнилися { $count } нагадування:
}
catch-up-line = <b>{ $title }</b>, { $when }
zone-moved = { $count ->
    [one] 🕒 { $count } подія зберігає свій час у новому поясі:
    [few] 🕒 { $count } події зберігають свій час у новому поясі:
    [many] 🕒 { $count } подій зберігають свій час у новому поясі:
   *[other] 🕒 { $count } події зберігають свій час у новому поясі:
}

## Налаштування

settings-reminder = 🔔 Нагадування про події: { $when }
ask-default-reminder = 🔔 За скільки до події нагадувати, якщо не сказано інакше?
default-reminder-set = Нагадування: { $when }

## /privacy

personal-events = 📅 Події, які ви плануєте, їхні нагадування та позначки про виконання: доки ви їх не видалите через /delete_me. Подію, видалену окремо, можна повернути кнопкою скасування; назавжди вона зникає разом з усім іншим.
