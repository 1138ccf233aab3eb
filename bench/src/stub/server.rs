//! The sockets: one task per connection, which reads, has it answered, and writes.

use std::{net::SocketAddr, sync::Arc};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::{JoinHandle, JoinSet},
};

use super::{
    Account, Chats,
    answering::Outcome,
    http::{self, Request},
};

/// A running server; its connections end with it.
pub struct Stub {
    pub account: Arc<Account>,
    address: SocketAddr,
    accepting: JoinHandle<()>,
}

impl Stub {
    /// Serves the bot of this number on a free port of loopback. `seed` is for the troubles, of which there are none yet.
    pub async fn start(bot: i64, chats: Arc<dyn Chats>, seed: u64) -> std::io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let account = Arc::new(Account::new(bot, chats, seed));
        let accepting = tokio::spawn(accept(listener, Arc::clone(&account)));
        Ok(Self { account, address, accepting })
    }

    /// What bots are told as `TELEGRAM_API_URL`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Stub {
    fn drop(&mut self) {
        self.accepting.abort();
        self.account.end_webhook();
    }
}

async fn accept(listener: TcpListener, account: Arc<Account>) {
    let mut connections = JoinSet::new();
    while let Ok((socket, _)) = listener.accept().await {
        while connections.try_join_next().is_some() {}
        connections.spawn(serve(socket, Arc::clone(&account)));
    }
}

async fn serve(mut socket: TcpStream, account: Arc<Account>) {
    let _ = socket.set_nodelay(true);
    let (mut input, mut output, mut body) = (Vec::with_capacity(8192), Vec::with_capacity(8192), Vec::new());
    loop {
        let (used, closes) = match http::request(&input) {
            Ok(Some(request)) => {
                output.clear();
                if !respond(&account, &request, &mut body, &mut output).await {
                    return;
                }
                if socket.write_all(&output).await.is_err() {
                    return;
                }
                (request.length, request.closes)
            }
            Ok(None) => match socket.read_buf(&mut input).await {
                Ok(read) if read > 0 => continue,
                _ => return,
            },
            Err(_) => return,
        };
        if closes {
            return;
        }
        input.drain(..used);
    }
}

/// False: the connection closes without an answer.
async fn respond(account: &Account, request: &Request<'_>, body: &mut Vec<u8>, output: &mut Vec<u8>) -> bool {
    body.clear();
    match account.call(request, body).await {
        Outcome::Answered(status) => {
            http::answer(output, status, body);
            true
        }
        Outcome::Dropped => false,
    }
}
