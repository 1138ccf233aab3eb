//! Leads each entry of the inbox to the handler that is meant for it.

use std::{ops::ControlFlow, sync::Arc};

use futures::future::BoxFuture;
use serde_json::Value;
use teloxide::types::{Me, Update};

use crate::{
    bot::Bot,
    db::Db,
    delivery::{Handler, Incoming, Reaction, Turn},
    event::Events,
    html,
    ids::ExternalId,
    jobs::Jobs,
    notify::{self, DueBody},
    screen::Screen,
    shared,
    standing::Barred,
    token::Tokens,
};

pub(super) struct BotReaction {
    bot: Arc<Bot>,
    me: Me,
    db: Db,
    tree: Arc<Handler>,
    jobs: Jobs,
    events: Events,
    admins: Arc<[ExternalId]>,
    /// For bots whose admins issue service tokens.
    tokens: Arc<Tokens>,
}

impl BotReaction {
    /// Panics, at start and never later, when a handler asks for something that is not injected.
    pub(super) fn new(bot: Arc<Bot>, me: Me, db: Db, admins: Arc<[ExternalId]>, tokens: Arc<Tokens>) -> Self {
        let tree = shared::around(&bot);
        let types = [
            dptree::Type::of::<Turn>(),
            dptree::Type::of::<Update>(),
            dptree::Type::of::<Me>(),
            dptree::Type::of::<Arc<Bot>>(),
            dptree::Type::of::<Arc<Tokens>>(),
        ];
        dptree::type_check(tree.sig(), &dptree::di::DependencyMap::new(), &types);
        let (jobs, events) = (shared::all_jobs(&bot), shared::all_events(&bot));
        Self { jobs, events, bot, me, db, tree: Arc::new(tree), admins, tokens }
    }
}

impl Reaction for BotReaction {
    fn update(&self, turn: Turn, incoming: Incoming) -> BoxFuture<'static, anyhow::Result<()>> {
        let planning = turn.clone();
        let (me, bot, tokens) = (self.me.clone(), Arc::clone(&self.bot), Arc::clone(&self.tokens));
        let injected = dptree::deps![turn, incoming.update, me, bot, tokens];
        let tree = Arc::clone(&self.tree);
        Box::pin(async move {
            if let ControlFlow::Break(result) = tree.dispatch(injected).await {
                result?;
            }
            shared::hint_at_pause(&planning);
            Ok(())
        })
    }

    fn due(&self, turn: Turn, body: Value) -> BoxFuture<'static, anyhow::Result<()>> {
        let (bot, db) = (Arc::clone(&self.bot), self.db.clone());
        Box::pin(async move {
            let DueBody { notifications, .. } = serde_json::from_value(body)?;
            let due = notify::store::read(&db, turn.person().user, &notifications).await?;
            match &bot.due {
                Some(on_due) => on_due(turn, due).await,
                None => Ok(()),
            }
        })
    }

    fn answer(&self, turn: Turn, body: Value) -> BoxFuture<'static, anyhow::Result<()>> {
        let jobs = self.jobs.clone();
        Box::pin(async move {
            if !jobs.answered(&turn, body).await? {
                turn.say(Screen::new(html!(turn.core_locale(), "apology-job")));
            }
            Ok(())
        })
    }

    fn event(&self, turn: Turn, body: Value) -> BoxFuture<'static, anyhow::Result<()>> {
        let events = self.events.clone();
        Box::pin(async move { events.happened(turn, body).await })
    }

    fn apology(&self, turn: &Turn) -> Screen {
        Screen::new(html!(turn.core_locale(), "apology"))
    }

    fn admins(&self) -> Arc<[ExternalId]> {
        Arc::clone(&self.admins)
    }

    fn stays_open(&self, turn: &Turn, incoming: &Incoming) -> bool {
        shared::stays_open(&self.bot, turn, incoming)
    }

    fn event_stays_open(&self, body: &str) -> bool {
        self.events.stays_open(body)
    }

    fn turn_away(&self, turn: &Turn, incoming: &Incoming, why: Barred) {
        shared::turn_away(&self.bot, turn, incoming, why);
    }
}
