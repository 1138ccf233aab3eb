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
