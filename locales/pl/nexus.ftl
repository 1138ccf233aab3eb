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

## Kopie zapasowe

backup-title = 💾 Kopie zapasowe
backup-button = 💾 Kopie zapasowe
backup-now = 💾 Zrób kopię teraz
# $at is a time of day in UTC, $next a moment in the reader's zone: "tomorrow, 05:30".
backup-scheduled = 🕐 Codziennie o { $at } UTC · następna: { $next }
backup-due = 🕐 Codziennie o { $at } UTC · następna zacznie się zaraz
backup-unscheduled = ⚠️ Brak harmonogramu: ustaw BACKUP_AT, a kopia będzie robiona codziennie
# Restoring a backup for trial is a "restore drill"; it is done on the command line.
backup-unchecked = 🧪 Próbnego odtworzenia jeszcze nie było: robi je nexus restore --check
backup-checked = 🧪 Próbne odtworzenie: { $moment }, wszystko na miejscu
backup-check-failed = 🔴 Próbne odtworzenie: { $moment }, ale { $problem }
backup-none = Nie ma jeszcze żadnych kopii.
# Lines of the list. $moment is "today, 03:30".
backup-line-asked = ⏳ { $moment } · czeka
backup-line-running = ⏳ { $moment } · w toku
backup-line-done = ✅ { $moment } · { $size }
backup-line-failed = ❌ { $moment } · { $cause }
backup-open = Kopia jest już w toku.
backup-waiting = ⏳ Za chwilę zacznie się robienie kopii.
backup-running = ⏳ Robię kopię: na razie { $size }
backup-done =
    ✅ Kopia gotowa: { $size }
    { $moment } · { $file }
backup-failed = ❌ Kopii nie udało się zrobić: { $cause }
backup-size-kb = { $number } kB
backup-size-mb = { $number } MB
backup-size-gb = { $number } GB

## Administracja: menu, role

admin-title = 🛠 Administracja
admin-your-role = Twoja rola: { $role }
admin-button-menu = 🛠 Administracja
admin-button-people = 👥 Osoby
admin-button-bots = 🤖 Wszystkie boty
admin-button-audit = 📜 Dziennik
admin-button-admins = 🔑 Administratorzy
admin-button-spend = 💸 Wydatki
admin-button-search = 🔎 Szukaj
admin-button-clear = ✖️ Pokaż wszystko
admin-button-newest = ⏮ Najnowsze
admin-button-older = Starsze ▶
admin-button-back-to = ← { $name }
# What was pressed or asked for is no longer so.
admin-changed = Tymczasem coś się zmieniło. Tak jest teraz.
admin-role-owner = właściciel
admin-role-operator = operator
admin-role-support = wsparcie
admin-role-editor = redaktor
admin-role-owner-may = wszystko, także administratorzy
admin-role-operator-may = stan, zadania, awarie, kopie zapasowe, boty, dziennik
admin-role-support-may = osoby: karty, dostęp, poziomy, dlaczego nie przychodzą wiadomości
admin-role-editor-may = wiadomości do wszystkich
admin-admins-title = 🔑 Administratorzy
admin-admins-line = { $who } – { $role }
admin-admins-configured = { $who } – { $role }, z konfiguracji
admin-admins-ask = 🔑 Kto ma zostać administratorem? Napisz @nazwę, numer z Telegrama albo id z rejestru. Musi to być ktoś, kto już korzysta z jednego z botów.
admin-admins-has = { $who }, obecna rola: { $role }. Jaka ma być?
admin-admins-has-none = { $who }: jaką rolę nadać?
admin-admins-role = { $role }: { $may }
admin-admins-ask-remove = Odebrać rolę „{ $role }”: { $who }? Polecenia i przyciski administracji od razu przestaną działać. Z botów można będzie korzystać jak dotąd.
admin-admins-given = { $who }: teraz { $role }.
admin-admins-removed = Rola odebrana.
admin-admins-yourself = Własnej roli nie można zmienić. Poproś innego właściciela.
admin-admins-last-owner = To ostatni właściciel. Najpierw wyznacz kolejnego.
admin-admins-is-configured = Właściciela z konfiguracji (NEXUS_ADMINS) zmienia się tylko tam.
admin-admins-banned = Dostęp tej osoby jest zamknięty. Najpierw go otwórz.
admin-button-add = ➕ Dodaj
admin-button-remove = 🗑 Odbierz rolę
admin-button-keep = ← Zostaw

## Admin: tokens of programs

admin-button-tokens = 🎟 Tokeny
admin-token-title = 🎟 Tokeny
admin-token-what = Z tokenem program może korzystać z API rejestru.
admin-token-none = Nie ma jeszcze żadnych tokenów.
# $mark is a sign, $scope and $standing are lines from below: "tylko coach", "do 2 marca 2027".
admin-token-line = { $mark } { $name } · { $scope } · { $standing }
admin-token-reach-all = cały rejestr
admin-token-reach-bot = tylko { $bot }
# $day has its year: 2 marca 2027.
admin-token-until = do { $day }
admin-token-expired = wygasł { $day }
admin-token-revoked = unieważniony { $day }
admin-token-power-all = 🌍 Otwiera cały rejestr: kto go ma, może czytać i zmieniać osoby i ustawienia wszystkich botów.
admin-token-power-bot = 🤖 Otwiera tylko bota { $bot }: kto go ma, może czytać i zmieniać osoby i ustawienia tego bota, a pozostałych nie.
admin-token-made = 📅 Utworzony: { $day }
admin-token-standing = ⏳ Ważność: { $standing }
admin-token-id = Id: { $id }
admin-token-ask-revoke = ⛔ Unieważnić token { $name } ({ $scope })? W ciągu kilku sekund przestanie być wszędzie przyjmowany, a program, który go używa, przestanie działać. Nie można tego cofnąć, ale można utworzyć nowy token.
admin-token-is-revoked = Token unieważniony. W ciągu kilku sekund przestanie być wszędzie przyjmowany.
admin-token-no-key = 🔑 Brakuje klucza do podpisywania tokenów. Ustaw { $variable } tam, gdzie działa bot rejestru, na przykład z { $command }, i uruchom go ponownie.
admin-token-ask-scope = 🎟 Co ma otwierać nowy token? Osoby i ustawienia jednego bota czy cały rejestr: wszystkie boty, także przyszłe.
admin-token-ask-life = Jak długo ma być ważny? Im krócej, tym bezpieczniej.
admin-token-month = 30 dni
admin-token-quarter = 90 dni
admin-token-year = 1 rok
admin-token-ask-name = ✏️ Jak nazwać token? Napisz, dla jakiego jest programu, na przykład „nocne raporty”: po nazwie znajdziesz go na tej liście.
admin-token-name-empty = Nie ma tu ani liter, ani cyfr. Napisz nazwę, od 1 do 100 znaków.
# $length and $longest are numbers of characters.
admin-token-name-long = Ta nazwa jest za długa, znaków: { $length }, a mieści się { $longest }. Napisz krótszą.
admin-token-confirm = 🎟 Utworzyć token { $name }, ważny do { $day }?
admin-token-shown-once = Pokaże się raz, w osobnej wiadomości, i nie da się go pokazać ponownie. Przygotuj najpierw miejsce, w którym będzie przechowywany.
admin-token-issued = 🎟 Token { $name }, do { $day }:
admin-token-keep = ⚠️ Więcej się nie pokaże. Przechowuj go jak hasło: skopiuj tam, gdzie jest potrzebny, a potem usuń tę wiadomość.
admin-token-button-new = ➕ Nowy token
admin-token-button-revoke = ⛔ Unieważnij
admin-token-button-all = 🌍 Cały rejestr
admin-token-button-scope = ← Inny zakres
admin-token-button-life = ← Inny termin
admin-token-button-issue = ✅ Utwórz
admin-token-button-not = ✖️ Nie twórz

## Administracja: osoby

# $filter is one of the names below, $total a number, with a plus where there are more.
admin-people-title = 👥 Osoby · { $filter }: { $total }
admin-people-all = wszystkie
admin-people-active = aktywne dzisiaj
admin-people-blocked = zablokowały bota
admin-people-banned = bez dostępu
admin-people-premium = premium
admin-people-search = 🔎 { $text }
admin-people-none = Nikogo tu nie ma.
admin-people-ask-search = 🔎 Kogo szukasz? Napisz imię, @nazwę, numer z Telegrama albo id z rejestru.
admin-people-who = O kogo chodzi? Po poleceniu napisz @nazwę, numer z Telegrama albo id z rejestru.
admin-people-unknown = Nie znam nikogo o nazwie „{ $text }”. Napisz @nazwę, numer z Telegrama albo id z rejestru kogoś, kto już korzystał z jednego z botów.
admin-people-which = „{ $text }” to może być kilka osób. O kogo chodzi?
admin-card-id = Rejestr: { $id }
# $realm is a messenger: telegram. $speaks is the language of their app: pl.
admin-card-identity = { $realm } { $number } · { $name } · { $speaks }
admin-card-not-chosen = nie wybrano
admin-card-language = 🌐 Język: { $language }
admin-card-zone = 🕒 Strefa czasowa: { $zone }
admin-card-tier = 💎 Poziom: { $tier }
admin-card-since = 📅 Z nami od: { $day }
admin-card-planned = ⏰ Zaplanowane powiadomienia: { $count }
admin-card-held = ✋ Wstrzymane: { $count }
# $last and $at are moments: "today, 15:00".
admin-card-bot = { $name }: ostatnio { $last }
admin-card-bot-blocked = { $name }: bot zablokowany: { $at }, ostatnio: { $last }
admin-card-no-bots = Nie korzysta z żadnego bota.
admin-card-banned = ⛔ Dostęp zamknięty: { $at }. Powód: { $reason }
admin-button-ban = ⛔ Zamknij dostęp
admin-button-unban = ✅ Otwórz dostęp
admin-button-tier = 💎 Poziom
admin-button-why = ❓ Dlaczego nic nie przychodzi?
admin-button-export = 📤 Eksportuj dla tej osoby
admin-button-erase = 🗑 Usuń dane…
admin-button-erase-yes = 🗑 Usuń na zawsze
admin-ban-ask-reason = ⛔ Dlaczego zamknąć dostęp? { $who }. Napisz powód, zobaczą go tylko administratorzy.
admin-ban-confirm = ⛔ Zamknąć dostęp: { $who }?
# $count is how many notifications are planned.
admin-ban-consequence = Wszystkie boty od razu przestaną odpowiadać, poza jedną informacją dziennie. To, co zaplanowane ({ $count }), zostanie wstrzymane i przyjdzie, gdy dostęp znów zostanie otwarty. Zapisane dane zostają.
admin-ban-loses-role = To administrator, straci swoją rolę.
admin-ban-reason = Powód: { $reason }
admin-ban-done = Dostęp zamknięty.
admin-ban-lifted = Dostęp otwarty. To, co wstrzymano, zaraz przyjdzie.
admin-ban-none = Dostęp nie był zamknięty.
admin-ban-yourself = Nie możesz zamknąć dostępu sobie.
admin-ban-configured = Właścicielowi z konfiguracji (NEXUS_ADMINS) nie można zamknąć dostępu.
admin-ban-admin = Administratorowi dostęp może zamknąć tylko właściciel.

# On a person's behalf. $who is a name in bold.
admin-erase-ask = 🗑 Usunąć na zawsze dane osoby { $who }?
admin-erase-consequence = Wszystko, co przechowują o tej osobie wszystkie boty i rejestr, zostanie usunięte bez możliwości odzyskania. Osoba dowie się, gdy będzie gotowe. W dzienniku zostanie tylko numer.
admin-export-begun = 📤 Plik przyjdzie w bocie, którego ta osoba używała ostatnio.
admin-erase-begun = 🗑 Zaczęło się. Osoba dowie się, gdy będzie gotowe.
admin-request-under-way = ⏳ To już trwa.
admin-export-too-soon = Ostatni eksport był mniej niż godzinę temu.
admin-request-nobody = Nie ma dla kogo: ta osoba nie używa żadnego bota.
admin-erase-done = 🗑 Dane usunięte.
admin-erase-configured = Właściciela z konfiguracji (NEXUS_ADMINS) nie można tu usunąć.
admin-tier-anonymous = anonimowy
admin-tier-signed-in = z kontem
admin-tier-premium = premium
admin-tier-ask = 💎 { $who }, obecnie: { $tier }. Jaki poziom ustawić?
admin-tier-set = Poziom: { $tier }

## Administracja: boty

admin-bots-title = 🤖 Wszystkie boty
# $mark is a sign, $count how many people use it.
admin-bots-line = { $mark } { $name } { $code } · osoby: { $count }
admin-bots-unknown = Nie ma bota o kodzie „{ $code }”.
admin-bot-on = Włączony
admin-bot-off = Wyłączony: ludzie dostają informację, powiadomienia czekają
admin-bot-version = Wersja { $version } · w rejestrze od { $day }
admin-bot-people = 👥 Osoby: { $count }, zablokowało: { $blocked }
admin-bot-planned = ⏰ Zaplanowane powiadomienia: { $count }
admin-bot-no-process = Od co najmniej doby nie ma żadnego procesu.
# $id is the end of the process's id.
admin-bot-process-receives = 🟢 Proces { $id }, wersja { $version }: odbiera aktualizacje
admin-bot-process-idle = 🟡 Proces { $id }, wersja { $version }: działa, nie odbiera aktualizacji
admin-bot-process-silent = 🔴 Proces { $id }, wersja { $version }: ostatni znak życia: { $last }
admin-bot-ask-off = ⏸ Wyłączyć bota { $bot }? Korzystające z niego osoby: { $people }. Zamiast odpowiedzi dostaną informację, od razu we wszystkich procesach. Zaplanowane powiadomienia ({ $planned }) poczekają i przyjdą z opóźnieniem, gdy znów zacznie działać. Właściciele z konfiguracji nadal mogą z niego korzystać.
admin-bot-is-off = { $bot }: wyłączony.
admin-bot-is-on = { $bot }: znów działa. To, co czekało, zaraz przyjdzie.
admin-bot-own = Bota samego rejestru nie można wyłączyć: nikt nie mógłby go włączyć z powrotem.
admin-button-off = ⏸ Wyłącz
admin-button-on = ▶️ Włącz

## Administracja: dziennik

admin-audit-title = 📜 Kto co zrobił
admin-audit-none = Nie ma takich wpisów.
admin-audit-ask-search = 🔎 Czego szukasz? Napisz osobę (@nazwa, numer, id z rejestru), kod bota, początek działania (user.ban) albo id operacji.
admin-audit-entry = 📜 Wpis { $number }
# $actor is who, $action what: "Ada: banned".
admin-audit-did = { $actor }: { $action }
admin-audit-did-to = { $actor }: { $action } → { $subject }
admin-audit-at = Kiedy: { $at }
admin-audit-action = Działanie: { $action }
admin-audit-subject = Na czym: { $kind } { $subject }
admin-audit-actor = Kto: { $kind } { $actor }
admin-audit-operation = Operacja: { $id }
admin-audit-trace = Ślad: { $id }
admin-by-service = program { $id }
admin-by-operator = wiersz poleceń
admin-by-system = sam system
# Each follows a name and a colon.
admin-did-user-ban = zamknięto dostęp
admin-did-user-unban = otwarto dostęp
admin-did-user-tier = zmiana poziomu
admin-did-bot-on = włączenie
admin-did-bot-off = wyłączenie
admin-did-admin-add = nadanie roli
admin-did-admin-role = zmiana roli
admin-did-admin-remove = odebranie roli
admin-did-token-issue = utworzenie tokenu
admin-did-token-revoke = unieważnienie tokenu

## Administracja: dlaczego nie przychodzą wiadomości. All moments are like "today, 15:00".

admin-why-title = ❓ Dlaczego nie przychodzą wiadomości: { $who }
admin-why-unused = Nie korzysta z: { $bots }
admin-why-off = bot jest wyłączony
admin-why-blocked = ta osoba zablokowała bota: { $at }
admin-why-no-home = nikt nie pisał do bota na czacie prywatnym, a pierwszy napisać nie może
admin-why-switched-off = w ustawieniach wyłączono: { $name }
admin-why-quiet = ciche godziny w ustawieniach: { $hours }
admin-why-overdue = termin minął: { $at }, a wiadomości nie wysłano
admin-why-held = wstrzymane powiadomienia: { $count }
admin-why-waiting = oczekujące wpisy: { $count }, najstarszy: { $since }
admin-why-dead = nieobsłużone wpisy: { $count }. Ostatnia przyczyna: { $cause }
admin-why-refused = wiadomości odrzucone przez komunikator: { $count }, ostatnia: { $at }. Przyczyna: { $cause }
admin-why-last = termin ostatniego: { $at }
admin-why-next = następne: { $at }
admin-why-nothing-planned = nic nie zaplanowano
admin-verdict-banned = Dostęp zamknięty: { $at }. Żaden bot nie odpowiada ani nie przypomina.
admin-verdict-uses-none = Nie korzysta z żadnego bota, więc nic nie przychodzi.
admin-verdict-stopped = Nic nie przychodzi: { $bots }. Dlaczego, mówią czerwone wiersze.
admin-verdict-odd = Części wiadomości może brakować: { $bots }. Dlaczego, mówią żółte wiersze.
admin-verdict-next = Wszystko w porządku. Następne powiadomienie: { $at } ({ $bot }).
admin-verdict-nothing-planned = Wszystko w porządku. Nic nie zaplanowano.

## Administracja: wydatki

admin-spend-title = 💸 Wydatki na modele
admin-spend-nothing = Żaden bot nie zapisał jeszcze, ile wydaje na modele, więc nie ma czego pokazać.

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
alerts-backup-failed = Ostatnia kopia zapasowa się nie udała
alerts-backup-late = Kopia zapasowa się spóźnia
# $length is a duration: "5 min".
alerts-oldest = Najdłużej czeka: { $length }
alerts-overdue-by = Spóźnia się o { $length }
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

## Jeden ze swoich botów

# $name is a bot's; the button shows what is known of its use.
bot-card = ℹ️ { $name }
bot-paused = ⏸ Pauza: nic nie wysyła z własnej inicjatywy
card-planned = ⏰ Zaplanowane przypomnienia: { $count }
# $next is a moment: "today, 15:00".
card-next = 🔜 Najbliższe: { $next }
card-settings = ⚙️ Własne ustawienia: { $count }
card-blocked = 🚫 Ten bot jest zablokowany w Twoim komunikatorze
card-gone = Nie korzystasz (już) z tego bota.
card-paused = Pauza. Na Twoje wiadomości bot odpowiada.
card-resumed = Bot znów może do Ciebie pisać.
button-pause = ⏸ Wstrzymaj
button-resume = ▶️ Wznów
button-export = 📤 Pobierz
button-forget = 🗑 Usuń, co o mnie wie
button-my-bots = ← Moje boty

## Opinie, dla administratorów

desk-title = ✍️ Opinie
desk-none = Nikt jeszcze nie napisał.
# $mark is a sign, $at a moment: "today, 15:00".
desk-line = { $mark } { $name } · { $bot } · { $at }
desk-answer = ✅ Odpowiedź: { $answer }
desk-ask = Napisz odpowiedź w jednej wiadomości. Adresat: { $name }, przekaże ją { $bot }.
desk-too-long = Liczba znaków: { $count }, a wysłać można { $limit }. Skróć to, proszę.
desk-answered = ✅ Odpowiedź jest w drodze.
desk-answered-before = Ktoś już na to odpowiedział albo tego już nie ma. Twoja odpowiedź nie została wysłana.
desk-gone = Tego już nie ma.
button-answer = ✍️ Odpowiedz
button-feedback = ✍️ Wszystkie opinie
button-keep-for-later = ← Później
