//! The statement of permits.

use sqlx::{PgExecutor, postgres::types::PgInterval};

use super::line::{Ask, HORIZON, Taken, micros};
use crate::ids::AccountId;

/// Takes places of the account's line. Its row is locked for this one statement only.
pub(super) async fn take(db: impl PgExecutor<'_>, account: AccountId, ask: &Ask) -> sqlx::Result<Taken> {
    let interval = |duration| PgInterval { months: 0, days: 0, microseconds: micros(duration) };
    let whole = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    let (taken, first_us): (i32, i64) =
        sqlx::query_as("SELECT taken, first_us FROM nexus.take_permits($1, $2, $3, $4, $5, $6)")
            .bind(account)
            .bind(interval(ask.rate.interval))
            .bind(whole(ask.rate.burst))
            .bind(whole(ask.count))
            .bind(interval(ask.hold))
            .bind(interval(HORIZON))
            .fetch_one(db)
            .await?;
    Ok(Taken { count: u32::try_from(taken).unwrap_or_default(), first_us })
}
