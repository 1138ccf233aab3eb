//! What belongs to a person, over the real bots together: conversations over the wire.
#![cfg(unix)]

use std::time::Duration;

use insta::assert_snapshot;
use nexus_core::{
    db::CORE,
    dptree,
    prelude::*,
    testing::{
        TestHouse,
        db::{TestDb, columns_with},
    },
};
use serde_json::{Value, json};
use telegram_local::{Bot as Account, Chat, Person, Telegram};

/// Coach, the registry's bot and one with nothing of its own, at work.
struct Suite {
    telegram: Telegram,
    coach: Account,
    nexus: Account,
    sample: Account,
    admin: Person,
    db: TestDb,
    house: TestHouse,
}

impl Suite {
    async fn start() -> Self {
        let telegram = Telegram::start().await.expect("a messenger");
        let coach = telegram.bot("coach_bot").await;
        let (nexus, sample) = (telegram.bot("nexus_bot").await, telegram.bot("sample_bot").await);
        let admin = telegram.person("Ada").create().await;
        let db = TestDb::new(&[&CORE, &coach::MIGRATIONS]).await;
        let mut house = TestHouse::open(&db, telegram.url(), &[admin.id]).await;
        house.start(coach::bot(), &coach.token).await;
        house.start(nexus::bot(), &nexus.token).await;
        house.start(echo(), &sample.token).await;
        Self { telegram, coach, nexus, sample, admin, db, house }
    }

    async fn person(&self, name: &str, language: &str, zone: &str) -> Known {
        let person = self.telegram.person(name).language(language).zone(zone).create().await;
        let (coach, nexus) = (person.chat(&self.coach).await, person.chat(&self.nexus).await);
        Known { coach, nexus, sample: person.chat(&self.sample).await }
    }

    async fn pass(&self, by: Duration) {
        let clock = &self.house.house.clock;
        let until = clock.now() + by;
        self.telegram.advance(by).await;
        clock.sleep_until(until).await;
    }

    async fn until(&self, sql: &'static str) {
        let poll = async {
            while !sqlx::query_scalar::<_, bool>(sql).fetch_one(&self.db.pool).await.unwrap_or(false) {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), poll).await.expect(sql);
    }

    async fn places_of(&self, text: &str) -> Vec<String> {
        columns_with(&self.db.pool, text).await.expect("searched")
    }
}

struct Known {
    coach: Chat,
    nexus: Chat,
    sample: Chat,
}

fn echo() -> Bot {
    let echo = |turn: Turn, message: Message| async move {
        let text = message.text().unwrap_or_default();
        turn.patch_state(json!({"last": text}));
        turn.say(Html::escape(text));
        Ok(())
    };
    Bot::new("sample", "Sample", dptree::entry().branch(Update::filter_message().endpoint(echo)))
}

async fn say(chat: &Chat, text: &str, answer: &str) -> telegram_local::Seen {
    chat.send(text).await;
    chat.expect(answer).await
}

async fn tap(chat: &Chat, button: &str, answer: &str) -> telegram_local::Seen {
    chat.press(button).await;
    chat.expect(answer).await
}

fn parsed(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).expect("JSON")
}

#[tokio::test]
async fn an_export_in_ukrainian_holds_what_all_bots_know() {
    let suite = Suite::start().await;
    let olena = suite.person("Олена", "uk", "Europe/Kyiv").await;
    let emma = suite.person("Emma", "en", "Europe/London").await;
    say(&olena.coach, "стоматолог завтра о 10:00", "Збережено").await;
    say(&emma.coach, "dentist tomorrow at 10:00", "Saved").await;
    say(&olena.sample, "троянди", "троянди").await;
    say(&olena.nexus, "/start", "Олена").await;
    tap(&olena.nexus, "Українська", "Часовий пояс").await;
    tap(&olena.nexus, "Пропустити", "Мої боти").await;

    say(&olena.nexus, "/export", "Збираю все, що боти знають про вас").await;
    let file = olena.nexus.expect_file("Ваші дані у файлі JSON").await;
    let (export, text) = (parsed(&file.bytes), String::from_utf8(file.bytes).expect("UTF-8"));
    let event = &export["bots"]["coach"]["data"]["events"][0];
    assert_eq!((&event["title"], &event["time"]), (&json!("стоматолог"), &json!("10:00")));
    assert_eq!(event["reminders_minutes_before"], json!([15]));
    assert_eq!(export["bots"]["coach"]["planned"][0]["kind"], "event");
    assert_eq!(export["bots"]["sample"]["state"]["last"], "троянди");
    assert_eq!(export["bots"]["nexus"]["data"], Value::Null);
    assert_eq!(
        (&export["person"]["language"], &export["person"]["time_zone"]),
        (&json!("uk"), &json!("Europe/Kyiv"))
    );
    assert!(text.contains("\"Олена\"") && !text.contains("dentist") && !text.contains("Emma"), "{text}");
    olena.nexus.assert_quiet().await;

    // Of one bot, from its card; who does not use a bot gets nothing of it.
    say(&olena.nexus, "/bots", "Мої боти").await;
    tap(&olena.nexus, "ℹ️ Sample", "Заплановано нагадувань: 0").await;
    tap(&olena.nexus, "Вивантажити", "Збираю все, що Sample знає про вас").await;
    let file = olena.nexus.expect_file("Ваші дані у файлі JSON").await;
    let of_sample = parsed(&file.bytes);
    let codes: Vec<_> = of_sample["bots"].as_object().expect("bots").keys().cloned().collect();
    assert_eq!(codes, ["sample"]);
    suite.house.stop().await;
}

#[tokio::test]
async fn a_card_pauses_a_bot_and_what_was_due_comes_late() {
    let suite = Suite::start().await;
    let emma = suite.person("Emma", "en", "Europe/London").await;
    say(&emma.coach, "remind me in 30 minutes to stretch", "Saved").await;
    say(&emma.nexus, "/bots", "My bots").await;
    let card = tap(&emma.nexus, "ℹ️ Coach", "Planned reminders: 1").await;
    assert!(card.text.contains("The next one: "), "{card}");
    assert_eq!(emma.nexus.press("Pause").await.text, "Paused. It still answers when you write.");
    emma.nexus.expect("Paused: it sends nothing").await;
    suite.pass(Duration::from_secs(3600)).await;
    suite.until("SELECT count(*) = 1 FROM nexus.notifications WHERE state = 3").await;
    say(&emma.coach, "dentist tomorrow at 10:00", "Saved").await;
    let hint = emma.coach.expect("I am paused, so I will not remind you").await;
    assert_eq!(hint.buttons, [["▶️ Resume"]]);
    let settings = say(&emma.coach, "/settings", "⏸ Paused").await;
    assert!(settings.to_string().contains("[▶️ Resume]"), "{settings}");
    emma.coach.assert_quiet().await;

    assert_eq!(emma.nexus.press("Resume").await.text, "It may write to you again.");
    emma.nexus.expect("Planned reminders: 2").await;
    suite.pass(Duration::from_secs(20)).await;
    emma.coach.expect("stretch").await;
    emma.coach.assert_quiet().await;
    emma.nexus.assert_quiet().await;
    suite.house.stop().await;
}

#[tokio::test]
async fn from_a_card_one_bot_forgets_one_person() {
    let suite = Suite::start().await;
    let zofia = suite.person("Zofia", "pl", "Europe/Warsaw").await;
    let emma = suite.person("Emma", "en", "Europe/London").await;
    say(&zofia.coach, "dentysta jutro o 10:00", "Zapisano").await;
    say(&emma.coach, "dentist tomorrow at 10:00", "Saved").await;
    say(&zofia.sample, "róże", "róże").await;
    say(&zofia.nexus, "/bots", "Moje boty").await;
    tap(&zofia.nexus, "ℹ️ Coach", "Zaplanowane przypomnienia: 1").await;
    tap(&zofia.nexus, "Usuń, co o mnie wie", "Usunąć wszystko, co Coach o Tobie przechowuje?").await;
    tap(&zofia.nexus, "Tak, usuń moje dane z Coach", "Usuwam Twoje dane").await;
    zofia.nexus.expect("Coach nic już o Tobie nie pamięta").await;
    suite.until("SELECT NOT EXISTS (SELECT FROM nexus.remains)").await;
    assert_eq!(suite.places_of("dentysta").await, Vec::<String>::new());
    assert!(suite.places_of("dentist").await.contains(&"coach.events.title".to_owned()));
    assert!(!suite.places_of("róże").await.is_empty());
    let bots = say(&zofia.nexus, "/bots", "Moje boty").await;
    assert!(bots.text.contains("Sample"), "{bots}");
    zofia.coach.assert_quiet().await;
    say(&zofia.coach, "fryzjer jutro o 12:00", "Zapisano").await;
    suite.house.stop().await;
}

#[tokio::test]
async fn everything_goes_from_all_bots_and_the_person_starts_anew() {
    let suite = Suite::start().await;
    let maria = suite.person("Мария-Маргарита", "ru", "Europe/Moscow").await;
    say(&maria.coach, "/start", "Мария-Маргарита").await;
    tap(&maria.coach, "Русский", "Где вы находитесь").await;
    tap(&maria.coach, "Москва", "Мария-Маргарита!").await;
    say(&maria.coach, "абракадабра завтра в 10:00", "Сохранено").await;
    say(&maria.coach, "абракадабра", "Когда").await;
    say(&maria.sample, "абракадабра", "абракадабра").await;
    say(&maria.nexus, "/start", "Мои боты").await;
    say(&maria.coach, "/delete_me", "Coach, Nexus, Sample").await;
    tap(&maria.coach, "🗑 Всё", "Удалить всё о вас во всех ботах?").await;
    tap(&maria.coach, "Да, удалить всё навсегда", "Удаляю ваши данные").await;
    maria.coach.expect("Всё о вас удалено").await;
    suite.until("SELECT NOT EXISTS (SELECT FROM nexus.remains)").await;
    for marker in ["Маргарита", "абракадабра"] {
        assert_eq!(suite.places_of(marker).await, Vec::<String>::new(), "{marker}");
    }
    say(&maria.nexus, "/start", "Здравствуйте, Мария-Маргарита!").await;
    say(&maria.coach, "/calendar", "").await;
    let users: i64 = sqlx::query_scalar("SELECT count(*) FROM nexus.users")
        .fetch_one(&suite.db.pool)
        .await
        .expect("a number");
    assert_eq!(users, 2, "somebody new");
    for chat in [&maria.coach, &maria.nexus, &maria.sample] {
        chat.assert_quiet().await;
    }
    suite.house.stop().await;
}

#[tokio::test]
async fn feedback_reaches_the_admins_and_one_answer_comes_back() {
    let suite = Suite::start().await;
    let ada = suite.admin.chat(&suite.nexus).await;
    say(&ada, "/start", "Ada").await;
    tap(&ada, "English", "Where are you?").await;
    tap(&ada, "Skip", "My bots").await;
    say(&ada, "/feedback", "Nobody has written yet").await;

    let zofia = suite.person("Zofia <b>", "pl", "Europe/Warsaw").await;
    let asked = say(&zofia.coach, "/feedback", "Co chcesz nam powiedzieć?").await;
    assert_eq!(asked.buttons, [["← Nie teraz"]]);
    say(&zofia.coach, &"ż".repeat(2001), "To 2001 znaków").await;
    zofia.coach.attach("document", *b"all of it").await;
    zofia.coach.expect("Przekazać można tylko słowa").await;
    say(&zofia.coach, "Świetny bot & dzięki <3", "Twoja wiadomość trafi do ludzi").await;
    zofia.coach.assert_quiet().await;

    let came = ada.expect("Świetny bot & dzięki <3").await;
    assert!(came.text.contains("Zofia <b> · Coach · today"), "{came}");
    tap(&ada, "Answer", "Write your answer to Zofia <b>").await;
    say(&ada, "Thank you <3", "Your answer is on its way").await;
    let answer = zofia.coach.expect("Odpowiedź na Twoją wiadomość").await;
    assert!(
        answer.text.contains("Świetny bot & dzięki <3") && answer.text.contains("Thank you <3"),
        "{answer}"
    );
    ada.press_on(came.message_id, &came.data_of("Answer").expect("a button")).await;
    let shown = ada.expect("Answered: Thank you <3").await;
    assert!(!shown.to_string().contains("[✍️ Answer]"), "once: {shown}");
    tap(&ada, "All feedback", "✍️ Feedback").await;

    // To others the desk does not exist.
    let data = came.data_of("All feedback").expect("a button");
    say(&zofia.nexus, "/bots", "Moje boty").await;
    assert!(zofia.nexus.press_data(&data).await.text.contains("nieaktualny"));
    for number in 2..=5 {
        say(&zofia.coach, &format!("/feedback numer {number}"), "Dziękuję").await;
        ada.expect(&format!("numer {number}")).await;
    }
    say(&zofia.coach, "/feedback numer 6", "mamy już od Ciebie pięć wiadomości").await;
    zofia.coach.assert_quiet().await;
    ada.assert_quiet().await;
    suite.house.stop().await;
}

#[tokio::test]
async fn privacy_says_what_is_kept_in_four_languages() {
    let suite = Suite::start().await;
    let mut seen = Vec::new();
    for (language, title) in
        [("en", "Privacy"), ("ru", "Приватность"), ("uk", "Приватність"), ("pl", "Prywatność")]
    {
        let person = suite.person("Alex", language, "Europe/London").await;
        seen.push(say(&person.coach, "/privacy", title).await.to_string());
        let asked = say(&person.coach, "/delete_me", "🗑").await;
        seen.push(asked.to_string());
        for place in [0, 1] {
            let data = &asked.raw["reply_markup"]["inline_keyboard"][0][place]["callback_data"];
            person.coach.press_on(asked.message_id, data.as_str().expect("data")).await;
            seen.push(person.coach.expect("⚠️").await.to_string());
        }
    }
    assert_snapshot!(seen.join("\n\n"), @r"
    <b>🔒 Privacy</b>

    👤 Your name, username and language as the messenger tells them, the language and time zone you chose, and which bots you use since when: as long as you use the bots.
    💬 What you write to the bots: 7 days; where something failed, until that was looked into.
    ⏰ Which reminders were due: 90 days after they were.
    📎 Files the bots send you: 1 day after they were sent.
    ✉️ Messages that could not be delivered: 30 days.
    ✍️ What you write with /feedback: 365 days.
    📒 The log of who changed what stays. It knows you by a number only, without your name or words.

    🏠 All of it lies in one database, run by whoever runs these bots. Each bot sees only its own data about you. The admins see your name, which bots you use, your feedback, and messages that failed.

    🤖 No AI model reads what you write here.

    <b>Coach also keeps:</b>
    📅 The events you plan, with their reminders and what you ticked off: until you have them deleted (/delete_me). An event you delete can be brought back by its Undo button, and leaves for good with the rest.

    You can get all of it as a file (/export) or have it deleted (/delete_me) at any time.
    [📤 Export my data][🗑 Delete my data]
    [← Back]

    <b>🗑 Delete my data</b>

    <b>Only Coach:</b> all that this bot keeps about you, with its plans, reminders and settings. Your other bots stay as they are.

    <b>Everything:</b> all that your bots (Coach) keep about you, plans, reminders and settings, your feedback, your language and time zone, and your name. If you write again, you start anew.

    <b>What stays:</b> the log of who changed what, which knows you by a number only; and the messages you see here, which are in your messenger: delete this chat to remove them.

    Would you like to keep a copy? Export your data first.
    [🗑 Only Coach][🗑 Everything]
    [📤 Export my data]
    [🏠 Menu]

    ⚠️ <b>Delete all that Coach keeps about you?</b>
    This cannot be undone, and not stopped once it has begun.
    [🗑 Yes, delete my Coach data for good]
    [← No, keep it]

    ⚠️ <b>Delete everything about you in all bots?</b>
    This cannot be undone, and not stopped once it has begun.
    [🗑 Yes, delete everything for good]
    [← No, keep it]

    <b>🔒 Приватность</b>

    👤 Имя, имя пользователя и язык из мессенджера, выбранные язык и часовой пояс, а также какими ботами и с каких пор вы пользуетесь: пока вы пользуетесь ботами.
    💬 То, что вы пишете ботам: 7 дней; если что-то не сработало, пока с этим не разберутся.
    ⏰ Какие напоминания приходили: ещё 90 дней.
    📎 Файлы, которые присылают боты: 1 день после отправки.
    ✉️ Сообщения, которые не удалось доставить: 30 дней.
    ✍️ То, что вы пишете через /feedback: 365 дней.
    📒 Журнал «кто что изменил» остаётся. Вас он знает только по номеру, без имени и ваших слов.

    🏠 Всё лежит в одной базе данных у тех, кто держит этих ботов. Каждый бот видит только свои данные о вас. Администраторам видны ваше имя, список ваших ботов, ваши отзывы и сообщения, на которых произошёл сбой.

    🤖 Никакая модель ИИ не читает то, что вы здесь пишете.

    <b>Coach хранит ещё:</b>
    📅 События, которые вы планируете, их напоминания и отметки о выполнении: пока вы их не удалите через /delete_me. Событие, удалённое отдельно, можно вернуть кнопкой отмены; насовсем оно исчезает вместе с остальным.

    В любой момент всё это можно получить файлом (/export) или удалить (/delete_me).
    [📤 Выгрузить мои данные][🗑 Удалить мои данные]
    [← Назад]

    <b>🗑 Удалить мои данные</b>

    <b>Только Coach:</b> всё, что этот бот хранит о вас, вместе с планами, напоминаниями и настройками. Остальные боты останутся как есть.

    <b>Всё:</b> всё, что хранят о вас ваши боты (Coach), планы, напоминания и настройки, ваши отзывы, язык, часовой пояс и имя. Если напишете снова, начнём с чистого листа.

    <b>Что останется:</b> журнал изменений, который знает вас только по номеру; и сообщения в этом чате: они в вашем мессенджере и исчезнут, если удалить чат.

    Хотите оставить копию? Сначала выгрузите данные.
    [🗑 Только Coach][🗑 Всё]
    [📤 Выгрузить мои данные]
    [🏠 Меню]

    ⚠️ <b>Удалить всё, что Coach хранит о вас?</b>
    Отменить это нельзя, и остановить после начала тоже.
    [🗑 Да, удалить мои данные в Coach]
    [← Нет, оставить]

    ⚠️ <b>Удалить всё о вас во всех ботах?</b>
    Отменить это нельзя, и остановить после начала тоже.
    [🗑 Да, удалить всё навсегда]
    [← Нет, оставить]

    <b>🔒 Приватність</b>

    👤 Ім’я, ім’я користувача та мова з месенджера, обрані мова й часовий пояс, а також якими ботами й відколи ви користуєтеся: доки ви користуєтеся ботами.
    💬 Те, що ви пишете ботам: 7 днів; якщо щось не спрацювало, доки з цим не розберуться.
    ⏰ Які нагадування надходили: ще 90 днів.
    📎 Файли, які надсилають боти: 1 день після надсилання.
    ✉️ Повідомлення, які не вдалося доставити: 30 днів.
    ✍️ Те, що ви пишете через /feedback: 365 днів.
    📒 Журнал «хто що змінив» залишається. Вас він знає лише за номером, без імені та ваших слів.

    🏠 Усе лежить в одній базі даних у тих, хто тримає цих ботів. Кожен бот бачить лише свої дані про вас. Адміністраторам видно ваше ім’я, перелік ваших ботів, ваші відгуки та повідомлення, на яких стався збій.

    🤖 Жодна модель ШІ не читає того, що ви тут пишете.

    <b>Coach зберігає ще:</b>
    📅 Події, які ви плануєте, їхні нагадування та позначки про виконання: доки ви їх не видалите через /delete_me. Подію, видалену окремо, можна повернути кнопкою скасування; назавжди вона зникає разом з усім іншим.

    Будь-коли все це можна отримати файлом (/export) або видалити (/delete_me).
    [📤 Вивантажити мої дані][🗑 Видалити мої дані]
    [← Назад]

    <b>🗑 Видалити мої дані</b>

    <b>Лише Coach:</b> усе, що цей бот зберігає про вас, разом із планами, нагадуваннями й налаштуваннями. Інші боти залишаться як є.

    <b>Усе:</b> усе, що зберігають про вас ваші боти (Coach), плани, нагадування й налаштування, ваші відгуки, мову, часовий пояс та ім’я. Якщо напишете знову, почнемо з чистого аркуша.

    <b>Що залишиться:</b> журнал змін, який знає вас лише за номером; і повідомлення в цьому чаті: вони у вашому месенджері й зникнуть, якщо видалити чат.

    Хочете залишити копію? Спершу вивантажте дані.
    [🗑 Лише Coach][🗑 Усе]
    [📤 Вивантажити мої дані]
    [🏠 Меню]

    ⚠️ <b>Видалити все, що Coach зберігає про вас?</b>
    Скасувати це не можна, і зупинити після початку теж.
    [🗑 Так, видалити мої дані в Coach]
    [← Ні, залишити]

    ⚠️ <b>Видалити все про вас в усіх ботах?</b>
    Скасувати це не можна, і зупинити після початку теж.
    [🗑 Так, видалити все назавжди]
    [← Ні, залишити]

    <b>🔒 Prywatność</b>

    👤 Imię, nazwa użytkownika i język z komunikatora, wybrany język i strefa czasowa oraz to, z których botów i od kiedy korzystasz: dopóki korzystasz z botów.
    💬 To, co piszesz do botów: 7 dni; gdy coś zawiodło, do wyjaśnienia.
    ⏰ Które przypomnienia przyszły: jeszcze 90 dni.
    📎 Pliki, które wysyłają boty: 1 dzień po wysłaniu.
    ✉️ Wiadomości, których nie udało się dostarczyć: 30 dni.
    ✍️ To, co piszesz przez /feedback: 365 dni.
    📒 Dziennik zmian zostaje. Zna Cię tylko jako numer, bez imienia i bez Twoich słów.

    🏠 Wszystko leży w jednej bazie danych u tych, którzy prowadzą te boty. Każdy bot widzi tylko swoje dane o Tobie. Administratorzy widzą Twoje imię, listę Twoich botów, Twoje opinie i wiadomości, przy których coś zawiodło.

    🤖 Żaden model AI nie czyta tego, co tu piszesz.

    <b>Coach przechowuje też:</b>
    📅 Wydarzenia, które planujesz, ich przypomnienia i to, co jest odhaczone: dopóki nie usuniesz ich przez /delete_me. Wydarzenie usunięte osobno można przywrócić przyciskiem cofania; na zawsze znika razem z resztą.

    Wszystko to możesz w każdej chwili otrzymać jako plik (/export) albo usunąć (/delete_me).
    [📤 Pobierz moje dane][🗑 Usuń moje dane]
    [← Wstecz]

    <b>🗑 Usuń moje dane</b>

    <b>Tylko Coach:</b> wszystko, co ten bot o Tobie przechowuje, razem z planami, przypomnieniami i ustawieniami. Pozostałe boty zostają bez zmian.

    <b>Wszystko:</b> wszystko, co przechowują o Tobie Twoje boty (Coach), plany, przypomnienia i ustawienia, Twoje opinie, język, strefa czasowa i imię. Jeśli napiszesz ponownie, zaczniemy od nowa.

    <b>Co zostaje:</b> dziennik zmian, który zna Cię tylko jako numer; i wiadomości na tym czacie: są w Twoim komunikatorze i znikną, gdy usuniesz czat.

    Chcesz zachować kopię? Najpierw pobierz dane.
    [🗑 Tylko Coach][🗑 Wszystko]
    [📤 Pobierz moje dane]
    [🏠 Menu]

    ⚠️ <b>Usunąć wszystko, co Coach o Tobie przechowuje?</b>
    Tego nie można cofnąć ani zatrzymać po rozpoczęciu.
    [🗑 Tak, usuń moje dane z Coach]
    [← Nie, zostaw]

    ⚠️ <b>Usunąć wszystko o Tobie we wszystkich botach?</b>
    Tego nie można cofnąć ani zatrzymać po rozpoczęciu.
    [🗑 Tak, usuń wszystko na zawsze]
    [← Nie, zostaw]
    ");
    suite.house.stop().await;
}
