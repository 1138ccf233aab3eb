//! Who is an admin, and what they may do: owners of the configuration (`NEXUS_ADMINS`), and the rows of `nexus.admins`.
//!
//! Nothing of it is remembered between two uses: who lost a role has lost it at once, in every process.

mod change;
pub(crate) mod dialogue;
pub(crate) mod screens;
mod store;

pub(super) use store::{lock_owners, remove};

use nexus_core::{
    bot::Post,
    dptree,
    ids::{ExternalId, UserId},
    prelude::*,
};
use serde::{Deserialize, Serialize};

use super::people::Named;

/// What an admin is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub(crate) enum Role {
    Owner,
    Operator,
    Support,
    Editor,
}

/// What a role may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Right {
    /// The registry in numbers, and the admins' menu.
    Numbers,
    Health,
    Jobs,
    /// What was given up.
    Dead,
    Errors,
    Backup,
    Alerts,
    /// Every bot's card, and its switch.
    Bots,
    /// All of the log; of a person's card, who may see people sees the person's part.
    Audit,
    Spend,
    /// People, their bans and tiers, why they get no messages, export and erasure on their behalf.
    People,
    Broadcast,
    /// What people write with /feedback.
    Feedback,
    /// Tokens of programs.
    Tokens,
    /// Who else is an admin.
    Admins,
}

impl Right {
    const ALL: [Self; 15] = [
        Self::Numbers,
        Self::Health,
        Self::Jobs,
        Self::Dead,
        Self::Errors,
        Self::Backup,
        Self::Alerts,
        Self::Bots,
        Self::Audit,
        Self::Spend,
        Self::People,
        Self::Broadcast,
        Self::Feedback,
        Self::Tokens,
        Self::Admins,
    ];
}

impl Role {
    pub(crate) const ALL: [Self; 4] = [Self::Owner, Self::Operator, Self::Support, Self::Editor];

    /// As it is stored and recorded.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Operator => "operator",
            Self::Support => "support",
            Self::Editor => "editor",
        }
    }

    fn rights(self) -> &'static [Right] {
        match self {
            Self::Owner => &Right::ALL,
            Self::Operator => &[
                Right::Numbers,
                Right::Health,
                Right::Jobs,
                Right::Dead,
                Right::Errors,
                Right::Backup,
                Right::Alerts,
                Right::Bots,
                Right::Audit,
                Right::Spend,
            ],
            Self::Support => &[Right::Numbers, Right::People, Right::Feedback],
            Self::Editor => &[Right::Numbers, Right::Broadcast],
        }
    }

    pub(crate) fn may(self, right: Right) -> bool {
        self.rights().contains(&right)
    }
}

/// The role of the turn's person, here and now. In a group others would read along, so there nobody has one.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn of(turn: &Turn) -> sqlx::Result<Option<Role>> {
    if !turn.source().is_private {
        return Ok(None);
    }
    if turn.is_admin() {
        return Ok(Some(Role::Owner));
    }
    store::role_of(turn.outer_db(), turn.person().user).await
}

/// Whether somebody has a row among the admins, and is not banned.
pub(super) async fn is_admin(turn: &Turn, user: UserId) -> sqlx::Result<bool> {
    Ok(store::role_of(turn.outer_db(), user).await?.is_some())
}

/// Whether the turn's person may do this, here and now.
pub(crate) async fn may(turn: &Turn, right: Right) -> bool {
    may_any(turn, &[right]).await
}

/// Whether the turn's person may do one of these.
pub(crate) async fn may_any(turn: &Turn, rights: &[Right]) -> bool {
    match of(turn).await {
        Ok(role) => role.is_some_and(|role| rights.iter().any(|right| role.may(*right))),
        // The close of this turn meets the same database, and is taken again.
        Err(error) => {
            tracing::warn!(%error, trace = %turn.trace(), "nobody knows whether this person is an admin");
            false
        }
    }
}

/// Who may do this and can be told of it by the bot.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn holders(post: &Post, right: Right) -> sqlx::Result<Vec<UserId>> {
    let roles: Vec<&str> = Role::ALL.into_iter().filter(|role| role.may(right)).map(Role::code).collect();
    store::holders(&post.db, post.account.bot, post.account.realm, &post.admins, &roles).await
}

/// Lets only those through who may do this.
pub(crate) fn only(right: Right) -> Handler {
    dptree::filter_async(move |turn: Turn| async move { may(&turn, right).await })
}

/// What the buttons of this capability do. Only ever grows at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum RoleTap {
    /// A page of the list, counted from 0.
    List(u32),
    /// Asks who becomes an admin.
    Add,
    /// The choice of roles for a person.
    Offer(UserId),
    Give(UserId, Role),
    AskRemove(UserId),
    Remove(UserId),
}

/// An admin of the list.
#[derive(Clone, Debug)]
pub(super) struct Admin {
    /// `None`: a number of the configuration that the registry has not met.
    pub named: Option<Named>,
    /// Of the configuration.
    pub configured: Option<ExternalId>,
    pub role: Role,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rights_follow_the_role() {
        let rights = |role: Role| Right::ALL.map(|right| role.may(right));
        assert_eq!(rights(Role::Owner), [true; 15]);
        for (right, operator, support, editor) in [
            (Right::Numbers, true, true, true),
            (Right::Health, true, false, false),
            (Right::Jobs, true, false, false),
            (Right::Dead, true, false, false),
            (Right::Errors, true, false, false),
            (Right::Backup, true, false, false),
            (Right::Alerts, true, false, false),
            (Right::Bots, true, false, false),
            (Right::Audit, true, false, false),
            (Right::Spend, true, false, false),
            (Right::People, false, true, false),
            (Right::Broadcast, false, false, true),
            (Right::Feedback, false, true, false),
            (Right::Tokens, false, false, false),
            (Right::Admins, false, false, false),
        ] {
            let expected = [operator, support, editor];
            assert_eq!(
                [Role::Operator, Role::Support, Role::Editor].map(|role| role.may(right)),
                expected,
                "{right:?}"
            );
        }
    }
}
