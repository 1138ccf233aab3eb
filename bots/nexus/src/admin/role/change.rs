//! Whether a role may be given or taken.

use nexus_core::ids::UserId;

use super::Role;

/// Why a role is not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Nobody takes their own rights by accident.
    Yourself,
    /// Somebody has to be left who may make admins.
    LastOwner,
    /// An owner of the configuration is one as long as that says so.
    Configured,
    Banned,
}

/// What is known when a role is about to change.
#[derive(Clone, Copy, Debug)]
pub(super) struct Change<'a> {
    pub actor: UserId,
    pub target: UserId,
    /// `None`: the role is taken.
    pub role: Option<Role>,
    pub is_configured: bool,
    pub is_banned: bool,
    /// Owners among the rows.
    pub owners: &'a [UserId],
    /// Owners of the configuration.
    pub configured: usize,
}

impl Change<'_> {
    pub fn check(self) -> Result<(), Refusal> {
        let is_last = self.configured == 0 && self.owners == [self.target];
        match self {
            Self { is_configured: true, .. } => Err(Refusal::Configured),
            _ if self.actor == self.target => Err(Refusal::Yourself),
            Self { role: Some(_), is_banned: true, .. } => Err(Refusal::Banned),
            Self { role, .. } if is_last && role != Some(Role::Owner) => Err(Refusal::LastOwner),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_removes_the_last_owner_or_themselves() {
        let (me, other, third) = (UserId::new(), UserId::new(), UserId::new());
        let change = Change {
            actor: me,
            target: other,
            role: None,
            is_configured: false,
            is_banned: false,
            owners: &[],
            configured: 1,
        };
        let editor = Some(Role::Editor);
        let (two, one) = ([other, third], [other]);
        for (case, change, expected) in [
            ("a plain removal", change, Ok(())),
            ("a plain change", Change { role: editor, ..change }, Ok(())),
            ("oneself", Change { target: me, ..change }, Err(Refusal::Yourself)),
            ("oneself, to less", Change { target: me, role: editor, ..change }, Err(Refusal::Yourself)),
            ("the configuration's", Change { is_configured: true, ..change }, Err(Refusal::Configured)),
            ("a banned person", Change { is_banned: true, role: editor, ..change }, Err(Refusal::Banned)),
            ("a banned admin goes", Change { is_banned: true, ..change }, Ok(())),
            ("an owner of two", Change { owners: &two, configured: 0, ..change }, Ok(())),
            ("the last owner", Change { owners: &one, configured: 0, ..change }, Err(Refusal::LastOwner)),
            (
                "the last owner, to less",
                Change { owners: &one, configured: 0, role: editor, ..change },
                Err(Refusal::LastOwner),
            ),
            ("one of the configuration is left", Change { owners: &one, configured: 1, ..change }, Ok(())),
            (
                "the last owner stays one",
                Change { owners: &one, configured: 0, role: Some(Role::Owner), ..change },
                Ok(()),
            ),
        ] {
            assert_eq!(change.check(), expected, "{case}");
        }
    }
}
