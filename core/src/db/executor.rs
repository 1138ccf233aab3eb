//! `&Db` as an executor: single statements that work behind every pooler.

use std::pin::Pin;

use futures::future::BoxFuture;
use futures::stream::{BoxStream, Stream, TryStreamExt};
use sqlx::postgres::{PgQueryResult, PgRow, PgStatement, PgTypeInfo, Postgres};
use sqlx::{Either, Error, Execute, Executor, SqlStr};

use super::{Db, Pooling};

type Step = Either<PgQueryResult, PgRow>;

/// Over any connection of the pool, unless the pooler is [`Pooling::Bare`]: then inside a transaction of its own, which is
/// what keeps the statement's two messages on one server connection.
impl<'p> Executor<'p> for &'_ Db {
    type Database = Postgres;

    fn fetch_many<'e, 'q: 'e, E>(self, query: E) -> BoxStream<'e, Result<Step, Error>>
    where
        'p: 'e,
        E: 'q + Execute<'q, Postgres>,
    {
        let db = self.clone();
        let whole = async move {
            match db.pooling() {
                Pooling::Bare => fetch_in_transaction(&db, query).await,
                _ => db.acquire().await?.fetch_many(query).try_collect().await,
            }
        };
        let steps = futures::TryFutureExt::map_ok(whole, |steps: Vec<Step>| {
            futures::stream::iter(steps.into_iter().map(Ok))
        });
        let stream: Pin<Box<dyn Stream<Item = _> + Send + 'e>> =
            Box::pin(futures::TryFutureExt::try_flatten_stream(steps));
        stream
    }

    fn fetch_optional<'e, 'q: 'e, E>(self, query: E) -> BoxFuture<'e, Result<Option<PgRow>, Error>>
    where
        'p: 'e,
        E: 'q + Execute<'q, Postgres>,
    {
        let db = self.clone();
        Box::pin(async move {
            if db.pooling() != Pooling::Bare {
                return db.acquire().await?.fetch_optional(query).await;
            }
            let mut tx = db.begin_as_owner().await?;
            let row = tx.fetch_optional(query).await?;
            tx.commit().await?;
            Ok(row)
        })
    }

    fn prepare_with<'e>(
        self,
        sql: SqlStr,
        types: &'e [PgTypeInfo],
    ) -> BoxFuture<'e, Result<PgStatement, Error>>
    where
        'p: 'e,
    {
        self.pool().prepare_with(sql, types)
    }

    #[doc(hidden)]
    fn describe<'e>(self, sql: SqlStr) -> BoxFuture<'e, Result<sqlx::Describe<Postgres>, Error>>
    where
        'p: 'e,
    {
        self.pool().describe(sql)
    }
}

/// All of it before the first row is handed on: rows must not be seen of a transaction that then fails to commit.
async fn fetch_in_transaction<'q>(
    db: &Db,
    query: impl Execute<'q, Postgres> + 'q,
) -> Result<Vec<Step>, Error> {
    let mut tx = db.begin_as_owner().await?;
    let steps = tx.fetch_many(query).try_collect().await?;
    tx.commit().await?;
    Ok(steps)
}
