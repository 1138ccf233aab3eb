use chrono_tz::Tz;
use insta::assert_snapshot;
use nexus_core::{
    health::{BotHealth, BotProcesses, BotState, COUNTED, JobsState},
    testing::drawn,
};

use super::{super::house::House, *};

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

/// The second of these bots has more than is counted, and some of it for long.
fn house(bots: Vec<BotHealth>) -> House {
    let standing = |code: &str| BotState { bot: code.to_owned(), replicas: 1, ..BotState::default() };
    let busy = BotState {
        inbox_oldest: 95.,
        outbox_messages: 3,
        outbox_oldest: 130.5,
        overdue: 1_200,
        overdue_oldest: 70.,
        dead_messages: 5,
        jobs: JobsState { dead: COUNTED, oldest: 3_700., ..JobsState::default() },
        ..standing("desk")
    };
    let process = |code: &str, version: &str, is_redis_up| BotProcesses {
        bot: code.to_owned(),
        running: 1,
        versions: vec![version.to_owned()],
        is_redis_up,
        ..BotProcesses::default()
    };
    House {
        bots,
        states: vec![standing("coach"), busy],
        processes: vec![process("coach", "0.2.0", Some(true)), process("desk", "0.1.0", Some(false))],
        alerts: Vec::new(),
    }
}

fn seen_health(language: Language) -> String {
    let bots = vec![
        bot_health("coach", Some(1.5), true),
        BotHealth { waiting: COUNTED, ..bot_health("desk", Some(19.0), false) },
        bot_health("kitchen", Some(3_600.0), false),
        bot_health("studio", None, false),
    ];
    drawn(&health(format(language), now(), &house(bots)))
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

    ✅ Nothing is wrong

    🗄 Database: up · Redis: down · version: 0.1.0, 0.2.0

    🟢 <b>coach</b>: receiving updates
    waiting: 1,200 · dead: 2 · processes: 1

    🟡 <b>desk</b>: running, but not receiving updates
    waiting: 10,000+ · dead: 10,007+ · processes: 1
    oldest: 1 min · to be sent: 3 (2 min) · late reminders: 1,200 (1 min) · oldest job: 1 h 1 min

    🔴 <b>kitchen</b>: silent, last sign of life: today, 12:00
    waiting: 1,200 · dead: 2 · processes: 0

    🔴 <b>studio</b>: no sign of life for at least a day
    waiting: 1,200 · dead: 2 · processes: 0

    <i>As of 13:00:07</i>
    [🔄 Refresh]
    [🪦 Given up][🧯 Errors][🧰 Jobs][🚨 Alerts]
    ");
}

#[test]
fn health_in_russian() {
    assert_snapshot!(seen_health(Language::Ru), @r"
    <b>🩺 Состояние ботов</b>

    ✅ Всё в порядке

    🗄 База данных: работает · Redis: недоступен · версия: 0.1.0, 0.2.0

    🟢 <b>coach</b>: получает обновления
    в очереди: 1 200 · не обработано: 2 · процессов: 1

    🟡 <b>desk</b>: запущен, но обновлений не получает
    в очереди: 10 000+ · не обработано: 10 007+ · процессов: 1
    дольше всего ждут: 1 мин · к отправке: 3 (2 мин) · опаздывает напоминаний: 1 200 (1 мин) · самая старая задача: 1 ч 1 мин

    🔴 <b>kitchen</b>: молчит, последний признак жизни: сегодня в 12:00
    в очереди: 1 200 · не обработано: 2 · процессов: 0

    🔴 <b>studio</b>: не подаёт признаков жизни больше суток
    в очереди: 1 200 · не обработано: 2 · процессов: 0

    <i>По состоянию на 13:00:07</i>
    [🔄 Обновить]
    [🪦 Неудачи][🧯 Ошибки][🧰 Задачи][🚨 Оповещения]
    ");
}

#[test]
fn health_in_ukrainian() {
    assert_snapshot!(seen_health(Language::Uk), @r"
    <b>🩺 Стан ботів</b>

    ✅ Усе гаразд

    🗄 База даних: працює · Redis: недоступний · версія: 0.1.0, 0.2.0

    🟢 <b>coach</b>: отримує оновлення
    у черзі: 1 200 · не опрацьовано: 2 · процесів: 1

    🟡 <b>desk</b>: запущений, але оновлень не отримує
    у черзі: 10 000+ · не опрацьовано: 10 007+ · процесів: 1
    найдовше чекають: 1 хв · до надсилання: 3 (2 хв) · спізнюється нагадувань: 1 200 (1 хв) · найстаріше завдання: 1 год 1 хв

    🔴 <b>kitchen</b>: мовчить, остання ознака життя: сьогодні о 12:00
    у черзі: 1 200 · не опрацьовано: 2 · процесів: 0

    🔴 <b>studio</b>: не подає ознак життя понад добу
    у черзі: 1 200 · не опрацьовано: 2 · процесів: 0

    <i>Станом на 13:00:07</i>
    [🔄 Оновити]
    [🪦 Невдачі][🧯 Помилки][🧰 Завдання][🚨 Сповіщення]
    ");
}

#[test]
fn health_in_polish() {
    assert_snapshot!(seen_health(Language::Pl), @r"
    <b>🩺 Stan botów</b>

    ✅ Wszystko w porządku

    🗄 Baza danych: działa · Redis: niedostępny · wersja: 0.1.0, 0.2.0

    🟢 <b>coach</b>: odbiera aktualizacje
    w kolejce: 1200 · nieobsłużone: 2 · procesy: 1

    🟡 <b>desk</b>: działa, ale nie odbiera aktualizacji
    w kolejce: 10 000+ · nieobsłużone: 10 007+ · procesy: 1
    najdłużej czeka: 1 min · do wysłania: 3 (2 min) · spóźnione przypomnienia: 1200 (1 min) · najstarsze zadanie: 1 godz. 1 min

    🔴 <b>kitchen</b>: milczy, ostatni znak życia: dzisiaj o 12:00
    w kolejce: 1200 · nieobsłużone: 2 · procesy: 0

    🔴 <b>studio</b>: od co najmniej doby nie daje znaku życia
    w kolejce: 1200 · nieobsłużone: 2 · procesy: 0

    <i>Stan na 13:00:07</i>
    [🔄 Odśwież]
    [🪦 Porzucone][🧯 Błędy][🧰 Zadania][🚨 Alerty]
    ");
}

#[test]
fn a_database_clock_that_runs_backwards_is_no_trouble() {
    let screen =
        drawn(&health(format(Language::En), now(), &house(vec![bot_health("coach", Some(-3.0), false)])));
    assert!(screen.contains("running, but not receiving updates"), "{screen}");
}
