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

## Health, for admins

health-no-alerts = ✅ Wszystko w porządku
health-database-up = 🗄 Baza danych: działa
health-redis-up = Redis: działa
health-redis-down = Redis: niedostępny
health-redis-none = Redis: nieużywany
health-version = wersja: { $version }
health-processes = procesy: { $count }
# $length is a duration: "5 min". What waits the longest.
health-oldest = najdłużej czeka: { $length }
health-outbox = do wysłania: { $count } ({ $length })
health-overdue = spóźnione przypomnienia: { $count } ({ $length })
health-jobs = najstarsze zadanie: { $length }

## Alerts, for admins

# $what is one of the lines below, such as alerts-bot-down.
alerts-head = { $mark } { $what }
alerts-bot-down = { $bot } nie odbiera aktualizacji
alerts-queue-age = { $bot }: wiadomości czekają zbyt długo
alerts-overdue = { $bot }: przypomnienia się spóźniają
alerts-outbox-age = { $bot }: odpowiedzi nie wychodzą
alerts-jobs-stuck = { $bot }: zadania stoją
alerts-error-rate = { $bot }: dużo błędów
alerts-new-dead = { $bot }: coś ostatecznie się nie udało
# $length is a duration: "5 min".
alerts-oldest = Najdłużej czeka: { $length }
alerts-count = W ciągu ostatnich 10 minut: { $count }
# $since is a moment: "today, 15:00".
alerts-since = Początek: { $since } · { $length }
alerts-lasted = Rozwiązane, trwało: { $length } · początek: { $since }
alerts-returns = 🔁 Powroty: { $count }
alerts-taken = 🙋 Zajmuje się tym { $name }
alerts-taken-already = Tym już zajmuje się { $name }
# $until is a moment: "tomorrow, 15:00".
alerts-muted-until = 🔕 Wyciszone, koniec: { $until }
alerts-muted = 🔕 Wyciszone na stałe
alerts-seconds = { $count } s
alerts-line = { $mark } { $what } · początek: { $since }
alerts-gone = Ten alert nie jest już przechowywany
alerts-over = To już minęło
alerts-button-details = 🔍 Szczegóły
alerts-button-take = 🙋 Zajmę się
alerts-button-give-back = ↩️ Jednak nie ja
alerts-button-mute-hour = 🔕 1 godzina
alerts-button-mute-day = 🔕 1 dzień
alerts-button-unmute = 🔔 Wyłącz wyciszenie

## What failed, for admins

failures-button-dead = 🪦 Porzucone
failures-button-errors = 🧯 Błędy
failures-button-jobs = 🧰 Zadania
failures-button-alerts = 🚨 Alerty
failures-button-all = Wszystkie boty
failures-button-list = ⬅️ Lista
failures-button-back = ⬅️ Wstecz
failures-button-cancel = ✖️ Anuluj
failures-button-retry = 🔁 Ponów
failures-button-edit = ✏️ Edytuj
failures-button-payload = 📄 Jako plik
failures-button-drop = 🗑 Odrzuć…
failures-button-drop-yes = 🗑 Tak, odrzuć
failures-button-mute = 🔕 Wycisz…
failures-button-unmute = 🔔 Wyłącz wyciszenie
failures-button-save = ✅ Zapisz i ponów
failures-button-retry-all = 🔁 Ponów wszystko…
failures-button-retry-bot = 🔁 Ponów wszystko z { $bot }…
failures-button-retry-yes = 🔁 Ponów wszystko
failures-button-day = 24 godziny
failures-button-week = 7 dni
# $total is a number, with a plus where not all were counted: "10,000+".
failures-title = 🪦 Porzucone: { $total }
failures-title-bot = 🪦 Porzucone przez { $bot }: { $total }
failures-title-cause = 🪦 Porzucone z tej przyczyny: { $total }
failures-title-kind = 🪦 Porzucone w tym zadaniu: { $total }
failures-kinds = wpisy: { $entries } · zadania: { $jobs } · wiadomości: { $messages }
failures-empty = Nic tu nie ma 🎉
failures-unknown = Nie ma tu bota ani numeru „{ $what }”. Numery wyglądają tak: e12, j3 albo m4.
failures-none-left = Nie ma już czego ponawiać
failures-retried-all = Ponawiane: { $count }
failures-ask-retry-all = Ponowić wszystko, co porzuciły wszystkie boty ({ $count })? Kto czeka, dostanie odpowiedź teraz, choć z opóźnieniem.
failures-ask-retry-bot = Ponowić wszystko, co porzucił { $bot } ({ $count })? Kto czeka, dostanie odpowiedź teraz, choć z opóźnieniem.
failures-cause = Przyczyna
failures-payload = Zawartość
failures-bot = 🤖 { $bot }
failures-person = 👤 { $person } (czat { $chat })
failures-chat = 👤 czat { $chat }
# $when is a moment: "today, 15:00".
failures-when = 🕒 { $when } · próby: { $tries }
failures-trace = 🔎 { $trace }
# Stands for a name that is not known.
failures-whoever = czat { $chat }
failures-somebody = ktoś
failures-gone = { $id } nie ma już wśród porzuconych
failures-gone-retried = { $id } jest już ponawiane ({ $who })
failures-gone-dropped = { $id } jest już odrzucone ({ $who })
failures-gone-edited = { $id } jest już zmienione i ponawiane ({ $who })
failures-retried = { $id } jest ponawiane
failures-dropped = { $id } odrzucone
failures-edited = { $id } zapisane i ponawiane
failures-payload-of = Zawartość { $id } ({ $bot }), sekrety ukryte
# $whom is a name or "chat 123".
failures-ask-drop-entry = Odrzucić { $id } ({ $what })? To, co dostał { $bot }, na zawsze zostanie bez odpowiedzi: { $whom }.
failures-ask-drop-job = Odrzucić { $id } ({ $what })? { $bot } nigdy nie dokończy tego, na co czeka: { $whom }.
failures-ask-drop-message = Odrzucić { $id }? Wiadomość od { $bot } nigdy nie dotrze do adresata: { $whom }.
failures-ask-mute = Na jak długo wyciszyć alerty o tej przyczynie ({ $bot }, { $what })? { $cause }
failures-mute-hour = 1 godzina
failures-mute-day = 1 dzień
failures-mute-ever = Na stałe
failures-muted = Wyciszone
failures-unmuted = Alerty znów włączone
failures-not-muted = To już nie jest wyciszone
failures-ask-json = Wyślij nową zawartość { $id } ({ $what }) jako JSON o tej samej budowie. Zanim coś się stanie, zobaczysz, co się zmienia.
failures-ask-text = Wyślij nowy tekst wiadomości { $id }. Zostanie wysłany bez zmian i bez formatowania.
failures-payload-follows = Jest zbyt długa, żeby ją tu pokazać; niżej będzie plik.
failures-only-text = Wyślij to jako tekst albo plik tekstowy.
failures-not-editable = Tej zawartości nie można edytować
failures-too-long = Za długie: najwyżej { $kilobytes } KB.
failures-no-json = To nie jest poprawny JSON: zobacz wiersz { $line }, kolumnę { $column }.
failures-nul = Jest tu znak \u0000, którego nie można zapisać.
# $path is a place such as "message.text", $kind one of the six below.
failures-shape = W { $path } ma być: { $kind }.
failures-kind-null = null
failures-kind-boolean = true albo false
failures-kind-number = liczba
failures-kind-text = tekst
failures-kind-list = lista
failures-kind-object = obiekt
failures-missing = Brakuje { $path }.
failures-fixed = { $path } nie można zmienić: stąd wiadomo, kogo i czego to dotyczy.
failures-unchanged = Nic tu nie zmieniono.
failures-preview = { $id }, zmiany: { $count }
failures-more-changes = … i jeszcze { $count }
failures-preview-hint = Zapisać i ponowić? Jeśli coś się nie zgadza, wyślij inną wersję.
failures-stale-edit = Ten podgląd jest nieaktualny
failures-jobs-title = 🧰 Zadania
failures-jobs-empty = Kolejka jest pusta.
failures-jobs-newest = Policzono tylko najnowsze: { $count }.
failures-jobs-line = • { $job }: { $facts }
failures-jobs-waiting = czekają: { $count }
failures-jobs-retrying = do ponowienia: { $count }
failures-jobs-running = w toku: { $count }
failures-jobs-dead = porzucone: { $count }
failures-jobs-oldest = najdłużej: { $length }
failures-errors-day = 🧯 Błędy z ostatnich 24 godzin
failures-errors-week = 🧯 Błędy z ostatnich 7 dni
failures-errors-none = Ani jednego 🎉
failures-errors-head = { $number }. { $bot } · { $what }{ $muted }
failures-errors-once = raz, { $when }
failures-errors-often = { $count }×, ostatnio: { $last }, pierwszy raz: { $first }
failures-errors-still = nadal porzucone: { $count }
# Processes that ended without leaving. $last is a moment.
failures-crashed = 💥 { $bot }: procesy, które padły: { $count }, ostatni: { $last }
# 429 of the Bot API.
failures-held = 🐌 { $bot }: Telegram prosi o przerwę, jeszcze { $length }
failures-alerts-title = 🚨 Alerty
failures-alerts-none = Teraz wszystko jest w porządku.
failures-mutes-title = 🔕 Wyciszone
failures-mute = { $number }. { $label } · koniec: { $until }
failures-mute-for-ever = { $number }. { $label } · na stałe
