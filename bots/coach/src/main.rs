//! Runs Coach alone; the environment says where (see `.env.example`).

#[tokio::main]
async fn main() -> std::process::ExitCode {
    nexus_core::exit_code(nexus_core::run(coach::bot()).await)
}
