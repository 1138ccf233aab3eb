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
