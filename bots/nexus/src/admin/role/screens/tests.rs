use chrono::DateTime;
use chrono_tz::Tz;
use insta::assert_snapshot;
use nexus_core::{
    ids::{ExternalId, UserId},
    locale::Format,
    testing::drawn,
};
use uuid::Uuid;

use super::*;

fn view(language: Language) -> View {
    View { format: Format::new(language, Tz::UTC), now: DateTime::UNIX_EPOCH }
}

fn named(name: &str) -> Named {
    Named {
        user: UserId(Uuid::nil()),
        first_name: Some(name.to_owned()),
        last_name: None,
        username: Some("nick".to_owned()),
    }
}

fn in_all(draw: impl Fn(View) -> Screen) -> String {
    Language::ALL.map(|language| drawn(&draw(view(language)))).join("\n\n———\n\n")
}

#[test]
fn admins_in_every_language() {
    let admin = |name: Option<&str>, configured: Option<i64>, role: Role| Admin {
        named: name.map(named),
        configured: configured.map(ExternalId),
        role,
    };
    let admins = [
        admin(Some("Ada"), Some(7), Role::Owner),
        admin(None, Some(8), Role::Owner),
        admin(Some("<Bert>"), None, Role::Operator),
        admin(Some("Cem"), None, Role::Support),
        admin(Some("Dora"), None, Role::Editor),
    ];
    assert_snapshot!(in_all(|view| list(view, &admins, 0)), @r"
    <b>🔑 Admins</b>

    <b>Ada</b> @nick – owner, by configuration
    <code>8</code> – owner, by configuration
    <b>&lt;Bert&gt;</b> @nick – operator
    <b>Cem</b> @nick – support
    <b>Dora</b> @nick – editor
    [<Bert>][Cem]
    [Dora]
    [➕ Add]

    ———

    <b>🔑 Администраторы</b>

    <b>Ada</b> @nick – владелец, по конфигурации
    <code>8</code> – владелец, по конфигурации
    <b>&lt;Bert&gt;</b> @nick – оператор
    <b>Cem</b> @nick – поддержка
    <b>Dora</b> @nick – редактор
    [<Bert>][Cem]
    [Dora]
    [➕ Добавить]

    ———

    <b>🔑 Адміністратори</b>

    <b>Ada</b> @nick – власник, за конфігурацією
    <code>8</code> – власник, за конфігурацією
    <b>&lt;Bert&gt;</b> @nick – оператор
    <b>Cem</b> @nick – підтримка
    <b>Dora</b> @nick – редактор
    [<Bert>][Cem]
    [Dora]
    [➕ Додати]

    ———

    <b>🔑 Administratorzy</b>

    <b>Ada</b> @nick – właściciel, z konfiguracji
    <code>8</code> – właściciel, z konfiguracji
    <b>&lt;Bert&gt;</b> @nick – operator
    <b>Cem</b> @nick – wsparcie
    <b>Dora</b> @nick – redaktor
    [<Bert>][Cem]
    [Dora]
    [➕ Dodaj]
    ");
}

#[test]
fn the_choice_of_a_role_in_every_language() {
    assert_snapshot!(in_all(|view| offer(view, &named("<Bert>"), Some(Role::Editor))), @r"
    <b>&lt;Bert&gt;</b> @nick is editor. What should it be?

    <b>owner</b>: everything, admins included
    <b>operator</b>: health, jobs, failures, backups, bots, the log
    <b>support</b>: people: cards, bans, tiers, why somebody gets no messages
    <b>editor</b>: broadcasts
    [owner][operator]
    [support]
    [🗑 Take the role away]
    [🔑 Admins]

    ———

    <b>&lt;Bert&gt;</b> @nick, сейчас роль: редактор. Какой она должна быть?

    <b>владелец</b>: всё, включая администраторов
    <b>оператор</b>: состояние, задачи, сбои, резервные копии, боты, журнал
    <b>поддержка</b>: люди: карточки, доступ, уровни, почему не приходят сообщения
    <b>редактор</b>: рассылки
    [владелец][оператор]
    [поддержка]
    [🗑 Снять роль]
    [🔑 Администраторы]

    ———

    <b>&lt;Bert&gt;</b> @nick, зараз роль: редактор. Якою вона має бути?

    <b>власник</b>: усе, разом з адміністраторами
    <b>оператор</b>: стан, завдання, збої, резервні копії, боти, журнал
    <b>підтримка</b>: люди: картки, доступ, рівні, чому не надходять повідомлення
    <b>редактор</b>: розсилки
    [власник][оператор]
    [підтримка]
    [🗑 Зняти роль]
    [🔑 Адміністратори]

    ———

    <b>&lt;Bert&gt;</b> @nick, obecna rola: redaktor. Jaka ma być?

    <b>właściciel</b>: wszystko, także administratorzy
    <b>operator</b>: stan, zadania, awarie, kopie zapasowe, boty, dziennik
    <b>wsparcie</b>: osoby: karty, dostęp, poziomy, dlaczego nie przychodzą wiadomości
    <b>redaktor</b>: wiadomości do wszystkich
    [właściciel][operator]
    [wsparcie]
    [🗑 Odbierz rolę]
    [🔑 Administratorzy]
    ");
    assert_snapshot!(drawn(&offer(view(Language::En), &named("Cem"), None)), @r"
    Which role does <b>Cem</b> @nick get?

    <b>owner</b>: everything, admins included
    <b>operator</b>: health, jobs, failures, backups, bots, the log
    <b>support</b>: people: cards, bans, tiers, why somebody gets no messages
    <b>editor</b>: broadcasts
    [owner][operator]
    [support][editor]
    [🔑 Admins]
    ");
}

#[test]
fn questions_in_every_language() {
    assert_snapshot!(in_all(|view| ask_remove(view, &named("Bert"), Role::Support)), @r"
    Take the role “support” away from <b>Bert</b> @nick? The admins' commands and buttons stop working for them at once. Their own use of the bots stays as it is.
    [🗑 Take the role away][← Keep it]

    ———

    Снять роль «поддержка»: <b>Bert</b> @nick? Команды и кнопки управления сразу перестанут работать. Ботами можно будет пользоваться как раньше.
    [🗑 Снять роль][← Оставить]

    ———

    Зняти роль «підтримка»: <b>Bert</b> @nick? Команди й кнопки керування одразу перестануть працювати. Ботами можна буде користуватися, як раніше.
    [🗑 Зняти роль][← Залишити]

    ———

    Odebrać rolę „wsparcie”: <b>Bert</b> @nick? Polecenia i przyciski administracji od razu przestaną działać. Z botów można będzie korzystać jak dotąd.
    [🗑 Odbierz rolę][← Zostaw]
    ");
    assert_snapshot!(in_all(ask), @r"
    🔑 Who becomes an admin? Write an @username, a Telegram number or a registry id. It has to be somebody who has used one of the bots.
    [🔑 Admins]

    ———

    🔑 Кто станет администратором? Напишите @имя, номер в Telegram или id в реестре. Этот человек уже должен пользоваться одним из ботов.
    [🔑 Администраторы]

    ———

    🔑 Хто стане адміністратором? Напишіть @ім’я, номер у Telegram або id у реєстрі. Ця людина вже має користуватися одним із ботів.
    [🔑 Адміністратори]

    ———

    🔑 Kto ma zostać administratorem? Napisz @nazwę, numer z Telegrama albo id z rejestru. Musi to być ktoś, kto już korzysta z jednego z botów.
    [🔑 Administratorzy]
    ");
}
