use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use insta::assert_snapshot;
use nexus_core::{locale::Format, testing::drawn};
use serde_json::json;
use uuid::Uuid;

use super::*;
use crate::admin::people::Named;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("an RFC 3339 instant")
}

fn view(language: Language) -> View {
    View { format: Format::new(language, Tz::Europe__Warsaw), now: at("2026-11-20T12:00:00Z") }
}

fn named(number: u128, name: &str) -> Named {
    Named {
        user: UserId(Uuid::from_u128(number)),
        first_name: Some(name.to_owned()),
        last_name: None,
        username: None,
    }
}

fn names() -> Names {
    Names(vec![named(1, "Ada"), named(2, "Anna <N>")])
}

fn tier_changed() -> Entry {
    Entry {
        number: 1_234,
        at: at("2026-11-20T11:00:00Z"),
        actor_kind: "admin".to_owned(),
        actor: Uuid::from_u128(1).to_string(),
        action: "user.tier".to_owned(),
        subject_kind: "user".to_owned(),
        subject: Uuid::from_u128(2).to_string(),
        before: Some(json!({"tier": "anonymous"})),
        after: Some(json!({"tier": "premium"})),
        operation_id: Some("op-<7>".to_owned()),
        trace_id: Some(Uuid::from_u128(3)),
    }
}

fn others() -> [Entry; 3] {
    let by = |number: i64, kind: &str, action: &str, subject: &str| Entry {
        number,
        actor_kind: kind.to_owned(),
        actor: String::new(),
        action: action.to_owned(),
        subject_kind: "bot".to_owned(),
        subject: subject.to_owned(),
        before: None,
        after: None,
        operation_id: None,
        trace_id: None,
        ..tier_changed()
    };
    [
        by(3, "operator", "bot.off", "coach"),
        by(2, "system", "backup.<done>", "nightly"),
        Entry { actor: "t-1".to_owned(), ..by(1, "service", "settings.changed", "") },
    ]
}

fn in_all(draw: impl Fn(View) -> Screen) -> String {
    Language::ALL.map(|language| drawn(&draw(view(language)))).join("\n\n———\n\n")
}

#[test]
fn the_log_in_every_language() {
    let listing = Listing {
        about: Some("<all>"),
        newest: AuditTap::Page { before: None },
        is_newest: false,
        older: Some(AuditTap::Page { before: Some(1) }),
        from: None,
        has_all: true,
    };
    let entries: Vec<Entry> = [tier_changed()].into_iter().chain(others()).collect();
    assert_snapshot!(in_all(|view| list(view, &listing, &entries, &names())), @r"
    <b>📜 Who did what</b>

    🔎 &lt;all&gt;

    <i>#1234 · today, 12:00</i>
    <b>Ada</b>: tier changed → <b>Anna &lt;N&gt;</b>
    tier: anonymous → premium

    <i>#3 · today, 12:00</i>
    <b>command line</b>: switched off → <b>coach</b>

    <i>#2 · today, 12:00</i>
    <b>the house itself</b>: backup.&lt;done&gt; → <b>nightly</b>

    <i>#1 · today, 12:00</i>
    <b>program t-1</b>: settings.changed
    [#1234][#3][#2]
    [#1]
    [⏮ Newest][Older ▶]
    [🔎 Search][✖️ Show all]

    ———

    <b>📜 Кто что сделал</b>

    🔎 &lt;all&gt;

    <i>#1234 · сегодня в 12:00</i>
    <b>Ada</b>: изменён уровень → <b>Anna &lt;N&gt;</b>
    tier: anonymous → premium

    <i>#3 · сегодня в 12:00</i>
    <b>командная строка</b>: отключение → <b>coach</b>

    <i>#2 · сегодня в 12:00</i>
    <b>сама система</b>: backup.&lt;done&gt; → <b>nightly</b>

    <i>#1 · сегодня в 12:00</i>
    <b>программа t-1</b>: settings.changed
    [#1234][#3][#2]
    [#1]
    [⏮ Новые][Старше ▶]
    [🔎 Найти][✖️ Показать всё]

    ———

    <b>📜 Хто що зробив</b>

    🔎 &lt;all&gt;

    <i>#1234 · сьогодні о 12:00</i>
    <b>Ada</b>: змінено рівень → <b>Anna &lt;N&gt;</b>
    tier: anonymous → premium

    <i>#3 · сьогодні о 12:00</i>
    <b>командний рядок</b>: вимкнення → <b>coach</b>

    <i>#2 · сьогодні о 12:00</i>
    <b>сама система</b>: backup.&lt;done&gt; → <b>nightly</b>

    <i>#1 · сьогодні о 12:00</i>
    <b>програма t-1</b>: settings.changed
    [#1234][#3][#2]
    [#1]
    [⏮ Нові][Старіші ▶]
    [🔎 Знайти][✖️ Показати все]

    ———

    <b>📜 Kto co zrobił</b>

    🔎 &lt;all&gt;

    <i>#1234 · dzisiaj o 12:00</i>
    <b>Ada</b>: zmiana poziomu → <b>Anna &lt;N&gt;</b>
    tier: anonymous → premium

    <i>#3 · dzisiaj o 12:00</i>
    <b>wiersz poleceń</b>: wyłączenie → <b>coach</b>

    <i>#2 · dzisiaj o 12:00</i>
    <b>sam system</b>: backup.&lt;done&gt; → <b>nightly</b>

    <i>#1 · dzisiaj o 12:00</i>
    <b>program t-1</b>: settings.changed
    [#1234][#3][#2]
    [#1]
    [⏮ Najnowsze][Starsze ▶]
    [🔎 Szukaj][✖️ Pokaż wszystko]
    ");
}

#[test]
fn a_persons_part_leads_back_to_the_card() {
    let listing = Listing {
        about: Some("Anna"),
        newest: AuditTap::All,
        is_newest: true,
        older: None,
        from: Some(("Anna".to_owned(), tap(AuditTap::All))),
        has_all: false,
    };
    assert_snapshot!(drawn(&list(view(Language::En), &listing, &[], &names())), @r"
    <b>📜 Who did what</b>

    🔎 Anna

    Nothing of that is recorded.
    [← Anna]
    ");
}

#[test]
fn an_entry_in_every_language() {
    assert_snapshot!(in_all(|view| entry(view, &tier_changed(), &names(), true)), @r"
    <b>📜 Entry 1234</b>

    <b>Ada</b>: tier changed → <b>Anna &lt;N&gt;</b>

    tier: anonymous → premium

    When: today, 12:00
    Action: <code>user.tier</code>
    To: user <code>00000000-0000-0000-0000-000000000002</code>
    By: admin <code>00000000-0000-0000-0000-000000000001</code>
    Operation: <code>op-&lt;7&gt;</code>
    Trace: <code>00000000-0000-0000-0000-000000000003</code>
    [← Anna <N>][📜 Log]

    ———

    <b>📜 Запись 1234</b>

    <b>Ada</b>: изменён уровень → <b>Anna &lt;N&gt;</b>

    tier: anonymous → premium

    Когда: сегодня в 12:00
    Действие: <code>user.tier</code>
    Над чем: user <code>00000000-0000-0000-0000-000000000002</code>
    Кто: admin <code>00000000-0000-0000-0000-000000000001</code>
    Операция: <code>op-&lt;7&gt;</code>
    След: <code>00000000-0000-0000-0000-000000000003</code>
    [← Anna <N>][📜 Журнал]

    ———

    <b>📜 Запис 1234</b>

    <b>Ada</b>: змінено рівень → <b>Anna &lt;N&gt;</b>

    tier: anonymous → premium

    Коли: сьогодні о 12:00
    Дія: <code>user.tier</code>
    Над чим: user <code>00000000-0000-0000-0000-000000000002</code>
    Хто: admin <code>00000000-0000-0000-0000-000000000001</code>
    Операція: <code>op-&lt;7&gt;</code>
    Слід: <code>00000000-0000-0000-0000-000000000003</code>
    [← Anna <N>][📜 Журнал]

    ———

    <b>📜 Wpis 1234</b>

    <b>Ada</b>: zmiana poziomu → <b>Anna &lt;N&gt;</b>

    tier: anonymous → premium

    Kiedy: dzisiaj o 12:00
    Działanie: <code>user.tier</code>
    Na czym: user <code>00000000-0000-0000-0000-000000000002</code>
    Kto: admin <code>00000000-0000-0000-0000-000000000001</code>
    Operacja: <code>op-&lt;7&gt;</code>
    Ślad: <code>00000000-0000-0000-0000-000000000003</code>
    [← Anna <N>][📜 Dziennik]
    ");
}
