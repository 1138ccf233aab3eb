//! Which chats a bot may look at, change or write to (`check_chat_access` of the Bot API server).

use super::World;
use crate::error::{self, ApiError};
use crate::group::{Group, GroupKind, Status};
use crate::model::ChatKey;

/// What a call wants of a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    Read,
    /// Change or add something.
    Write,
}

impl World {
    /// The chat a bot means, if it may do with it what it wants.
    pub fn chat_for(&self, bot: i64, chat_id: i64, access: Access) -> Result<ChatKey, ApiError> {
        if let Some(group) = self.groups.get(&chat_id) {
            check_group(group, bot, access)?;
            return Ok(ChatKey::Group(chat_id));
        }
        if !self.personas.contains_key(&chat_id) {
            return Err(error::CHAT_NOT_FOUND.into());
        }
        let key = ChatKey::Private { bot, person: chat_id };
        if access == Access::Write {
            self.check_private(key)?;
        }
        Ok(key)
    }

    fn check_private(&self, key: ChatKey) -> Result<(), ApiError> {
        match self.chats.get(&key) {
            Some(chat) if chat.meta.blocked => Err(error::BLOCKED.into()),
            Some(chat) if chat.meta.started => Ok(()),
            _ => Err(error::NOT_STARTED.into()),
        }
    }
}

/// A basic group may still be looked at by who is not in it any more, a supergroup may not.
fn check_group(group: &Group, bot: i64, access: Access) -> Result<(), ApiError> {
    let status = group.status(bot).ok_or(error::CHAT_NOT_FOUND)?;
    let basic = group.kind == GroupKind::Group;
    if basic && access == Access::Read {
        return Ok(());
    }
    if let Some(supergroup) = group.upgraded_to {
        return Err(ApiError::upgraded(supergroup));
    }
    match status {
        Status::Kicked if basic => Err(error::KICKED_FROM_GROUP.into()),
        Status::Kicked => Err(error::KICKED_FROM_SUPERGROUP.into()),
        Status::Left if basic => Err(error::NOT_IN_GROUP.into()),
        Status::Left => Err(error::NOT_IN_SUPERGROUP.into()),
        Status::Creator | Status::Administrator | Status::Member => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_closed_in_telegrams_words() {
        use Access::*;
        use GroupKind::*;
        use Status::*;
        let cases = [
            (Group, Some(Member), Write, None),
            (Group, Some(Kicked), Read, None),
            (Group, Some(Kicked), Write, Some(error::KICKED_FROM_GROUP)),
            (Group, Some(Left), Write, Some(error::NOT_IN_GROUP)),
            (Supergroup, Some(Administrator), Write, None),
            (Supergroup, Some(Kicked), Read, Some(error::KICKED_FROM_SUPERGROUP)),
            (Supergroup, Some(Left), Read, Some(error::NOT_IN_SUPERGROUP)),
            (Supergroup, None, Read, Some(error::CHAT_NOT_FOUND)),
        ];
        for (kind, status, access, expected) in cases {
            let mut group = crate::group::Group::new(-1, "Team".into(), kind);
            group.members.extend(status.map(|status| (7, status)));
            let answer = check_group(&group, 7, access).err();
            assert_eq!(answer, expected.map(ApiError::from), "{kind:?} {status:?} {access:?}");
        }
    }

    #[test]
    fn an_upgraded_group_names_the_new_one() {
        let mut group = crate::group::Group::new(-1, "Team".into(), GroupKind::Group);
        group.members.insert(7, Status::Member);
        group.upgraded_to = Some(-1_005);
        let refusal = check_group(&group, 7, Access::Write).err();
        assert_eq!(refusal.and_then(|refusal| refusal.migrate_to), Some(-1_005));
        assert_eq!(check_group(&group, 7, Access::Read), Ok(()));
    }
}
