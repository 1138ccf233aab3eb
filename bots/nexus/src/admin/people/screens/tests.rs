use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use insta::assert_snapshot;
use nexus_core::{
    ids::{ExternalId, UserId},
    locale::Format,
    testing::drawn,
};
use uuid::Uuid;

use super::*;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("an RFC 3339 instant")
}

fn view(language: Language) -> View {
    View { format: Format::new(language, Tz::Europe__Warsaw), now: at("2026-11-20T12:00:00Z") }
}

fn anna() -> Named {
    Named {
        user: UserId(Uuid::nil()),
        first_name: Some("Anna".to_owned()),
        last_name: Some("<Nowak>".to_owned()),
        username: Some("anna_n".to_owned()),
    }
}

fn base() -> Base {
    Base {
        named: anna(),
        language: Some("pl".to_owned()),
        zone: None,
        tier: Tier::SignedIn,
        created_at: at("2026-03-02T10:00:00Z"),
        banned_at: Some(at("2026-11-20T09:30:00Z")),
        ban_reason: "spam & <b>ads</b>".to_owned(),
        planned: 1_002,
        held: 3,
    }
}

fn whole() -> Card {
    let bot = |name: &str, blocked_at: Option<&str>| UsedBot {
        name: name.to_owned(),
        last_interaction_at: at("2025-11-20T11:00:00Z"),
        blocked_at: blocked_at.map(at),
    };
    let identity = Identity {
        realm: "telegram".to_owned(),
        external_id: ExternalId(123_456),
        first_name: "Anna".to_owned(),
        last_name: Some("<Nowak>".to_owned()),
        username: Some("anna_n".to_owned()),
        language_code: Some("pl".to_owned()),
    };
    let bots = vec![bot("Coach", None), bot("Desk <beta>", Some("2026-11-19T10:00:00Z"))];
    Card { base: base(), identities: vec![identity], bots }
}

fn in_all(draw: impl Fn(View) -> Screen) -> String {
    Language::ALL.map(|language| drawn(&draw(view(language)))).join("\n\n———\n\n")
}

#[test]
fn the_card_in_every_language() {
    assert_snapshot!(in_all(|view| card(view, &whole())), @r"
    👤 <b>Anna &lt;Nowak&gt;</b> @anna_n

    ⛔ Banned: today, 10:30. Reason: spam &amp; &lt;b&gt;ads&lt;/b&gt;

    Registry: <code>00000000-0000-0000-0000-000000000000</code>
    telegram <code>123456</code> · Anna &lt;Nowak&gt; @anna_n · pl

    🌐 Language: Polski
    🕒 Time zone: not chosen
    💎 Tier: signed in
    📅 Here since: 2 March 2026
    ⏰ Planned notifications: 1,002
    ✋ Held back: 3

    <b>Coach</b>: last used 20 November 2025, 12:00
    <b>Desk &lt;beta&gt;</b>: blocked yesterday, 11:00, last used 20 November 2025, 12:00
    [✅ Lift the ban][💎 Tier]
    [❓ Why no messages?][📜 Log]
    [📤 Export for them][🗑 Erase…]
    [👥 People]

    ———

    👤 <b>Anna &lt;Nowak&gt;</b> @anna_n

    ⛔ Доступ закрыт: сегодня в 10:30. Причина: spam &amp; &lt;b&gt;ads&lt;/b&gt;

    Реестр: <code>00000000-0000-0000-0000-000000000000</code>
    telegram <code>123456</code> · Anna &lt;Nowak&gt; @anna_n · pl

    🌐 Язык: Polski
    🕒 Часовой пояс: не выбран
    💎 Уровень: с учётной записью
    📅 Первое знакомство: 2 марта 2026
    ⏰ Запланировано уведомлений: 1 002
    ✋ Придержано: 3

    <b>Coach</b>: последний раз 20 ноября 2025, 12:00
    <b>Desk &lt;beta&gt;</b>: бот заблокирован: вчера в 11:00, последний раз: 20 ноября 2025, 12:00
    [✅ Открыть доступ][💎 Уровень]
    [❓ Почему не приходят?][📜 Журнал]
    [📤 Выгрузить для человека][🗑 Стереть…]
    [👥 Люди]

    ———

    👤 <b>Anna &lt;Nowak&gt;</b> @anna_n

    ⛔ Доступ закрито: сьогодні о 10:30. Причина: spam &amp; &lt;b&gt;ads&lt;/b&gt;

    Реєстр: <code>00000000-0000-0000-0000-000000000000</code>
    telegram <code>123456</code> · Anna &lt;Nowak&gt; @anna_n · pl

    🌐 Мова: Polski
    🕒 Часовий пояс: не обрано
    💎 Рівень: з обліковим записом
    📅 Перше знайомство: 2 березня 2026
    ⏰ Заплановано сповіщень: 1 002
    ✋ Притримано: 3

    <b>Coach</b>: востаннє 20 листопада 2025, 12:00
    <b>Desk &lt;beta&gt;</b>: бота заблоковано: учора об 11:00, востаннє: 20 листопада 2025, 12:00
    [✅ Відкрити доступ][💎 Рівень]
    [❓ Чому не надходять?][📜 Журнал]
    [📤 Вивантажити для людини][🗑 Стерти…]
    [👥 Люди]

    ———

    👤 <b>Anna &lt;Nowak&gt;</b> @anna_n

    ⛔ Dostęp zamknięty: dzisiaj o 10:30. Powód: spam &amp; &lt;b&gt;ads&lt;/b&gt;

    Rejestr: <code>00000000-0000-0000-0000-000000000000</code>
    telegram <code>123456</code> · Anna &lt;Nowak&gt; @anna_n · pl

    🌐 Język: Polski
    🕒 Strefa czasowa: nie wybrano
    💎 Poziom: z kontem
    📅 Z nami od: 2 marca 2026
    ⏰ Zaplanowane powiadomienia: 1002
    ✋ Wstrzymane: 3

    <b>Coach</b>: ostatnio 20 listopada 2025, 12:00
    <b>Desk &lt;beta&gt;</b>: bot zablokowany: wczoraj o 11:00, ostatnio: 20 listopada 2025, 12:00
    [✅ Otwórz dostęp][💎 Poziom]
    [❓ Dlaczego nic nie przychodzi?][📜 Dziennik]
    [📤 Eksportuj dla tej osoby][🗑 Usuń dane…]
    [👥 Osoby]
    ");
}

#[test]
fn a_person_of_whom_little_is_known() {
    let base = Base { banned_at: None, planned: 0, held: 0, language: None, ..base() };
    let bare = Card { base, identities: Vec::new(), bots: Vec::new() };
    assert_snapshot!(drawn(&card(view(Language::En), &bare)), @r"
    👤 <b>Anna &lt;Nowak&gt;</b> @anna_n

    Registry: <code>00000000-0000-0000-0000-000000000000</code>

    🌐 Language: not chosen
    🕒 Time zone: not chosen
    💎 Tier: signed in
    📅 Here since: 2 March 2026
    ⏰ Planned notifications: 0

    Uses no bot.
    [⛔ Ban][💎 Tier]
    [❓ Why no messages?][📜 Log]
    [📤 Export for them][🗑 Erase…]
    [👥 People]
    ");
}

#[test]
fn the_question_before_a_ban_in_every_language() {
    assert_snapshot!(in_all(|view| confirm_ban(view, &base(), "spam & ads", true)), @r"
    ⛔ Ban <b>Anna &lt;Nowak&gt;</b> @anna_n?

    All bots stop answering them at once, but for one notice a day. What is planned (1,002) is held and comes after the ban is lifted. What they saved stays.

    They are an admin and lose the role.

    Reason: spam &amp; ads
    [⛔ Ban][← Anna <Nowak>]

    ———

    ⛔ Закрыть доступ: <b>Anna &lt;Nowak&gt;</b> @anna_n?

    Все боты сразу перестанут отвечать, кроме одного извещения в день. Запланированное (1 002) будет придержано и придёт, когда доступ снова откроют. Всё сохранённое останется.

    Это администратор, роль будет снята.

    Причина: spam &amp; ads
    [⛔ Закрыть доступ][← Anna <Nowak>]

    ———

    ⛔ Закрити доступ: <b>Anna &lt;Nowak&gt;</b> @anna_n?

    Усі боти одразу перестануть відповідати, крім одного сповіщення на день. Заплановане (1 002) буде притримано й надійде, коли доступ знову відкриють. Усе збережене залишиться.

    Це адміністратор, роль буде знято.

    Причина: spam &amp; ads
    [⛔ Закрити доступ][← Anna <Nowak>]

    ———

    ⛔ Zamknąć dostęp: <b>Anna &lt;Nowak&gt;</b> @anna_n?

    Wszystkie boty od razu przestaną odpowiadać, poza jedną informacją dziennie. To, co zaplanowane (1002), zostanie wstrzymane i przyjdzie, gdy dostęp znów zostanie otwarty. Zapisane dane zostają.

    To administrator, straci swoją rolę.

    Powód: spam &amp; ads
    [⛔ Zamknij dostęp][← Anna <Nowak>]
    ");
    assert_snapshot!(in_all(|view| ask_reason(view, &base())), @r"
    ⛔ Why should <b>Anna &lt;Nowak&gt;</b> @anna_n be banned? Write the reason. Only admins see it.
    [← Anna <Nowak>]

    ———

    ⛔ Почему закрыть доступ? <b>Anna &lt;Nowak&gt;</b> @anna_n. Напишите причину, её увидят только администраторы.
    [← Anna <Nowak>]

    ———

    ⛔ Чому закрити доступ? <b>Anna &lt;Nowak&gt;</b> @anna_n. Напишіть причину, її побачать лише адміністратори.
    [← Anna <Nowak>]

    ———

    ⛔ Dlaczego zamknąć dostęp? <b>Anna &lt;Nowak&gt;</b> @anna_n. Napisz powód, zobaczą go tylko administratorzy.
    [← Anna <Nowak>]
    ");
}

#[test]
fn the_list_in_every_language() {
    let listed = |is_banned: bool, last_seen: Option<&str>| Listed {
        named: anna(),
        is_premium: !is_banned,
        is_banned,
        last_seen: last_seen.map(at),
    };
    let people = [listed(false, Some("2026-11-20T11:00:00Z")), listed(true, None)];
    let shown = Shown {
        filter: Filter::Active,
        search: Some("<an"),
        page: Page::of(1, 5_000, 8),
        total: 5_000,
        is_more: true,
    };
    assert_snapshot!(in_all(|view| list(view, shown, &people)), @r"
    <b>👥 People · active today: 5,000+</b>

    🔎 &lt;an

    💎 <b>Anna &lt;Nowak&gt;</b> @anna_n · today, 12:00
    ⛔ <b>Anna &lt;Nowak&gt;</b> @anna_n
    [Anna <Nowak>]
    [Anna <Nowak>]
    [◀][2/625][▶]
    [all][blocked a bot]
    [banned][premium]
    [🔎 Search][✖️ Show all]

    ———

    <b>👥 Люди · активные сегодня: 5 000+</b>

    🔎 &lt;an

    💎 <b>Anna &lt;Nowak&gt;</b> @anna_n · сегодня в 12:00
    ⛔ <b>Anna &lt;Nowak&gt;</b> @anna_n
    [Anna <Nowak>]
    [Anna <Nowak>]
    [◀][2/625][▶]
    [все][заблокировали бота]
    [без доступа][премиум]
    [🔎 Найти][✖️ Показать всё]

    ———

    <b>👥 Люди · активні сьогодні: 5 000+</b>

    🔎 &lt;an

    💎 <b>Anna &lt;Nowak&gt;</b> @anna_n · сьогодні о 12:00
    ⛔ <b>Anna &lt;Nowak&gt;</b> @anna_n
    [Anna <Nowak>]
    [Anna <Nowak>]
    [◀][2/625][▶]
    [усі][заблокували бота]
    [без доступу][преміум]
    [🔎 Знайти][✖️ Показати все]

    ———

    <b>👥 Osoby · aktywne dzisiaj: 5000+</b>

    🔎 &lt;an

    💎 <b>Anna &lt;Nowak&gt;</b> @anna_n · dzisiaj o 12:00
    ⛔ <b>Anna &lt;Nowak&gt;</b> @anna_n
    [Anna <Nowak>]
    [Anna <Nowak>]
    [◀][2/625][▶]
    [wszystkie][zablokowały bota]
    [bez dostępu][premium]
    [🔎 Szukaj][✖️ Pokaż wszystko]
    ");
    let none = Shown { filter: Filter::All, search: None, page: Page::of(0, 0, 8), total: 0, is_more: false };
    assert_snapshot!(drawn(&list(view(Language::En), none, &[])), @r"
    <b>👥 People · all: 0</b>

    Nobody here.
    [active today][blocked a bot]
    [banned][premium]
    [🔎 Search]
    ");
}

#[test]
fn tiers_and_questions_in_every_language() {
    assert_snapshot!(in_all(|view| tiers(view, &base())), @r"
    💎 <b>Anna &lt;Nowak&gt;</b> @anna_n: signed in. Which tier should it be?
    [anonymous]
    [premium]
    [← Anna <Nowak>]

    ———

    💎 <b>Anna &lt;Nowak&gt;</b> @anna_n, сейчас: с учётной записью. Какой уровень поставить?
    [анонимный]
    [премиум]
    [← Anna <Nowak>]

    ———

    💎 <b>Anna &lt;Nowak&gt;</b> @anna_n, зараз: з обліковим записом. Який рівень поставити?
    [анонімний]
    [преміум]
    [← Anna <Nowak>]

    ———

    💎 <b>Anna &lt;Nowak&gt;</b> @anna_n, obecnie: z kontem. Jaki poziom ustawić?
    [anonimowy]
    [premium]
    [← Anna <Nowak>]
    ");
    assert_snapshot!(in_all(|view| which(view, "<nobody>", &[])), @r"
    I know nobody called “&lt;nobody&gt;”. Write an @username, a Telegram number or a registry id of somebody who has used one of the bots.

    ———

    Никого с именем «&lt;nobody&gt;» я не знаю. Напишите @имя, номер в Telegram или id в реестре того, кто уже пользовался одним из ботов.

    ———

    Нікого на ім’я «&lt;nobody&gt;» я не знаю. Напишіть @ім’я, номер у Telegram або id у реєстрі того, хто вже користувався одним із ботів.

    ———

    Nie znam nikogo o nazwie „&lt;nobody&gt;”. Napisz @nazwę, numer z Telegrama albo id z rejestru kogoś, kto już korzystał z jednego z botów.
    ");
    assert_snapshot!(in_all(|view| which(view, "", &[])), @r"
    Who is meant? Write an @username, a Telegram number or a registry id after the command.

    ———

    О ком речь? Напишите после команды @имя, номер в Telegram или id в реестре.

    ———

    Про кого йдеться? Напишіть після команди @ім’я, номер у Telegram або id у реєстрі.

    ———

    O kogo chodzi? Po poleceniu napisz @nazwę, numer z Telegrama albo id z rejestru.
    ");
    assert_snapshot!(drawn(&which(view(Language::En), "anna", &[anna(), anna()])), @r"
    “anna” may be one of several people. Which one?
    [Anna <Nowak>]
    [Anna <Nowak>]
    ");
}
