### Nexus, bot rejestru.

about-short = Wszystkie Twoje boty Nexus w jednym miejscu.
about-long = Wszystkie boty Nexus w jednym miejscu: widać, z których korzystasz i od kiedy, a każdego z nich otworzysz jednym dotknięciem. Wybrany tutaj język i wybrana strefa czasowa obowiązują we wszystkich botach.
command-bots = Moje boty

## Moje boty

bots-title = 🤖 Moje boty
bots-none-used = Nie korzystasz jeszcze z żadnego bota.
bots-others = ✨ Możesz też wypróbować
# $day is a number, $month comes in the form that follows a day. $last is a moment: "today, 15:00".
bot-used = Od { $day } { $month } { $year } · ostatnio: { $last }
bot-off = ⏸ Chwilowo wyłączony
bot-open = 💬 { $name }
bot-try = ✨ { $name }
bots-in-private = To, z których botów korzystasz, jest tylko Twoją sprawą. Porozmawiajmy o tym na czacie prywatnym.
button-private = 💬 Otwórz czat prywatny
button-settings = ⚙️ Ustawienia

## Dla administratorów

button-stats = 📊 Statystyki
button-health = 🩺 Stan
button-refresh = 🔄 Odśwież
# $time has seconds: 15:04:05.
as-of = Stan na { $time }
stats-title = 📊 Rejestr w liczbach
stats-people = 👥 Osoby: { $count }
stats-active = 🔥 Aktywne w ciągu 24 godzin: { $count }
stats-subscriptions = 📬 Subskrypcje: { $count }
stats-blocked = 🚫 Zablokowane: { $count }
stats-planned = ⏰ Zaplanowane powiadomienia: { $count }
# How many people use one bot.
stats-bot = { $name }: { $count } { $count ->
    [one] osoba
    [few] osoby
    [many] osób
   *[other] osoby
}
# Follows stats-bot after a comma.
stats-bot-blocked = zablokowało: { $count }
health-title = 🩺 Stan botów
health-bot = { $mark } { $bot }: { $state }
health-polling = odbiera aktualizacje
health-idle = działa, ale nie odbiera aktualizacji
# $last is a moment: "today, 15:00".
health-silent = milczy, ostatni znak życia: { $last }
health-unseen = od co najmniej doby nie daje znaku życia
# Entries of the inbox.
health-queue = w kolejce: { $waiting } · nieobsłużone: { $dead }

## Broadcasts, for admins

cast-title = 📣 Wysyłki
cast-none = Nic jeszcze nie wysłano. Wysyłkę najpierw się pisze, wybiera odbiorców i sprawdza na sobie, a dopiero potem idzie do ludzi.
cast-no-text = Nie ma jeszcze tekstu
cast-new = ✏️ Nowa wysyłka
cast-all = ◀ Wszystkie wysyłki
cast-back = ◀ Wstecz
cast-which-bot = Który bot ma mówić?
# States in the list, after the bot's name.
cast-draft = szkic
# $at is a moment: "tomorrow, 09:00".
cast-scheduled = początek: { $at }
cast-sent = dostarczono: { $done } z { $all }
cast-paused = wstrzymana, dostarczono: { $done } z { $all }
cast-stopped = zatrzymana, dostarczono: { $done } z { $all }
cast-draft-title = 📝 Szkic wysyłki
cast-speaker = 🤖 Bot: { $bot }
cast-languages = 🌐 Języki: { $languages }
cast-photo = 🖼 Z obrazkiem
cast-buttons = 🔗 Przyciski: { $count }
cast-recipients = 👥 Odbiorcy: { $count }
cast-more-than = ponad { $count }
# $language is its own name: Polski.
cast-fallback = Dla wszystkich innych: { $language }
cast-button-segment = 👥 Kto dostanie
cast-button-preview = 👁 Podgląd
cast-button-trial = 🧪 Wyślij do mnie
cast-button-when = 📤 Wyślij…
cast-button-discard = 🗑 Wyrzuć
cast-button-discard-yes = 🗑 Tak, wyrzuć
cast-button-rewrite = ✏️ Napisz od nowa
cast-button-buttons = 🔗 Przyciski
cast-button-clear = ✖️ Bez przycisków
cast-button-remove = 🗑 Usuń ten język
# $name is {name}, which stands for the reader's first name.
cast-ask-text = Napisz, co ma powiedzieć { $bot }: { $language }

    Formatowanie zostanie, można dołączyć obrazek. Zamiast { $name } pojawi się imię czytelnika.
cast-only-texts = Do wielu osób można wysłać tylko tekst albo obrazek z tekstem. Napisz jeszcze raz.
cast-photo-lost = Nie udało się pobrać obrazka, więc nic nie zapisano. Wyślij go jeszcze raz.
cast-flaw-empty = Nie ma jeszcze czego wysłać. Napisz tekst.
cast-flaw-long = Za długie: znaków jest { $length }, a mieści się { $limit }. Skróć, proszę.
cast-flaw-button = Nie rozumiem wiersza { $line }. Jeden przycisk w wierszu: Napis | https://example.com
cast-flaw-buttons = Za dużo przycisków: mieści się najwyżej { $most }.
cast-ask-buttons = Napisz przyciski, po jednym w wierszu: Napis | https://example.com

    { $language }
cast-ask-remove = Usunąć ten tekst: { $language }? Jego czytelnicy dostaną ten: { $other }.
cast-ask-remove-last = Usunąć ten tekst: { $language }? Innego nie ma.
cast-ask-discard = Wyrzucić ten szkic dla { $bot }? Nie da się go odzyskać.
cast-discarded = Szkicu już nie ma.
cast-gone = Tej wysyłki już nie ma.
cast-overtaken = W międzyczasie coś się zmieniło. Oto jak jest teraz.
cast-trial-sent = { $bot } wysłał to do Ciebie.
cast-trial-here = Nie używasz bota { $bot }, więc oto co by wysłał:
cast-preview-over = ☝️ Tak to będzie wyglądać.
cast-segment-title = 👥 Kto dostanie
cast-never = Kto zablokował bota, ma bana albo został usunięty, nigdy nic nie dostanie.
cast-by-language = 🌐 Język: { $value }
cast-by-activity = 🔥 Aktywność: { $value }
cast-by-joined = 📅 Od kiedy: { $value }
cast-by-tier = ⭐ Konto: { $value }
cast-by-also = 🤖 Używa też: { $value }
cast-any = dowolnie
cast-active-within = aktywni w ciągu { $days } { $days ->
    [one] dnia
    [few] dni
    [many] dni
   *[other] dnia
}
cast-not-for = nieaktywni od { $days } { $days ->
    [one] dnia
    [few] dni
    [many] dni
   *[other] dnia
}
cast-joined-within = w ciągu { $days } { $days ->
    [one] dnia
    [few] dni
    [many] dni
   *[other] dnia
}
cast-joined-before = ponad { $days } { $days ->
    [one] dzień
    [few] dni
    [many] dni
   *[other] dnia
} temu
cast-tier-anonymous = bez logowania
cast-tier-signed-in = zalogowane
cast-tier-premium = premium
cast-before = Było: { $count }
cast-ask-when = Kiedy zacząć?
cast-now = 🚀 Teraz
# $time is a time of day: 15:04.
cast-in-an-hour = 🕐 Za godzinę ({ $time })
cast-tomorrow = 🌅 Jutro o { $time }
cast-other-time = ⌨️ Inna pora
cast-ask-time = Napisz, kiedy zacząć według zegara { $zone }: 2026-12-01 09:00 albo samo 09:00, czyli o najbliższej dziewiątej rano.
cast-time-unreadable = Nie rozumiem, jaka to pora. Napisz 2026-12-01 09:00 albo samo 09:00.
cast-time-past = Ta pora już minęła.
cast-time-far = To dalej niż za rok.
cast-confirm = 📤 Rozpocząć tę wysyłkę?
cast-begins-now = 🚀 Początek: teraz
cast-begins-at = 🕘 Początek: { $at }
cast-version = { $language }: { $count }
cast-asleep = ⚠️ { $bot } teraz nie działa. Wysyłka zacznie się, gdy wróci.
cast-button-send = ✅ Wyślij (👥 { $count })
cast-nobody = Nikt by tego nie dostał: nikt nie spełnia tych warunków.
cast-title-scheduled = 🕘 Wysyłka zaplanowana
cast-title-running = 📤 Wysyłka trwa
cast-title-paused = ⏸ Wysyłka wstrzymana
cast-title-stopped = ⏹ Wysyłka zatrzymana
cast-title-done = ✅ Wysyłka zakończona
cast-gathering = Spisujemy odbiorców, na razie: { $count }
cast-progress = { $done } z { $all }
cast-delivered = ✅ Dostarczono: { $count }
cast-blocked = 🚫 Zablokowali bota: { $count }
cast-failed = ⚠️ Nie udało się: { $count }
# Why so many failed, in the messenger's words.
cast-cause = · { $count } × { $cause }
cast-left = ⏳ Nie wysłano: { $count }
# $time is a length of time, $rate a number of messages.
cast-lasted = ⏱ Czas: { $time }, na sekundę: { $rate }
cast-floods = 🐢 Komunikator prosił, żeby zwolnić: { $count } { $count ->
    [one] raz
    [few] razy
    [many] razy
   *[other] razy
}
cast-button-unschedule = ✖️ Wróć do szkicu
cast-button-pause = ⏸ Wstrzymaj
cast-button-resume = ▶️ Wznów
cast-button-stop = ⏹ Zatrzymaj…
cast-button-stop-yes = ⏹ Zatrzymaj na dobre
cast-button-report = 📄 Raport (CSV)
cast-ask-stop = Zatrzymać wysyłkę bota { $bot } na dobre? Dostarczono już: { $done }. Nigdy nie dostaną: { $left }.
cast-report = Co się stało z każdym odbiorcą bota { $bot }: { $count } { $count ->
    [one] wiersz
    [few] wiersze
    [many] wierszy
   *[other] wiersza
}, same numery.
