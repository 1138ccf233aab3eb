//! What is worked on alone, as whoever comes after a crash finds it. `clock_timestamp()` is meant: it compares processes.

use sqlx::PgExecutor;

use crate::ids::ReplicaId;

/// Notes, on the disk, that this replica's process works on these entries and on nothing else. True, and nothing noted:
/// another process did before and ended over it, which is hereby counted and not told again.
pub(crate) async fn begin_alone(
    db: impl PgExecutor<'_>,
    replica: ReplicaId,
    seqs: &[i64],
) -> sqlx::Result<bool> {
    // All replicas of the process: its other bots did no work either. Who counts is the one whose account it is.
    sqlx::query_scalar(
        "WITH ended AS (
             UPDATE nexus.replicas r SET alone = '{}' FROM nexus.replicas me
             WHERE me.id = $1 AND r.account_id = me.account_id AND r.alone && $2 AND r.expires_at <= clock_timestamp()
                 AND (r.host, r.pid, r.born) <> (me.host, me.pid, me.born)
             RETURNING r.id
         ), begun AS (
             UPDATE nexus.replicas r SET alone = $2 FROM nexus.replicas me
             WHERE me.id = $1 AND (r.host, r.pid, r.born) = (me.host, me.pid, me.born) AND NOT EXISTS (SELECT FROM ended)
         )
         SELECT EXISTS (SELECT FROM ended)",
    )
    .bind(replica)
    .bind(seqs)
    .fetch_one(db)
    .await
}

/// Other work begins again. Not waited for on the disk: it matters to who outlives the process, not the server.
pub(crate) async fn end_alone(db: impl PgExecutor<'_>, replica: ReplicaId) -> sqlx::Result<()> {
    sqlx::query(
        "UPDATE nexus.replicas r SET alone = NULL FROM nexus.replicas me
         WHERE me.id = $1 AND (r.host, r.pid, r.born) = (me.host, me.pid, me.born)
         RETURNING set_config('synchronous_commit', 'off', true)",
    )
    .bind(replica)
    .execute(db)
    .await?;
    Ok(())
}
