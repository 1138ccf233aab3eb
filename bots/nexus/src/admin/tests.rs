//! Who may use which command and which button.

use nexus_core::ids::BotId;
use uuid::Uuid;

use super::{
    audit::AuditTap,
    bots::BotsTap,
    people::{Filter, PeopleTap, Tier},
    role::{Role, RoleTap},
    tokens::{Life, TokensTap},
    *,
};

/// Operator, support, editor; an owner may do everything.
type May = [bool; 3];

const ALL: May = [true, true, true];
const OPERATORS: May = [true, false, false];
const SUPPORT: May = [false, true, false];
const BOTH: May = [true, true, false];
const OWNERS: May = [false, false, false];

fn may(rights: &[Right]) -> May {
    let may = |role: Role| rights.iter().any(|right| role.may(*right));
    assert!(may(Role::Owner));
    [Role::Operator, Role::Support, Role::Editor].map(may)
}

#[test]
fn every_command_takes_its_right() {
    let text = String::new;
    for (command, expected) in [
        (Command::Admin, ALL),
        (Command::Stats, ALL),
        (Command::Health, OPERATORS),
        (Command::Users(text()), SUPPORT),
        (Command::User(text()), SUPPORT),
        (Command::Bot(text()), OPERATORS),
        (Command::Ban(text()), SUPPORT),
        (Command::Unban(text()), SUPPORT),
        (Command::Tier(text()), SUPPORT),
        (Command::Audit(text()), OPERATORS),
        (Command::Why(text()), SUPPORT),
        (Command::Admins(text()), OWNERS),
        (Command::Spend, OPERATORS),
        (Command::Token, OWNERS),
    ] {
        assert_eq!(may(command.rights()), expected, "{command:?}");
    }
}

/// Every button, with ids and numbers as long as they get.
fn taps() -> Vec<(AdminTap, May)> {
    let (user, bot, before) = (UserId(Uuid::max()), BotId(Uuid::max()), Some(i64::MIN));
    let people = [
        PeopleTap::List { filter: Filter::Premium, page: u32::MAX },
        PeopleTap::Search,
        PeopleTap::ClearSearch,
        PeopleTap::Card(user),
        PeopleTap::AskBan(user),
        PeopleTap::Ban(user),
        PeopleTap::Unban(user),
        PeopleTap::AskTier(user),
        PeopleTap::SetTier(user, Tier::Premium),
        PeopleTap::Why(user),
    ];
    let roles = [
        RoleTap::List(u32::MAX),
        RoleTap::Add,
        RoleTap::Offer(user),
        RoleTap::Give(user, Role::Editor),
        RoleTap::AskRemove(user),
        RoleTap::Remove(user),
    ];
    let bots = [
        BotsTap::List(u32::MAX),
        BotsTap::Card(bot),
        BotsTap::AskOff(bot),
        BotsTap::Off(bot),
        BotsTap::On(bot),
    ];
    let log = [
        (AuditTap::All, OPERATORS),
        (AuditTap::Page { before }, OPERATORS),
        (AuditTap::Search, OPERATORS),
        (AuditTap::OfPerson { user, before }, BOTH),
        (AuditTap::OfBot { bot, before }, OPERATORS),
        (AuditTap::Entry(i64::MIN), BOTH),
    ];
    let tokens = [
        TokensTap::List(u32::MAX),
        TokensTap::Card(Uuid::max()),
        TokensTap::AskRevoke(Uuid::max()),
        TokensTap::Revoke(Uuid::max()),
        TokensTap::New(u32::MAX),
        TokensTap::For(Some(bot)),
        TokensTap::Lasting(Some(bot), Life::Year),
        TokensTap::Issue,
    ];
    let mut all = vec![(AdminTap::Menu, ALL), (AdminTap::Spend, OPERATORS)];
    all.extend(people.map(|tap| (AdminTap::People(tap), SUPPORT)));
    all.extend(roles.map(|tap| (AdminTap::Role(tap), OWNERS)));
    all.extend(bots.map(|tap| (AdminTap::Bots(tap), OPERATORS)));
    all.extend(tokens.map(|tap| (AdminTap::Tokens(tap), OWNERS)));
    all.extend(log.map(|(tap, may)| (AdminTap::Audit(tap), may)));
    all
}

#[test]
fn every_button_takes_its_right_and_fits() {
    for (tap, expected) in taps() {
        assert_eq!(may(tap.rights()), expected, "{tap:?}");
        assert!(NexusTap::Admin(tap).encode().is_ok(), "{tap:?}");
    }
}

#[test]
fn a_state_of_another_part_is_none_of_ours() {
    let foreign = serde_json::json!({"composing": {"text": "hello"}});
    assert!(serde_json::from_value::<State>(foreign).is_err());
    let user = UserId::new();
    for state in [
        State::Idle,
        State::AdminSearchesPeople,
        State::AdminGivesReason { user },
        State::AdminConfirmsBan { user, reason: "spam".to_owned() },
        State::AdminNamesAdmin,
        State::AdminSearchesAudit,
        State::AdminNamesToken { bot: None, life: Life::Month },
        State::AdminConfirmsToken {
            bot: Some(BotId(Uuid::max())),
            life: Life::Quarter,
            name: "reports".to_owned(),
        },
    ] {
        let stored = serde_json::to_value(&state).expect("JSON");
        assert_eq!(serde_json::from_value::<State>(stored).expect("a state"), state);
    }
}
