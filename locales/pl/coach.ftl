### Coach: plany i przypomnienia prostymi słowami.

about-short = Powiedz własnymi słowami, o czym i kiedy przypomnieć. Przypomnienia przychodzą na czas, zawsze.
about-long =
    Jestem Coach. Napisz własnymi słowami, co planujesz: „przypomnij jutro o 9 zadzwonić do mamy”, „spotkanie w piątek 15:00-16:30”, „siłownia co poniedziałek o 19”. Pokażę, co zrozumiałem, zapiszę w kalendarzu i przypomnę na czas.
command-calendar = Najbliższe wydarzenia
command-today = Co dzisiaj
command-new = Nowe wydarzenie w jednym wierszu

## Menu główne

menu-greeting = 👋 <b>Dzień dobry, { $name }!</b>
menu-today = { $count ->
    [0] Na dziś nic więcej nie zaplanowano.
    [one] Dziś jeszcze { $count } sprawa.
    [few] Dziś jeszcze { $count } sprawy.
    [many] Dziś jeszcze { $count } spraw.
   *[other] Dziś jeszcze { $count } sprawy.
}
menu-hint = Napisz, co i kiedy, na przykład: <i>przypomnij jutro o 9 zadzwonić do mamy</i>.
button-calendar = 📅 Kalendarz
button-today = ☀️ Dziś
button-new = 📝 Wydarzenie
button-settings = ⚙️ Ustawienia
button-back = ← Wstecz
button-cancel = ✖ Anuluj
button-undo = ↩ Cofnij
button-edit = ✏️ Zmień
button-delete = 🗑 Usuń
button-delete-yes = 🗑 Tak, usuń
button-keep = Zostaw
button-save = ✅ OK
button-title = ✏️ Nazwa
button-when = 🕒 Czas
button-reminder = 🔔 Przypomnienie
button-no-reminder = 🔕 Bez przypomnienia
button-done = ✅ Gotowe
button-as-event = 📅 Do kalendarza
button-default-reminder = 🔔 Domyślne przypomnienie

## Kalendarz

calendar-title = 📅 Najbliższe wydarzenia
calendar-empty =
    📅 Na najbliższe trzy miesiące nic nie zaplanowano.
    Napisz, co i kiedy, a pojawi się tutaj.
today-title = ☀️ Dziś
today-empty = ☀️ Dziś dzień jest wolny.
event-gone = Tego wydarzenia już nie ma.
event-saved = ✅ Zapisano
event-changed = ✅ Zmieniono
event-deleted = 🗑 Usunięto wydarzenie „{ $title }” wraz z przypomnieniami.
undone = Cofnięto
undone-created = ↩ Wydarzenie „{ $title }” usunięto z kalendarza.
confirm-delete = Usunąć wydarzenie „<b>{ $title }</b>” z kalendarza? Przypomnienia o nim nie przyjdą.
confirm-delete-series = Usunąć wydarzenie „<b>{ $title }</b>” ze wszystkimi powtórzeniami? Przypomnienia o nim już nie przyjdą.
what-to-change = Co zmienić?
ask-new-title = Teraz: „{ $title }”. Napisz nową nazwę.
ask-new-when = „{ $title }”: na kiedy przenieść? Napisz nowy czas, na przykład <i>jutro o 15:00</i>.
ask-reminder = „{ $title }”: kiedy przypomnieć?
line-when = 🗓️ { $when }
line-when-long = 🗓️ { $when } ({ $length })
line-when-left = 🗓️ { $when } ({ $left })
line-day = 📌 { $day }, cały dzień
line-days = 📌 { $first } – { $last }
line-repeats = 🔁 { $rule }
line-reminder = 🔔 { $when }
line-no-reminder = 🔕 bez przypomnienia
line-zone = 🌍 według czasu { $zone }
reminder-at-start = w chwili rozpoczęcia
reminder-morning = o 9 rano
reminder-before = { $length } wcześniej
repeats-daily = { $count ->
    [one] codziennie
    [few] co { $count } dni
    [many] co { $count } dni
   *[other] co { $count } dnia
}
repeats-workdays = w dni robocze
repeats-weekly = { $count ->
    [one] co tydzień
    [few] co { $count } tygodnie
    [many] co { $count } tygodni
   *[other] co { $count } tygodnia
}
repeats-weekly-on = { $count ->
    [one] co tydzień: { $days }
    [few] co { $count } tygodnie: { $days }
    [many] co { $count } tygodni: { $days }
   *[other] co { $count } tygodnia: { $days }
}
repeats-monthly = { $count ->
    [one] co miesiąc
    [few] co { $count } miesiące
    [many] co { $count } miesięcy
   *[other] co { $count } miesiąca
}
repeats-yearly = { $count ->
    [one] co rok
    [few] co { $count } lata
    [many] co { $count } lat
   *[other] co { $count } roku
}
repeats-until = { $every }, do { $day }

## Rozumienie

invite-event =
    📝 <b>Co i kiedy planujesz?</b>
    Napisz w jednym wierszu: <i>dentysta we wtorek o 10</i>, <i>siłownia co poniedziałek o 19</i>, <i>przypomnij za 2 godziny o przerwie</i>.
preview-title = Czy wszystko się zgadza?
ask-title = O co chodzi? Napisz nazwę.
ask-when = Kiedy „<b>{ $title }</b>”? Napisz dzień i godzinę, na przykład <i>jutro o 15:00</i>.
ask-another-time = Napisz, proszę, inny dzień i godzinę.
which-time = „<b>{ $title }</b>”: którą godzinę masz na myśli?
when-not-understood = Nie udało się odczytać czasu. Napisz na przykład <i>jutro o 15:00</i> albo <i>za 2 godziny</i>.
when-ambiguous = Można to rozumieć na kilka sposobów. Napisz z godziną, na przykład <i>19:00</i>.
no-such-date = Nie ma takiej daty: { $words }.
no-such-time = Nie ma takiej godziny: { $words }.
in-the-past = Ta chwila już minęła: { $moment }.
draft-gone = Tego szkicu już nie ma.
draft-dropped = Anulowano. Nic nie zapisano.
small-talk = 🙂 Miło Cię słyszeć, { $name }! Napisz, co i kiedy planujesz, a przypomnę.
settings-are-here = ⚙️ Język, strefa czasowa i przypomnienia są w ustawieniach.
not-yet = Na razie prowadzę wydarzenia i przypomnienia, a celów i list zakupów jeszcze nie. To, co ma datę, mogę wpisać do kalendarza.

## Przypomnienia

reminder-title = ⏰ <b>{ $title }</b>
reminder-late = ⚠️ Przychodzi z opóźnieniem: miało przyjść { $due }.
reminder-done = ✅ { $title }
reminder-snoozed = 💤 <b>{ $title }</b>: przypomnę ponownie { $when }.
snooze-ten-minutes = 10 min
snooze-hour = 1 godz.
snooze-tomorrow = Jutro
catch-up = { $count ->
    [one] ⏰ Przez jakiś czas mnie nie było. Spóźniło się { $count } przypomnienie:
    [few] ⏰ Przez jakiś czas mnie nie było. Spóźniły się { $count } przypomnienia:
    [many] ⏰ Przez jakiś czas mnie nie było. Spóźniło się { $count } przypomnień:
   *[other] ⏰ Przez jakiś czas mnie nie było. Spóźniło się { $count } przypomnienia:
}
catch-up-line = <b>{ $title }</b>, { $when }
zone-moved = { $count ->
    [one] 🕒 { $count } wydarzenie zachowuje swoją godzinę w nowej strefie:
    [few] 🕒 { $count } wydarzenia zachowują swoją godzinę w nowej strefie:
    [many] 🕒 { $count } wydarzeń zachowuje swoją godzinę w nowej strefie:
   *[other] 🕒 { $count } wydarzenia zachowuje swoją godzinę w nowej strefie:
}

## Ustawienia

settings-reminder = 🔔 Przypomnienie o wydarzeniach: { $when }
ask-default-reminder = 🔔 Ile przed wydarzeniem przypominać, gdy nie powiesz inaczej?
default-reminder-set = Przypomnienie: { $when }

## /privacy

personal-events = 📅 Wydarzenia, które planujesz, ich przypomnienia i to, co jest odhaczone: dopóki nie usuniesz ich przez /delete_me. Wydarzenie usunięte osobno można przywrócić przyciskiem cofania; na zawsze znika razem z resztą.
