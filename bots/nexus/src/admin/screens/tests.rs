use chrono_tz::Tz;
use insta::assert_snapshot;
use nexus_core::testing::drawn;

use super::*;

fn format(language: Language) -> Format {
    Format::new(language, Tz::Europe__Warsaw)
}

fn now() -> DateTime<Utc> {
    "2026-11-20T12:00:07Z".parse().expect("an RFC 3339 instant")
}

fn bot_numbers(name: &str, subscribers: i64, blocked: i64) -> BotNumbers {
    BotNumbers { name: name.to_owned(), subscribers, blocked }
}

fn seen_stats(language: Language) -> String {
    let totals =
        Totals { users: 12_345, active_today: 21, subscriptions: 20_002, blocked: 3, planned: 1_001 };
    let by_bot = [
        bot_numbers("Coach", 12_345, 3),
        bot_numbers("Desk <beta>", 22, 1),
        bot_numbers("Kitchen", 1, 0),
        bot_numbers("Nexus", 0, 0),
    ];
    drawn(&stats(format(language), now(), totals, &by_bot))
}

fn bot_health(code: &str, silent_seconds: Option<f64>, is_polling: bool) -> BotHealth {
    BotHealth { code: code.to_owned(), silent_seconds, is_polling, waiting: 1_200, dead: 2 }
}

fn seen_health(language: Language) -> String {
    let bots = [
        bot_health("coach", Some(1.5), true),
        bot_health("desk", Some(19.0), false),
        bot_health("kitchen", Some(3_600.0), false),
        bot_health("studio", None, false),
    ];
    drawn(&health(format(language), now(), &bots))
}

#[test]
fn stats_in_english() {
    assert_snapshot!(seen_stats(Language::En), @r"
    <b>📊 The registry in numbers</b>

    👥 People: 12,345
    🔥 Active in the last 24 hours: 21
    📬 Subscriptions: 20,002
    🚫 Blocked: 3
    ⏰ Planned notifications: 1,001

    <b>Coach</b>: 12,345 people, blocked by 3
    <b>Desk &lt;beta&gt;</b>: 22 people, blocked by 1
    <b>Kitchen</b>: 1 person
    <b>Nexus</b>: 0 people

    <i>As of 13:00:07</i>
    [🔄 Refresh]
    ");
}

#[test]
fn stats_in_russian() {
    assert_snapshot!(seen_stats(Language::Ru), @r"
    <b>📊 Реестр в цифрах</b>

    👥 Людей: 12 345
    🔥 Активных за 24 часа: 21
    📬 Подписок: 20 002
    🚫 Заблокировано: 3
    ⏰ Запланировано уведомлений: 1 001

    <b>Coach</b>: 12 345 человек, заблокировали: 3
    <b>Desk &lt;beta&gt;</b>: 22 человека, заблокировали: 1
    <b>Kitchen</b>: 1 человек
    <b>Nexus</b>: 0 человек

    <i>По состоянию на 13:00:07</i>
    [🔄 Обновить]
    ");
}

#[test]
fn stats_in_ukrainian() {
    assert_snapshot!(seen_stats(Language::Uk), @r"
    <b>📊 Реєстр у цифрах</b>

    👥 Людей: 12 345
    🔥 Активних за 24 години: 21
    📬 Підписок: 20 002
    🚫 Заблоковано: 3
    ⏰ Заплановано сповіщень: 1 001

    <b>Coach</b>: 12 345 людей, заблокували: 3
    <b>Desk &lt;beta&gt;</b>: 22 людини, заблокували: 1
    <b>Kitchen</b>: 1 людина
    <b>Nexus</b>: 0 людей

    <i>Станом на 13:00:07</i>
    [🔄 Оновити]
    ");
}

#[test]
fn stats_in_polish() {
    assert_snapshot!(seen_stats(Language::Pl), @r"
    <b>📊 Rejestr w liczbach</b>

    👥 Osoby: 12 345
    🔥 Aktywne w ciągu 24 godzin: 21
    📬 Subskrypcje: 20 002
    🚫 Zablokowane: 3
    ⏰ Zaplanowane powiadomienia: 1001

    <b>Coach</b>: 12 345 osób, zablokowało: 3
    <b>Desk &lt;beta&gt;</b>: 22 osoby, zablokowało: 1
    <b>Kitchen</b>: 1 osoba
    <b>Nexus</b>: 0 osób

    <i>Stan na 13:00:07</i>
    [🔄 Odśwież]
    ");
}

#[test]
fn health_in_english() {
    assert_snapshot!(seen_health(Language::En), @r"
    <b>🩺 Health</b>

    🟢 <b>coach</b>: receiving updates
    waiting: 1,200 · dead: 2

    🟡 <b>desk</b>: running, but not receiving updates
    waiting: 1,200 · dead: 2

    🔴 <b>kitchen</b>: silent, last sign of life: today, 12:00
    waiting: 1,200 · dead: 2

    🔴 <b>studio</b>: no sign of life for at least a day
    waiting: 1,200 · dead: 2

    <i>As of 13:00:07</i>
    [🔄 Refresh]
    ");
}

#[test]
fn health_in_russian() {
    assert_snapshot!(seen_health(Language::Ru), @r"
    <b>🩺 Состояние ботов</b>

    🟢 <b>coach</b>: получает обновления
    в очереди: 1 200 · не обработано: 2

    🟡 <b>desk</b>: запущен, но обновлений не получает
    в очереди: 1 200 · не обработано: 2

    🔴 <b>kitchen</b>: молчит, последний признак жизни: сегодня в 12:00
    в очереди: 1 200 · не обработано: 2

    🔴 <b>studio</b>: не подаёт признаков жизни больше суток
    в очереди: 1 200 · не обработано: 2

    <i>По состоянию на 13:00:07</i>
    [🔄 Обновить]
    ");
}

#[test]
fn health_in_ukrainian() {
    assert_snapshot!(seen_health(Language::Uk), @r"
    <b>🩺 Стан ботів</b>

    🟢 <b>coach</b>: отримує оновлення
    у черзі: 1 200 · не опрацьовано: 2

    🟡 <b>desk</b>: запущений, але оновлень не отримує
    у черзі: 1 200 · не опрацьовано: 2

    🔴 <b>kitchen</b>: мовчить, остання ознака життя: сьогодні о 12:00
    у черзі: 1 200 · не опрацьовано: 2

    🔴 <b>studio</b>: не подає ознак життя понад добу
    у черзі: 1 200 · не опрацьовано: 2

    <i>Станом на 13:00:07</i>
    [🔄 Оновити]
    ");
}

#[test]
fn health_in_polish() {
    assert_snapshot!(seen_health(Language::Pl), @r"
    <b>🩺 Stan botów</b>

    🟢 <b>coach</b>: odbiera aktualizacje
    w kolejce: 1200 · nieobsłużone: 2

    🟡 <b>desk</b>: działa, ale nie odbiera aktualizacji
    w kolejce: 1200 · nieobsłużone: 2

    🔴 <b>kitchen</b>: milczy, ostatni znak życia: dzisiaj o 12:00
    w kolejce: 1200 · nieobsłużone: 2

    🔴 <b>studio</b>: od co najmniej doby nie daje znaku życia
    w kolejce: 1200 · nieobsłużone: 2

    <i>Stan na 13:00:07</i>
    [🔄 Odśwież]
    ");
}

#[test]
fn a_database_clock_that_runs_backwards_is_no_trouble() {
    let screen = drawn(&health(format(Language::En), now(), &[bot_health("coach", Some(-3.0), false)]));
    assert!(screen.contains("running, but not receiving updates"), "{screen}");
}
