//! What the account answers to each call.

use std::{
    io::Write,
    sync::atomic::Ordering,
    time::{Duration, Instant},
};

use super::{
    Account, Said,
    call::{self, Method, Parameters},
    form,
    http::{Request, push_number},
    trouble::Trouble,
    webhook::Webhook,
};
use crate::sync::locked;

/// As many updates as Telegram hands out at once.
const BATCH: i64 = 100;

pub(super) enum Outcome {
    Answered(u16),
    /// The connection is to be closed without an answer.
    Dropped,
}

impl Account {
    pub(super) async fn call(&self, request: &Request<'_>, answer: &mut Vec<u8>) -> Outcome {
        let Some(method) = call::method(request.target) else {
            answer.extend_from_slice(br#"{"ok":false,"error_code":404,"description":"Not Found"}"#);
            return Outcome::Answered(404);
        };
        self.calls.fetch_add(1, Ordering::Relaxed);
        if form::is_json(request) {
            return self.perform(method, &request.body, answer).await;
        }
        self.perform(method, &form::parameters(request), answer).await
    }

    async fn perform(&self, method: Method, body: &[u8], answer: &mut Vec<u8>) -> Outcome {
        let parameters = call::parameters(body);
        let trouble = self.draw(method);
        if let Some(status) = trouble.and_then(|trouble| refuse(trouble, answer)) {
            return Outcome::Answered(status);
        }
        let status = match method {
            Method::SendMessage | Method::EditMessageText => self.message(method, &parameters, body, answer),
            Method::GetUpdates => self.updates(&parameters, answer).await,
            Method::GetMe => self.me(answer),
            Method::SetWebhook => self.set_webhook(&parameters, answer),
            Method::DeleteWebhook => {
                self.end_webhook();
                say_true(answer)
            }
            Method::GetWebhookInfo => self.webhook_info(answer),
            Method::GetMyCommands => say(answer, r#"{"ok":true,"result":[]}"#),
            Method::Other => say_true(answer),
        };
        if trouble != Some(Trouble::Drop) {
            return Outcome::Answered(status);
        }
        self.unheard.fetch_add(u64::from(method == Method::SendMessage), Ordering::Relaxed);
        Outcome::Dropped
    }

    /// Floods are for messages alone; who a bot is and where its updates go is always answered.
    fn draw(&self, method: Method) -> Option<Trouble> {
        if matches!(method, Method::GetMe | Method::SetWebhook | Method::DeleteWebhook) {
            return None;
        }
        let is_message = matches!(method, Method::SendMessage | Method::EditMessageText);
        locked(&self.troubles).draw().filter(|trouble| is_message || *trouble != Trouble::Flood)
    }

    fn message(&self, method: Method, call: &Parameters<'_>, body: &[u8], answer: &mut Vec<u8>) -> u16 {
        let (chat, at) = (call.chat, Instant::now());
        if locked(&self.limits).as_mut().is_some_and(|limits| !limits.pass(chat, at)) {
            return flood(answer);
        }
        let edited = call.message.filter(|_| method == Method::EditMessageText);
        let message = edited.unwrap_or_else(|| self.next_message.fetch_add(1, Ordering::Relaxed));
        self.chats.said(self, &Said { chat, message, text: call.text, body, at });
        let (bot, date) = (self.bot, self.date());
        let _ = write!(
            answer,
            r#"{{"ok":true,"result":{{"message_id":{message},"from":{{"id":{bot},"is_bot":true,"first_name":"Bench","username":"bench_bot"}},"chat":{{"id":{chat},"first_name":"P{chat}","type":"private"}},"date":{date},"text":""#
        );
        answer.extend_from_slice(call.text);
        say(answer, r#""}}"#)
    }

    /// A long poll: what waits at once, else the next that comes within the time-out, else nothing.
    async fn updates(&self, call: &Parameters<'_>, answer: &mut Vec<u8>) -> u16 {
        self.contacts.send_modify(|contacts| *contacts += 1);
        let until =
            Instant::now() + Duration::from_secs(call.timeout.unwrap_or_default().clamp(0, 50) as u64);
        let limit = usize::try_from(call.limit.unwrap_or(BATCH).clamp(1, BATCH)).unwrap_or_default();
        let number = {
            let mut queue = locked(&self.queue);
            queue.poll += 1;
            queue.acknowledge(call.offset);
            queue.poll
        };
        // Whoever else polls must notice that they were displaced.
        self.news.notify_waiters();
        loop {
            let news = self.news.notified();
            {
                let queue = locked(&self.queue);
                if queue.poll != number || queue.hook.is_some() {
                    say(
                        answer,
                        r#"{"ok":false,"error_code":409,"description":"Conflict: terminated by other getUpdates request"}"#,
                    );
                    return 409;
                }
                if !queue.waiting.is_empty() || Instant::now() >= until {
                    queue.hand_out(limit, answer);
                    return 200;
                }
            }
            let _ = tokio::time::timeout_at(until.into(), news).await;
        }
    }

    fn me(&self, answer: &mut Vec<u8>) -> u16 {
        let bot = self.bot;
        let _ = write!(
            answer,
            r#"{{"ok":true,"result":{{"id":{bot},"is_bot":true,"first_name":"Bench","username":"bench_bot","can_join_groups":true,"can_read_all_group_messages":false,"supports_inline_queries":false,"can_connect_to_business":false,"has_main_web_app":false}}}}"#
        );
        200
    }

    fn set_webhook(&self, call: &Parameters<'_>, answer: &mut Vec<u8>) -> u16 {
        self.contacts.send_modify(|contacts| *contacts += 1);
        let mut queue = locked(&self.queue);
        let hook = Webhook::new(call, &queue.replicas);
        if queue.hook.as_ref().is_some_and(|known| hook.as_ref().is_some_and(|hook| hook.is_as(known))) {
            return say_true(answer);
        }
        queue.take_back();
        queue.hook = hook.inspect(Webhook::run);
        queue.hand_over();
        drop(queue);
        self.news.notify_waiters();
        say_true(answer)
    }

    fn webhook_info(&self, answer: &mut Vec<u8>) -> u16 {
        let url = locked(&self.queue).hook.as_ref().map(|hook| hook.url().to_owned()).unwrap_or_default();
        let waiting = self.waiting();
        let _ = write!(
            answer,
            r#"{{"ok":true,"result":{{"url":"{url}","has_custom_certificate":false,"pending_update_count":{waiting}}}}}"#
        );
        200
    }
}

fn refuse(trouble: Trouble, answer: &mut Vec<u8>) -> Option<u16> {
    match trouble {
        Trouble::Flood => Some(flood(answer)),
        Trouble::Error(status) => {
            answer.extend_from_slice(br#"{"ok":false,"error_code":"#);
            push_number(answer, status.into());
            say(answer, r#","description":"Internal Server Error"}"#);
            Some(status)
        }
        Trouble::Drop => None,
    }
}

fn flood(answer: &mut Vec<u8>) -> u16 {
    say(
        answer,
        r#"{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 1","parameters":{"retry_after":1}}"#,
    );
    429
}

fn say(answer: &mut Vec<u8>, text: &str) -> u16 {
    answer.extend_from_slice(text.as_bytes());
    200
}

fn say_true(answer: &mut Vec<u8>) -> u16 {
    say(answer, r#"{"ok":true,"result":true}"#)
}
