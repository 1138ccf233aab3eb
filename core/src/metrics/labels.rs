//! The values that labels may have. All are fixed here (or are a bot's code, or a job's name): nothing that a person or a
//! chat is known by, and nothing that somebody wrote, ever becomes one.

use crate::permits::Class;

/// A label whose values are known beforehand.
pub(super) trait Label: Copy + 'static {
    const ALL: &'static [Self];

    fn text(self) -> &'static str;
}

/// One of something for each value of a label, found by the value's place.
pub(super) fn each<L: Label, T>(make: impl Fn(L) -> T) -> Vec<T> {
    L::ALL.iter().map(|label| make(*label)).collect()
}

macro_rules! label {
    ($(#[$about:meta])* $name:ident { $($(#[$detail:meta])* $value:ident = $text:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $($(#[$detail])* $value,)+
        }

        impl Label for $name {
            const ALL: &'static [Self] = &[$(Self::$value,)+];

            fn text(self) -> &'static str {
                match self {
                    $(Self::$value => $text,)+
                }
            }
        }
    };
}

label! {
    /// What an update is, as the Bot API names it.
    #[derive(Default)]
    UpdateKind {
        Message = "message",
        EditedMessage = "edited_message",
        CallbackQuery = "callback_query",
        Membership = "my_chat_member",
        #[default]
        Other = "other",
    }
}

impl UpdateKind {
    pub(crate) fn of(name: &str) -> Self {
        Self::ALL.iter().copied().find(|kind| kind.text() == name).unwrap_or_default()
    }
}

label! {
    /// How updates come in.
    Way {
        Polling = "polling",
        Webhook = "webhook",
    }
}

label! {
    /// What a turn worked off.
    TurnKind {
        Update = "update",
        /// Notifications that came due.
        Due = "due",
        /// A job's answer.
        Answer = "answer",
        /// News from another bot.
        Event = "event",
        /// A refused message, tried again by an operator.
        Saying = "saying",
    }
}

impl TurnKind {
    /// By the inbox's name for it.
    pub(crate) fn of(kind: &str) -> Self {
        Self::ALL.iter().copied().find(|known| known.text() == kind).unwrap_or(Self::Update)
    }
}

label! {
    /// How a turn ended.
    TurnEnd {
        /// All that it asked for was done.
        Closed = "closed",
        /// Its handler failed; it will be tried again.
        Retried = "retried",
        /// Its handler failed for the last time.
        Dead = "dead",
        /// Another replica closed a turn of the chat meanwhile; nothing was done.
        Overtaken = "overtaken",
        /// The database went away; it will be taken again.
        Lost = "lost",
    }
}

label! {
    /// What the messenger was asked to do.
    SendMethod {
        SendMessage = "sendMessage",
        EditMessageText = "editMessageText",
        AnswerCallbackQuery = "answerCallbackQuery",
        SendChatAction = "sendChatAction",
        Other = "other",
    }
}

impl SendMethod {
    pub(crate) fn of(name: &str) -> Self {
        Self::ALL.iter().copied().find(|method| method.text() == name).unwrap_or(Self::Other)
    }
}

label! {
    /// What the messenger made of it.
    SendEnd {
        Accepted = "accepted",
        /// An edit that changes nothing.
        Unchanged = "unchanged",
        /// It will never be accepted as it is.
        Refused = "refused",
        /// The person blocked the bot, or has gone.
        Blocked = "blocked",
        /// Too many (429).
        Flooded = "flooded",
        /// The messenger's own trouble (5xx), or trouble with the token; it is tried again.
        Failed = "failed",
        /// No answer; it is tried again.
        Network = "network",
    }
}

label! {
    /// Who pauses after the messenger found somebody too fast.
    FloodPause {
        Chat = "chat",
        Bot = "bot",
    }
}

label! {
    /// How a try of a job ended.
    JobEnd {
        Done = "done",
        /// It failed, and will be tried again.
        Retried = "retried",
        /// It failed for the last time.
        Dead = "dead",
    }
}

label! {
    /// What became of a broadcast's recipient.
    BroadcastEnd {
        Delivered = "delivered",
        /// They blocked the bot.
        Blocked = "blocked",
        Failed = "failed",
    }
}

impl Label for Class {
    const ALL: &'static [Self] = &[Self::Answer, Self::Notification, Self::Broadcast];

    fn text(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Notification => "notification",
            Self::Broadcast => "broadcast",
        }
    }
}
