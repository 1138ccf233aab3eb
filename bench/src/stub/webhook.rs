//! Updates posted to the bot: several connections side by side, the updates of one chat always on the same one.

use std::{
    collections::VecDeque,
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::Notify,
};
use url::Url;

use super::{
    call::Parameters,
    http::{find, push_number},
};
use crate::sync::locked;

/// As many as a bot gets that does not say how many it wants.
const CONNECTIONS: i64 = 40;
/// Pause before a post is tried again.
const PAUSE: Duration = Duration::from_millis(50);
/// A bot that takes longer is tried again.
const LIMIT: Duration = Duration::from_secs(10);

/// A webhook that is set. Ends with [`Webhook::end`].
pub(super) struct Webhook {
    url: String,
    lanes: Vec<Arc<Lane>>,
    target: Arc<Target>,
}

/// What one connection has to deliver, in order.
#[derive(Default)]
struct Lane {
    updates: Mutex<Waiting>,
    news: Notify,
}

#[derive(Default)]
struct Waiting {
    queue: VecDeque<Vec<u8>>,
    is_over: bool,
}

struct Target {
    path: String,
    host: String,
    secret: String,
    /// The processes behind the public address.
    addresses: Vec<SocketAddr>,
}

impl Webhook {
    /// As the call asks; `None` when it asks for none, or its URL cannot be used.
    pub(super) fn new(call: &Parameters<'_>, replicas: &[SocketAddr]) -> Option<Self> {
        // A URL may come with escaped slashes.
        let url = str::from_utf8(call.url).ok()?.replace("\\/", "/");
        let parsed = Url::parse(&url).ok()?;
        let direct = || parsed.socket_addrs(|| None).unwrap_or_default();
        let addresses = if replicas.is_empty() { direct() } else { replicas.to_vec() };
        let target = Target {
            path: parsed.path().to_owned(),
            host: parsed.host_str()?.to_owned(),
            secret: String::from_utf8_lossy(call.secret).into_owned(),
            addresses,
        };
        let lanes =
            (0..call.connections.unwrap_or(CONNECTIONS).clamp(1, 100)).map(|_| Arc::default()).collect();
        Some(Self { url, lanes, target: Arc::new(target) })
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// Whether nothing would change by setting this one: each replica sets the same.
    pub(super) fn is_as(&self, other: &Self) -> bool {
        self.url == other.url
            && self.target.secret == other.target.secret
            && self.lanes.len() == other.lanes.len()
    }

    pub(super) fn run(&self) {
        for (number, lane) in self.lanes.iter().enumerate() {
            tokio::spawn(deliver(Arc::clone(lane), Arc::clone(&self.target), number));
        }
    }

    pub(super) fn push(&self, chat: i64, update: Vec<u8>) {
        let index = usize::try_from(chat.unsigned_abs()).unwrap_or_default() % self.lanes.len();
        let lane = &self.lanes[index];
        lane.locked().queue.push_back(update);
        lane.news.notify_one();
    }

    pub(super) fn waiting(&self) -> usize {
        self.lanes.iter().map(|lane| lane.locked().queue.len()).sum()
    }

    /// Ends the posts; returns what was not delivered.
    pub(super) fn end(self) -> Vec<Vec<u8>> {
        let left = self.lanes.iter().flat_map(|lane| {
            let mut waiting = lane.locked();
            waiting.is_over = true;
            lane.news.notify_one();
            std::mem::take(&mut waiting.queue)
        });
        left.collect()
    }
}

impl Lane {
    fn locked(&self) -> MutexGuard<'_, Waiting> {
        locked(&self.updates)
    }

    /// The next update; `None` when the webhook has ended.
    async fn next(&self) -> Option<Vec<u8>> {
        loop {
            {
                let waiting = self.locked();
                if waiting.is_over {
                    return None;
                }
                if let Some(update) = waiting.queue.front() {
                    return Some(update.clone());
                }
            }
            self.news.notified().await;
        }
    }
}

/// Posts a lane's updates one after another; what is not answered with 200 is posted again, to the next replica.
async fn deliver(lane: Arc<Lane>, target: Arc<Target>, number: usize) {
    let mut turn = number;
    // One to each replica, kept open.
    let mut connections: Vec<_> = target.addresses.iter().map(|&address| (address, None)).collect();
    while let Some(update) = lane.next().await {
        turn += 1;
        let replica = turn % connections.len().max(1);
        let Some((address, connection)) = connections.get_mut(replica) else { return };
        if post(connection, *address, &target, &update).await.is_some() {
            lane.locked().queue.pop_front();
        } else {
            tokio::time::sleep(PAUSE).await;
        }
    }
}

/// `None` when it was not accepted.
async fn post(
    connection: &mut Option<TcpStream>,
    address: SocketAddr,
    target: &Target,
    update: &[u8],
) -> Option<()> {
    let mut socket = match connection.take() {
        Some(socket) => socket,
        None => connect(address).await?,
    };
    socket.write_all(&request(target, update)).await.ok()?;
    let status = tokio::time::timeout(LIMIT, status(&mut socket)).await.ok()??;
    *connection = Some(socket);
    (status == 200).then_some(())
}

async fn connect(address: SocketAddr) -> Option<TcpStream> {
    let socket = TcpStream::connect(address).await.ok()?;
    socket.set_nodelay(true).ok()?;
    Some(socket)
}

fn request(target: &Target, update: &[u8]) -> Vec<u8> {
    let Target { path, host, secret, .. } = target;
    let mut request =
        format!("POST {path} HTTP/1.1\r\nhost: {host}\r\ncontent-type: application/json\r\n").into_bytes();
    if !secret.is_empty() {
        request.extend_from_slice(format!("x-telegram-bot-api-secret-token: {secret}\r\n").as_bytes());
    }
    request.extend_from_slice(b"content-length: ");
    push_number(&mut request, i64::try_from(update.len()).unwrap_or_default());
    request.extend_from_slice(b"\r\n\r\n");
    request.extend_from_slice(update);
    request
}

/// Reads an answer to its end; `None` when there is none.
async fn status(socket: &mut TcpStream) -> Option<u16> {
    let mut answer = Vec::with_capacity(512);
    loop {
        if socket.read_buf(&mut answer).await.ok()? == 0 {
            return None;
        }
        let Some(end) = find(&answer, b"\r\n\r\n") else { continue };
        let head = str::from_utf8(&answer[..end]).ok()?.to_ascii_lowercase();
        let rest = &answer[end + 4..];
        let is_whole = match head.split("content-length:").nth(1) {
            Some(length) => rest.len() >= length.split("\r\n").next()?.trim().parse().ok()?,
            None => !head.contains("chunked") || rest.ends_with(b"0\r\n\r\n"),
        };
        if is_whole {
            return head.split(' ').nth(1)?.parse().ok();
        }
    }
}
