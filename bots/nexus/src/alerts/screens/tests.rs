use chrono_tz::Tz;
use insta::assert_snapshot;
use nexus_core::{ids::UserId, testing::drawn as seen};
use uuid::Uuid;

use super::*;

fn format(language: Language) -> Format {
    Format::new(language, Tz::Europe__Warsaw)
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("an RFC 3339 instant")
}

fn now() -> DateTime<Utc> {
    at("2026-11-20T12:05:00Z")
}

fn shown(rule: Rule, measure: Measure) -> Shown {
    let alert = Alert {
        id: Uuid::from_u128(7),
        rule,
        subject: "coach".to_owned(),
        since: at("2026-11-20T12:01:00Z"),
        opened_at: Some(at("2026-11-20T12:01:30Z")),
        well_since: None,
        closed_at: None,
        returns: 0,
        measure,
        revision: 1,
        told_revision: 1,
        told_at: Some(at("2026-11-20T12:01:30Z")),
        updated_at: at("2026-11-20T12:01:30Z"),
        taken_by: None,
    };
    Shown { alert, taken_by: None, muted: None }
}

/// Every rule, then one that is taken, muted and came back, then one that is over.
fn all(language: Language) -> String {
    let all = [
        (Rule::BotDown, Measure::Lasts),
        (Rule::QueueAge, Measure::Seconds(95)),
        (Rule::Overdue, Measure::Seconds(3_900)),
        (Rule::OutboxAge, Measure::Seconds(130)),
        (Rule::JobsStuck, Measure::Seconds(301)),
        (Rule::ErrorRate, Measure::Count(1_200)),
        (Rule::NewDead, Measure::Count(1)),
    ];
    let rules = all.map(|(rule, measure)| {
        let screen = seen(&drawn(format(language), now(), false, &shown(rule, measure)));
        screen.lines().take_while(|line| !line.starts_with('[')).collect::<Vec<_>>().join("\n")
    });
    let plain = drawn(format(language), now(), false, &shown(Rule::BotDown, Measure::Lasts));
    let mut busy = shown(Rule::BotDown, Measure::Lasts);
    busy.alert.returns = 2;
    busy.taken_by = Some("A<da".to_owned());
    busy.alert.taken_by = Some(UserId::new());
    busy.muted = Some(Muted::Until(at("2026-11-21T10:15:00Z")));
    let own = drawn(format(language), now(), true, &busy);
    busy.muted = None;
    busy.alert.well_since = Some(at("2026-11-20T12:04:40Z"));
    busy.alert.closed_at = Some(at("2026-11-20T12:04:45Z"));
    let over = drawn(format(language), now(), true, &busy);
    let rest = [plain, own, over].map(|screen| seen(&screen));
    rules.into_iter().chain(rest).collect::<Vec<_>>().join("\n\n")
}

#[test]
fn in_english() {
    assert_snapshot!(all(Language::En), @r"
    🔴 <b>coach receives no updates</b>
    Since: today, 13:01 · 4 min

    🟠 <b>coach: messages wait too long</b>
    The oldest has been waiting for 1 min
    Since: today, 13:01 · 4 min

    🟠 <b>coach: reminders are late</b>
    The oldest has been waiting for 1 h 5 min
    Since: today, 13:01 · 4 min

    🟠 <b>coach: answers are not going out</b>
    The oldest has been waiting for 2 min
    Since: today, 13:01 · 4 min

    🟠 <b>coach: jobs are stuck</b>
    The oldest has been waiting for 5 min
    Since: today, 13:01 · 4 min

    🟠 <b>coach: many failures</b>
    In the last 10 minutes: 1,200
    Since: today, 13:01 · 4 min

    🟡 <b>coach: something failed for good</b>
    In the last 10 minutes: 1
    Since: today, 13:01 · 4 min

    🔴 <b>coach receives no updates</b>
    Since: today, 13:01 · 4 min
    [🔍 Details][🙋 I'm on it]
    [🔕 1 hour][🔕 1 day]

    🔴 <b>coach receives no updates</b>
    Since: today, 13:01 · 4 min
    🔁 Came back: 2×
    🙋 A&lt;da is on it
    🔕 Muted until: tomorrow, 11:15
    [🔍 Details][↩️ Not me after all]
    [🔔 Unmute]

    ✅ <s>coach receives no updates</s>
    Resolved after 3 min · began: today, 13:01
    🔁 Came back: 2×
    🙋 A&lt;da is on it
    [🔍 Details]
    ");
}

#[test]
fn in_russian() {
    assert_snapshot!(all(Language::Ru), @r"
    🔴 <b>coach не получает обновления</b>
    Начало: сегодня в 13:01 · 4 мин

    🟠 <b>coach: сообщения ждут слишком долго</b>
    Дольше всего ждут: 1 мин
    Начало: сегодня в 13:01 · 4 мин

    🟠 <b>coach: напоминания опаздывают</b>
    Дольше всего ждут: 1 ч 5 мин
    Начало: сегодня в 13:01 · 4 мин

    🟠 <b>coach: ответы не отправляются</b>
    Дольше всего ждут: 2 мин
    Начало: сегодня в 13:01 · 4 мин

    🟠 <b>coach: задачи стоят</b>
    Дольше всего ждут: 5 мин
    Начало: сегодня в 13:01 · 4 мин

    🟠 <b>coach: много сбоев</b>
    За последние 10 минут: 1 200
    Начало: сегодня в 13:01 · 4 мин

    🟡 <b>coach: что-то не удалось окончательно</b>
    За последние 10 минут: 1
    Начало: сегодня в 13:01 · 4 мин

    🔴 <b>coach не получает обновления</b>
    Начало: сегодня в 13:01 · 4 мин
    [🔍 Подробнее][🙋 Займусь]
    [🔕 1 час][🔕 1 день]

    🔴 <b>coach не получает обновления</b>
    Начало: сегодня в 13:01 · 4 мин
    🔁 Возвращалось раз: 2
    🙋 Занимается A&lt;da
    🔕 Уведомления отключены, включатся: завтра в 11:15
    [🔍 Подробнее][↩️ Всё-таки не я]
    [🔔 Включить]

    ✅ <s>coach не получает обновления</s>
    Устранено, длилось: 3 мин · начало: сегодня в 13:01
    🔁 Возвращалось раз: 2
    🙋 Занимается A&lt;da
    [🔍 Подробнее]
    ");
}

#[test]
fn in_ukrainian() {
    assert_snapshot!(all(Language::Uk), @r"
    🔴 <b>coach не отримує оновлень</b>
    Початок: сьогодні о 13:01 · 4 хв

    🟠 <b>coach: повідомлення чекають надто довго</b>
    Найдовше чекають: 1 хв
    Початок: сьогодні о 13:01 · 4 хв

    🟠 <b>coach: нагадування спізнюються</b>
    Найдовше чекають: 1 год 5 хв
    Початок: сьогодні о 13:01 · 4 хв

    🟠 <b>coach: відповіді не надсилаються</b>
    Найдовше чекають: 2 хв
    Початок: сьогодні о 13:01 · 4 хв

    🟠 <b>coach: завдання стоять</b>
    Найдовше чекають: 5 хв
    Початок: сьогодні о 13:01 · 4 хв

    🟠 <b>coach: багато збоїв</b>
    За останні 10 хвилин: 1 200
    Початок: сьогодні о 13:01 · 4 хв

    🟡 <b>coach: щось остаточно не вдалося</b>
    За останні 10 хвилин: 1
    Початок: сьогодні о 13:01 · 4 хв

    🔴 <b>coach не отримує оновлень</b>
    Початок: сьогодні о 13:01 · 4 хв
    [🔍 Докладніше][🙋 Візьмуся]
    [🔕 1 година][🔕 1 день]

    🔴 <b>coach не отримує оновлень</b>
    Початок: сьогодні о 13:01 · 4 хв
    🔁 Поверталося разів: 2
    🙋 Займається A&lt;da
    🔕 Сповіщення вимкнено, увімкнуться: завтра об 11:15
    [🔍 Докладніше][↩️ Усе-таки не я]
    [🔔 Увімкнути]

    ✅ <s>coach не отримує оновлень</s>
    Усунено, тривало: 3 хв · початок: сьогодні о 13:01
    🔁 Поверталося разів: 2
    🙋 Займається A&lt;da
    [🔍 Докладніше]
    ");
}

#[test]
fn in_polish() {
    assert_snapshot!(all(Language::Pl), @r"
    🔴 <b>coach nie odbiera aktualizacji</b>
    Początek: dzisiaj o 13:01 · 4 min

    🟠 <b>coach: wiadomości czekają zbyt długo</b>
    Najdłużej czeka: 1 min
    Początek: dzisiaj o 13:01 · 4 min

    🟠 <b>coach: przypomnienia się spóźniają</b>
    Najdłużej czeka: 1 godz. 5 min
    Początek: dzisiaj o 13:01 · 4 min

    🟠 <b>coach: odpowiedzi nie wychodzą</b>
    Najdłużej czeka: 2 min
    Początek: dzisiaj o 13:01 · 4 min

    🟠 <b>coach: zadania stoją</b>
    Najdłużej czeka: 5 min
    Początek: dzisiaj o 13:01 · 4 min

    🟠 <b>coach: dużo błędów</b>
    W ciągu ostatnich 10 minut: 1200
    Początek: dzisiaj o 13:01 · 4 min

    🟡 <b>coach: coś ostatecznie się nie udało</b>
    W ciągu ostatnich 10 minut: 1
    Początek: dzisiaj o 13:01 · 4 min

    🔴 <b>coach nie odbiera aktualizacji</b>
    Początek: dzisiaj o 13:01 · 4 min
    [🔍 Szczegóły][🙋 Zajmę się]
    [🔕 1 godzina][🔕 1 dzień]

    🔴 <b>coach nie odbiera aktualizacji</b>
    Początek: dzisiaj o 13:01 · 4 min
    🔁 Powroty: 2
    🙋 Zajmuje się tym A&lt;da
    🔕 Wyciszone, koniec: jutro o 11:15
    [🔍 Szczegóły][↩️ Jednak nie ja]
    [🔔 Wyłącz wyciszenie]

    ✅ <s>coach nie odbiera aktualizacji</s>
    Rozwiązane, trwało: 3 min · początek: dzisiaj o 13:01
    🔁 Powroty: 2
    🙋 Zajmuje się tym A&lt;da
    [🔍 Szczegóły]
    ");
}

#[test]
fn somebody_elses_can_neither_be_taken_nor_given_back() {
    let mut taken = shown(Rule::BotDown, Measure::Lasts);
    taken.taken_by = Some("Ada".to_owned());
    taken.muted = Some(Muted::ForEver);
    assert_snapshot!(seen(&drawn(format(Language::En), now(), false, &taken)), @r"
    🔴 <b>coach receives no updates</b>
    Since: today, 13:01 · 4 min
    🙋 Ada is on it
    🔕 Muted for good
    [🔍 Details]
    [🔔 Unmute]
    ");
}
