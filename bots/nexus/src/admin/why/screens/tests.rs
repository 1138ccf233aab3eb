use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use insta::assert_snapshot;
use nexus_core::{locale::Format, testing::drawn};
use serde_json::json;
use uuid::Uuid;

use super::*;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("an RFC 3339 instant")
}

fn view(language: Language) -> View {
    View { format: Format::new(language, Tz::Europe__Warsaw), now: at("2026-11-20T12:00:00Z") }
}

fn named() -> Named {
    Named {
        user: UserId(Uuid::nil()),
        first_name: Some("Anna <N>".to_owned()),
        last_name: None,
        username: None,
    }
}

fn bot(name: &str) -> BotFacts {
    BotFacts {
        name: name.to_owned(),
        is_on: true,
        silent_seconds: Some(1.0),
        is_receiving: true,
        is_used: true,
        blocked_at: None,
        has_home: true,
        settings: json!({}),
        next_due: Some(at("2026-11-21T08:00:00Z")),
        held: 0,
        last_due: Some(at("2026-11-20T08:00:00Z")),
        waiting: 0,
        waits_since: None,
        dead: 0,
        dead_cause: None,
        refused: 0,
        refused_at: None,
        refused_cause: None,
    }
}

fn in_all(facts: &Facts) -> String {
    Language::ALL.map(|language| drawn(&report(view(language), &named(), facts))).join("\n\n———\n\n")
}

#[test]
fn nothing_is_wrong_in_every_language() {
    let unused = BotFacts { is_used: false, ..bot("Desk") };
    assert_snapshot!(in_all(&Facts { banned_at: None, bots: vec![bot("Coach"), unused] }), @r"
    ❓ Why does <b>Anna &lt;N&gt;</b> get no messages?

    <b>Coach</b>
    🟢 last one was due: today, 09:00
    🟢 next one: tomorrow, 09:00

    Not used: Desk

    <b>Nothing is wrong. Next notification: tomorrow, 09:00 (Coach).</b>
    [🔄 Refresh][← Anna <N>]

    ———

    ❓ Почему не приходят сообщения: <b>Anna &lt;N&gt;</b>

    <b>Coach</b>
    🟢 срок последнего: сегодня в 09:00
    🟢 следующее: завтра в 09:00

    Не пользуется: Desk

    <b>Всё в порядке. Следующее уведомление: завтра в 09:00 (Coach).</b>
    [🔄 Обновить][← Anna <N>]

    ———

    ❓ Чому не надходять повідомлення: <b>Anna &lt;N&gt;</b>

    <b>Coach</b>
    🟢 строк останнього: сьогодні о 09:00
    🟢 наступне: завтра о 09:00

    Не користується: Desk

    <b>Усе гаразд. Наступне сповіщення: завтра о 09:00 (Coach).</b>
    [🔄 Оновити][← Anna <N>]

    ———

    ❓ Dlaczego nie przychodzą wiadomości: <b>Anna &lt;N&gt;</b>

    <b>Coach</b>
    🟢 termin ostatniego: dzisiaj o 09:00
    🟢 następne: jutro o 09:00

    Nie korzysta z: Desk

    <b>Wszystko w porządku. Następne powiadomienie: jutro o 09:00 (Coach).</b>
    [🔄 Odśwież][← Anna <N>]
    ");
}

#[test]
fn much_is_wrong_in_every_language() {
    let hour_ago = Some(at("2026-11-20T11:00:00Z"));
    let stopped = BotFacts {
        is_on: false,
        silent_seconds: Some(3_600.0),
        blocked_at: hour_ago,
        has_home: false,
        next_due: None,
        last_due: None,
        held: 2,
        settings: json!({"reminders": false, "quiet_hours": {"from": "22:00", "to": "07:00"}}),
        ..bot("Desk <beta>")
    };
    let odd = BotFacts {
        is_receiving: false,
        next_due: hour_ago,
        waiting: 3,
        waits_since: hour_ago,
        dead: 1,
        dead_cause: Some("boom <now>".to_owned()),
        refused: 2,
        refused_at: hour_ago,
        refused_cause: Some("message is too long".to_owned()),
        ..bot("Kitchen")
    };
    let never_seen = BotFacts { silent_seconds: None, is_receiving: false, ..bot("Sample") };
    assert_snapshot!(in_all(&Facts { banned_at: None, bots: vec![stopped, odd, never_seen] }), @r"
    ❓ Why does <b>Anna &lt;N&gt;</b> get no messages?

    <b>Desk &lt;beta&gt;</b>
    🔴 the bot is switched off
    🔴 silent, last sign of life: today, 12:00
    🔴 blocked the bot: today, 12:00
    🔴 has never written to it in private, so it can't write first
    🟡 a switch in the settings is off: <code>reminders</code>
    🟡 notifications held back: 2
    🟢 quiet hours in the settings: 22:00–07:00
    🟢 nothing is planned

    <b>Kitchen</b>
    🔴 was due today, 12:00 and has not been told
    🟡 running, but not receiving updates
    🟡 waiting entries: 3, the oldest: today, 12:00
    🟡 entries given up: 1. The last cause: boom &lt;now&gt;
    🟡 messages the messenger refused: 2, the last: today, 12:00. Cause: message is too long
    🟢 last one was due: today, 09:00

    <b>Sample</b>
    🔴 no sign of life for at least a day
    🟢 last one was due: today, 09:00
    🟢 next one: tomorrow, 09:00

    <b>Nothing arrives from: Desk &lt;beta&gt;, Kitchen, Sample. The red lines say why.</b>
    [🔄 Refresh][← Anna <N>]

    ———

    ❓ Почему не приходят сообщения: <b>Anna &lt;N&gt;</b>

    <b>Desk &lt;beta&gt;</b>
    🔴 бот отключён
    🔴 молчит, последний признак жизни: сегодня в 12:00
    🔴 бот заблокирован этим человеком: сегодня в 12:00
    🔴 боту ни разу не писали в личном чате, первым он написать не может
    🟡 в настройках выключено: <code>reminders</code>
    🟡 придержано уведомлений: 2
    🟢 тихие часы в настройках: 22:00–07:00
    🟢 ничего не запланировано

    <b>Kitchen</b>
    🔴 срок был сегодня в 12:00, но сообщение не отправлено
    🟡 запущен, но обновлений не получает
    🟡 записей в ожидании: 3, самая давняя: сегодня в 12:00
    🟡 не обработано записей: 1. Последняя причина: boom &lt;now&gt;
    🟡 мессенджер не принял сообщений: 2, последнее: сегодня в 12:00. Причина: message is too long
    🟢 срок последнего: сегодня в 09:00

    <b>Sample</b>
    🔴 не подаёт признаков жизни больше суток
    🟢 срок последнего: сегодня в 09:00
    🟢 следующее: завтра в 09:00

    <b>Ничего не приходит: Desk &lt;beta&gt;, Kitchen, Sample. Почему, видно по красным строкам.</b>
    [🔄 Обновить][← Anna <N>]

    ———

    ❓ Чому не надходять повідомлення: <b>Anna &lt;N&gt;</b>

    <b>Desk &lt;beta&gt;</b>
    🔴 бота вимкнено
    🔴 мовчить, остання ознака життя: сьогодні о 12:00
    🔴 ця людина заблокувала бота: сьогодні о 12:00
    🔴 боту ні разу не писали в особистому чаті, першим він написати не може
    🟡 у налаштуваннях вимкнено: <code>reminders</code>
    🟡 притримано сповіщень: 2
    🟢 тихі години в налаштуваннях: 22:00–07:00
    🟢 нічого не заплановано

    <b>Kitchen</b>
    🔴 строк був сьогодні о 12:00, але повідомлення не надіслано
    🟡 запущений, але оновлень не отримує
    🟡 записів в очікуванні: 3, найдавніший: сьогодні о 12:00
    🟡 не опрацьовано записів: 1. Остання причина: boom &lt;now&gt;
    🟡 месенджер не прийняв повідомлень: 2, останнє: сьогодні о 12:00. Причина: message is too long
    🟢 строк останнього: сьогодні о 09:00

    <b>Sample</b>
    🔴 не подає ознак життя понад добу
    🟢 строк останнього: сьогодні о 09:00
    🟢 наступне: завтра о 09:00

    <b>Нічого не надходить: Desk &lt;beta&gt;, Kitchen, Sample. Чому, видно з червоних рядків.</b>
    [🔄 Оновити][← Anna <N>]

    ———

    ❓ Dlaczego nie przychodzą wiadomości: <b>Anna &lt;N&gt;</b>

    <b>Desk &lt;beta&gt;</b>
    🔴 bot jest wyłączony
    🔴 milczy, ostatni znak życia: dzisiaj o 12:00
    🔴 ta osoba zablokowała bota: dzisiaj o 12:00
    🔴 nikt nie pisał do bota na czacie prywatnym, a pierwszy napisać nie może
    🟡 w ustawieniach wyłączono: <code>reminders</code>
    🟡 wstrzymane powiadomienia: 2
    🟢 ciche godziny w ustawieniach: 22:00–07:00
    🟢 nic nie zaplanowano

    <b>Kitchen</b>
    🔴 termin minął: dzisiaj o 12:00, a wiadomości nie wysłano
    🟡 działa, ale nie odbiera aktualizacji
    🟡 oczekujące wpisy: 3, najstarszy: dzisiaj o 12:00
    🟡 nieobsłużone wpisy: 1. Ostatnia przyczyna: boom &lt;now&gt;
    🟡 wiadomości odrzucone przez komunikator: 2, ostatnia: dzisiaj o 12:00. Przyczyna: message is too long
    🟢 termin ostatniego: dzisiaj o 09:00

    <b>Sample</b>
    🔴 od co najmniej doby nie daje znaku życia
    🟢 termin ostatniego: dzisiaj o 09:00
    🟢 następne: jutro o 09:00

    <b>Nic nie przychodzi: Desk &lt;beta&gt;, Kitchen, Sample. Dlaczego, mówią czerwone wiersze.</b>
    [🔄 Odśwież][← Anna <N>]
    ");
}

#[test]
fn the_other_verdicts_in_every_language() {
    let banned = Facts { banned_at: Some(at("2026-11-19T11:00:00Z")), bots: Vec::new() };
    let odd = Facts { banned_at: None, bots: vec![BotFacts { held: 1, ..bot("Coach") }] };
    let nothing =
        Facts { banned_at: None, bots: vec![BotFacts { next_due: None, last_due: None, ..bot("Coach") }] };
    let verdicts = |facts: &Facts| {
        Language::ALL
            .map(|language| conclusion(view(language), &verdict(facts, view(language).now)).into_string())
            .join("\n")
    };
    let all = [&banned, &Facts::default(), &odd, &nothing].map(verdicts).join("\n\n");
    assert_snapshot!(all, @r"
    Banned since: yesterday, 12:00. No bot answers or reminds.
    Доступ закрыт: вчера в 12:00. Ни один бот не отвечает и не напоминает.
    Доступ закрито: учора о 12:00. Жоден бот не відповідає й не нагадує.
    Dostęp zamknięty: wczoraj o 12:00. Żaden bot nie odpowiada ani nie przypomina.

    Uses no bot, so nothing is sent.
    Ботами не пользуется, поэтому ничего и не приходит.
    Ботами не користується, тож нічого й не надходить.
    Nie korzysta z żadnego bota, więc nic nie przychodzi.

    Messages may be missing from: Coach. The yellow lines say why.
    Часть сообщений могла потеряться: Coach. Почему, видно по жёлтым строкам.
    Частина повідомлень могла загубитися: Coach. Чому, видно з жовтих рядків.
    Części wiadomości może brakować: Coach. Dlaczego, mówią żółte wiersze.

    Nothing is wrong. Nothing is planned.
    Всё в порядке. Ничего не запланировано.
    Усе гаразд. Нічого не заплановано.
    Wszystko w porządku. Nic nie zaplanowano.
    ");
}
