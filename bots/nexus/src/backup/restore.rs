//! Filling a database from a dump, and finding out whether it holds what the manifest says.

use std::path::Path;

use anyhow::{Context, bail, ensure};
use nexus_core::db::{self, Db, tools::Login};
use secrecy::SecretString;
use sqlx::{
    ConnectOptions, Connection,
    postgres::{PgConnectOptions, PgConnection},
};

use super::{
    compare::{Report, compare},
    folder,
    make::{POOLED, direct, find_tools, run},
    manifest::Manifest,
    store::{facts::Snapshot, target},
};

/// A dump and what it should hold.
pub(crate) struct Source<'a> {
    pub dump: &'a Path,
    pub manifest: Manifest,
}

impl<'a> Source<'a> {
    /// Reads the manifest, and holds the dump against it.
    ///
    /// # Errors
    /// When either is missing, or is not what was written.
    pub async fn open(dump: &'a Path) -> anyhow::Result<Self> {
        ensure!(dump.is_file(), "there is no file {}", dump.display());
        let manifest = Manifest::of_dump(dump)?;
        let (path, described) = (dump.to_owned(), manifest.clone());
        let is_untouched =
            tokio::task::spawn_blocking(move || folder::is_untouched(&path, &described)).await??;
        ensure!(
            is_untouched,
            "{} is not the file that was written: its size or SHA-256 differs from its manifest's",
            dump.display()
        );
        Ok(Self { dump, manifest })
    }

    /// Restores into a database of its own on the same server, compares, and leaves nothing behind: however it ends, but
    /// for a process that is killed, whose database the next drill drops.
    ///
    /// # Errors
    /// When it cannot be restored; what differs is no error but in the report.
    pub async fn drill(&self, db: &Db, stop: impl Future<Output = ()>) -> anyhow::Result<Report> {
        let (options, login) = (direct(db)?, db.login().context(POOLED)?);
        let mut ours = target::take_turn(options)
            .await?
            .context("another restore drill of this database is under way")?;
        for leftover in target::leftovers(&mut ours).await? {
            target::drop(&mut ours, &leftover).await?;
        }
        let name = target::create(&mut ours).await.context(
            "no database for the drill: the log-in needs the right to make one (ALTER ROLE … CREATEDB), or name another \
             server with --into",
        )?;
        let target = options.clone().database(&name);
        let login = login.with_database(&name);
        let checked = tokio::select! {
            checked = self.fill_and_compare(&target, &login) => checked,
            () = stop => Err(anyhow::anyhow!("interrupted")),
        };
        target::drop(&mut ours, &name)
            .await
            .with_context(|| format!("the database {name} is left behind"))?;
        ours.close().await?;
        checked
    }

    /// Restores into an empty database, and compares.
    ///
    /// # Errors
    /// When the database is not empty, or cannot be filled.
    pub async fn restore_to(&self, url: SecretString) -> anyhow::Result<Report> {
        let db = Db::connect(&db::Config::new(url.clone())).await?;
        let objects = target::objects(&db).await?;
        ensure!(
            objects == 0,
            "the database is not empty: it has {objects} schemas, tables, indexes or functions. Make a new one, or drop and \
             make this one again"
        );
        db.ensure_role().await?;
        let (options, login) = (direct(&db)?.clone(), db.login().context(POOLED)?);
        let report = self.fill_and_compare(&options, &login).await;
        db.close().await;
        report
    }

    async fn fill_and_compare(&self, target: &PgConnectOptions, login: &Login) -> anyhow::Result<Report> {
        let mut connection = target.connect().await?;
        self.fill(&mut connection, login, target).await?;
        let mut snapshot = Snapshot::open(target).await?;
        let found = snapshot.facts().await?;
        let is_same_server = snapshot.origin().await?.major == self.manifest.origin.major;
        snapshot.close().await?;
        let behind = target::goes_on(&mut connection).await?;
        let append_only = target::is_append_only(&mut connection).await?;
        connection.close().await?;
        Ok(compare(&self.manifest.facts, &found, is_same_server).with_columns(behind).with_audit(append_only))
    }

    async fn fill(
        &self,
        connection: &mut PgConnection,
        login: &Login,
        options: &PgConnectOptions,
    ) -> anyhow::Result<()> {
        let origin = &self.manifest.origin;
        let missing = target::missing_roles(&mut *connection, &origin.roles).await?;
        if !missing.is_empty() {
            let commands: Vec<String> = missing
                .iter()
                .map(|role| format!("CREATE ROLE \"{}\" NOLOGIN;", role.replace('"', "\"\"")))
                .collect();
            bail!(
                "this server lacks roles that the dump names; a superuser has to run: {}",
                commands.join(" ")
            );
        }
        let major = target::major(&mut *connection).await?;
        // A newer program reads older dumps, an older one not newer ones.
        let tools = find_tools(major.max(origin.major)).await?;
        let mut command = tools.command("pg_restore", login);
        command.args(["--exit-on-error", "--single-transaction", "--no-password"]);
        if options.get_username() != origin.owner {
            command.arg("--no-owner");
        }
        command.arg(format!("--dbname={}", options.get_database().unwrap_or_default())).arg(self.dump);
        run(command, "pg_restore").await
    }
}
