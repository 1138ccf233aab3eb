### Coach: планы и напоминания простыми словами.

about-short = Скажите своими словами, о чём и когда напомнить. Напоминания приходят вовремя, всегда.
about-long =
    Я Coach. Напишите своими словами, что планируете: «напомни завтра в 9 позвонить маме», «встреча в пятницу 15:00-16:30», «тренировка каждый понедельник в 19». Я покажу, что понял, сохраню в календарь и напомню вовремя.
command-calendar = Ближайшие события
command-today = Что сегодня
command-new = Новое событие одной строкой

## Главное меню

menu-greeting = 👋 <b>Здравствуйте, { $name }!</b>
menu-today = { $count ->
    [0] На сегодня больше ничего не запланировано.
    [one] Сегодня впереди ещё { $count } дело.
    [few] Сегодня впереди ещё { $count } дела.
    [many] Сегодня впереди ещё { $count } дел.
   *[other] Сегодня впереди ещё { $count } дела.
}
menu-hint = Напишите, что и когда, например: <i>напомни завтра в 9 позвонить маме</i>.
button-calendar = 📅 Календарь
button-today = ☀️ Сегодня
button-new = 📝 Событие
button-settings = ⚙️ Настройки
button-back = ← Назад
button-cancel = ✖ Отмена
button-undo = ↩ Отменить
button-edit = ✏️ Изменить
button-delete = 🗑 Удалить
button-delete-yes = 🗑 Да, удалить
button-keep = Оставить
button-save = ✅ OK
button-title = ✏️ Название
button-when = 🕒 Время
button-reminder = 🔔 Напоминание
button-no-reminder = 🔕 Не напоминать
button-done = ✅ Готово
button-as-event = 📅 В календарь
button-default-reminder = 🔔 Напоминание по умолчанию

## Календарь

calendar-title = 📅 Ближайшие события
calendar-empty =
    📅 На ближайшие три месяца ничего не запланировано.
    Напишите, что и когда, и это появится здесь.
today-title = ☀️ Сегодня
today-empty = ☀️ Сегодня свободный день.
event-gone = Этого события больше нет.
event-saved = ✅ Сохранено
event-changed = ✅ Изменено
event-deleted = 🗑 Событие «{ $title }» удалено вместе с напоминаниями.
undone = Отменено
undone-created = ↩ Событие «{ $title }» убрано из календаря.
confirm-delete = Удалить событие «<b>{ $title }</b>» из календаря? Напоминания о нём не придут.
confirm-delete-series = Удалить событие «<b>{ $title }</b>» со всеми повторениями? Напоминания о нём больше не придут.
what-to-change = Что изменить?
ask-new-title = Сейчас: «{ $title }». Напишите новое название.
ask-new-when = «{ $title }»: на когда перенести? Напишите новое время, например <i>завтра в 15:00</i>.
ask-reminder = «{ $title }»: когда напомнить?
line-when = 🗓️ { $when }
line-when-long = 🗓️ { $when } ({ $length })
line-when-left = 🗓️ { $when } ({ $left })
line-day = 📌 { $day }, весь день
line-days = 📌 { $first } – { $last }
line-repeats = 🔁 { $rule }
line-reminder = 🔔 { $when }
line-no-reminder = 🔕 без напоминания
line-zone = 🌍 по времени { $zone }
reminder-at-start = в момент начала
reminder-morning = в 9 утра
reminder-before = за { $length }
repeats-daily = { $count ->
    [1] каждый день
    [one] каждый { $count } день
    [few] каждые { $count } дня
    [many] каждые { $count } дней
   *[other] каждые { $count } дня
}
repeats-workdays = по будням
repeats-weekly = { $count ->
    [1] каждую неделю
    [one] каждую { $count } неделю
    [few] каждые { $count } недели
    [many] каждые { $count } недель
   *[other] каждые { $count } недели
}
repeats-weekly-on = { $count ->
    [1] каждую неделю: { $days }
    [one] каждую { $count } неделю: { $days }
    [few] каждые { $count } недели: { $days }
    [many] каждые { $count } недель: { $days }
   *[other] каждые { $count } недели: { $days }
}
repeats-monthly = { $count ->
    [1] каждый месяц
    [one] каждый { $count } месяц
    [few] каждые { $count } месяца
    [many] каждые { $count } месяцев
   *[other] каждые { $count } месяца
}
repeats-yearly = { $count ->
    [1] каждый год
    [one] каждый { $count } год
    [few] каждые { $count } года
    [many] каждые { $count } лет
   *[other] каждые { $count } года
}
repeats-until = { $every }, до { $day }

## Понимание

invite-event =
    📝 <b>Что и когда планируете?</b>
    Напишите одной строкой: <i>стоматолог во вторник в 10</i>, <i>тренировка каждый понедельник в 19</i>, <i>напомни через 2 часа сделать перерыв</i>.
preview-title = Всё верно?
ask-title = О чём это? Напишите название.
ask-when = Когда «<b>{ $title }</b>»? Напишите день и время, например <i>завтра в 15:00</i>.
ask-another-time = Напишите, пожалуйста, другой день и время.
which-time = «<b>{ $title }</b>»: какое время вы имеете в виду?
when-not-understood = Не удалось найти здесь время. Напишите, например, <i>завтра в 15:00</i> или <i>через 2 часа</i>.
when-ambiguous = Это можно понять по-разному. Напишите с часом, например <i>19:00</i>.
no-such-date = Такой даты нет: { $words }.
no-such-time = Такого времени нет: { $words }.
in-the-past = Этот момент уже прошёл: { $moment }.
draft-gone = Этого черновика больше нет.
draft-dropped = Отменено. Ничего не сохранено.
small-talk = 🙂 Рад вас слышать, { $name }! Напишите, что и когда планируете, и я напомню.
settings-are-here = ⚙️ Язык, часовой пояс и напоминания – в настройках.
not-yet = Пока я веду события и напоминания, а вести цели и списки покупок ещё не умею. То, у чего есть дата, могу записать в календарь.

## Напоминания

reminder-title = ⏰ <b>{ $title }</b>
reminder-late = ⚠️ Приходит с опозданием: должно было прийти { $due }.
reminder-done = ✅ { $title }
reminder-snoozed = 💤 <b>{ $title }</b>: напомню снова { $when }.
snooze-ten-minutes = 10 мин
snooze-hour = 1 ч
snooze-tomorrow = Завтра
catch-up = { $count ->
    [one] ⏰ Меня какое-то время не было. Опоздало { $count } напоминание:
    [few] ⏰ Меня какое-то время не было. Опоздали { $count } напоминания:
    [many] ⏰ Меня какое-то время не было. Опоздало { $count } напоминаний:
   *[other] ⏰ Меня какое-то время не было. Опоздали { $count } напоминания:
}
catch-up-line = <b>{ $title }</b>, { $when }
zone-moved = { $count ->
    [one] 🕒 { $count } событие сохраняет своё время в новом поясе:
    [few] 🕒 { $count } события сохраняют своё время в новом поясе:
    [many] 🕒 { $count } событий сохраняют своё время в новом поясе:
   *[other] 🕒 { $count } события сохраняют своё время в новом поясе:
}

## Настройки

settings-reminder = 🔔 Напоминание о событиях: { $when }
ask-default-reminder = 🔔 За сколько до события напоминать, если не сказано иначе?
default-reminder-set = Напоминание: { $when }

## /privacy

personal-events = 📅 События, которые вы планируете, их напоминания и отметки о выполнении: пока вы их не удалите через /delete_me. Событие, удалённое отдельно, можно вернуть кнопкой отмены; насовсем оно исчезает вместе с остальным.
