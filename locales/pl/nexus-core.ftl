### Core's own texts: what every bot says the same way.

## Dates. $month is 1 to 12, $weekday is 1 (Monday) to 7.

# A month by itself, as in a calendar's heading.
month = { $month ->
    [1] styczeń
    [2] luty
    [3] marzec
    [4] kwiecień
    [5] maj
    [6] czerwiec
    [7] lipiec
    [8] sierpień
    [9] wrzesień
    [10] październik
    [11] listopad
   *[12] grudzień
}
# A month after a day's number.
month-of-date = { $month ->
    [1] stycznia
    [2] lutego
    [3] marca
    [4] kwietnia
    [5] maja
    [6] czerwca
    [7] lipca
    [8] sierpnia
    [9] września
    [10] października
    [11] listopada
   *[12] grudnia
}
month-year = { $month } { $year }
weekday = { $weekday ->
    [1] poniedziałek
    [2] wtorek
    [3] środa
    [4] czwartek
    [5] piątek
    [6] sobota
   *[7] niedziela
}
weekday-short = { $weekday ->
    [1] pon.
    [2] wt.
    [3] śr.
    [4] czw.
    [5] pt.
    [6] sob.
   *[7] niedz.
}
# $month comes in the form of month-of-date.
day = { $weekday }, { $day } { $month }
day-year = { $weekday }, { $day } { $month } { $year }
day-yesterday = wczoraj
day-today = dzisiaj
day-tomorrow = jutro
# $day is one of the three above.
moment-near = { $day } o { $time }
# The same between 11:00 and 11:59: some languages change the preposition before that number.
moment-near-eleven = { $day } o { $time }
# $day is a whole date.
moment = { $day }, { $time }

## Durations, from the largest unit to the smallest, joined by spaces.

duration-days = { $count } { $count ->
    [one] dzień
    [few] dni
    [many] dni
   *[other] dnia
}
duration-hours = { $count } godz.
duration-minutes = { $count } min

## Time left and time passed.

moment-now = teraz
in-duration = za { $duration }
in-minutes = za { $count } { $count ->
    [one] minutę
    [few] minuty
    [many] minut
   *[other] minuty
}
in-hours = za { $count } { $count ->
    [one] godzinę
    [few] godziny
    [many] godzin
   *[other] godziny
}
in-days = za { $count } { $count ->
    [one] dzień
    [few] dni
    [many] dni
   *[other] dnia
}
ago-duration = { $duration } temu
ago-minutes = { $count } { $count ->
    [one] minutę
    [few] minuty
    [many] minut
   *[other] minuty
} temu
ago-hours = { $count } { $count ->
    [one] godzinę
    [few] godziny
    [many] godzin
   *[other] godziny
} temu
ago-days = { $count } { $count ->
    [one] dzień
    [few] dni
    [many] dni
   *[other] dnia
} temu

## Time zones. $offset is empty or like +3, -4:30.

zone-offset = UTC{ $offset }

## Wspólne dla wszystkich botów

home = 🏠 Menu
welcome = Dzień dobry, { $name }! Jestem <b>{ $bot }</b>.
choose-language = 🇵🇱 Wybierz język
language-chosen = Język: { $language }
settings-title = ⚙️ Ustawienia
settings-language = 🌐 Język: { $language }
settings-zone = 🕒 Strefa czasowa: { $zone } (jest tam { $time })
button-language = 🌐 Język
button-zone = 🕒 Strefa czasowa
button-skip = Pomiń
button-back = ← Wstecz
button-send-location = 📍 Wyślij lokalizację
ask-zone =
    🕒 <b>Gdzie jesteś?</b>
    Strefa czasowa jest potrzebna, żeby przypomnienia przychodziły na czas. Wybierz miasto albo napisz swoje (<i>Gdańsk</i>) lub przesunięcie (<i>+1</i>).
ask-location = 📍 Naciśnij przycisk pod polem wiadomości, aby wysłać lokalizację, albo napisz swoje miasto.
placeholder-city = Miasto lub przesunięcie
unknown-place = Nie znam miejsca „{ $place }”. Napisz większe miasto w pobliżu, przesunięcie, na przykład <i>+1</i>, albo wyślij lokalizację.
which-place = Które miejsce masz na myśli?
zone-chosen = ✅ Strefa czasowa: <b>{ $zone }</b>. Jest tam teraz { $time }.
zone-by-language = To zwykła strefa dla Twojego języka. Zmienisz ją w każdej chwili: /timezone.
location-unknown = Nie udało się ustalić strefy czasowej tego miejsca. Napisz, proszę, swoje miasto.
undo-too-late = Tego nie można już cofnąć.
undo-done-already = Już cofnięte.
cancelled = Anulowano. Nic się nie zmieniło.
nothing-to-cancel = Nie ma czego anulować.
stale-button = Ten przycisk jest nieaktualny. Oto bieżący ekran.
unknown-command = Nie znam polecenia { $command }. /help pokaże, co potrafię.
not-understood = Nie udało mi się tego zrozumieć. /help pokaże, co potrafię.
unsupported-message = Takich wiadomości jeszcze nie obsługuję. Napisz to, proszę, tekstem.
apology = 😔 Coś poszło nie tak po mojej stronie i nie udało się obsłużyć wiadomości. Spróbuj, proszę, za chwilę.
apology-job = 😔 Coś poszło nie tak po mojej stronie i nie udało się doprowadzić sprawy do końca. Spróbuj, proszę, za chwilę.
command-settings = Ustawienia
command-language = Wybór języka
command-timezone = Ustawienie strefy czasowej
command-cancel = Przerwanie bieżącej czynności
command-help = Co potrafię

## Bot jest dla kogoś zamknięty. Both are shown as an alert too, of at most 200 characters.

standing-off = ⏸ { $bot } jest chwilowo wyłączony. Nic z tego, co zapisano, nie przepadło, a zaległe przypomnienia przyjdą, gdy znów zacznie działać.
standing-banned = ⛔ Administrator zamknął Ci na razie dostęp do botów. Wszystko, co masz zapisane, zostaje na miejscu.
