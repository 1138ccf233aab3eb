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

## Dane osobiste

personal-in-private = To sprawa tylko między nami. Porozmawiajmy o tym na czacie prywatnym.
personal-button-private = 💬 Otwórz czat prywatny
personal-button-privacy = 🔒 Prywatność i dane
personal-privacy-title = 🔒 Prywatność
# $kept is a length of time: "7 days".
personal-privacy-profile = 👤 Imię, nazwa użytkownika i język z komunikatora, wybrany język i strefa czasowa oraz to, z których botów i od kiedy korzystasz: dopóki korzystasz z botów.
personal-privacy-messages = 💬 To, co piszesz do botów: { $kept }; gdy coś zawiodło, do wyjaśnienia.
personal-privacy-notifications = ⏰ Które przypomnienia przyszły: jeszcze { $kept }.
personal-privacy-files = 📎 Pliki, które wysyłają boty: { $kept } po wysłaniu.
personal-privacy-refused = ✉️ Wiadomości, których nie udało się dostarczyć: { $kept }.
personal-privacy-feedback = ✍️ To, co piszesz przez /feedback: { $kept }.
personal-privacy-log = 📒 Dziennik zmian zostaje. Zna Cię tylko jako numer, bez imienia i bez Twoich słów.
personal-privacy-where = 🏠 Wszystko leży w jednej bazie danych u tych, którzy prowadzą te boty. Każdy bot widzi tylko swoje dane o Tobie. Administratorzy widzą Twoje imię, listę Twoich botów, Twoje opinie i wiadomości, przy których coś zawiodło.
personal-privacy-no-models = 🤖 Żaden model AI nie czyta tego, co tu piszesz.
# $providers is a list of names.
personal-privacy-models = 🤖 To, co tu piszesz, mogą czytać modele AI: { $providers }.
personal-privacy-own = <b>{ $bot } przechowuje też:</b>
personal-privacy-rights = Wszystko to możesz w każdej chwili otrzymać jako plik (/export) albo usunąć (/delete_me).
personal-button-export = 📤 Pobierz moje dane
personal-button-delete = 🗑 Usuń moje dane
personal-export-begun = ⏳ Zbieram wszystko, co boty o Tobie wiedzą. Plik przyjdzie tutaj, zwykle w ciągu kilku sekund.
personal-export-begun-bot = ⏳ Zbieram wszystko, co { $bot } o Tobie wie. Plik przyjdzie tutaj, zwykle w ciągu kilku sekund.
personal-export-under-way = ⏳ Twoje dane są już zbierane. Plik przyjdzie na czat, na którym padła prośba.
# $wait is like "in 20 minutes".
personal-export-too-soon = Plik z danymi już przed chwilą przyszedł. Następny będzie możliwy { $wait }.
personal-export-ready = 📤 Twoje dane w pliku JSON. Przechowuj go bezpiecznie: jest w nim wszystko, co boty o Tobie wiedzą.
# $bots is a list of names.
personal-export-missing = ⚠️ Teraz nie odpowiada: { $bots }. Ta część przyjdzie później sama.
personal-export-sequel = 📤 Oto, czego brakowało w pliku z Twoimi danymi.
personal-delete-title = 🗑 Usuń moje dane
personal-delete-bot = <b>Tylko { $bot }:</b> wszystko, co ten bot o Tobie przechowuje, razem z planami, przypomnieniami i ustawieniami. Pozostałe boty zostają bez zmian.
personal-delete-everything = <b>Wszystko:</b> wszystko, co przechowują o Tobie Twoje boty ({ $bots }), plany, przypomnienia i ustawienia, Twoje opinie, język, strefa czasowa i imię. Jeśli napiszesz ponownie, zaczniemy od nowa.
personal-delete-stays = <b>Co zostaje:</b> dziennik zmian, który zna Cię tylko jako numer; i wiadomości na tym czacie: są w Twoim komunikatorze i znikną, gdy usuniesz czat.
personal-delete-first = Chcesz zachować kopię? Najpierw pobierz dane.
personal-button-delete-bot = 🗑 Tylko { $bot }
personal-button-delete-everything = 🗑 Wszystko
personal-button-keep = ← Nie, zostaw
personal-confirm-everything =
    ⚠️ <b>Usunąć wszystko o Tobie we wszystkich botach?</b>
    Tego nie można cofnąć ani zatrzymać po rozpoczęciu.
personal-confirm-bot =
    ⚠️ <b>Usunąć wszystko, co { $bot } o Tobie przechowuje?</b>
    Tego nie można cofnąć ani zatrzymać po rozpoczęciu.
personal-button-confirm-everything = 🗑 Tak, usuń wszystko na zawsze
personal-button-confirm-bot = 🗑 Tak, usuń moje dane z { $bot }
personal-erase-begun = ⏳ Usuwam Twoje dane. Gdy wszystko będzie gotowe, napiszę tutaj.
personal-erase-under-way = ⏳ Twoje dane są już usuwane. Dam znać, gdy wszystko będzie gotowe.
personal-erase-waits = ⏳ Usuwanie trwa. Teraz nie odpowiada: { $bots }. Wszystko potoczy się dalej samo, a ja napiszę, gdy będzie gotowe.
personal-erased = ✅ Wszystko o Tobie zostało usunięte. Dziękuję za wspólny czas. Jeśli napiszesz ponownie, zaczniemy od nowa.
personal-erased-bot = ✅ { $bot } nic już o Tobie nie pamięta: wszystkie dane zostały usunięte.
personal-held = ✋ Nie wszystko udało się na razie usunąć
personal-held-rest = Usunięto: { $bots }.
personal-held-again = Gdy to załatwisz, napisz jeszcze raz /delete_me.
personal-paused = ⏸ Pauza: nic nie wysyłam z własnej inicjatywy, tylko odpowiadam.
personal-paused-plan = ⏸ Mam pauzę, więc nie przypomnę, dopóki mnie nie wznowisz.
personal-button-resume = ▶️ Wznów
personal-resumed = { $bot } znów do Ciebie pisze
feedback-ask =
    ✍️ <b>Co chcesz nam powiedzieć?</b>
    Pytanie, życzenie, błąd: napisz to w jednej wiadomości. Przeczytają ją ludzie i odpowiedzą tutaj.
feedback-button-leave = ← Nie teraz
feedback-too-much = W ciągu doby mamy już od Ciebie pięć wiadomości, dziękujemy! Najpierw wszystko przeczytamy. Napisz, proszę, jutro.
feedback-words-only = Przekazać można tylko słowa. Napisz, proszę, co chcesz powiedzieć.
feedback-too-long = To { $count ->
    [one] { $count } znak
    [few] { $count } znaki
    [many] { $count } znaków
   *[other] { $count } znaku
}, a przekazać można { $limit }. Skróć to, proszę.
feedback-thanks = ✅ Dziękuję! Twoja wiadomość trafi do ludzi, którzy tworzą te boty. Jeśli odpowiedzą, przeczytasz to tutaj.
feedback-thanks-words = ✅ Dziękuję! Twoje słowa trafią do ludzi, którzy tworzą te boty; załącznika nie można przekazać. Jeśli odpowiedzą, przeczytasz to tutaj.
feedback-answered = ✉️ Odpowiedź na Twoją wiadomość
feedback-button-again = ✍️ Napisz jeszcze raz
command-privacy = Co jest o Tobie przechowywane
command-export = Pobierz swoje dane jako plik
command-delete-me = Usuń swoje dane
command-feedback = Napisz do ludzi, którzy tworzą boty
