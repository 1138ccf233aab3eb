//! Polski

use insta::assert_snapshot;

use super::{Lines, tour};
use crate::support::PL;

#[tokio::test]
async fn the_screens_in_polish() {
    let lines = Lines {
        series: "siłownia co poniedziałek o 19:00",
        meeting: "spotkanie z Anną dzisiaj 15:00-16:30",
        day: "urodziny mamy w piątek",
        open: "zadzwonić do mamy jutro o 5",
        untimed: "przypomnij o kupieniu mleka",
        passed: "dzisiaj o 8:00",
        soon: "przypomnij za 2 minuty żeby się rozciągnąć",
        goal: "nauczyć się hiszpańskiego",
        renamed: "trening",
        hello: "cześć",
    };
    assert_snapshot!(tour(PL, "Zofia", lines).await, @r"
    > /start

    Dzień dobry, Zofia! Jestem <b>Coach</b>.

    🇬🇧 Choose your language
    🇷🇺 Выберите язык
    🇺🇦 Оберіть мову
    🇵🇱 Wybierz język
    [English][Русский]
    [Українська][Polski]

    > [Polski]  (Język: Polski)

    🕒 <b>Gdzie jesteś?</b>
    Strefa czasowa jest potrzebna, żeby przypomnienia przychodziły na czas. Wybierz miasto albo napisz swoje (<i>Gdańsk</i>) lub przesunięcie (<i>+1</i>).
    [Warszawa – 11:00][Londyn – 10:00]
    [📍 Wyślij lokalizację]
    [Pomiń]

    > [Warszawa – 11:00]

    ✅ Strefa czasowa: <b>Warszawa</b>. Jest tam teraz 11:00.

    👋 <b>Dzień dobry, Zofia!</b>
    Na dziś nic więcej nie zaplanowano.

    Napisz, co i kiedy, na przykład: <i>przypomnij jutro o 9 zadzwonić do mamy</i>.
    [📅 Kalendarz][☀️ Dziś]
    [📝 Wydarzenie][⚙️ Ustawienia]

    > [📝 Wydarzenie]

    📝 <b>Co i kiedy planujesz?</b>
    Napisz w jednym wierszu: <i>dentysta we wtorek o 10</i>, <i>siłownia co poniedziałek o 19</i>, <i>przypomnij za 2 godziny o przerwie</i>.
    [📅 Kalendarz][🏠 Menu]

    > siłownia co poniedziałek o 19:00

    ✅ Zapisano

    <b>siłownia</b>
    🗓️ Dzisiaj o 19:00
    🔁 co tydzień: pon.
    🔔 15 min wcześniej
    [↩ Cofnij][✏️ Zmień]
    [📅 Kalendarz][🏠 Menu]

    > spotkanie z Anną dzisiaj 15:00-16:30

    ✅ Zapisano

    <b>spotkanie z Anną</b>
    🗓️ Dzisiaj o 15:00 (1 godz. 30 min)
    🔔 15 min wcześniej
    [↩ Cofnij][✏️ Zmień]
    [📅 Kalendarz][🏠 Menu]

    > urodziny mamy w piątek

    Czy wszystko się zgadza?

    <b>urodziny mamy</b>
    📌 Piątek, 11 stycznia, cały dzień
    🔔 o 9 rano
    [✅ OK]
    [✏️ Nazwa][🕒 Czas][✖ Anuluj]

    > [✅ OK]

    ✅ Zapisano

    <b>urodziny mamy</b>
    📌 Piątek, 11 stycznia, cały dzień
    🔔 o 9 rano
    [↩ Cofnij][✏️ Zmień]
    [📅 Kalendarz][🏠 Menu]

    > zadzwonić do mamy jutro o 5

    „<b>zadzwonić do mamy</b>”: którą godzinę masz na myśli?
    [Jutro o 05:00]
    [Jutro o 17:00]
    [✖ Anuluj]

    > [Jutro o 05:00]

    ✅ Zapisano

    <b>zadzwonić do mamy</b>
    🗓️ Jutro o 05:00
    🔔 15 min wcześniej
    [↩ Cofnij][✏️ Zmień]
    [📅 Kalendarz][🏠 Menu]

    > [↩ Cofnij]

    ↩ Wydarzenie „zadzwonić do mamy” usunięto z kalendarza.
    [🏠 Menu]

    > przypomnij o kupieniu mleka

    Kiedy „<b>kupieniu mleka</b>”? Napisz dzień i godzinę, na przykład <i>jutro o 15:00</i>.
    [✖ Anuluj]

    > dzisiaj o 8:00

    Ta chwila już minęła: dzisiaj o 08:00.
    Napisz, proszę, inny dzień i godzinę.
    [✖ Anuluj]

    > 31.02

    Nie ma takiej daty: 31.02.
    Napisz, proszę, inny dzień i godzinę.
    [✖ Anuluj]

    > /cancel

    Anulowano. Nic się nie zmieniło.
    [🏠 Menu]

    > /cancel

    Nie ma czego anulować.
    [🏠 Menu]

    > nauczyć się hiszpańskiego

    Na razie prowadzę wydarzenia i przypomnienia, a celów i list zakupów jeszcze nie. To, co ma datę, mogę wpisać do kalendarza.
    [📝 Wydarzenie][🏠 Menu]

    > cześć

    🙂 Miło Cię słyszeć, Zofia! Napisz, co i kiedy planujesz, a przypomnę.
    [📝 Wydarzenie][📅 Kalendarz]

    > /calendar

    <b>📅 Najbliższe wydarzenia</b>

    ━━━ Poniedziałek, 07.01 ━━━
    ⏰ 15:00  spotkanie z Anną (1 godz. 30 min)
    ⏰ 19:00  siłownia 🔁

    ━━━ Piątek, 11.01 ━━━
    📌 urodziny mamy

    ━━━ Poniedziałek, 14.01 ━━━
    ⏰ 19:00  siłownia 🔁

    ━━━ Poniedziałek, 21.01 ━━━
    ⏰ 19:00  siłownia 🔁

    ━━━ Poniedziałek, 28.01 ━━━
    ⏰ 19:00  siłownia 🔁
    [15:00 spotkanie z Anną]
    [19:00 siłownia]
    [📌 urodziny mamy]
    [19:00 siłownia]
    [19:00 siłownia]
    [19:00 siłownia]
    [1/3][▶]
    [📝 Wydarzenie][🏠 Menu]

    > [19:00 siłownia]

    <b>siłownia</b>
    🗓️ Dzisiaj o 19:00
    🔁 co tydzień: pon.
    🔔 15 min wcześniej
    [✏️ Zmień][🗑 Usuń]
    [📅 Kalendarz][🏠 Menu]

    > [✏️ Zmień]

    <b>siłownia</b>
    🗓️ Dzisiaj o 19:00
    🔁 co tydzień: pon.
    🔔 15 min wcześniej

    Co zmienić?
    [✏️ Nazwa][🕒 Czas]
    [🔔 Przypomnienie][🗑 Usuń]
    [← Wstecz]

    > [🔔 Przypomnienie]

    „siłownia”: kiedy przypomnieć?
    [w chwili rozpoczęcia][5 min wcześniej]
    [✓ 15 min wcześniej][30 min wcześniej]
    [1 godz. wcześniej][1 dzień wcześniej]
    [🔕 Bez przypomnienia]
    [← Wstecz]

    > [1 dzień wcześniej]

    ✅ Zmieniono

    <b>siłownia</b>
    🗓️ Dzisiaj o 19:00
    🔁 co tydzień: pon.
    🔔 1 dzień wcześniej
    [↩ Cofnij][✏️ Zmień]
    [📅 Kalendarz][🏠 Menu]

    > [↩ Cofnij]  (Cofnięto)

    <b>siłownia</b>
    🗓️ Dzisiaj o 19:00
    🔁 co tydzień: pon.
    🔔 15 min wcześniej
    [✏️ Zmień][🗑 Usuń]
    [📅 Kalendarz][🏠 Menu]

    > [✏️ Zmień]

    <b>siłownia</b>
    🗓️ Dzisiaj o 19:00
    🔁 co tydzień: pon.
    🔔 15 min wcześniej

    Co zmienić?
    [✏️ Nazwa][🕒 Czas]
    [🔔 Przypomnienie][🗑 Usuń]
    [← Wstecz]

    > [✏️ Nazwa]

    Teraz: „siłownia”. Napisz nową nazwę.
    [✖ Anuluj]

    > trening

    ✅ Zmieniono

    <b>trening</b>
    🗓️ Dzisiaj o 19:00
    🔁 co tydzień: pon.
    🔔 15 min wcześniej
    [↩ Cofnij][✏️ Zmień]
    [📅 Kalendarz][🏠 Menu]

    > /calendar

    <b>📅 Najbliższe wydarzenia</b>

    ━━━ Poniedziałek, 07.01 ━━━
    ⏰ 15:00  spotkanie z Anną (1 godz. 30 min)
    ⏰ 19:00  trening 🔁

    ━━━ Piątek, 11.01 ━━━
    📌 urodziny mamy

    ━━━ Poniedziałek, 14.01 ━━━
    ⏰ 19:00  trening 🔁

    ━━━ Poniedziałek, 21.01 ━━━
    ⏰ 19:00  trening 🔁

    ━━━ Poniedziałek, 28.01 ━━━
    ⏰ 19:00  trening 🔁
    [15:00 spotkanie z Anną]
    [19:00 trening]
    [📌 urodziny mamy]
    [19:00 trening]
    [19:00 trening]
    [19:00 trening]
    [1/3][▶]
    [📝 Wydarzenie][🏠 Menu]

    > [19:00 trening]

    <b>trening</b>
    🗓️ Dzisiaj o 19:00
    🔁 co tydzień: pon.
    🔔 15 min wcześniej
    [✏️ Zmień][🗑 Usuń]
    [📅 Kalendarz][🏠 Menu]

    > [🗑 Usuń]

    Usunąć wydarzenie „<b>trening</b>” ze wszystkimi powtórzeniami? Przypomnienia o nim już nie przyjdą.
    [🗑 Tak, usuń][Zostaw]

    > [🗑 Tak, usuń]

    🗑 Usunięto wydarzenie „trening” wraz z przypomnieniami.
    [↩ Cofnij][🏠 Menu]

    > przypomnij za 2 minuty żeby się rozciągnąć

    ✅ Zapisano

    <b>się rozciągnąć</b>
    🗓️ Dzisiaj o 11:02
    🔔 w chwili rozpoczęcia
    [↩ Cofnij][✏️ Zmień]
    [📅 Kalendarz][🏠 Menu]

    ⏰ <b>się rozciągnąć</b>
    🗓️ Dzisiaj o 11:02
    [✅ Gotowe]
    [10 min][1 godz.][Jutro]

    > [1 godz.]

    💤 <b>się rozciągnąć</b>: przypomnę ponownie dzisiaj o 12:03.
    [✅ Gotowe]

    > [✅ Gotowe]

    ✅ <s>się rozciągnąć</s>
    [↩ Cofnij][🏠 Menu]

    > /today

    <b>☀️ Dziś</b>

    ━━━ Poniedziałek, 07.01 ━━━
    ✅ 11:02  <s>się rozciągnąć</s>
    ⏰ 15:00  spotkanie z Anną (1 godz. 30 min)
    [11:02 się rozciągnąć]
    [15:00 spotkanie z Anną]
    [📝 Wydarzenie][📅 Kalendarz]
    [🏠 Menu]

    ⏰ <b>spotkanie z Anną</b>
    🗓️ Dzisiaj o 15:00
    ⚠️ Przychodzi z opóźnieniem: miało przyjść dzisiaj o 14:45.
    [✅ Gotowe]
    [10 min][1 godz.][Jutro]

    > przypomnij za 2 minuty żeby się rozciągnąć

    ✅ Zapisano

    <b>się rozciągnąć</b>
    🗓️ Dzisiaj o 17:02
    🔔 w chwili rozpoczęcia
    [↩ Cofnij][✏️ Zmień]
    [📅 Kalendarz][🏠 Menu]

    > zadzwonić do mamy jutro o 5

    „<b>zadzwonić do mamy</b>”: którą godzinę masz na myśli?
    [Jutro o 05:00]
    [Jutro o 17:00]
    [✖ Anuluj]

    > [Jutro o 17:00]

    ✅ Zapisano

    <b>zadzwonić do mamy</b>
    🗓️ Jutro o 17:00
    🔔 15 min wcześniej
    [↩ Cofnij][✏️ Zmień]
    [📅 Kalendarz][🏠 Menu]

    ⏰ Przez jakiś czas mnie nie było. Spóźniły się 2 przypomnienia:
    • <b>się rozciągnąć</b>, wczoraj o 17:02
    • <b>zadzwonić do mamy</b>, dzisiaj o 17:00
    [✅ się rozciągnąć]
    [✅ zadzwonić do mamy]

    > /settings

    <b>⚙️ Ustawienia</b>
    🌐 Język: Polski
    🕒 Strefa czasowa: Warszawa (jest tam 19:00)
    🔔 Przypomnienie o wydarzeniach: 15 min wcześniej
    [🌐 Język][🕒 Strefa czasowa]
    [🔔 Domyślne przypomnienie]
    [🔒 Prywatność i dane]
    [🏠 Menu]

    > [🔔 Domyślne przypomnienie]

    🔔 Ile przed wydarzeniem przypominać, gdy nie powiesz inaczej?
    [w chwili rozpoczęcia][5 min wcześniej]
    [✓ 15 min wcześniej][30 min wcześniej]
    [1 godz. wcześniej]
    [← Wstecz]

    > /language

    🇵🇱 Wybierz język
    [English][Русский]
    [Українська][Polski]
    [🏠 Menu]

    > /timezone

    🕒 <b>Gdzie jesteś?</b>
    Strefa czasowa jest potrzebna, żeby przypomnienia przychodziły na czas. Wybierz miasto albo napisz swoje (<i>Gdańsk</i>) lub przesunięcie (<i>+1</i>).
    [Warszawa – 19:00][Londyn – 18:00]
    [📍 Wyślij lokalizację]
    [← Wstecz]

    > Xyzzyville

    Nie znam miejsca „Xyzzyville”. Napisz większe miasto w pobliżu, przesunięcie, na przykład <i>+1</i>, albo wyślij lokalizację.
    [← Wstecz]

    > Tokyo

    ✅ Strefa czasowa: <b>Tokio</b>. Jest tam teraz 03:00.

    🕒 1 wydarzenie zachowuje swoją godzinę w nowej strefie:
    • <b>urodziny mamy</b>, piątek, 11 stycznia

    <b>⚙️ Ustawienia</b>
    🌐 Język: Polski
    🕒 Strefa czasowa: Tokio (jest tam 03:00)
    🔔 Przypomnienie o wydarzeniach: 15 min wcześniej
    [🌐 Język][🕒 Strefa czasowa]
    [🔔 Domyślne przypomnienie]
    [🔒 Prywatność i dane]
    [🏠 Menu]

    > /dance

    Nie znam polecenia /dance. /help pokaże, co potrafię.
    [🏠 Menu]

    > /help

    Jestem Coach. Napisz własnymi słowami, co planujesz: „przypomnij jutro o 9 zadzwonić do mamy”, „spotkanie w piątek 15:00-16:30”, „siłownia co poniedziałek o 19”. Pokażę, co zrozumiałem, zapiszę w kalendarzu i przypomnę na czas.

    /calendar – Najbliższe wydarzenia
    /new – Nowe wydarzenie w jednym wierszu
    /today – Co dzisiaj
    /settings – Ustawienia
    /language – Wybór języka
    /timezone – Ustawienie strefy czasowej
    /privacy – Co jest o Tobie przechowywane
    /export – Pobierz swoje dane jako plik
    /delete_me – Usuń swoje dane
    /feedback – Napisz do ludzi, którzy tworzą boty
    /cancel – Przerwanie bieżącej czynności
    /help – Co potrafię
    [🏠 Menu]

    > cześć

    🙂 Miło Cię słyszeć, Zofia! Napisz, co i kiedy planujesz, a przypomnę.
    [📝 Wydarzenie][📅 Kalendarz]
    ");
}
