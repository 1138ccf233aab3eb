use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use insta::assert_snapshot;
use nexus_core::{ids::BotId, locale::Format, testing::drawn};
use uuid::Uuid;

use super::*;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("an RFC 3339 instant")
}

fn view(language: Language) -> View {
    View { format: Format::new(language, Tz::Europe__Warsaw), now: at("2026-11-20T12:00:00Z") }
}

fn in_all(draw: impl Fn(View) -> Screen) -> String {
    Language::ALL.map(|language| drawn(&draw(view(language)))).join("\n\n———\n\n")
}

fn coach() -> Scope {
    Scope::Bot { id: BotId(Uuid::nil()), code: "coach".to_owned() }
}

fn token(name: &str, bot: Option<&str>) -> Listed {
    Listed {
        id: Uuid::nil(),
        name: name.to_owned(),
        bot: bot.map(str::to_owned),
        created_at: at("2026-03-02T10:00:00Z"),
        expires_at: at("2027-03-02T10:00:00Z"),
        revoked_at: None,
    }
}

fn three() -> Vec<Listed> {
    vec![
        token("nightly <reports>", Some("coach")),
        Listed { expires_at: at("2026-11-20T12:00:00Z"), ..token("shop", None) },
        Listed { revoked_at: Some(at("2026-11-02T10:00:00Z")), ..token("old", None) },
    ]
}

#[test]
fn the_list_in_every_language() {
    assert_snapshot!(in_all(|view| list(view, &three(), Page::of(1, 11, PAGE))), @r"
    <b>🎟 Tokens</b>

    With a token a program may use the registry's API.

    🟢 <b>nightly &lt;reports&gt;</b> · only <code>coach</code> · until 2 March 2027
    ⌛ <b>shop</b> · all of the registry · expired 20 November 2026
    ⛔ <b>old</b> · all of the registry · revoked 2 November 2026
    [nightly <reports>][shop]
    [old]
    [◀][2/2]
    [➕ New token]

    ———

    <b>🎟 Токены</b>

    С токеном программа может обращаться к API реестра.

    🟢 <b>nightly &lt;reports&gt;</b> · только <code>coach</code> · до 2 марта 2027
    ⌛ <b>shop</b> · весь реестр · истёк 20 ноября 2026
    ⛔ <b>old</b> · весь реестр · отозван 2 ноября 2026
    [nightly <reports>][shop]
    [old]
    [◀][2/2]
    [➕ Новый токен]

    ———

    <b>🎟 Токени</b>

    З токеном програма може звертатися до API реєстру.

    🟢 <b>nightly &lt;reports&gt;</b> · лише <code>coach</code> · до 2 березня 2027
    ⌛ <b>shop</b> · увесь реєстр · строк минув 20 листопада 2026
    ⛔ <b>old</b> · увесь реєстр · відкликано 2 листопада 2026
    [nightly <reports>][shop]
    [old]
    [◀][2/2]
    [➕ Новий токен]

    ———

    <b>🎟 Tokeny</b>

    Z tokenem program może korzystać z API rejestru.

    🟢 <b>nightly &lt;reports&gt;</b> · tylko <code>coach</code> · do 2 marca 2027
    ⌛ <b>shop</b> · cały rejestr · wygasł 20 listopada 2026
    ⛔ <b>old</b> · cały rejestr · unieważniony 2 listopada 2026
    [nightly <reports>][shop]
    [old]
    [◀][2/2]
    [➕ Nowy token]
    ");
}

#[test]
fn an_empty_list_says_so_in_every_language() {
    assert_snapshot!(in_all(|view| list(view, &[], Page::of(0, 0, PAGE))), @r"
    <b>🎟 Tokens</b>

    With a token a program may use the registry's API.

    There are no tokens yet.
    [➕ New token]

    ———

    <b>🎟 Токены</b>

    С токеном программа может обращаться к API реестра.

    Токенов пока нет.
    [➕ Новый токен]

    ———

    <b>🎟 Токени</b>

    З токеном програма може звертатися до API реєстру.

    Токенів поки немає.
    [➕ Новий токен]

    ———

    <b>🎟 Tokeny</b>

    Z tokenem program może korzystać z API rejestru.

    Nie ma jeszcze żadnych tokenów.
    [➕ Nowy token]
    ");
}

#[test]
fn the_card_in_every_language() {
    assert_snapshot!(in_all(|view| card(view, &three()[0])), @r"
    🎟 <b>nightly &lt;reports&gt;</b>

    🤖 Opens only the bot <code>coach</code>: whoever has it can read and change this bot's people and settings, and nothing of the others.

    📅 Created: 2 March 2026
    ⏳ Validity: until 2 March 2027
    Id: <code>00000000-0000-0000-0000-000000000000</code>
    [⛔ Revoke]
    [🎟 Tokens]

    ———

    🎟 <b>nightly &lt;reports&gt;</b>

    🤖 Открывает только бота <code>coach</code>: с ним можно читать и менять людей и настройки этого бота, но не остальных.

    📅 Создан: 2 марта 2026
    ⏳ Срок: до 2 марта 2027
    Id: <code>00000000-0000-0000-0000-000000000000</code>
    [⛔ Отозвать]
    [🎟 Токены]

    ———

    🎟 <b>nightly &lt;reports&gt;</b>

    🤖 Відкриває лише бота <code>coach</code>: з ним можна читати й змінювати людей і налаштування цього бота, але не решти.

    📅 Створено: 2 березня 2026
    ⏳ Чинність: до 2 березня 2027
    Id: <code>00000000-0000-0000-0000-000000000000</code>
    [⛔ Відкликати]
    [🎟 Токени]

    ———

    🎟 <b>nightly &lt;reports&gt;</b>

    🤖 Otwiera tylko bota <code>coach</code>: kto go ma, może czytać i zmieniać osoby i ustawienia tego bota, a pozostałych nie.

    📅 Utworzony: 2 marca 2026
    ⏳ Ważność: do 2 marca 2027
    Id: <code>00000000-0000-0000-0000-000000000000</code>
    [⛔ Unieważnij]
    [🎟 Tokeny]
    ");
}

#[test]
fn what_counts_no_more_cannot_be_revoked() {
    for token in &three()[1..] {
        let seen = drawn(&card(view(Language::En), token));
        assert!(!seen.contains("Revoke"), "{seen}");
    }
    assert_snapshot!(drawn(&card(view(Language::En), &three()[2])), @r"
    🎟 <b>old</b>

    🌍 Opens all of the registry: whoever has it can read and change people and settings of every bot.

    📅 Created: 2 March 2026
    ⏳ Validity: revoked 2 November 2026
    Id: <code>00000000-0000-0000-0000-000000000000</code>
    [🎟 Tokens]
    ");
}

#[test]
fn the_question_before_revoking_in_every_language() {
    assert_snapshot!(in_all(|view| ask_revoke(view, &three()[0])), @r"
    ⛔ Revoke the token <b>nightly &lt;reports&gt;</b> (only <code>coach</code>)? It is refused everywhere within seconds, and the program that uses it stops working. This cannot be undone; a new token can be created.
    [⛔ Revoke][← Keep it]

    ———

    ⛔ Отозвать токен <b>nightly &lt;reports&gt;</b> (только <code>coach</code>)? За несколько секунд его перестанут принимать везде, и программа с ним остановится. Вернуть его нельзя, можно создать новый.
    [⛔ Отозвать][← Оставить]

    ———

    ⛔ Відкликати токен <b>nightly &lt;reports&gt;</b> (лише <code>coach</code>)? За кілька секунд його перестануть приймати всюди, і програма з ним зупиниться. Повернути його не можна, але можна створити новий.
    [⛔ Відкликати][← Залишити]

    ———

    ⛔ Unieważnić token <b>nightly &lt;reports&gt;</b> (tylko <code>coach</code>)? W ciągu kilku sekund przestanie być wszędzie przyjmowany, a program, który go używa, przestanie działać. Nie można tego cofnąć, ale można utworzyć nowy token.
    [⛔ Unieważnij][← Zostaw]
    ");
}

#[test]
fn where_there_is_no_key_it_says_what_to_do_in_every_language() {
    assert_snapshot!(in_all(no_key), @r"
    🔑 There is no key to sign tokens with. Set <code>TOKEN_KEY</code> where the registry's bot runs, for example from <code>openssl rand -base64 32</code>, and restart it.
    [🎟 Tokens]

    ———

    🔑 Токены нечем подписывать: нет ключа. Задайте <code>TOKEN_KEY</code> там, где работает бот реестра, например из <code>openssl rand -base64 32</code>, и перезапустите его.
    [🎟 Токены]

    ———

    🔑 Токени нічим підписувати: немає ключа. Задайте <code>TOKEN_KEY</code> там, де працює бот реєстру, наприклад з <code>openssl rand -base64 32</code>, і перезапустіть його.
    [🎟 Токени]

    ———

    🔑 Brakuje klucza do podpisywania tokenów. Ustaw <code>TOKEN_KEY</code> tam, gdzie działa bot rejestru, na przykład z <code>openssl rand -base64 32</code>, i uruchom go ponownie.
    [🎟 Tokeny]
    ");
}

#[test]
fn the_choice_of_scope_in_every_language() {
    let bot = |number: u32| bots::Listed {
        id: BotId(Uuid::nil()),
        code: format!("bot{number}"),
        name: format!("Bot {number}"),
        is_on: true,
        subscribers: 0,
    };
    let bots: Vec<bots::Listed> = (0..10).map(bot).collect();
    assert_snapshot!(in_all(|view| ask_scope(view, &bots, 1)), @r"
    🎟 What should the new token open? One bot's people and settings, or all of the registry: those of every bot, also of bots to come.
    [Bot 8][Bot 9]
    [◀][2/2]
    [🌍 All of the registry]
    [🎟 Tokens]

    ———

    🎟 Что откроет новый токен? Людей и настройки одного бота или весь реестр: всех ботов, в том числе будущих.
    [Bot 8][Bot 9]
    [◀][2/2]
    [🌍 Весь реестр]
    [🎟 Токены]

    ———

    🎟 Що відкриє новий токен? Людей і налаштування одного бота чи весь реєстр: усіх ботів, зокрема й майбутніх.
    [Bot 8][Bot 9]
    [◀][2/2]
    [🌍 Увесь реєстр]
    [🎟 Токени]

    ———

    🎟 Co ma otwierać nowy token? Osoby i ustawienia jednego bota czy cały rejestr: wszystkie boty, także przyszłe.
    [Bot 8][Bot 9]
    [◀][2/2]
    [🌍 Cały rejestr]
    [🎟 Tokeny]
    ");
}

#[test]
fn the_choice_of_life_in_every_language() {
    assert_snapshot!(in_all(|view| ask_life(view, &coach())), @r"
    🤖 Opens only the bot <code>coach</code>: whoever has it can read and change this bot's people and settings, and nothing of the others.

    How long should it count? The shorter, the safer.
    [30 days][90 days][1 year]
    [← Other scope][🎟 Tokens]

    ———

    🤖 Открывает только бота <code>coach</code>: с ним можно читать и менять людей и настройки этого бота, но не остальных.

    Сколько он будет действовать? Чем короче, тем безопаснее.
    [30 дней][90 дней][1 год]
    [← Другой доступ][🎟 Токены]

    ———

    🤖 Відкриває лише бота <code>coach</code>: з ним можна читати й змінювати людей і налаштування цього бота, але не решти.

    Скільки він діятиме? Що коротше, то безпечніше.
    [30 днів][90 днів][1 рік]
    [← Інший доступ][🎟 Токени]

    ———

    🤖 Otwiera tylko bota <code>coach</code>: kto go ma, może czytać i zmieniać osoby i ustawienia tego bota, a pozostałych nie.

    Jak długo ma być ważny? Im krócej, tym bezpieczniej.
    [30 dni][90 dni][1 rok]
    [← Inny zakres][🎟 Tokeny]
    ");
}

#[test]
fn the_question_for_a_name_and_its_answers_in_every_language() {
    assert_snapshot!(in_all(|view| ask_name(view, &Scope::All)), @r"
    ✏️ What should the token be called? Write which program it is for, such as “nightly reports”: that is how you find it again in this list.
    [← Other term][🎟 Tokens]

    ———

    ✏️ Как назвать токен? Напишите, для какой он программы, например «ночные отчёты»: по имени вы найдёте его в этом списке.
    [← Другой срок][🎟 Токены]

    ———

    ✏️ Як назвати токен? Напишіть, для якої він програми, наприклад «нічні звіти»: за назвою ви знайдете його в цьому списку.
    [← Інший строк][🎟 Токени]

    ———

    ✏️ Jak nazwać token? Napisz, dla jakiego jest programu, na przykład „nocne raporty”: po nazwie znajdziesz go na tej liście.
    [← Inny termin][🎟 Tokeny]
    ");
    assert_snapshot!(in_all(|view| no_name(view, NoName::Empty, &Scope::All)), @r"
    There is no letter or digit in that. Write a name of 1 to 100 characters.
    [← Other term][🎟 Tokens]

    ———

    Здесь нет ни букв, ни цифр. Напишите имя от 1 до 100 знаков.
    [← Другой срок][🎟 Токены]

    ———

    Тут немає ні літер, ні цифр. Напишіть назву від 1 до 100 знаків.
    [← Інший строк][🎟 Токени]

    ———

    Nie ma tu ani liter, ani cyfr. Napisz nazwę, od 1 do 100 znaków.
    [← Inny termin][🎟 Tokeny]
    ");
    assert_snapshot!(in_all(|view| no_name(view, NoName::Long(1234), &Scope::All)), @r"
    That name is too long: 1,234 characters, where 100 fit. Write a shorter one.
    [← Other term][🎟 Tokens]

    ———

    Имя слишком длинное, знаков: 1 234, а помещается 100. Напишите короче.
    [← Другой срок][🎟 Токены]

    ———

    Назва задовга, знаків: 1 234, а вміщається 100. Напишіть коротшу.
    [← Інший строк][🎟 Токени]

    ———

    Ta nazwa jest za długa, znaków: 1234, a mieści się 100. Napisz krótszą.
    [← Inny termin][🎟 Tokeny]
    ");
}

#[test]
fn the_last_question_in_every_language() {
    let until = at("2027-02-18T12:00:00Z");
    assert_snapshot!(in_all(|view| confirm(view, "nightly <reports>", &Scope::All, until)), @r"
    🎟 Create the token <b>nightly &lt;reports&gt;</b>, which counts until 18 February 2027?

    🌍 Opens all of the registry: whoever has it can read and change people and settings of every bot.

    It is shown once, in a message of its own, and cannot be shown again. Have the place ready where you will keep it.
    [✅ Create][✖️ Don't create]

    ———

    🎟 Создать токен <b>nightly &lt;reports&gt;</b>, который действует до 18 февраля 2027?

    🌍 Открывает весь реестр: с ним можно читать и менять людей и настройки всех ботов.

    Он появится один раз, отдельным сообщением, и показать его снова нельзя. Заранее приготовьте место, где он будет храниться.
    [✅ Создать][✖️ Не создавать]

    ———

    🎟 Створити токен <b>nightly &lt;reports&gt;</b>, що діє до 18 лютого 2027?

    🌍 Відкриває весь реєстр: з ним можна читати й змінювати людей і налаштування всіх ботів.

    Він з’явиться один раз, окремим повідомленням, і показати його знову не можна. Заздалегідь підготуйте місце, де він зберігатиметься.
    [✅ Створити][✖️ Не створювати]

    ———

    🎟 Utworzyć token <b>nightly &lt;reports&gt;</b>, ważny do 18 lutego 2027?

    🌍 Otwiera cały rejestr: kto go ma, może czytać i zmieniać osoby i ustawienia wszystkich botów.

    Pokaże się raz, w osobnej wiadomości, i nie da się go pokazać ponownie. Przygotuj najpierw miejsce, w którym będzie przechowywany.
    [✅ Utwórz][✖️ Nie twórz]
    ");
}

#[test]
fn the_token_itself_in_every_language() {
    let until = at("2027-02-18T12:00:00Z");
    assert_snapshot!(in_all(|view| issued(view, "nightly <reports>", &coach(), until, "eyJh.eyJp.c2ln")), @r"
    🎟 The token <b>nightly &lt;reports&gt;</b>, until 18 February 2027:

    <code>eyJh.eyJp.c2ln</code>

    🤖 Opens only the bot <code>coach</code>: whoever has it can read and change this bot's people and settings, and nothing of the others.

    ⚠️ It is shown only this once. Keep it like a password: copy it to where it is needed, and then delete this message.

    ———

    🎟 Токен <b>nightly &lt;reports&gt;</b>, до 18 февраля 2027:

    <code>eyJh.eyJp.c2ln</code>

    🤖 Открывает только бота <code>coach</code>: с ним можно читать и менять людей и настройки этого бота, но не остальных.

    ⚠️ Больше он не появится. Храните его как пароль: скопируйте туда, где он нужен, и удалите это сообщение.

    ———

    🎟 Токен <b>nightly &lt;reports&gt;</b>, до 18 лютого 2027:

    <code>eyJh.eyJp.c2ln</code>

    🤖 Відкриває лише бота <code>coach</code>: з ним можна читати й змінювати людей і налаштування цього бота, але не решти.

    ⚠️ Більше він не з’явиться. Зберігайте його як пароль: скопіюйте туди, де він потрібен, і видаліть це повідомлення.

    ———

    🎟 Token <b>nightly &lt;reports&gt;</b>, do 18 lutego 2027:

    <code>eyJh.eyJp.c2ln</code>

    🤖 Otwiera tylko bota <code>coach</code>: kto go ma, może czytać i zmieniać osoby i ustawienia tego bota, a pozostałych nie.

    ⚠️ Więcej się nie pokaże. Przechowuj go jak hasło: skopiuj tam, gdzie jest potrzebny, a potem usuń tę wiadomość.
    ");
}
