//! The whole suite on one machine with one command and no token: an embedded Postgres, a local Telegram with its chat
//! page, and every bot, in one process.

mod browser;
mod options;
mod suite;

use options::Options;
use suite::Suite;

#[tokio::main]
async fn main() -> std::process::ExitCode {
    nexus_core::exit_code(run().await)
}

async fn run() -> anyhow::Result<()> {
    let Some(options) = Options::parse(std::env::args().skip(1))? else {
        println!("{}", options::USAGE);
        return Ok(());
    };
    nexus_core::app::init_log();
    tokio::select! {
        suite = Suite::start(&options) => {
            let suite = suite?;
            suite.introduce();
            if options.opens_browser {
                browser::open(suite.page());
            }
            nexus_core::app::stop_signal().await;
            println!("Stopping …");
            suite.stop().await;
        }
        // Before there is anything to put away: what was started dies with this process.
        () = nexus_core::app::stop_signal() => {}
    }
    Ok(())
}
