use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use insta::assert_snapshot;
use nexus_core::{
    ids::{BotId, ExternalId, ProcessId},
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

fn base(is_on: bool) -> Base {
    Base {
        id: BotId(Uuid::nil()),
        code: "desk".to_owned(),
        name: "Desk <beta>".to_owned(),
        version: "0.1.0".to_owned(),
        is_on,
        created_at: at("2026-03-02T10:00:00Z"),
        subscribers: 12_345,
        blocked: 3,
        planned: 21,
        waiting: 1,
        dead: 2,
    }
}

fn whole(is_on: bool) -> Card {
    let process = |silent_seconds: f64, is_receiving: bool| Process {
        process: ProcessId(Uuid::from_u128(0xabc_def)),
        version: "0.1.0".to_owned(),
        silent_seconds,
        is_receiving,
    };
    let account = Account {
        realm: "telegram".to_owned(),
        external_id: ExternalId(77),
        username: Some("desk_bot".to_owned()),
    };
    let processes = vec![process(1.0, true), process(2.0, false), process(3_600.0, true)];
    Card { base: base(is_on), accounts: vec![account], processes }
}

fn in_all(draw: impl Fn(View) -> Screen) -> String {
    Language::ALL.map(|language| drawn(&draw(view(language)))).join("\n\n———\n\n")
}

#[test]
fn the_card_in_every_language() {
    assert_snapshot!(in_all(|view| card(view, &whole(true), false)), @r"
    🟢 <b>Desk &lt;beta&gt;</b> <code>desk</code>
    Switched on
    Version 0.1.0 · registered 2 March 2026

    telegram <code>77</code> @desk_bot

    👥 People: 12,345, blocked by 3
    ⏰ Planned notifications: 21
    waiting: 1 · dead: 2

    🟢 Process <code>abcdef</code>, version 0.1.0: receiving updates
    🟡 Process <code>abcdef</code>, version 0.1.0: running, receives no updates
    🔴 Process <code>abcdef</code>, version 0.1.0: last sign of life: today, 12:00
    [⏸ Switch off]
    [🔄 Refresh][📜 Log]
    [🤖 All bots]

    ———

    🟢 <b>Desk &lt;beta&gt;</b> <code>desk</code>
    Включён
    Версия 0.1.0 · в реестре с 2 марта 2026

    telegram <code>77</code> @desk_bot

    👥 Людей: 12 345, заблокировали: 3
    ⏰ Запланировано уведомлений: 21
    в очереди: 1 · не обработано: 2

    🟢 Процесс <code>abcdef</code>, версия 0.1.0: получает обновления
    🟡 Процесс <code>abcdef</code>, версия 0.1.0: работает, обновлений не получает
    🔴 Процесс <code>abcdef</code>, версия 0.1.0: последний признак жизни: сегодня в 12:00
    [⏸ Отключить]
    [🔄 Обновить][📜 Журнал]
    [🤖 Все боты]

    ———

    🟢 <b>Desk &lt;beta&gt;</b> <code>desk</code>
    Увімкнено
    Версія 0.1.0 · у реєстрі з 2 березня 2026

    telegram <code>77</code> @desk_bot

    👥 Людей: 12 345, заблокували: 3
    ⏰ Заплановано сповіщень: 21
    у черзі: 1 · не опрацьовано: 2

    🟢 Процес <code>abcdef</code>, версія 0.1.0: отримує оновлення
    🟡 Процес <code>abcdef</code>, версія 0.1.0: працює, оновлень не отримує
    🔴 Процес <code>abcdef</code>, версія 0.1.0: остання ознака життя: сьогодні о 12:00
    [⏸ Вимкнути]
    [🔄 Оновити][📜 Журнал]
    [🤖 Усі боти]

    ———

    🟢 <b>Desk &lt;beta&gt;</b> <code>desk</code>
    Włączony
    Wersja 0.1.0 · w rejestrze od 2 marca 2026

    telegram <code>77</code> @desk_bot

    👥 Osoby: 12 345, zablokowało: 3
    ⏰ Zaplanowane powiadomienia: 21
    w kolejce: 1 · nieobsłużone: 2

    🟢 Proces <code>abcdef</code>, wersja 0.1.0: odbiera aktualizacje
    🟡 Proces <code>abcdef</code>, wersja 0.1.0: działa, nie odbiera aktualizacji
    🔴 Proces <code>abcdef</code>, wersja 0.1.0: ostatni znak życia: dzisiaj o 12:00
    [⏸ Wyłącz]
    [🔄 Odśwież][📜 Dziennik]
    [🤖 Wszystkie boty]
    ");
}

#[test]
fn a_bot_that_is_off_and_the_one_that_cannot_be() {
    let silent = Card { processes: Vec::new(), ..whole(false) };
    assert_snapshot!(drawn(&card(view(Language::En), &silent, false)), @r"
    ⏸ <b>Desk &lt;beta&gt;</b> <code>desk</code>
    Switched off: people get a notice, what is due waits
    Version 0.1.0 · registered 2 March 2026

    telegram <code>77</code> @desk_bot

    👥 People: 12,345, blocked by 3
    ⏰ Planned notifications: 21
    waiting: 1 · dead: 2

    No process for at least a day.
    [▶️ Switch on]
    [🔄 Refresh][📜 Log]
    [🤖 All bots]
    ");
    let own = drawn(&card(view(Language::En), &whole(true), true));
    assert!(!own.contains("Switch off"), "{own}");
}

#[test]
fn the_question_before_the_switch_in_every_language() {
    assert_snapshot!(in_all(|view| ask_off(view, &base(true))), @r"
    ⏸ Switch <b>Desk &lt;beta&gt;</b> off? People who use it: 12,345. They get a notice instead of answers, in all processes at once. Planned notifications (21) wait and come, late, when it is on again. Owners by configuration can still use it.
    [⏸ Switch off][← Desk <beta>]

    ———

    ⏸ Отключить <b>Desk &lt;beta&gt;</b>? Им пользуются: 12 345. Вместо ответов придёт извещение, сразу во всех процессах. Запланированные уведомления (21) подождут и придут с опозданием, когда он снова заработает. Владельцы по конфигурации смогут пользоваться им и дальше.
    [⏸ Отключить][← Desk <beta>]

    ———

    ⏸ Вимкнути <b>Desk &lt;beta&gt;</b>? Ним користуються: 12 345. Замість відповідей надійде повідомлення про це, одразу в усіх процесах. Заплановані сповіщення (21) зачекають і надійдуть із запізненням, коли він знову запрацює. Власники за конфігурацією зможуть користуватися ним і далі.
    [⏸ Вимкнути][← Desk <beta>]

    ———

    ⏸ Wyłączyć bota <b>Desk &lt;beta&gt;</b>? Korzystające z niego osoby: 12 345. Zamiast odpowiedzi dostaną informację, od razu we wszystkich procesach. Zaplanowane powiadomienia (21) poczekają i przyjdą z opóźnieniem, gdy znów zacznie działać. Właściciele z konfiguracji nadal mogą z niego korzystać.
    [⏸ Wyłącz][← Desk <beta>]
    ");
}

#[test]
fn the_list_has_pages() {
    let bot = |number: u32| Listed {
        id: BotId(Uuid::nil()),
        code: format!("bot{number}"),
        name: format!("Bot <{number}>"),
        is_on: number != 8,
        subscribers: i64::from(number),
    };
    let bots: Vec<Listed> = (0..10).map(bot).collect();
    assert_snapshot!(drawn(&list(view(Language::Uk), &bots, 7)), @r"
    <b>🤖 Усі боти</b>

    ⏸ <b>Bot &lt;8&gt;</b> <code>bot8</code> · людей: 8
    🟢 <b>Bot &lt;9&gt;</b> <code>bot9</code> · людей: 9
    [Bot <8>][Bot <9>]
    [◀][2/2]
    ");
}
