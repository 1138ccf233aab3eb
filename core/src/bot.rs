//! What a bot is: a code, a tree of handlers, and what it answers when core asks.

use std::sync::Arc;

use chrono_tz::Tz;
use futures::future::BoxFuture;
use serde_json::Value;
use teloxide::utils::command::BotCommands;

use crate::{
    clock::Clock,
    config::Config,
    db::{Db, Migrations},
    delivery::{Handler, Turn},
    event::{Event, Events},
    http::api::MakeRoutes,
    ids::{ExternalId, ProcessId},
    jobs::Jobs,
    locale::Language,
    notify::Due,
    registry::Account,
    requests::Erased,
    screen::{Button, Html},
};

pub(crate) type Hook<A = (), R = ()> =
    Arc<dyn Fn(Turn, A) -> BoxFuture<'static, anyhow::Result<R>> + Send + Sync>;

pub(crate) type Background = Arc<dyn Fn(Post) -> BoxFuture<'static, ()> + Send + Sync>;

/// Where a bot's background work stands.
#[derive(Clone, Debug)]
pub struct Post {
    pub db: Db,
    pub clock: Clock,
    /// What the process was told.
    pub config: Arc<Config>,
    pub account: Account,
    pub process: ProcessId,
    /// Operators of the configuration.
    pub admins: Arc<[ExternalId]>,
}

/// One command of the menu: its name and what it does, in each language.
pub type Describe = fn(Language, &str) -> Option<String>;

/// What a bot adds to the common settings screen.
#[derive(Default)]
pub struct SettingsPart {
    /// Lines of the screen, such as `🔔 Reminder: 15 min before`.
    pub lines: Vec<Html>,
    /// Rows of buttons that change them.
    pub rows: Vec<Vec<Button>>,
}

/// What a bot adds to /privacy.
#[derive(Default)]
pub struct PrivacyPart {
    /// What it keeps, why and for how long, a line each.
    pub lines: Vec<Html>,
    /// Who runs the models that get to see what people write, such as a company's name; empty: nobody does.
    pub model_providers: Vec<String>,
}

/// A bot. Its `lib.rs` builds one of these, and everything that it does can be seen there.
#[derive(Clone)]
pub struct Bot {
    pub(crate) code: &'static str,
    pub(crate) name: &'static str,
    pub(crate) about: fn(Language) -> About,
    pub(crate) handlers: Handler,
    pub(crate) commands: Vec<String>,
    pub(crate) describe: Option<Describe>,
    pub(crate) home: Option<Hook>,
    pub(crate) undo: Option<Hook<Value>>,
    pub(crate) due: Option<Hook<Vec<Due>>>,
    pub(crate) settings: Option<fn(&Turn) -> SettingsPart>,
    pub(crate) zone_moved: Option<Hook<Tz, Option<Html>>>,
    pub(crate) export: Option<Hook<(), Value>>,
    pub(crate) erase: Option<Hook<(), Erased>>,
    pub(crate) privacy: Option<fn(Language) -> PrivacyPart>,
    pub(crate) feedback_desk: Option<Hook<(), bool>>,
    pub(crate) jobs: Jobs,
    pub(crate) events: Events,
    pub(crate) background: Vec<Background>,
    pub(crate) migrations: Option<&'static Migrations>,
    pub(crate) routes: Option<MakeRoutes>,
}

/// How a bot presents itself where Telegram shows it before the first message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// At most 120 characters.
    pub short: String,
    /// At most 512 characters.
    pub long: String,
}

fn hook<A, R, F, Fut>(hook: F) -> Hook<A, R>
where
    A: Send + 'static,
    F: Fn(Turn, A) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = anyhow::Result<R>> + Send + 'static,
{
    Arc::new(move |turn, argument| Box::pin(hook(turn, argument)))
}

impl Bot {
    /// A bot that answers what `handlers` take. `code` names it in the registry (`[a-z][a-z0-9_]{1,63}`) and in
    /// configuration (`<CODE>_TOKEN`).
    pub fn new(code: &'static str, name: &'static str, handlers: Handler) -> Self {
        Self {
            code,
            name,
            about: |_| About::default(),
            handlers,
            commands: Vec::new(),
            describe: None,
            home: None,
            undo: None,
            due: None,
            settings: None,
            zone_moved: None,
            export: None,
            erase: None,
            privacy: None,
            feedback_desk: None,
            jobs: Jobs::default(),
            events: Events::default(),
            background: Vec::new(),
            migrations: None,
            routes: None,
        }
    }

    pub fn code(&self) -> &'static str {
        self.code
    }

    /// How the bot presents itself.
    pub fn about(mut self, about: fn(Language) -> About) -> Self {
        self.about = about;
        self
    }

    /// The main screen. A bot that has one gets all that is common: /start with language and zone, /settings,
    /// /language, /timezone, /privacy, /export, /delete_me, /feedback, /cancel, /help, and an answer to whatever its own
    /// handlers leave.
    pub fn home<F, Fut>(mut self, home: F) -> Self
    where
        F: Fn(Turn) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = anyhow::Result<()>> + Send + 'static,
    {
        self.home = Some(hook(move |turn, ()| home(turn)));
        self
    }

    /// The bot's own commands, for the menu and for /help; `describe` says what one does.
    pub fn commands<C: BotCommands>(mut self, describe: Describe) -> Self {
        let names = C::bot_commands().into_iter().map(|command| command.command);
        self.commands = names.map(|name| name.trim_start_matches('/').to_owned()).collect();
        self.describe = Some(describe);
        self
    }

    /// Takes back what a turn offered to undo (see [`Turn::undo_button`]).
    pub fn undo<F, Fut>(mut self, undo: F) -> Self
    where
        F: Fn(Turn, Value) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = anyhow::Result<()>> + Send + 'static,
    {
        self.undo = Some(hook(undo));
        self
    }

    /// Shows notifications that came due; all that are due for one person at one moment come together.
    pub fn due<F, Fut>(mut self, due: F) -> Self
    where
        F: Fn(Turn, Vec<Due>) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = anyhow::Result<()>> + Send + 'static,
    {
        self.due = Some(hook(due));
        self
    }

    /// The bot's part of the settings screen.
    pub fn settings(mut self, settings: fn(&Turn) -> SettingsPart) -> Self {
        self.settings = Some(settings);
        self
    }

    /// The person moved to another zone, here or in another bot: moves what hangs on it, and says what moved.
    pub fn zone_moved<F, Fut>(mut self, zone_moved: F) -> Self
    where
        F: Fn(Turn, Tz) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = anyhow::Result<Option<Html>>> + Send + 'static,
    {
        self.zone_moved = Some(hook(zone_moved));
        self
    }

    /// All that the bot keeps of the person, for their export: a turn in the person's own workspace, under row-level
    /// security. Instants as RFC 3339; at most [`EXPORT_LIMIT`](crate::requests::EXPORT_LIMIT) bytes as JSON. It says
    /// nothing to the person: core sends one report for all bots.
    pub fn export<F, Fut>(mut self, export: F) -> Self
    where
        F: Fn(Turn) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = anyhow::Result<Value>> + Send + 'static,
    {
        self.export = Some(hook(move |turn, ()| export(turn)));
        self
    }

    /// Deletes all of that, as one with the turn. Where something has to be settled first (others work in a restaurant of
    /// theirs), it deletes nothing and says what. Notifications, undos, settings and state are core's to delete.
    pub fn erase<F, Fut>(mut self, erase: F) -> Self
    where
        F: Fn(Turn) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = anyhow::Result<Erased>> + Send + 'static,
    {
        self.erase = Some(hook(move |turn, ()| erase(turn)));
        self
    }

    /// The bot's part of /privacy.
    pub fn privacy(mut self, privacy: fn(Language) -> PrivacyPart) -> Self {
        self.privacy = Some(privacy);
        self
    }

    /// Where /feedback leads who reads it: to what people wrote. The desk says whether that is this person.
    pub fn feedback_desk<F, Fut>(mut self, desk: F) -> Self
    where
        F: Fn(Turn) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = anyhow::Result<bool>> + Send + 'static,
    {
        self.feedback_desk = Some(hook(move |turn, ()| desk(turn)));
        self
    }

    /// The bot's jobs.
    pub fn jobs(mut self, jobs: Jobs) -> Self {
        self.jobs = jobs;
        self
    }

    /// Works off news of one kind, as a turn of the person whom it is for.
    pub fn on<E, F, Fut>(mut self, handler: F) -> Self
    where
        E: Event,
        F: Fn(Turn, E) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = anyhow::Result<()>> + Send + 'static,
    {
        self.events.on(handler);
        self
    }

    /// Work that goes on as long as the bot does, in each of its processes, and is dropped where it stands when the bot
    /// stops. What only one process is to do takes a [duty](crate::duty).
    pub fn background<F, Fut>(mut self, work: F) -> Self
    where
        F: Fn(Post) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = ()> + Send + 'static,
    {
        self.background.push(Arc::new(move |post| Box::pin(work(post))));
        self
    }

    /// The bot's schema.
    pub fn migrations(mut self, migrations: &'static Migrations) -> Self {
        self.migrations = Some(migrations);
        self
    }

    /// Shows the main screen, where the bot has one.
    pub(crate) async fn go_home(&self, turn: Turn) -> anyhow::Result<()> {
        match &self.home {
            Some(home) => home(turn, ()).await,
            None => Ok(()),
        }
    }
}
