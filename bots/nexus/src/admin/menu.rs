//! The admins' menu: what this role may do, one button for each.

use nexus_core::{locale::Locale, prelude::*};

use super::{
    AdminTap,
    audit::AuditTap,
    bots::BotsTap,
    people::{Filter, PeopleTap},
    role::{self, Right, Role, RoleTap},
    tokens::TokensTap,
    view::View,
};
use crate::{
    backup::BackupTap,
    broadcast::BroadcastTap,
    desk::DeskTap,
    failures::{DAY, FailuresTap, List},
    my_bots::OwnTap,
    tap::NexusTap,
};

/// Buttons in a row.
const ROW: usize = 2;

type Entry = (Right, fn(Locale) -> String, NexusTap);

/// In the order of the screen. A part of the admin's bot that has a main screen puts its button here.
const ENTRIES: [Entry; 15] = [
    (Right::Numbers, |locale| text!(locale, "button-stats"), NexusTap::Stats),
    (Right::Health, |locale| text!(locale, "button-health"), NexusTap::Health),
    (
        Right::People,
        |locale| text!(locale, "admin-button-people"),
        NexusTap::Admin(AdminTap::People(PeopleTap::List { filter: Filter::All, page: 0 })),
    ),
    (Right::Broadcast, |locale| text!(locale, "cast-title"), NexusTap::Broadcast(BroadcastTap::List(0))),
    (Right::Feedback, |locale| text!(locale, "desk-title"), NexusTap::Own(OwnTap::Desk(DeskTap::Page(0)))),
    (
        Right::Dead,
        |locale| text!(locale, "failures-button-dead"),
        NexusTap::Failures(FailuresTap::List(List::ALL)),
    ),
    (
        Right::Errors,
        |locale| text!(locale, "failures-button-errors"),
        NexusTap::Failures(FailuresTap::Errors { days: DAY, page: 0 }),
    ),
    (Right::Jobs, |locale| text!(locale, "failures-button-jobs"), NexusTap::Failures(FailuresTap::Jobs)),
    (
        Right::Alerts,
        |locale| text!(locale, "failures-button-alerts"),
        NexusTap::Failures(FailuresTap::Alerts),
    ),
    (Right::Backup, |locale| text!(locale, "backup-button"), NexusTap::Backup(BackupTap::List(0))),
    (
        Right::Bots,
        |locale| text!(locale, "admin-button-bots"),
        NexusTap::Admin(AdminTap::Bots(BotsTap::List(0))),
    ),
    (
        Right::Audit,
        |locale| text!(locale, "admin-button-audit"),
        NexusTap::Admin(AdminTap::Audit(AuditTap::All)),
    ),
    (
        Right::Admins,
        |locale| text!(locale, "admin-button-admins"),
        NexusTap::Admin(AdminTap::Role(RoleTap::List(0))),
    ),
    (
        Right::Tokens,
        |locale| text!(locale, "admin-button-tokens"),
        NexusTap::Admin(AdminTap::Tokens(TokensTap::List(0))),
    ),
    (Right::Spend, |locale| text!(locale, "admin-button-spend"), NexusTap::Admin(AdminTap::Spend)),
];

pub(super) async fn show(turn: Turn) -> anyhow::Result<()> {
    // Who may come here was asked a moment ago; who lost the role since sees an empty menu.
    if let Some(role) = role::of(&turn).await? {
        turn.show(screen(View::of(&turn), role).home_row(&turn));
    }
    Ok(())
}

fn screen(view: View, role: Role) -> Screen {
    let locale = view.locale();
    let title = html!(locale, "admin-title").bold();
    let name = role::screens::name(locale, role);
    let screen = Screen::new(Html::join([title, html!(locale, "admin-your-role", role = name)], "\n\n"));
    let mine = ENTRIES.iter().filter(|(right, ..)| role.may(*right));
    let buttons: Vec<Button> = mine.map(|(_, label, tap)| Button::tap(label(locale), tap)).collect();
    buttons.chunks(ROW).fold(screen, |screen, row| screen.row(row.iter().cloned()))
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use chrono_tz::Tz;
    use insta::assert_snapshot;
    use nexus_core::{locale::Format, testing::drawn};

    use super::*;

    fn seen(language: Language, role: Role) -> String {
        let view = View { format: Format::new(language, Tz::UTC), now: DateTime::UNIX_EPOCH };
        drawn(&screen(view, role))
    }

    #[test]
    fn each_role_sees_what_it_may() {
        let all = Role::ALL.map(|role| seen(Language::En, role)).join("\n\n");
        assert_snapshot!(all, @r"
        <b>🛠 Admin</b>

        Your role: owner
        [📊 Numbers][🩺 Health]
        [👥 People][📣 Broadcasts]
        [✍️ Feedback][🪦 Given up]
        [🧯 Errors][🧰 Jobs]
        [🚨 Alerts][💾 Backups]
        [🤖 All bots][📜 Log]
        [🔑 Admins][🎟 Tokens]
        [💸 Spending]

        <b>🛠 Admin</b>

        Your role: operator
        [📊 Numbers][🩺 Health]
        [🪦 Given up][🧯 Errors]
        [🧰 Jobs][🚨 Alerts]
        [💾 Backups][🤖 All bots]
        [📜 Log][💸 Spending]

        <b>🛠 Admin</b>

        Your role: support
        [📊 Numbers][👥 People]
        [✍️ Feedback]

        <b>🛠 Admin</b>

        Your role: editor
        [📊 Numbers][📣 Broadcasts]
        ");
    }

    #[test]
    fn the_owner_sees_all_of_it_in_every_language() {
        let all = [Language::Ru, Language::Uk, Language::Pl].map(|language| seen(language, Role::Owner));
        assert_snapshot!(all.join("\n\n"), @r"
        <b>🛠 Управление</b>

        Ваша роль: владелец
        [📊 Статистика][🩺 Состояние]
        [👥 Люди][📣 Рассылки]
        [✍️ Отзывы][🪦 Неудачи]
        [🧯 Ошибки][🧰 Задачи]
        [🚨 Оповещения][💾 Резервные копии]
        [🤖 Все боты][📜 Журнал]
        [🔑 Администраторы][🎟 Токены]
        [💸 Расходы]

        <b>🛠 Керування</b>

        Ваша роль: власник
        [📊 Статистика][🩺 Стан]
        [👥 Люди][📣 Розсилки]
        [✍️ Відгуки][🪦 Невдачі]
        [🧯 Помилки][🧰 Завдання]
        [🚨 Сповіщення][💾 Резервні копії]
        [🤖 Усі боти][📜 Журнал]
        [🔑 Адміністратори][🎟 Токени]
        [💸 Витрати]

        <b>🛠 Administracja</b>

        Twoja rola: właściciel
        [📊 Statystyki][🩺 Stan]
        [👥 Osoby][📣 Wysyłki]
        [✍️ Opinie][🪦 Porzucone]
        [🧯 Błędy][🧰 Zadania]
        [🚨 Alerty][💾 Kopie zapasowe]
        [🤖 Wszystkie boty][📜 Dziennik]
        [🔑 Administratorzy][🎟 Tokeny]
        [💸 Wydatki]
        ");
    }
}
