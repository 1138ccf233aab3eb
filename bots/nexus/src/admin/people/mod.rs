//! People of the registry: searched, looked at, banned, moved to another tier.

pub(crate) mod ban;
mod behalf;
pub(crate) mod dialogue;
mod key;
pub(crate) mod screens;
pub(crate) mod store;

pub(crate) use key::Key;
pub(crate) use store::{is_banned, named, named_columns as named};

use chrono::{DateTime, Utc};
use nexus_core::{
    ids::{ExternalId, UserId},
    prelude::*,
};
use serde::{Deserialize, Serialize};
use sqlx::FromRow;

/// Letters of a search that count.
pub(super) const SEARCH: usize = 64;

/// What the buttons of this capability do. Only ever grows at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum PeopleTap {
    /// A page of the list, counted from 0; what is searched for is kept with the admin.
    List {
        filter: Filter,
        page: u32,
    },
    Search,
    /// Looks at all again.
    ClearSearch,
    Card(UserId),
    /// Asks why somebody is to be banned.
    AskBan(UserId),
    /// Bans for the reason that was given in this dialogue.
    Ban(UserId),
    Unban(UserId),
    AskTier(UserId),
    SetTier(UserId, Tier),
    Why(UserId),
    /// Sends them all that is known of them.
    Export(UserId),
    AskErase(UserId),
    Erase(UserId),
}

/// Which people a list is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Filter {
    All,
    /// Who wrote to some bot within a day.
    Active,
    /// Who blocked some bot.
    Blocked,
    Banned,
    Premium,
}

impl Filter {
    pub(super) const ALL: [Self; 5] = [Self::All, Self::Active, Self::Blocked, Self::Banned, Self::Premium];

    /// As the statement knows it.
    fn code(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Active => "active",
            Self::Blocked => "blocked",
            Self::Banned => "banned",
            Self::Premium => "premium",
        }
    }
}

/// What a person is to the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub(crate) enum Tier {
    Anonymous,
    SignedIn,
    Premium,
}

impl Tier {
    pub(super) const ALL: [Self; 3] = [Self::Anonymous, Self::SignedIn, Self::Premium];

    /// As it is stored and recorded.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Anonymous => "anonymous",
            Self::SignedIn => "signed_in",
            Self::Premium => "premium",
        }
    }

    /// As an admin writes it.
    fn from_word(word: &str) -> Option<Self> {
        let word = word.to_lowercase().replace(['-', ' '], "_");
        Self::ALL.into_iter().find(|tier| tier.code() == word)
    }
}

/// A person as they are called; by the identity that they came with first.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct Named {
    pub user: UserId,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub username: Option<String>,
}

impl Named {
    /// First and last name; of somebody who has none any more, the registry's id.
    pub fn name(&self) -> String {
        let names = [self.first_name.as_deref(), self.last_name.as_deref()];
        let name = names.into_iter().flatten().collect::<Vec<_>>().join(" ");
        if name.trim().is_empty() { self.user.to_string() } else { name }
    }

    /// The name in bold, and how they are found.
    pub fn html(&self) -> Html {
        let mut text = Html::escape(&self.name()).bold();
        if let Some(username) = &self.username {
            text.push(Html::escape(&format!(" @{username}")));
        }
        text
    }
}

/// A person of the list.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct Listed {
    #[sqlx(flatten)]
    pub named: Named,
    pub is_premium: bool,
    pub is_banned: bool,
    pub last_seen: Option<DateTime<Utc>>,
}

/// All that the card tells.
#[derive(Clone, Debug)]
pub(crate) struct Card {
    pub base: Base,
    pub identities: Vec<Identity>,
    pub bots: Vec<UsedBot>,
}

#[derive(Clone, Debug, FromRow)]
pub(crate) struct Base {
    #[sqlx(flatten)]
    pub named: Named,
    /// As chosen.
    pub language: Option<String>,
    pub zone: Option<String>,
    pub tier: Tier,
    pub created_at: DateTime<Utc>,
    pub banned_at: Option<DateTime<Utc>>,
    pub ban_reason: String,
    /// Notifications that are scheduled, in all bots.
    pub planned: i64,
    /// Notifications that are held back.
    pub held: i64,
}

#[derive(Clone, Debug, FromRow)]
pub(crate) struct Identity {
    pub realm: String,
    pub external_id: ExternalId,
    pub first_name: String,
    pub last_name: Option<String>,
    pub username: Option<String>,
    pub language_code: Option<String>,
}

#[derive(Clone, Debug, FromRow)]
pub(crate) struct UsedBot {
    pub name: String,
    pub last_interaction_at: DateTime<Utc>,
    pub blocked_at: Option<DateTime<Utc>>,
}

/// How a search may be spelt in a name: a database that knows no letters but English ones cannot tell large from small.
fn spellings(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let title = nexus_core::locale::format::capitalized(&lower);
    let mut all = vec![text.to_owned(), lower, title, text.to_uppercase()];
    all.sort();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiers_are_read_as_people_write_them() {
        for (word, tier) in [
            ("premium", Some(Tier::Premium)),
            ("Signed-In", Some(Tier::SignedIn)),
            ("signed in", Some(Tier::SignedIn)),
            ("ANONYMOUS", Some(Tier::Anonymous)),
            ("gold", None),
            ("", None),
        ] {
            assert_eq!(Tier::from_word(word), tier, "{word}");
        }
    }

    #[test]
    fn a_name_is_searched_in_any_case() {
        assert_eq!(spellings("жанна"), ["ЖАННА", "Жанна", "жанна"]);
        assert_eq!(spellings("12"), ["12"]);
    }

    #[test]
    fn who_has_no_name_is_called_by_their_id() {
        let user = UserId::new();
        let named = |first: Option<&str>, last: Option<&str>| Named {
            user,
            first_name: first.map(str::to_owned),
            last_name: last.map(str::to_owned),
            username: Some("a_b".to_owned()),
        };
        assert_eq!(named(Some("Ada"), Some("<King>")).html().as_str(), "<b>Ada &lt;King&gt;</b> @a_b");
        assert_eq!(named(Some("Ada"), None).name(), "Ada");
        assert_eq!(named(None, None).name(), user.to_string());
    }
}
