use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use insta::assert_snapshot;
use nexus_core::{
    broadcast::{
        Activity, Bound, Broadcast, Cause, Content, Counted, Flaw, Joined, LinkButton, Phase, Segment, Tier,
        Totals, Version,
    },
    ids::{AccountId, BotId, UserId},
    testing::drawn,
};

use super::{
    super::{Menu, Start, when::Oddity},
    *,
};

fn format(language: Language) -> Format {
    Format::new(language, Tz::Europe__Warsaw)
}

fn now() -> DateTime<Utc> {
    "2026-11-20T12:00:07Z".parse().expect("an RFC 3339 instant")
}

fn broadcast(phase: Phase, totals: Totals) -> Broadcast {
    let version = |language, text: &str| Version {
        language,
        text: Html::escape(text),
        photo: None,
        buttons: LinkButton::read_all("Go | https://a.example").expect("a button"),
    };
    Broadcast {
        id: BroadcastId::new(),
        account: AccountId::new(),
        bot: BotId::new(),
        bot_code: "coach".into(),
        bot_name: "Coach <3".into(),
        author: UserId::new(),
        segment: Segment {
            languages: vec![Language::Uk],
            activity: Some(Activity::NotFor(30)),
            joined: Some(Joined::Within(7)),
            tier: Some(Tier::SignedIn),
            also: None,
        },
        content: Content(vec![version(Language::En, "News & more"), version(Language::Pl, "Wieści")]),
        phase,
        revision: 3,
        created_at: now(),
        scheduled_at: Some(now() + TimeDelta::hours(20)),
        started_at: phase.is_over().then(now),
        finished_at: phase.is_over().then(|| now() + TimeDelta::seconds(50)),
        totals,
    }
}

fn totals() -> Totals {
    Totals { recipients: 1_250, is_gathered: true, delivered: 1_002, blocked: 21, failed: 3, floods: 2 }
}

fn counted() -> Counted {
    Counted { all: Bound::Exactly(1_022), by_language: vec![(Language::En, 1_000), (Language::Pl, 22)] }
}

/// All that a draft goes through, in one language.
fn written(language: Language) -> String {
    let format = format(language);
    let draft_now = broadcast(Phase::Draft, Totals::default());
    let counted = counted();
    let before = Counted { all: Bound::MoreThan(100_000), by_language: vec![] };
    let at = Start::At((now() + TimeDelta::hours(20)).timestamp());
    let screens = [
        list(
            format,
            now(),
            Page::of(0, 2, PAGE),
            &[draft_now.clone(), broadcast(Phase::Scheduled, totals())],
        ),
        draft(format, &draft_now, &counted),
        segment(format, &draft_now, &counted, None),
        menu(format, &draft_now, Menu::Activity, &[], &counted, Some(&before)),
        when(format, &draft_now, [at, at]),
        confirm(format, now(), &draft_now, &counted, at, false),
        ask_remove(format, &draft_now, Language::En),
        ask_discard(format, &draft_now),
    ];
    screens.iter().map(drawn).collect::<Vec<_>>().join("\n---\n")
}

/// All that happens to it then.
fn sent(language: Language) -> String {
    let format = format(language);
    let causes = [Cause { cause: "Bad Request: chat not found".into(), count: 3 }];
    let running = Broadcast { started_at: Some(now()), ..broadcast(Phase::Running, totals()) };
    let screens = [
        progress(format, now(), &broadcast(Phase::Scheduled, Totals::default()), &[]),
        progress(format, now(), &running, &[]),
        progress(format, now(), &broadcast(Phase::Stopped, totals()), &causes),
        ask_stop(format, &running),
        Screen::new(report_caption(format, &running, 1_250)),
    ];
    screens.iter().map(drawn).collect::<Vec<_>>().join("\n---\n")
}

/// All that may be wrong.
fn wrong(language: Language) -> String {
    let (format, id) = (format(language), BroadcastId::new());
    let flaws = [
        Flaw::Empty,
        Flaw::TooLong { length: 5_001, limit: 4_096 },
        Flaw::Button { line: 2 },
        Flaw::Buttons { most: 10 },
    ];
    let flaws = flaws.iter().map(|one| flaw(format, id, Language::En, one).text);
    let times = [Oddity::Unreadable, Oddity::Past, Oddity::TooFar];
    let times = times.map(|oddity| odd_time(format, id, oddity).text);
    let lines = flaws.chain(times).map(|text| text.into_string());
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn written_in_english() {
    assert_snapshot!(written(Language::En), @r"
    <b>📣 Broadcasts</b>

    📝 <b>Coach &lt;3</b> · draft
    <i>News &amp; more</i>

    🕘 <b>Coach &lt;3</b> · begins tomorrow, 09:00
    <i>News &amp; more</i>
    [📝 News & more]
    [🕘 News & more]
    [✏️ New broadcast]
    ---
    <b>📝 Draft of a broadcast</b>

    🤖 Bot: Coach &lt;3
    🌐 Languages: English, Polski
    🔗 Buttons: 1
    👥 Recipients: 1,022
    <i>For everybody else: English</i>
    [✅ English][➕ Русский]
    [➕ Українська][✅ Polski]
    [👥 Who gets it]
    [👁 Preview][🧪 Test to me]
    [📤 Send…]
    [🗑 Discard][◀ All broadcasts]
    ---
    <b>👥 Who gets it</b>

    👥 Recipients: 1,022

    <i>Nobody who blocked the bot, is banned or was erased ever gets it.</i>
    [🌐 Language: Українська]
    [🔥 Activity: inactive for 30 days]
    [📅 Joined: in the last 7 days]
    [⭐ Account: signed in]
    [🤖 Also uses: any]
    [◀ Back]
    ---
    <b>🔥 Activity: inactive for 30 days</b>
    👥 Recipients: 1,022
    Before: more than 100,000
    [any]
    [active in the last day]
    [active in the last 7 days]
    [active in the last 30 days]
    [inactive for 7 days]
    [✅ inactive for 30 days]
    [inactive for 90 days]
    [◀ Back]
    ---
    When is it to begin?
    [🚀 Now]
    [🕐 In an hour (09:00)][🌅 Tomorrow at 09:00]
    [⌨️ Another time]
    [◀ Back]
    ---
    <b>📤 Send this broadcast?</b>

    🤖 Bot: Coach &lt;3
    🕘 Begins: tomorrow, 09:00
    👥 Recipients: 1,022
    <b>English</b>: 1,000
    <b>Polski</b>: 22

    ⚠️ Coach &lt;3 isn't running just now. The broadcast begins when it is back.
    [✅ Send (👥 1,022)]
    [◀ Back]
    ---
    Remove this text: <b>English</b>? Its readers then get this one: <b>Polski</b>.
    [🗑 Remove this language]
    [◀ Back]
    ---
    Throw away this draft for <b>Coach &lt;3</b>? It can't be brought back.
    [🗑 Throw it away]
    [◀ Back]
    ");
}

#[test]
fn written_in_russian() {
    assert_snapshot!(written(Language::Ru), @r"
    <b>📣 Рассылки</b>

    📝 <b>Coach &lt;3</b> · черновик
    <i>News &amp; more</i>

    🕘 <b>Coach &lt;3</b> · начало: завтра в 09:00
    <i>News &amp; more</i>
    [📝 News & more]
    [🕘 News & more]
    [✏️ Новая рассылка]
    ---
    <b>📝 Черновик рассылки</b>

    🤖 Бот: Coach &lt;3
    🌐 Языки: English, Polski
    🔗 Кнопок: 1
    👥 Получателей: 1 022
    <i>Для всех остальных: English</i>
    [✅ English][➕ Русский]
    [➕ Українська][✅ Polski]
    [👥 Кто получит]
    [👁 Посмотреть][🧪 Прислать мне]
    [📤 Отправить…]
    [🗑 Удалить][◀ Все рассылки]
    ---
    <b>👥 Кто получит</b>

    👥 Получателей: 1 022

    <i>Кто заблокировал бота, забанен или удалён, не получит ничего никогда.</i>
    [🌐 Язык: Українська]
    [🔥 Активность: неактивны 30 дней]
    [📅 Появились: за последние 7 дней]
    [⭐ Аккаунт: со входом]
    [🤖 Пользуются ещё: не важно]
    [◀ Назад]
    ---
    <b>🔥 Активность: неактивны 30 дней</b>
    👥 Получателей: 1 022
    Было: больше 100 000
    [не важно]
    [были активны за последний 1 день]
    [были активны за последние 7 дней]
    [были активны за последние 30 дней]
    [неактивны 7 дней]
    [✅ неактивны 30 дней]
    [неактивны 90 дней]
    [◀ Назад]
    ---
    Когда начать?
    [🚀 Сейчас]
    [🕐 Через час (09:00)][🌅 Завтра в 09:00]
    [⌨️ Другое время]
    [◀ Назад]
    ---
    <b>📤 Отправить эту рассылку?</b>

    🤖 Бот: Coach &lt;3
    🕘 Начало: завтра в 09:00
    👥 Получателей: 1 022
    <b>English</b>: 1 000
    <b>Polski</b>: 22

    ⚠️ Coach &lt;3 сейчас не запущен. Рассылка начнётся, когда он вернётся.
    [✅ Отправить (👥 1 022)]
    [◀ Назад]
    ---
    Убрать этот текст: <b>English</b>? Его читатели получат вот этот: <b>Polski</b>.
    [🗑 Убрать этот язык]
    [◀ Назад]
    ---
    Удалить этот черновик для <b>Coach &lt;3</b>? Вернуть его будет нельзя.
    [🗑 Да, удалить]
    [◀ Назад]
    ");
}

#[test]
fn written_in_ukrainian() {
    assert_snapshot!(written(Language::Uk), @r"
    <b>📣 Розсилки</b>

    📝 <b>Coach &lt;3</b> · чернетка
    <i>News &amp; more</i>

    🕘 <b>Coach &lt;3</b> · початок: завтра о 09:00
    <i>News &amp; more</i>
    [📝 News & more]
    [🕘 News & more]
    [✏️ Нова розсилка]
    ---
    <b>📝 Чернетка розсилки</b>

    🤖 Бот: Coach &lt;3
    🌐 Мови: English, Polski
    🔗 Кнопок: 1
    👥 Отримувачів: 1 022
    <i>Для всіх інших: English</i>
    [✅ English][➕ Русский]
    [➕ Українська][✅ Polski]
    [👥 Хто отримає]
    [👁 Переглянути][🧪 Надіслати мені]
    [📤 Надіслати…]
    [🗑 Видалити][◀ Усі розсилки]
    ---
    <b>👥 Хто отримає</b>

    👥 Отримувачів: 1 022

    <i>Хто заблокував бота, забанений або видалений, не отримає нічого ніколи.</i>
    [🌐 Мова: Українська]
    [🔥 Активність: неактивні 30 днів]
    [📅 З’явилися: за останні 7 днів]
    [⭐ Акаунт: зі входом]
    [🤖 Користуються ще: байдуже]
    [◀ Назад]
    ---
    <b>🔥 Активність: неактивні 30 днів</b>
    👥 Отримувачів: 1 022
    Було: понад 100 000
    [байдуже]
    [були активні за останній 1 день]
    [були активні за останні 7 днів]
    [були активні за останні 30 днів]
    [неактивні 7 днів]
    [✅ неактивні 30 днів]
    [неактивні 90 днів]
    [◀ Назад]
    ---
    Коли почати?
    [🚀 Зараз]
    [🕐 За годину (09:00)][🌅 Завтра о 09:00]
    [⌨️ Інший час]
    [◀ Назад]
    ---
    <b>📤 Надіслати цю розсилку?</b>

    🤖 Бот: Coach &lt;3
    🕘 Початок: завтра о 09:00
    👥 Отримувачів: 1 022
    <b>English</b>: 1 000
    <b>Polski</b>: 22

    ⚠️ Coach &lt;3 зараз не запущений. Розсилка почнеться, коли він повернеться.
    [✅ Надіслати (👥 1 022)]
    [◀ Назад]
    ---
    Прибрати цей текст: <b>English</b>? Його читачі отримають ось цей: <b>Polski</b>.
    [🗑 Прибрати цю мову]
    [◀ Назад]
    ---
    Видалити цю чернетку для <b>Coach &lt;3</b>? Повернути її не можна буде.
    [🗑 Так, видалити]
    [◀ Назад]
    ");
}

#[test]
fn written_in_polish() {
    assert_snapshot!(written(Language::Pl), @r"
    <b>📣 Wysyłki</b>

    📝 <b>Coach &lt;3</b> · szkic
    <i>News &amp; more</i>

    🕘 <b>Coach &lt;3</b> · początek: jutro o 09:00
    <i>News &amp; more</i>
    [📝 News & more]
    [🕘 News & more]
    [✏️ Nowa wysyłka]
    ---
    <b>📝 Szkic wysyłki</b>

    🤖 Bot: Coach &lt;3
    🌐 Języki: English, Polski
    🔗 Przyciski: 1
    👥 Odbiorcy: 1022
    <i>Dla wszystkich innych: English</i>
    [✅ English][➕ Русский]
    [➕ Українська][✅ Polski]
    [👥 Kto dostanie]
    [👁 Podgląd][🧪 Wyślij do mnie]
    [📤 Wyślij…]
    [🗑 Wyrzuć][◀ Wszystkie wysyłki]
    ---
    <b>👥 Kto dostanie</b>

    👥 Odbiorcy: 1022

    <i>Kto zablokował bota, ma bana albo został usunięty, nigdy nic nie dostanie.</i>
    [🌐 Język: Українська]
    [🔥 Aktywność: nieaktywni od 30 dni]
    [📅 Od kiedy: w ciągu 7 dni]
    [⭐ Konto: zalogowane]
    [🤖 Używa też: dowolnie]
    [◀ Wstecz]
    ---
    <b>🔥 Aktywność: nieaktywni od 30 dni</b>
    👥 Odbiorcy: 1022
    Było: ponad 100 000
    [dowolnie]
    [aktywni w ciągu 1 dnia]
    [aktywni w ciągu 7 dni]
    [aktywni w ciągu 30 dni]
    [nieaktywni od 7 dni]
    [✅ nieaktywni od 30 dni]
    [nieaktywni od 90 dni]
    [◀ Wstecz]
    ---
    Kiedy zacząć?
    [🚀 Teraz]
    [🕐 Za godzinę (09:00)][🌅 Jutro o 09:00]
    [⌨️ Inna pora]
    [◀ Wstecz]
    ---
    <b>📤 Rozpocząć tę wysyłkę?</b>

    🤖 Bot: Coach &lt;3
    🕘 Początek: jutro o 09:00
    👥 Odbiorcy: 1022
    <b>English</b>: 1000
    <b>Polski</b>: 22

    ⚠️ Coach &lt;3 teraz nie działa. Wysyłka zacznie się, gdy wróci.
    [✅ Wyślij (👥 1022)]
    [◀ Wstecz]
    ---
    Usunąć ten tekst: <b>English</b>? Jego czytelnicy dostaną ten: <b>Polski</b>.
    [🗑 Usuń ten język]
    [◀ Wstecz]
    ---
    Wyrzucić ten szkic dla <b>Coach &lt;3</b>? Nie da się go odzyskać.
    [🗑 Tak, wyrzuć]
    [◀ Wstecz]
    ");
}

#[test]
fn sent_in_english() {
    assert_snapshot!(sent(Language::En), @r"
    <b>🕘 Scheduled broadcast</b>
    🤖 Bot: Coach &lt;3
    <i>News &amp; more</i>

    🕘 Begins: tomorrow, 09:00
    [✖️ Back to a draft]
    [◀ All broadcasts]
    ---
    <b>📤 Broadcast under way</b>
    🤖 Bot: Coach &lt;3
    <i>News &amp; more</i>

    ▰▰▰▰▰▰▰▰▰▱▱▱
    1,026 of 1,250

    ✅ Delivered: 1,002
    🚫 Blocked the bot: 21
    ⚠️ Failed: 3
    [⏸ Pause][⏹ Stop…]
    [◀ All broadcasts]
    ---
    <b>⏹ Broadcast stopped</b>
    🤖 Bot: Coach &lt;3
    <i>News &amp; more</i>

    ✅ Delivered: 1,002
    🚫 Blocked the bot: 21
    ⚠️ Failed: 3
    · 3 × Bad Request: chat not found
    ⏳ Not sent: 224

    ⏱ Took 0:50, 20.5 a second
    🐢 Slowed down by the messenger: 2 times
    [📄 Report (CSV)]
    [◀ All broadcasts]
    ---
    Stop the broadcast of Coach &lt;3 for good? Delivered already: 1,002. Will never get it: 224.
    [⏹ Stop it for good]
    [◀ Back]
    ---
    What became of each recipient of Coach &lt;3: 1,250 rows, ids only.
    ");
}

#[test]
fn sent_in_russian() {
    assert_snapshot!(sent(Language::Ru), @r"
    <b>🕘 Рассылка запланирована</b>
    🤖 Бот: Coach &lt;3
    <i>News &amp; more</i>

    🕘 Начало: завтра в 09:00
    [✖️ Вернуть в черновики]
    [◀ Все рассылки]
    ---
    <b>📤 Рассылка идёт</b>
    🤖 Бот: Coach &lt;3
    <i>News &amp; more</i>

    ▰▰▰▰▰▰▰▰▰▱▱▱
    1 026 из 1 250

    ✅ Доставлено: 1 002
    🚫 Заблокировали бота: 21
    ⚠️ Не удалось: 3
    [⏸ Пауза][⏹ Остановить…]
    [◀ Все рассылки]
    ---
    <b>⏹ Рассылка остановлена</b>
    🤖 Бот: Coach &lt;3
    <i>News &amp; more</i>

    ✅ Доставлено: 1 002
    🚫 Заблокировали бота: 21
    ⚠️ Не удалось: 3
    · 3 × Bad Request: chat not found
    ⏳ Не отправлено: 224

    ⏱ Заняло 0:50, в секунду: 20,5
    🐢 Мессенджер просил помедленнее: 2 раза
    [📄 Отчёт (CSV)]
    [◀ Все рассылки]
    ---
    Остановить рассылку бота Coach &lt;3 совсем? Уже доставлено: 1 002. Не получат никогда: 224.
    [⏹ Остановить совсем]
    [◀ Назад]
    ---
    Что стало с каждым получателем бота Coach &lt;3: 1 250 строк, только номера.
    ");
}

#[test]
fn sent_in_ukrainian() {
    assert_snapshot!(sent(Language::Uk), @r"
    <b>🕘 Розсилку заплановано</b>
    🤖 Бот: Coach &lt;3
    <i>News &amp; more</i>

    🕘 Початок: завтра о 09:00
    [✖️ Повернути в чернетки]
    [◀ Усі розсилки]
    ---
    <b>📤 Розсилка триває</b>
    🤖 Бот: Coach &lt;3
    <i>News &amp; more</i>

    ▰▰▰▰▰▰▰▰▰▱▱▱
    1 026 з 1 250

    ✅ Доставлено: 1 002
    🚫 Заблокували бота: 21
    ⚠️ Не вдалося: 3
    [⏸ Пауза][⏹ Зупинити…]
    [◀ Усі розсилки]
    ---
    <b>⏹ Розсилку зупинено</b>
    🤖 Бот: Coach &lt;3
    <i>News &amp; more</i>

    ✅ Доставлено: 1 002
    🚫 Заблокували бота: 21
    ⚠️ Не вдалося: 3
    · 3 × Bad Request: chat not found
    ⏳ Не надіслано: 224

    ⏱ Тривало 0:50, за секунду: 20,5
    🐢 Месенджер просив повільніше: 2 рази
    [📄 Звіт (CSV)]
    [◀ Усі розсилки]
    ---
    Зупинити розсилку бота Coach &lt;3 зовсім? Уже доставлено: 1 002. Не отримають ніколи: 224.
    [⏹ Зупинити зовсім]
    [◀ Назад]
    ---
    Що сталося з кожним отримувачем бота Coach &lt;3: 1 250 рядків, лише номери.
    ");
}

#[test]
fn sent_in_polish() {
    assert_snapshot!(sent(Language::Pl), @r"
    <b>🕘 Wysyłka zaplanowana</b>
    🤖 Bot: Coach &lt;3
    <i>News &amp; more</i>

    🕘 Początek: jutro o 09:00
    [✖️ Wróć do szkicu]
    [◀ Wszystkie wysyłki]
    ---
    <b>📤 Wysyłka trwa</b>
    🤖 Bot: Coach &lt;3
    <i>News &amp; more</i>

    ▰▰▰▰▰▰▰▰▰▱▱▱
    1026 z 1250

    ✅ Dostarczono: 1002
    🚫 Zablokowali bota: 21
    ⚠️ Nie udało się: 3
    [⏸ Wstrzymaj][⏹ Zatrzymaj…]
    [◀ Wszystkie wysyłki]
    ---
    <b>⏹ Wysyłka zatrzymana</b>
    🤖 Bot: Coach &lt;3
    <i>News &amp; more</i>

    ✅ Dostarczono: 1002
    🚫 Zablokowali bota: 21
    ⚠️ Nie udało się: 3
    · 3 × Bad Request: chat not found
    ⏳ Nie wysłano: 224

    ⏱ Czas: 0:50, na sekundę: 20,5
    🐢 Komunikator prosił, żeby zwolnić: 2 razy
    [📄 Raport (CSV)]
    [◀ Wszystkie wysyłki]
    ---
    Zatrzymać wysyłkę bota Coach &lt;3 na dobre? Dostarczono już: 1002. Nigdy nie dostaną: 224.
    [⏹ Zatrzymaj na dobre]
    [◀ Wstecz]
    ---
    Co się stało z każdym odbiorcą bota Coach &lt;3: 1250 wierszy, same numery.
    ");
}

#[test]
fn what_is_wrong_is_told_in_every_language() {
    assert_snapshot!(Language::ALL.map(wrong).join("\n\n"), @r"
    <b>English</b>
    There is nothing to send yet. Please write a text.
    <b>English</b>
    That is too long: 5,001 characters, and 4,096 fit. Please shorten it.
    <b>English</b>
    I can't read line 2. One button per line, please: Label | https://example.com
    <b>English</b>
    Too many buttons: at most 10 fit.
    I can't read that as a time. Please write 2026-12-01 09:00, or only 09:00.
    That time has passed already.
    That is more than a year ahead.

    <b>English</b>
    Отправлять пока нечего. Напишите текст, пожалуйста.
    <b>English</b>
    Слишком длинно: символов 5 001, а помещается 4 096. Сократите, пожалуйста.
    <b>English</b>
    Не понимаю строку 2. По одной кнопке в строке, пожалуйста: Надпись | https://example.com
    <b>English</b>
    Слишком много кнопок: помещается не больше 10.
    Не понимаю, какое это время. Напишите 2026-12-01 09:00 или просто 09:00.
    Это время уже прошло.
    Это больше чем через год.

    <b>English</b>
    Надсилати поки нічого. Напишіть текст, будь ласка.
    <b>English</b>
    Задовго: символів 5 001, а вміщається 4 096. Скоротіть, будь ласка.
    <b>English</b>
    Не розумію рядок 2. По одній кнопці в рядку, будь ласка: Напис | https://example.com
    <b>English</b>
    Забагато кнопок: вміщається щонайбільше 10.
    Не розумію, який це час. Напишіть 2026-12-01 09:00 або просто 09:00.
    Цей час уже минув.
    Це більш ніж за рік.

    <b>English</b>
    Nie ma jeszcze czego wysłać. Napisz tekst.
    <b>English</b>
    Za długie: znaków jest 5001, a mieści się 4096. Skróć, proszę.
    <b>English</b>
    Nie rozumiem wiersza 2. Jeden przycisk w wierszu: Napis | https://example.com
    <b>English</b>
    Za dużo przycisków: mieści się najwyżej 10.
    Nie rozumiem, jaka to pora. Napisz 2026-12-01 09:00 albo samo 09:00.
    Ta pora już minęła.
    To dalej niż za rok.
    ");
}
