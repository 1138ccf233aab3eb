use chrono_tz::Tz;
use insta::assert_snapshot;
use nexus_core::{
    dead::{
        Dead, DeadId, DeadOf,
        edit::{self, Kind, Mistake},
        history::Group,
    },
    health::{BotProcesses, JobsState, NamedJobs},
    ids::{BotId, ChatKey, TraceId},
    testing::drawn,
};
use uuid::Uuid;

use super::{
    super::{List, editing::Shown, errors::Errors, list::Listed, tap::Of},
    *,
};
use crate::alerts::{Mute, Muted};

fn format(language: Language) -> Format {
    Format::new(language, Tz::Europe__Warsaw)
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("an RFC 3339 instant")
}

fn now() -> DateTime<Utc> {
    at("2026-11-20T12:00:07Z")
}

fn dead(id: DeadId, what: &str, cause: &str, body: &str) -> Dead {
    Dead {
        id,
        at: at("2026-11-20T10:30:00Z"),
        bot: "coach".to_owned(),
        account: Some("coach_bot".to_owned()),
        chat: ChatKey(100),
        person: Some("An<na".to_owned()),
        what: what.to_owned(),
        tries: 3,
        cause: cause.to_owned(),
        trace: Some(TraceId(Uuid::from_u128(5))),
        body: body.to_owned(),
    }
}

fn job() -> Dead {
    let body = r#"{"job": "errand", "input": {"what": "milk & <b>", "api_key": "geheim"}, "reply": {}}"#;
    dead(DeadId::Job(3), "job errand", "the shop is shut, token=abc\nsecond line", body)
}

fn message() -> Dead {
    let body = r#"{"act": "message", "text": "<b>Hi</b> Anna"}"#;
    Dead { person: None, ..dead(DeadId::Message(4), "message", "Bad Request", body) }
}

fn of(code: &str, bot: u128, entries: i64, jobs: i64) -> DeadOf {
    DeadOf {
        bot: BotId(Uuid::from_u128(bot)),
        code: code.to_owned(),
        name: code.to_owned(),
        entries,
        jobs,
        messages: 1,
    }
}

fn listed(of_list: Of, bot: Option<&str>, dead: Vec<Dead>, total: (i64, bool)) -> Listed {
    let counts = vec![of("coach", 1, 10_000, 3), of("desk", 2, 0, 0)];
    let page = Page::of(1, total.0.unsigned_abs(), super::super::list::PAGE);
    Listed {
        list: List { of: of_list, page: page.number },
        page,
        dead,
        bot: bot.map(str::to_owned),
        counts,
        total,
    }
}

fn lists(language: Language) -> String {
    let coach = Of::Bot(BotId(Uuid::from_u128(1)));
    [
        listed(Of::All, None, vec![job(), message()], (10_005, true)),
        listed(coach, Some("coach"), vec![job()], (1, false)),
        listed(Of::Cause(5), None, vec![job()], (1, false)),
        listed(Of::Kind(5), None, Vec::new(), (0, false)),
    ]
    .map(|listed| drawn(&list::list(format(language), now(), &listed)))
    .into_iter()
    .chain([
        drawn(&list::ask_retry_all(format(language), None, None, (10_005, true))),
        drawn(&list::ask_retry_all(format(language), Some(BotId(Uuid::nil())), Some("coach"), (2, false))),
    ])
    .collect::<Vec<_>>()
    .join("\n\n---\n")
}

fn cards(language: Language) -> String {
    let (format, list) = (format(language), List::ALL);
    let entry = dead(DeadId::Entry(12), "update message", "x", "not JSON");
    [
        card::card(format, now(), &job(), None, list),
        card::card(format, now(), &Dead { person: None, ..entry.clone() }, Some(Muted::ForEver), list),
        card::ask_drop(format, &entry, list),
        card::ask_drop(format, &job(), list),
        card::ask_drop(format, &message(), list),
        card::mute_menu(format, &job(), list),
    ]
    .map(|screen| drawn(&screen))
    .join("\n\n---\n")
}

fn edits(language: Language) -> String {
    let (format, list) = (format(language), List::ALL);
    let json = Shown { text: "{\n  \"what\": \"milk\"\n}".to_owned(), is_json: true };
    let long = Shown { text: "x".repeat(2000), is_json: false };
    let written = r#"{"what": "bread\nand", "api_key": "***", "new": true}"#;
    let made = edit::edit(&job(), written).expect("an edit");
    let path = || "message.text".to_owned();
    let mistakes = [
        Mistake::NotEditable,
        Mistake::TooLong,
        Mistake::NoJson { line: 2, column: 1_234 },
        Mistake::Nul,
        Mistake::Missing { path: path() },
        Mistake::Fixed { path: path() },
        Mistake::Unchanged,
    ];
    let kinds = [Kind::Null, Kind::Boolean, Kind::Number, Kind::Text, Kind::List, Kind::Object];
    let shapes = kinds.map(|expected| Mistake::Shape { path: String::new(), expected });
    let mistakes = mistakes.iter().chain(&shapes).map(|mistake| {
        let screen = super::edit::mistake(format, &job(), mistake, list);
        screen.text.as_str().to_owned()
    });
    [
        super::edit::ask(format, &job(), &json, list),
        super::edit::ask(format, &message(), &long, list),
        super::edit::only_text(format, &job(), list),
        super::edit::preview(format, &job(), &made, list),
    ]
    .map(|screen| drawn(&screen))
    .into_iter()
    .chain([mistakes.collect::<Vec<_>>().join("\n")])
    .collect::<Vec<_>>()
    .join("\n\n---\n")
}

fn named(bot: &str, job: &str, jobs: JobsState) -> NamedJobs {
    NamedJobs { bot: bot.to_owned(), job: job.to_owned(), jobs }
}

fn rest(language: Language) -> String {
    let format = format(language);
    let queue = [
        named(
            "coach",
            "errand",
            JobsState { waiting: 2, retrying: 1, running: 1, dead: 1_200, oldest: 95.5 },
        ),
        named("coach", "locate", JobsState { waiting: 1, oldest: 0.2, ..JobsState::default() }),
        named("desk", "ask", JobsState { dead: 10_000, ..JobsState::default() }),
    ];
    let group = |cause_key, count, still, first: &str| Group {
        cause_key,
        bot: "coach".to_owned(),
        what: "job errand".to_owned(),
        cause: "the shop is <shut>\nsecond line".to_owned(),
        count,
        still,
        first: at(first),
        last: at("2026-11-20T10:30:00Z"),
    };
    let processes = vec![
        BotProcesses {
            bot: "coach".to_owned(),
            crashed: 2,
            crashed_ago: Some(90.),
            ..BotProcesses::default()
        },
        BotProcesses { bot: "desk".to_owned(), held_for: Some(12.3), ..BotProcesses::default() },
    ];
    let groups = vec![group(1, 12, 3, "2026-11-19T10:30:00Z"), group(2, 1, 0, "2026-11-20T10:30:00Z")];
    let muted = ["cause:2".to_owned()].into();
    let day = Errors { days: 1, page: Page::of(0, 7, 5), groups, muted, processes };
    let week = Errors {
        days: 7,
        page: Page::of(0, 0, 5),
        groups: Vec::new(),
        muted: Default::default(),
        processes: Vec::new(),
    };
    let mute = |key: &str, until| Mute {
        key: key.to_owned(),
        label: "coach · job errand: <shut>".to_owned(),
        until,
    };
    let mutes = [mute("cause:2", None), mute("alert:bot_down:coach", Some(at("2026-11-20T13:00:00Z")))];
    [
        jobs::jobs(format, now(), &queue),
        jobs::jobs(format, now(), &[]),
        errors::errors(format, now(), &day),
        errors::errors(format, now(), &week),
        alerts::alerts(format, now(), &[], &mutes),
    ]
    .map(|screen| drawn(&screen))
    .join("\n\n---\n")
}

#[test]
fn lists_in_english() {
    assert_snapshot!(lists(Language::En), @r"
    <b>🪦 Given up: 10,005+</b>
    entries: 10,000 · jobs: 3 · messages: 2

    <code>j3</code> · coach · job errand · An&lt;na
    <i>today, 11:30</i>
    the shop is shut, token=***

    <code>m4</code> · coach · message
    <i>today, 11:30</i>
    Bad Request
    [j3][m4]
    [◀][2/1668][▶]
    [coach (10,004+)][desk (1)]
    [🔁 Retry all…]
    [🧯 Errors][🧰 Jobs][🚨 Alerts]

    ---
    <b>🪦 Given up by coach: 1</b>
    entries: 10,000 · jobs: 3 · messages: 1

    <code>j3</code> · coach · job errand · An&lt;na
    <i>today, 11:30</i>
    the shop is shut, token=***
    [j3]
    [All bots][desk (1)]
    [🔁 Retry all of coach…]
    [🧯 Errors][🧰 Jobs][🚨 Alerts]

    ---
    <b>🪦 Given up for this cause: 1</b>

    <code>j3</code> · coach · job errand · An&lt;na
    <i>today, 11:30</i>
    the shop is shut, token=***
    [j3]
    [All bots][coach (10,004+)][desk (1)]
    [🧯 Errors][🧰 Jobs][🚨 Alerts]

    ---
    <b>🪦 Given up of this job: 0</b>

    There is nothing here 🎉
    [All bots][coach (10,004+)][desk (1)]
    [🧯 Errors][🧰 Jobs][🚨 Alerts]

    ---
    Retry everything that all bots gave up (10,005+)? Whoever is waiting gets their answer now, however late.
    [🔁 Retry all]
    [⬅️ List]

    ---
    Retry everything that coach gave up (2)? Whoever is waiting gets their answer now, however late.
    [🔁 Retry all]
    [⬅️ List]
    ");
}

#[test]
fn lists_in_russian() {
    assert_snapshot!(lists(Language::Ru), @r"
    <b>🪦 Не удалось: 10 005+</b>
    записей: 10 000 · задач: 3 · сообщений: 2

    <code>j3</code> · coach · job errand · An&lt;na
    <i>сегодня в 11:30</i>
    the shop is shut, token=***

    <code>m4</code> · coach · message
    <i>сегодня в 11:30</i>
    Bad Request
    [j3][m4]
    [◀][2/1668][▶]
    [coach (10 004+)][desk (1)]
    [🔁 Повторить всё…]
    [🧯 Ошибки][🧰 Задачи][🚨 Оповещения]

    ---
    <b>🪦 Не удалось у coach: 1</b>
    записей: 10 000 · задач: 3 · сообщений: 1

    <code>j3</code> · coach · job errand · An&lt;na
    <i>сегодня в 11:30</i>
    the shop is shut, token=***
    [j3]
    [Все боты][desk (1)]
    [🔁 Повторить всё у coach…]
    [🧯 Ошибки][🧰 Задачи][🚨 Оповещения]

    ---
    <b>🪦 Не удалось по этой причине: 1</b>

    <code>j3</code> · coach · job errand · An&lt;na
    <i>сегодня в 11:30</i>
    the shop is shut, token=***
    [j3]
    [Все боты][coach (10 004+)][desk (1)]
    [🧯 Ошибки][🧰 Задачи][🚨 Оповещения]

    ---
    <b>🪦 Не удалось по этой задаче: 0</b>

    Здесь пусто 🎉
    [Все боты][coach (10 004+)][desk (1)]
    [🧯 Ошибки][🧰 Задачи][🚨 Оповещения]

    ---
    Повторить всё, что не удалось всем ботам (10 005+)? Кто ждёт, получит ответ сейчас, хоть и с опозданием.
    [🔁 Повторить всё]
    [⬅️ К списку]

    ---
    Повторить всё, что не удалось coach (2)? Кто ждёт, получит ответ сейчас, хоть и с опозданием.
    [🔁 Повторить всё]
    [⬅️ К списку]
    ");
}

#[test]
fn lists_in_ukrainian() {
    assert_snapshot!(lists(Language::Uk), @r"
    <b>🪦 Не вдалося: 10 005+</b>
    записів: 10 000 · завдань: 3 · повідомлень: 2

    <code>j3</code> · coach · job errand · An&lt;na
    <i>сьогодні об 11:30</i>
    the shop is shut, token=***

    <code>m4</code> · coach · message
    <i>сьогодні об 11:30</i>
    Bad Request
    [j3][m4]
    [◀][2/1668][▶]
    [coach (10 004+)][desk (1)]
    [🔁 Повторити все…]
    [🧯 Помилки][🧰 Завдання][🚨 Сповіщення]

    ---
    <b>🪦 Не вдалося в coach: 1</b>
    записів: 10 000 · завдань: 3 · повідомлень: 1

    <code>j3</code> · coach · job errand · An&lt;na
    <i>сьогодні об 11:30</i>
    the shop is shut, token=***
    [j3]
    [Усі боти][desk (1)]
    [🔁 Повторити все в coach…]
    [🧯 Помилки][🧰 Завдання][🚨 Сповіщення]

    ---
    <b>🪦 Не вдалося з цієї причини: 1</b>

    <code>j3</code> · coach · job errand · An&lt;na
    <i>сьогодні об 11:30</i>
    the shop is shut, token=***
    [j3]
    [Усі боти][coach (10 004+)][desk (1)]
    [🧯 Помилки][🧰 Завдання][🚨 Сповіщення]

    ---
    <b>🪦 Не вдалося за цим завданням: 0</b>

    Тут порожньо 🎉
    [Усі боти][coach (10 004+)][desk (1)]
    [🧯 Помилки][🧰 Завдання][🚨 Сповіщення]

    ---
    Повторити все, що не вдалося всім ботам (10 005+)? Хто чекає, отримає відповідь зараз, хоч і з запізненням.
    [🔁 Повторити все]
    [⬅️ До списку]

    ---
    Повторити все, що не вдалося coach (2)? Хто чекає, отримає відповідь зараз, хоч і з запізненням.
    [🔁 Повторити все]
    [⬅️ До списку]
    ");
}

#[test]
fn lists_in_polish() {
    assert_snapshot!(lists(Language::Pl), @r"
    <b>🪦 Porzucone: 10 005+</b>
    wpisy: 10 000 · zadania: 3 · wiadomości: 2

    <code>j3</code> · coach · job errand · An&lt;na
    <i>dzisiaj o 11:30</i>
    the shop is shut, token=***

    <code>m4</code> · coach · message
    <i>dzisiaj o 11:30</i>
    Bad Request
    [j3][m4]
    [◀][2/1668][▶]
    [coach (10 004+)][desk (1)]
    [🔁 Ponów wszystko…]
    [🧯 Błędy][🧰 Zadania][🚨 Alerty]

    ---
    <b>🪦 Porzucone przez coach: 1</b>
    wpisy: 10 000 · zadania: 3 · wiadomości: 1

    <code>j3</code> · coach · job errand · An&lt;na
    <i>dzisiaj o 11:30</i>
    the shop is shut, token=***
    [j3]
    [Wszystkie boty][desk (1)]
    [🔁 Ponów wszystko z coach…]
    [🧯 Błędy][🧰 Zadania][🚨 Alerty]

    ---
    <b>🪦 Porzucone z tej przyczyny: 1</b>

    <code>j3</code> · coach · job errand · An&lt;na
    <i>dzisiaj o 11:30</i>
    the shop is shut, token=***
    [j3]
    [Wszystkie boty][coach (10 004+)][desk (1)]
    [🧯 Błędy][🧰 Zadania][🚨 Alerty]

    ---
    <b>🪦 Porzucone w tym zadaniu: 0</b>

    Nic tu nie ma 🎉
    [Wszystkie boty][coach (10 004+)][desk (1)]
    [🧯 Błędy][🧰 Zadania][🚨 Alerty]

    ---
    Ponowić wszystko, co porzuciły wszystkie boty (10 005+)? Kto czeka, dostanie odpowiedź teraz, choć z opóźnieniem.
    [🔁 Ponów wszystko]
    [⬅️ Lista]

    ---
    Ponowić wszystko, co porzucił coach (2)? Kto czeka, dostanie odpowiedź teraz, choć z opóźnieniem.
    [🔁 Ponów wszystko]
    [⬅️ Lista]
    ");
}

#[test]
fn cards_in_english() {
    assert_snapshot!(cards(Language::En), @r"
    <b>🪦 j3 · job errand</b>
    🤖 coach (@coach_bot)
    👤 An&lt;na (chat 100)
    🕒 today, 11:30 · tries: 3
    🔎 <code>00000000-0000-0000-0000-000000000005</code>

    <b>Cause</b>
    <pre>the shop is shut, token=***
    second line</pre>

    <b>Payload</b>
    <pre>{
      &quot;input&quot;: {
        &quot;api_key&quot;: &quot;***&quot;,
        &quot;what&quot;: &quot;milk &amp; &lt;b&gt;&quot;
      },
      &quot;job&quot;: &quot;errand&quot;,
      &quot;reply&quot;: {}
    }</pre>
    [🔁 Retry][✏️ Edit]
    [📄 As a file][🗑 Drop…]
    [🔕 Mute…][⬅️ List]

    ---
    <b>🪦 e12 · update message</b>
    🤖 coach (@coach_bot)
    👤 chat 100
    🕒 today, 11:30 · tries: 3
    🔎 <code>00000000-0000-0000-0000-000000000005</code>

    <b>Cause</b>
    <pre>x</pre>

    <b>Payload</b>
    <pre>not JSON</pre>

    🔕 Muted for good
    [🔁 Retry]
    [📄 As a file][🗑 Drop…]
    [🔔 Unmute][⬅️ List]

    ---
    Drop e12 (update message)? What An&lt;na sent to coach will never be answered.
    [🗑 Drop it]
    [⬅️ Back]

    ---
    Drop j3 (job errand)? coach will never finish what An&lt;na asked for.
    [🗑 Drop it]
    [⬅️ Back]

    ---
    Drop m4? The message from coach will never reach chat 100.
    [🗑 Drop it]
    [⬅️ Back]

    ---
    For how long should this cause raise no alerts (coach, job errand)? the shop is shut, token=***
    [1 hour][1 day][For good]
    [⬅️ Back]
    ");
}

#[test]
fn cards_in_russian() {
    assert_snapshot!(cards(Language::Ru), @r"
    <b>🪦 j3 · job errand</b>
    🤖 coach (@coach_bot)
    👤 An&lt;na (чат 100)
    🕒 сегодня в 11:30 · попыток: 3
    🔎 <code>00000000-0000-0000-0000-000000000005</code>

    <b>Причина</b>
    <pre>the shop is shut, token=***
    second line</pre>

    <b>Содержимое</b>
    <pre>{
      &quot;input&quot;: {
        &quot;api_key&quot;: &quot;***&quot;,
        &quot;what&quot;: &quot;milk &amp; &lt;b&gt;&quot;
      },
      &quot;job&quot;: &quot;errand&quot;,
      &quot;reply&quot;: {}
    }</pre>
    [🔁 Повторить][✏️ Изменить]
    [📄 Файлом][🗑 Отбросить…]
    [🔕 Заглушить…][⬅️ К списку]

    ---
    <b>🪦 e12 · update message</b>
    🤖 coach (@coach_bot)
    👤 чат 100
    🕒 сегодня в 11:30 · попыток: 3
    🔎 <code>00000000-0000-0000-0000-000000000005</code>

    <b>Причина</b>
    <pre>x</pre>

    <b>Содержимое</b>
    <pre>not JSON</pre>

    🔕 Уведомления отключены насовсем
    [🔁 Повторить]
    [📄 Файлом][🗑 Отбросить…]
    [🔔 Включить][⬅️ К списку]

    ---
    Отбросить e12 (update message)? Отправленное боту coach навсегда останется без ответа: An&lt;na.
    [🗑 Да, отбросить]
    [⬅️ Назад]

    ---
    Отбросить j3 (job errand)? coach никогда не закончит начатое для: An&lt;na.
    [🗑 Да, отбросить]
    [⬅️ Назад]

    ---
    Отбросить m4? Сообщение от coach никогда не дойдёт до адресата: чат 100.
    [🗑 Да, отбросить]
    [⬅️ Назад]

    ---
    На сколько заглушить оповещения об этой причине (coach, job errand)? the shop is shut, token=***
    [1 час][1 день][Насовсем]
    [⬅️ Назад]
    ");
}

#[test]
fn cards_in_ukrainian() {
    assert_snapshot!(cards(Language::Uk), @r"
    <b>🪦 j3 · job errand</b>
    🤖 coach (@coach_bot)
    👤 An&lt;na (чат 100)
    🕒 сьогодні об 11:30 · спроб: 3
    🔎 <code>00000000-0000-0000-0000-000000000005</code>

    <b>Причина</b>
    <pre>the shop is shut, token=***
    second line</pre>

    <b>Вміст</b>
    <pre>{
      &quot;input&quot;: {
        &quot;api_key&quot;: &quot;***&quot;,
        &quot;what&quot;: &quot;milk &amp; &lt;b&gt;&quot;
      },
      &quot;job&quot;: &quot;errand&quot;,
      &quot;reply&quot;: {}
    }</pre>
    [🔁 Повторити][✏️ Змінити]
    [📄 Файлом][🗑 Відкинути…]
    [🔕 Заглушити…][⬅️ До списку]

    ---
    <b>🪦 e12 · update message</b>
    🤖 coach (@coach_bot)
    👤 чат 100
    🕒 сьогодні об 11:30 · спроб: 3
    🔎 <code>00000000-0000-0000-0000-000000000005</code>

    <b>Причина</b>
    <pre>x</pre>

    <b>Вміст</b>
    <pre>not JSON</pre>

    🔕 Сповіщення вимкнено назавжди
    [🔁 Повторити]
    [📄 Файлом][🗑 Відкинути…]
    [🔔 Увімкнути][⬅️ До списку]

    ---
    Відкинути e12 (update message)? Надіслане боту coach назавжди залишиться без відповіді: An&lt;na.
    [🗑 Так, відкинути]
    [⬅️ Назад]

    ---
    Відкинути j3 (job errand)? coach ніколи не закінчить почате для: An&lt;na.
    [🗑 Так, відкинути]
    [⬅️ Назад]

    ---
    Відкинути m4? Повідомлення від coach ніколи не дійде до адресата: чат 100.
    [🗑 Так, відкинути]
    [⬅️ Назад]

    ---
    На скільки заглушити сповіщення про цю причину (coach, job errand)? the shop is shut, token=***
    [1 година][1 день][Назавжди]
    [⬅️ Назад]
    ");
}

#[test]
fn cards_in_polish() {
    assert_snapshot!(cards(Language::Pl), @r"
    <b>🪦 j3 · job errand</b>
    🤖 coach (@coach_bot)
    👤 An&lt;na (czat 100)
    🕒 dzisiaj o 11:30 · próby: 3
    🔎 <code>00000000-0000-0000-0000-000000000005</code>

    <b>Przyczyna</b>
    <pre>the shop is shut, token=***
    second line</pre>

    <b>Zawartość</b>
    <pre>{
      &quot;input&quot;: {
        &quot;api_key&quot;: &quot;***&quot;,
        &quot;what&quot;: &quot;milk &amp; &lt;b&gt;&quot;
      },
      &quot;job&quot;: &quot;errand&quot;,
      &quot;reply&quot;: {}
    }</pre>
    [🔁 Ponów][✏️ Edytuj]
    [📄 Jako plik][🗑 Odrzuć…]
    [🔕 Wycisz…][⬅️ Lista]

    ---
    <b>🪦 e12 · update message</b>
    🤖 coach (@coach_bot)
    👤 czat 100
    🕒 dzisiaj o 11:30 · próby: 3
    🔎 <code>00000000-0000-0000-0000-000000000005</code>

    <b>Przyczyna</b>
    <pre>x</pre>

    <b>Zawartość</b>
    <pre>not JSON</pre>

    🔕 Wyciszone na stałe
    [🔁 Ponów]
    [📄 Jako plik][🗑 Odrzuć…]
    [🔔 Wyłącz wyciszenie][⬅️ Lista]

    ---
    Odrzucić e12 (update message)? To, co dostał coach, na zawsze zostanie bez odpowiedzi: An&lt;na.
    [🗑 Tak, odrzuć]
    [⬅️ Wstecz]

    ---
    Odrzucić j3 (job errand)? coach nigdy nie dokończy tego, na co czeka: An&lt;na.
    [🗑 Tak, odrzuć]
    [⬅️ Wstecz]

    ---
    Odrzucić m4? Wiadomość od coach nigdy nie dotrze do adresata: czat 100.
    [🗑 Tak, odrzuć]
    [⬅️ Wstecz]

    ---
    Na jak długo wyciszyć alerty o tej przyczynie (coach, job errand)? the shop is shut, token=***
    [1 godzina][1 dzień][Na stałe]
    [⬅️ Wstecz]
    ");
}

#[test]
fn edits_in_english() {
    assert_snapshot!(edits(Language::En), @r"
    Send the new payload of j3 (job errand) as JSON of the same shape. You will see what changes before anything happens.

    <pre>{
      &quot;what&quot;: &quot;milk&quot;
    }</pre>
    [✖️ Cancel]

    ---
    Send the new text of message m4. It goes out as it stands, without formatting.

    It is too long to show here; the file below has it.
    [✖️ Cancel]

    ---
    Please send it as a text or as a text file.
    [✖️ Cancel]

    ---
    j3, changes: 2

    <pre>what
    - milk &amp; &lt;b&gt;
    + bread⏎and
    new
    + true</pre>

    Save it and try again? Send another version if it is not right yet.
    [✅ Save and retry]
    [⬅️ Back]

    ---
    This payload cannot be edited
    That is too long: at most 64 KB.
    That is no valid JSON: see line 2, column 1234.
    It contains the character \u0000, which cannot be stored.
    <code>message.text</code> is missing.
    <code>message.text</code> cannot be changed: it says whom and what this is about.
    Nothing in it is changed.
    <code>$</code> has to be null.
    <code>$</code> has to be true or false.
    <code>$</code> has to be a number.
    <code>$</code> has to be a text.
    <code>$</code> has to be a list.
    <code>$</code> has to be an object.
    ");
}

#[test]
fn edits_in_russian() {
    assert_snapshot!(edits(Language::Ru), @r"
    Пришлите новое содержимое j3 (job errand) в JSON того же вида. Прежде чем что-то произойдёт, вы увидите, что меняется.

    <pre>{
      &quot;what&quot;: &quot;milk&quot;
    }</pre>
    [✖️ Отмена]

    ---
    Пришлите новый текст сообщения m4. Он уйдёт как есть, без оформления.

    Для показа здесь оно слишком длинное, ниже будет файл.
    [✖️ Отмена]

    ---
    Пришлите, пожалуйста, текстом или текстовым файлом.
    [✖️ Отмена]

    ---
    j3, изменений: 2

    <pre>what
    - milk &amp; &lt;b&gt;
    + bread⏎and
    new
    + true</pre>

    Сохранить и повторить? Если что-то не так, пришлите другой вариант.
    [✅ Сохранить и повторить]
    [⬅️ Назад]

    ---
    Это содержимое нельзя изменить
    Слишком длинно: не больше 64 КБ.
    Это неправильный JSON: смотрите строку 2, позицию 1234.
    Здесь есть символ \u0000, его нельзя сохранить.
    Не хватает <code>message.text</code>.
    <code>message.text</code> менять нельзя: оттуда видно, о ком и о чём речь.
    Здесь ничего не изменено.
    В <code>$</code> должно быть: null.
    В <code>$</code> должно быть: true или false.
    В <code>$</code> должно быть: число.
    В <code>$</code> должно быть: текст.
    В <code>$</code> должно быть: список.
    В <code>$</code> должно быть: объект.
    ");
}

#[test]
fn edits_in_ukrainian() {
    assert_snapshot!(edits(Language::Uk), @r"
    Надішліть новий вміст j3 (job errand) у JSON такої самої будови. Перш ніж щось станеться, ви побачите, що змінюється.

    <pre>{
      &quot;what&quot;: &quot;milk&quot;
    }</pre>
    [✖️ Скасувати]

    ---
    Надішліть новий текст повідомлення m4. Його буде надіслано як є, без оформлення.

    Для показу тут він задовгий, нижче буде файл.
    [✖️ Скасувати]

    ---
    Надішліть, будь ласка, текстом або текстовим файлом.
    [✖️ Скасувати]

    ---
    j3, змін: 2

    <pre>what
    - milk &amp; &lt;b&gt;
    + bread⏎and
    new
    + true</pre>

    Зберегти й повторити? Якщо щось не так, надішліть інший варіант.
    [✅ Зберегти й повторити]
    [⬅️ Назад]

    ---
    Цей вміст не можна змінити
    Задовго: щонайбільше 64 КБ.
    Це неправильний JSON: дивіться рядок 2, позицію 1234.
    Тут є символ \u0000, його не можна зберегти.
    Бракує <code>message.text</code>.
    <code>message.text</code> змінювати не можна: звідти видно, про кого й про що йдеться.
    Тут нічого не змінено.
    У <code>$</code> має бути: null.
    У <code>$</code> має бути: true або false.
    У <code>$</code> має бути: число.
    У <code>$</code> має бути: текст.
    У <code>$</code> має бути: список.
    У <code>$</code> має бути: об’єкт.
    ");
}

#[test]
fn edits_in_polish() {
    assert_snapshot!(edits(Language::Pl), @r"
    Wyślij nową zawartość j3 (job errand) jako JSON o tej samej budowie. Zanim coś się stanie, zobaczysz, co się zmienia.

    <pre>{
      &quot;what&quot;: &quot;milk&quot;
    }</pre>
    [✖️ Anuluj]

    ---
    Wyślij nowy tekst wiadomości m4. Zostanie wysłany bez zmian i bez formatowania.

    Jest zbyt długa, żeby ją tu pokazać; niżej będzie plik.
    [✖️ Anuluj]

    ---
    Wyślij to jako tekst albo plik tekstowy.
    [✖️ Anuluj]

    ---
    j3, zmiany: 2

    <pre>what
    - milk &amp; &lt;b&gt;
    + bread⏎and
    new
    + true</pre>

    Zapisać i ponowić? Jeśli coś się nie zgadza, wyślij inną wersję.
    [✅ Zapisz i ponów]
    [⬅️ Wstecz]

    ---
    Tej zawartości nie można edytować
    Za długie: najwyżej 64 KB.
    To nie jest poprawny JSON: zobacz wiersz 2, kolumnę 1234.
    Jest tu znak \u0000, którego nie można zapisać.
    Brakuje <code>message.text</code>.
    <code>message.text</code> nie można zmienić: stąd wiadomo, kogo i czego to dotyczy.
    Nic tu nie zmieniono.
    W <code>$</code> ma być: null.
    W <code>$</code> ma być: true albo false.
    W <code>$</code> ma być: liczba.
    W <code>$</code> ma być: tekst.
    W <code>$</code> ma być: lista.
    W <code>$</code> ma być: obiekt.
    ");
}

#[test]
fn jobs_errors_and_alerts_in_english() {
    assert_snapshot!(rest(Language::En), @r"
    <b>🧰 Jobs</b>

    <b>coach</b>
    • errand: waiting: 2 · to be retried: 1 · running: 1 · dead: 1,200 · oldest: 1 min
    • locate: waiting: 1

    <b>desk</b>
    • ask: dead: 10,000

    Only the newest 10,000 are counted.

    <i>As of 13:00:07</i>
    [🪦 errand (1,200)][🪦 ask (10,000)]
    [🔄 Refresh]
    [🪦 Given up][🧯 Errors][🚨 Alerts]

    ---
    <b>🧰 Jobs</b>

    The queue is empty.

    <i>As of 13:00:07</i>
    [🔄 Refresh]
    [🪦 Given up][🧯 Errors][🚨 Alerts]

    ---
    <b>🧯 Errors of the last 24 hours</b>

    <b>1. coach · job errand</b>
    the shop is &lt;shut&gt;
    <i>12×, last: today, 11:30, first: yesterday, 11:30</i>
    still given up: 3

    <b>2. coach · job errand 🔕</b>
    the shop is &lt;shut&gt;
    <i>once, today, 11:30</i>

    💥 coach: crashed processes: 2, last: today, 12:58
    🐌 desk: Telegram asks for a pause, 12 s more
    [🪦 1]
    [1/2][▶]
    [7 days]
    [🪦 Given up][🧰 Jobs][🚨 Alerts]

    ---
    <b>🧯 Errors of the last 7 days</b>

    None at all 🎉
    [24 hours]
    [🪦 Given up][🧰 Jobs][🚨 Alerts]

    ---
    <b>🚨 Alerts</b>

    Nothing is wrong right now.

    <b>🔕 Muted</b>
    1. coach · job errand: &lt;shut&gt; · for good
    2. coach · job errand: &lt;shut&gt; · until: today, 14:00

    <i>As of 13:00:07</i>
    [🔔 1][🔔 2]
    [🔄 Refresh]
    [🪦 Given up][🧯 Errors][🧰 Jobs]
    ");
}

#[test]
fn jobs_errors_and_alerts_in_russian() {
    assert_snapshot!(rest(Language::Ru), @r"
    <b>🧰 Задачи</b>

    <b>coach</b>
    • errand: ждут: 2 · на повтор: 1 · в работе: 1 · не удалось: 1 200 · дольше всего: 1 мин
    • locate: ждут: 1

    <b>desk</b>
    • ask: не удалось: 10 000

    Посчитаны только последние: 10 000.

    <i>По состоянию на 13:00:07</i>
    [🪦 errand (1 200)][🪦 ask (10 000)]
    [🔄 Обновить]
    [🪦 Неудачи][🧯 Ошибки][🚨 Оповещения]

    ---
    <b>🧰 Задачи</b>

    Очередь пуста.

    <i>По состоянию на 13:00:07</i>
    [🔄 Обновить]
    [🪦 Неудачи][🧯 Ошибки][🚨 Оповещения]

    ---
    <b>🧯 Ошибки за 24 часа</b>

    <b>1. coach · job errand</b>
    the shop is &lt;shut&gt;
    <i>12×, последний: сегодня в 11:30, первый: вчера в 11:30</i>
    всё ещё не удалось: 3

    <b>2. coach · job errand 🔕</b>
    the shop is &lt;shut&gt;
    <i>один раз, сегодня в 11:30</i>

    💥 coach: упавших процессов: 2, последний: сегодня в 12:58
    🐌 desk: Telegram просит паузу, ещё 12 с
    [🪦 1]
    [1/2][▶]
    [7 дней]
    [🪦 Неудачи][🧰 Задачи][🚨 Оповещения]

    ---
    <b>🧯 Ошибки за 7 дней</b>

    Ни одной 🎉
    [24 часа]
    [🪦 Неудачи][🧰 Задачи][🚨 Оповещения]

    ---
    <b>🚨 Оповещения</b>

    Сейчас всё в порядке.

    <b>🔕 Заглушено</b>
    1. coach · job errand: &lt;shut&gt; · насовсем
    2. coach · job errand: &lt;shut&gt; · до: сегодня в 14:00

    <i>По состоянию на 13:00:07</i>
    [🔔 1][🔔 2]
    [🔄 Обновить]
    [🪦 Неудачи][🧯 Ошибки][🧰 Задачи]
    ");
}

#[test]
fn jobs_errors_and_alerts_in_ukrainian() {
    assert_snapshot!(rest(Language::Uk), @r"
    <b>🧰 Завдання</b>

    <b>coach</b>
    • errand: чекають: 2 · на повтор: 1 · у роботі: 1 · не вдалося: 1 200 · найдовше: 1 хв
    • locate: чекають: 1

    <b>desk</b>
    • ask: не вдалося: 10 000

    Пораховано лише останні: 10 000.

    <i>Станом на 13:00:07</i>
    [🪦 errand (1 200)][🪦 ask (10 000)]
    [🔄 Оновити]
    [🪦 Невдачі][🧯 Помилки][🚨 Сповіщення]

    ---
    <b>🧰 Завдання</b>

    Черга порожня.

    <i>Станом на 13:00:07</i>
    [🔄 Оновити]
    [🪦 Невдачі][🧯 Помилки][🚨 Сповіщення]

    ---
    <b>🧯 Помилки за 24 години</b>

    <b>1. coach · job errand</b>
    the shop is &lt;shut&gt;
    <i>12×, востаннє: сьогодні об 11:30, уперше: учора об 11:30</i>
    досі не вдалося: 3

    <b>2. coach · job errand 🔕</b>
    the shop is &lt;shut&gt;
    <i>один раз, сьогодні об 11:30</i>

    💥 coach: процесів, що впали: 2, останній: сьогодні о 12:58
    🐌 desk: Telegram просить паузу, ще 12 с
    [🪦 1]
    [1/2][▶]
    [7 днів]
    [🪦 Невдачі][🧰 Завдання][🚨 Сповіщення]

    ---
    <b>🧯 Помилки за 7 днів</b>

    Жодної 🎉
    [24 години]
    [🪦 Невдачі][🧰 Завдання][🚨 Сповіщення]

    ---
    <b>🚨 Сповіщення</b>

    Зараз усе гаразд.

    <b>🔕 Заглушено</b>
    1. coach · job errand: &lt;shut&gt; · назавжди
    2. coach · job errand: &lt;shut&gt; · до: сьогодні о 14:00

    <i>Станом на 13:00:07</i>
    [🔔 1][🔔 2]
    [🔄 Оновити]
    [🪦 Невдачі][🧯 Помилки][🧰 Завдання]
    ");
}

#[test]
fn jobs_errors_and_alerts_in_polish() {
    assert_snapshot!(rest(Language::Pl), @r"
    <b>🧰 Zadania</b>

    <b>coach</b>
    • errand: czekają: 2 · do ponowienia: 1 · w toku: 1 · porzucone: 1200 · najdłużej: 1 min
    • locate: czekają: 1

    <b>desk</b>
    • ask: porzucone: 10 000

    Policzono tylko najnowsze: 10 000.

    <i>Stan na 13:00:07</i>
    [🪦 errand (1200)][🪦 ask (10 000)]
    [🔄 Odśwież]
    [🪦 Porzucone][🧯 Błędy][🚨 Alerty]

    ---
    <b>🧰 Zadania</b>

    Kolejka jest pusta.

    <i>Stan na 13:00:07</i>
    [🔄 Odśwież]
    [🪦 Porzucone][🧯 Błędy][🚨 Alerty]

    ---
    <b>🧯 Błędy z ostatnich 24 godzin</b>

    <b>1. coach · job errand</b>
    the shop is &lt;shut&gt;
    <i>12×, ostatnio: dzisiaj o 11:30, pierwszy raz: wczoraj o 11:30</i>
    nadal porzucone: 3

    <b>2. coach · job errand 🔕</b>
    the shop is &lt;shut&gt;
    <i>raz, dzisiaj o 11:30</i>

    💥 coach: procesy, które padły: 2, ostatni: dzisiaj o 12:58
    🐌 desk: Telegram prosi o przerwę, jeszcze 12 s
    [🪦 1]
    [1/2][▶]
    [7 dni]
    [🪦 Porzucone][🧰 Zadania][🚨 Alerty]

    ---
    <b>🧯 Błędy z ostatnich 7 dni</b>

    Ani jednego 🎉
    [24 godziny]
    [🪦 Porzucone][🧰 Zadania][🚨 Alerty]

    ---
    <b>🚨 Alerty</b>

    Teraz wszystko jest w porządku.

    <b>🔕 Wyciszone</b>
    1. coach · job errand: &lt;shut&gt; · na stałe
    2. coach · job errand: &lt;shut&gt; · koniec: dzisiaj o 14:00

    <i>Stan na 13:00:07</i>
    [🔔 1][🔔 2]
    [🔄 Odśwież]
    [🪦 Porzucone][🧯 Błędy][🧰 Zadania]
    ");
}

/// What may have come from strangers is long, and made of characters that count twice.
#[test]
fn a_card_fits_into_one_message() {
    let long = "😀".repeat(5_000);
    let body = serde_json::json!({ "job": "errand", "input": long }).to_string();
    let big =
        Dead { person: Some(long.clone()), what: long.clone(), ..dead(DeadId::Job(3), "", &long, &body) };
    let screen = card::card(format(Language::Ru), now(), &big, Some(Muted::ForEver), List::ALL);
    assert!(screen.text.plain_text().encode_utf16().count() <= nexus_core::screen::TEXT_LIMIT);
}
