//! A client of an HTTP endpoint that costs little itself: one connection, one request after the other, of the answers
//! only what is needed to tell them apart.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use anyhow::{Context, ensure};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// What an answer may have, head and body.
const LARGEST: usize = 1 << 20;

/// One connection.
pub struct Caller {
    stream: TcpStream,
    answer: Vec<u8>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer<'a> {
    pub status: u16,
    pub body: &'a [u8],
    /// From the first byte sent to the last one received.
    pub taken: Duration,
}

impl Caller {
    /// # Errors
    /// When nobody listens.
    pub async fn connect(address: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, answer: Vec::with_capacity(4096) })
    }

    /// Sends a whole request, as it goes over the wire, and reads the whole answer.
    ///
    /// # Errors
    /// When the connection ends, or what comes is no answer.
    pub async fn call(&mut self, request: &[u8]) -> anyhow::Result<Answer<'_>> {
        let begun = Instant::now();
        self.stream.write_all(request).await?;
        self.answer.clear();
        let head = loop {
            if let Some(end) = find(&self.answer, b"\r\n\r\n") {
                break Head::parse(&self.answer[..end], end + 4)?;
            }
            self.read_more().await?;
        };
        while self.answer.len() < head.end + head.length {
            self.read_more().await?;
        }
        let body = &self.answer[head.end..head.end + head.length];
        Ok(Answer { status: head.status, body, taken: begun.elapsed() })
    }

    async fn read_more(&mut self) -> anyhow::Result<()> {
        ensure!(self.answer.len() < LARGEST, "an endless answer");
        ensure!(self.stream.read_buf(&mut self.answer).await? > 0, "the connection was closed");
        Ok(())
    }
}

struct Head {
    status: u16,
    /// Bytes of the body.
    length: usize,
    /// Where the body begins.
    end: usize,
}

impl Head {
    fn parse(head: &[u8], end: usize) -> anyhow::Result<Self> {
        let text = std::str::from_utf8(head)?;
        let mut lines = text.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).context("no status")?;
        let length = lines
            .filter_map(|line| line.split_once(':'))
            .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
            .map_or(Ok(0), |(_, value)| value.trim().parse())?;
        Ok(Self { status: status.parse()?, length, end })
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    #[tokio::test]
    async fn answers_are_told_apart_on_one_connection() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.expect("a caller");
            let answers = [
                "HTTP/1.1 201 Created\r\nContent-Length: 5\r\n\r\n",
                "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n",
            ];
            for (head, body) in answers.into_iter().zip(["hello", ""]) {
                let mut request = [0; 16];
                stream.read_exact(&mut request[..4]).await.expect("a request");
                stream.write_all(head.as_bytes()).await.expect("sent");
                stream.write_all(body.as_bytes()).await.expect("sent");
            }
        });
        let mut caller = Caller::connect(address).await.expect("connected");
        let first = caller.call(b"ping").await.expect("an answer");
        assert_eq!((first.status, first.body), (201, &b"hello"[..]));
        let second = caller.call(b"ping").await.expect("an answer");
        assert_eq!((second.status, second.body), (404, &b""[..]));
        assert!(caller.call(b"ping").await.is_err(), "it was closed");
    }
}
