use chrono_tz::Tz;
use insta::assert_snapshot;
use nexus_core::{
    ids::{AccountId, BotId, ExternalId},
    testing::drawn,
};

use super::*;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("an RFC 3339 instant")
}

fn view(language: Language) -> View {
    View {
        format: Format::new(language, Tz::Europe__Warsaw),
        now: at("2026-11-20T12:00:00Z"),
        realm: Realm::Local,
    }
}

fn bot(code: &str, about: &str, used: Option<(&str, &str)>) -> ListedBot {
    ListedBot {
        id: BotId::new(),
        code: code.to_owned(),
        name: nexus_core::locale::format::capitalized(code),
        about: about.to_owned(),
        username: Some(format!("{code}_bot")),
        is_active: true,
        installed_at: used.map(|(since, _)| at(since)),
        last_interaction_at: used.map(|(_, last)| at(last)),
        paused_at: None,
    }
}

/// One in use, one in use that is switched off, one to try.
fn bots() -> Vec<ListedBot> {
    vec![
        bot("coach", "Plans & reminders", Some(("2026-03-01T23:30:00Z", "2026-11-20T10:15:00Z"))),
        ListedBot {
            is_active: false,
            ..bot("desk", "", Some(("2025-12-31T12:00:00Z", "2026-11-01T08:00:00Z")))
        },
        bot("kitchen", "<What> a dish costs", None),
    ]
}

fn seen(language: Language) -> String {
    drawn(&my_bots(view(language), &bots(), false, 0))
}

#[test]
fn my_bots_in_english() {
    assert_snapshot!(seen(Language::En), @r"
    <b>🤖 My bots</b>

    <b>Coach</b>
    Plans &amp; reminders
    <i>Since 2 March 2026 · last used: today, 11:15</i>

    <b>Desk</b>
    <i>Since 31 December 2025 · last used: Sunday, 1 November, 09:00</i>
    ⏸ Switched off for now

    <b>✨ You could also try</b>

    <b>Kitchen</b>
    &lt;What&gt; a dish costs
    [💬 Coach][ℹ️ Coach]
    [ℹ️ Desk]
    [✨ Kitchen]
    [⚙️ Settings]
    ");
}

#[test]
fn my_bots_in_russian() {
    assert_snapshot!(seen(Language::Ru), @r"
    <b>🤖 Мои боты</b>

    <b>Coach</b>
    Plans &amp; reminders
    <i>Со 2 марта 2026 · последний раз: сегодня в 11:15</i>

    <b>Desk</b>
    <i>С 31 декабря 2025 · последний раз: воскресенье, 1 ноября, 09:00</i>
    ⏸ Временно отключён

    <b>✨ Можно попробовать</b>

    <b>Kitchen</b>
    &lt;What&gt; a dish costs
    [💬 Coach][ℹ️ Coach]
    [ℹ️ Desk]
    [✨ Kitchen]
    [⚙️ Настройки]
    ");
}

#[test]
fn my_bots_in_ukrainian() {
    assert_snapshot!(seen(Language::Uk), @r"
    <b>🤖 Мої боти</b>

    <b>Coach</b>
    Plans &amp; reminders
    <i>З 2 березня 2026 · востаннє: сьогодні об 11:15</i>

    <b>Desk</b>
    <i>З 31 грудня 2025 · востаннє: неділя, 1 листопада, 09:00</i>
    ⏸ Тимчасово вимкнено

    <b>✨ Можна спробувати</b>

    <b>Kitchen</b>
    &lt;What&gt; a dish costs
    [💬 Coach][ℹ️ Coach]
    [ℹ️ Desk]
    [✨ Kitchen]
    [⚙️ Налаштування]
    ");
}

#[test]
fn my_bots_in_polish() {
    assert_snapshot!(seen(Language::Pl), @r"
    <b>🤖 Moje boty</b>

    <b>Coach</b>
    Plans &amp; reminders
    <i>Od 2 marca 2026 · ostatnio: dzisiaj o 11:15</i>

    <b>Desk</b>
    <i>Od 31 grudnia 2025 · ostatnio: niedziela, 1 listopada, 09:00</i>
    ⏸ Chwilowo wyłączony

    <b>✨ Możesz też wypróbować</b>

    <b>Kitchen</b>
    &lt;What&gt; a dish costs
    [💬 Coach][ℹ️ Coach]
    [ℹ️ Desk]
    [✨ Kitchen]
    [⚙️ Ustawienia]
    ");
}

#[test]
fn nobody_is_left_without_a_way_on() {
    assert_snapshot!(drawn(&my_bots(view(Language::En), &[], false, 7)), @r"
    <b>🤖 My bots</b>

    You don't use any of the bots yet.
    [⚙️ Settings]
    ");
    let new = [bot("coach", "", None)];
    assert_snapshot!(drawn(&my_bots(view(Language::En), &new, true, 0)), @r"
    <b>🤖 My bots</b>

    You don't use any of the bots yet.

    <b>✨ You could also try</b>

    <b>Coach</b>
    [✨ Coach]
    [🛠 Admin]
    [⚙️ Settings]
    ");
}

#[test]
fn pages_hold_eight_and_a_page_that_is_gone_is_the_last() {
    let many: Vec<ListedBot> = (0..17).map(|number| bot(&format!("b{number}"), "", None)).collect();
    let pages: Vec<String> = [0, 1, 2, 9]
        .into_iter()
        .map(|number| drawn(&my_bots(view(Language::En), &many, false, number)))
        .map(|page| page.lines().filter(|line| line.starts_with('[')).collect::<Vec<_>>().join("\n"))
        .collect();
    assert_snapshot!(pages.join("\n\n"), @r"
    [✨ B0][✨ B1]
    [✨ B2][✨ B3]
    [✨ B4][✨ B5]
    [✨ B6][✨ B7]
    [1/3][▶]
    [⚙️ Settings]

    [✨ B8][✨ B9]
    [✨ B10][✨ B11]
    [✨ B12][✨ B13]
    [✨ B14][✨ B15]
    [◀][2/3][▶]
    [⚙️ Settings]

    [✨ B16]
    [◀][3/3]
    [⚙️ Settings]

    [✨ B16]
    [◀][3/3]
    [⚙️ Settings]
    ");
}

#[test]
fn a_button_opens_the_bot_with_a_payload() {
    let link = |realm, bot: &ListedBot| {
        let button = open_button(View { realm, ..view(Language::En) }, bot)?;
        Some(Screen::new(Html::new()).row([button]).keyboard.to_telegram()?["inline_keyboard"][0][0].clone())
    };
    let coach = bot("coach", "", None);
    for realm in [Realm::Local, Realm::Telegram] {
        let button = link(realm, &coach).expect("a button");
        assert_eq!(button["url"], "https://t.me/coach_bot?start=nexus");
    }
    assert_eq!(link(Realm::Max, &coach), None);
    assert_eq!(link(Realm::Local, &ListedBot { is_active: false, ..coach.clone() }), None);
    assert_eq!(link(Realm::Local, &ListedBot { username: None, ..coach }), None);
}

#[test]
fn a_group_gets_the_way_to_the_private_chat_only() {
    let account = Account {
        id: AccountId::new(),
        bot: BotId::new(),
        code: "nexus",
        realm: Realm::Local,
        external_id: ExternalId(1),
        username: "nexus_bot".to_owned(),
    };
    let all = Language::ALL.map(|language| drawn(&in_private(language, &account)));
    assert_snapshot!(all.join("\n"), @r"
    Which bots you use is nobody else's business. Let's talk about it in private.
    [💬 Open the private chat]
    Какими ботами вы пользуетесь, касается только вас. Поговорим об этом в личном чате.
    [💬 Открыть личный чат]
    Якими ботами ви користуєтеся, стосується лише вас. Поговорімо про це в особистому чаті.
    [💬 Відкрити особистий чат]
    To, z których botów korzystasz, jest tylko Twoją sprawą. Porozmawiajmy o tym na czacie prywatnym.
    [💬 Otwórz czat prywatny]
    ");
}

#[test]
fn a_card_in_four_languages() {
    let coach = bot("coach", "Plans & reminders", Some(("2026-03-01T23:30:00Z", "2026-11-20T10:15:00Z")));
    let usage =
        Usage { planned: 3, next_due: Some(at("2026-11-21T08:00:00Z")), settings: 1, is_blocked: false };
    let cards = Language::ALL.map(|language| drawn(&bot_card(view(language), &coach, usage)));
    assert_snapshot!(cards.join("\n\n"), @r"
    <b>Coach</b>
    Plans &amp; reminders
    <i>Since 2 March 2026 · last used: today, 11:15</i>
    ⏰ Planned reminders: 3
    🔜 The next one: tomorrow, 09:00
    ⚙️ Settings of its own: 1
    [💬 Coach]
    [⏸ Pause]
    [📤 Export][🗑 Delete what it knows]
    [← My bots]

    <b>Coach</b>
    Plans &amp; reminders
    <i>Со 2 марта 2026 · последний раз: сегодня в 11:15</i>
    ⏰ Запланировано напоминаний: 3
    🔜 Ближайшее: завтра в 09:00
    ⚙️ Своих настроек: 1
    [💬 Coach]
    [⏸ Пауза]
    [📤 Выгрузить][🗑 Удалить, что он знает]
    [← Мои боты]

    <b>Coach</b>
    Plans &amp; reminders
    <i>З 2 березня 2026 · востаннє: сьогодні об 11:15</i>
    ⏰ Заплановано нагадувань: 3
    🔜 Найближче: завтра о 09:00
    ⚙️ Власних налаштувань: 1
    [💬 Coach]
    [⏸ Пауза]
    [📤 Вивантажити][🗑 Видалити, що він знає]
    [← Мої боти]

    <b>Coach</b>
    Plans &amp; reminders
    <i>Od 2 marca 2026 · ostatnio: dzisiaj o 11:15</i>
    ⏰ Zaplanowane przypomnienia: 3
    🔜 Najbliższe: jutro o 09:00
    ⚙️ Własne ustawienia: 1
    [💬 Coach]
    [⏸ Wstrzymaj]
    [📤 Pobierz][🗑 Usuń, co o mnie wie]
    [← Moje boty]
    ");
    let paused = ListedBot { paused_at: Some(at("2026-11-20T11:00:00Z")), ..coach };
    let usage = Usage { is_blocked: true, ..usage };
    let cards = Language::ALL.map(|language| drawn(&bot_card(view(language), &paused, usage)));
    assert_snapshot!(cards.join("\n\n"), @r"
    <b>Coach</b>
    Plans &amp; reminders
    <i>Since 2 March 2026 · last used: today, 11:15</i>
    ⏸ Paused: it sends nothing of its own accord
    ⏰ Planned reminders: 3
    ⚙️ Settings of its own: 1
    🚫 You blocked this bot in the messenger
    [💬 Coach]
    [▶️ Resume]
    [📤 Export][🗑 Delete what it knows]
    [← My bots]

    <b>Coach</b>
    Plans &amp; reminders
    <i>Со 2 марта 2026 · последний раз: сегодня в 11:15</i>
    ⏸ На паузе: сам ничего не присылает
    ⏰ Запланировано напоминаний: 3
    ⚙️ Своих настроек: 1
    🚫 Вы заблокировали этого бота в мессенджере
    [💬 Coach]
    [▶️ Снять с паузы]
    [📤 Выгрузить][🗑 Удалить, что он знает]
    [← Мои боты]

    <b>Coach</b>
    Plans &amp; reminders
    <i>З 2 березня 2026 · востаннє: сьогодні об 11:15</i>
    ⏸ На паузі: сам нічого не надсилає
    ⏰ Заплановано нагадувань: 3
    ⚙️ Власних налаштувань: 1
    🚫 Ви заблокували цього бота в месенджері
    [💬 Coach]
    [▶️ Зняти з паузи]
    [📤 Вивантажити][🗑 Видалити, що він знає]
    [← Мої боти]

    <b>Coach</b>
    Plans &amp; reminders
    <i>Od 2 marca 2026 · ostatnio: dzisiaj o 11:15</i>
    ⏸ Pauza: nic nie wysyła z własnej inicjatywy
    ⏰ Zaplanowane przypomnienia: 3
    ⚙️ Własne ustawienia: 1
    🚫 Ten bot jest zablokowany w Twoim komunikatorze
    [💬 Coach]
    [▶️ Wznów]
    [📤 Pobierz][🗑 Usuń, co o mnie wie]
    [← Moje boty]
    ");
}
