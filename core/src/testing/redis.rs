//! A Redis server of one test: on a free port, with nothing on disk; it ends with this value, or with the test process
//! however that ends. Nothing here ever passes for want of the program.

use std::{
    io::{self, ErrorKind},
    net::{Ipv4Addr, TcpListener},
    process::{Child, Command, Stdio},
    time::Duration,
};

use secrecy::SecretString;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
};

const PROGRAM: &str = "redis-server";
/// A server that does not answer within this has not got its port.
const START: Duration = Duration::from_secs(5);
const ATTEMPTS: usize = 3;
/// Runs its arguments until its standard input ends, which it does with the process that holds the other end.
const ATTENDED: &str =
    r#"exec 3<&0; "$@" </dev/null 3<&- & server=$!; cat <&3 >/dev/null; kill -KILL $server; wait"#;

#[derive(Debug)]
pub struct TestRedis {
    port: u16,
    server: Option<Child>,
}

impl TestRedis {
    /// # Panics
    /// When there is no server to be had: the test cannot say anything then.
    #[expect(clippy::panic, reason = "for tests, which fail by panicking")]
    pub async fn start() -> Self {
        let mut last = None;
        for _ in 0..ATTEMPTS {
            match Self::try_start().await {
                Ok(server) => return server,
                Err(error) if error.kind() == ErrorKind::NotFound => panic!(
                    "this test needs the program {PROGRAM}: please install it (Debian and Ubuntu: apt install \
                     redis-server, macOS: brew install redis)"
                ),
                Err(error) => last = Some(error),
            }
        }
        panic!("{PROGRAM} does not start: {last:?}");
    }

    async fn try_start() -> io::Result<Self> {
        // The shell below could not say that the program is missing.
        Command::new(PROGRAM).arg("--version").stdout(Stdio::null()).status()?;
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let mut redis = Self { port, server: None };
        redis.try_start_again().await?;
        Ok(redis)
    }

    /// Starts it again on the same port, with nothing in it.
    ///
    /// # Panics
    /// When it does not start.
    #[expect(clippy::panic, reason = "for tests, which fail by panicking")]
    pub async fn start_again(&mut self) {
        self.try_start_again()
            .await
            .unwrap_or_else(|error| panic!("{PROGRAM} does not start again: {error}"));
    }

    async fn try_start_again(&mut self) -> io::Result<()> {
        let port = self.port.to_string();
        let folder = std::env::temp_dir();
        let mut command = Command::new("sh");
        command.args(["-c", ATTENDED, "sh", PROGRAM, "--port", &port, "--bind", "127.0.0.1"]);
        command.args(["--save", "", "--appendonly", "no", "--dir"]).arg(folder);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        self.server = Some(command.spawn()?);
        let answers = async {
            while self.try_ask("PING").await.ok().as_deref() != Some("+PONG") {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        let answered = tokio::time::timeout(START, answers).await;
        answered.map_err(|_| io::Error::new(ErrorKind::TimedOut, "no answer"))
    }

    /// Ends it as a crash does: at once, and whatever was in it is gone.
    pub fn stop(&mut self) {
        if let Some(mut server) = self.server.take() {
            drop(server.stdin.take());
            let _ = server.wait();
        }
    }

    pub fn url(&self) -> SecretString {
        format!("redis://127.0.0.1:{}", self.port).into()
    }

    /// The first line of what it answers to a command, as the protocol has it: `+OK`, `:1`.
    ///
    /// # Panics
    /// When it does not answer.
    #[expect(clippy::panic, reason = "for tests, which fail by panicking")]
    pub async fn ask(&self, command: &str) -> String {
        self.try_ask(command).await.unwrap_or_else(|error| panic!("no answer to {command}: {error}"))
    }

    async fn try_ask(&self, command: &str) -> io::Result<String> {
        let mut connection = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).await?;
        connection.write_all(format!("{command}\r\n").as_bytes()).await?;
        let mut line = String::new();
        BufReader::new(connection).read_line(&mut line).await?;
        Ok(line.trim_end().to_owned())
    }
}

impl Drop for TestRedis {
    fn drop(&mut self) {
        self.stop();
    }
}
