//! What a database holds, read in one snapshot.
//!
//! Which tables there are is known to the server alone, so it writes the statements that read them: names go into them by
//! `format` with `%I`, quoted by the server itself.

use std::collections::BTreeMap;

use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, Executor, FromRow,
    postgres::{PgConnectOptions, PgConnection},
};

use crate::backup::manifest::{Contents, Facts, Origin};

/// "backup" in ASCII: one backup of a database at a time.
const BACKUP: i64 = 0x6261_636b_7570;

/// Values read the same whoever reads them: these settings decide how they are written. A dump may take longer than any
/// limit that a server has for ordinary transactions.
const SETTINGS: &str =
    "SET LOCAL search_path = pg_catalog; SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO, YMD';
SET LOCAL intervalstyle = 'postgres'; SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex';
SET LOCAL lc_monetary = 'C'; SET LOCAL row_security = off; SET LOCAL statement_timeout = 0;
SET LOCAL idle_in_transaction_session_timeout = 0";

/// Tables that are neither the server's own nor an extension's. Statements that begin with it name what they find.
macro_rules! of_tables {
    ($select:literal) => {
        concat!(
            $select,
            " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
                AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                    AND d.deptype = 'e')
              ORDER BY 1"
        )
    };
}

/// Per table a statement that counts its rows and adds up two numbers of each row's digest: no order is needed, and as
/// little memory for millions of rows as for ten. The alias is one that no column has.
const TABLES: &str = of_tables!(
    "SELECT format('%I.%I', n.nspname, c.relname), format($$
        SELECT count(*), coalesce(sum(('x' || substr(digest, 1, 15))::bit(60)::bigint), 0)::text || '-' ||
            coalesce(sum(('x' || substr(digest, 17, 15))::bit(60)::bigint), 0)::text
        FROM (SELECT encode(sha256(convert_to(the_whole_row::text, 'UTF8')), 'hex') AS digest
              FROM ONLY %I.%I AS the_whole_row) AS digests$$, n.nspname, c.relname)"
);

/// Schemas with a version table, each with the statement that reads it.
const MIGRATIONS: &str = "
SELECT n.nspname::text, format('SELECT array_agg(version ORDER BY version) FROM %I._migrations', n.nspname)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'version' AND a.atttypid = 'int8'::regtype
WHERE c.relname = '_migrations' AND c.relkind = 'r' ORDER BY 1";

/// Everything that is no data, by kind and name. An owner is called `owner`, whoever it is. NOT NULL is told by the columns:
/// from version 18 on the server keeps it as a constraint too.
const STRUCTURE: &str = "
WITH spaces AS (
    SELECT oid, nspname, nspowner, nspacl FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
), tables AS (
    SELECT c.*, n.nspname, format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN spaces n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S') AND NOT EXISTS (SELECT FROM pg_depend d
        WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
), functions AS (
    SELECT p.*, n.nspname, format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)) AS name
    FROM pg_proc p JOIN spaces n ON n.oid = p.pronamespace
    WHERE p.prokind IN ('f', 'p') AND NOT EXISTS (SELECT FROM pg_depend d
        WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
), grants AS (
    SELECT 'schema ' || quote_ident(nspname) AS name, nspowner AS owner, coalesce(nspacl, acldefault('n', nspowner)) AS acl
        FROM spaces WHERE nspname <> 'public'
    UNION ALL SELECT name, relowner, coalesce(relacl, acldefault(CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::\"char\", relowner)) FROM tables
    UNION ALL SELECT format('%s.%I', t.name, a.attname), t.relowner, a.attacl FROM tables t
        JOIN pg_attribute a ON a.attrelid = t.oid WHERE a.attacl IS NOT NULL AND NOT a.attisdropped
    UNION ALL SELECT name, proowner, coalesce(proacl, acldefault('f', proowner)) FROM functions
), things AS (
    SELECT 'column ' || format('%s.%I', t.name, a.attname) AS thing, concat_ws(' ', format_type(a.atttypid, a.atttypmod),
            a.attnotnull, a.attidentity, a.attgenerated, pg_get_expr(d.adbin, d.adrelid)) AS definition
        FROM tables t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum WHERE t.relkind <> 'S'
    UNION ALL SELECT 'constraint ' || format('%s %I', t.name, k.conname), pg_get_constraintdef(k.oid) || k.convalidated::text
        FROM tables t JOIN pg_constraint k ON k.conrelid = t.oid WHERE k.contype <> 'n'
    UNION ALL SELECT 'index ' || format('%s %s', t.name, i.indexrelid::regclass), pg_get_indexdef(i.indexrelid) || i.indisvalid::text
        FROM tables t JOIN pg_index i ON i.indrelid = t.oid
    UNION ALL SELECT 'policy ' || format('%s %I', t.name, p.polname), concat_ws(' ', p.polpermissive, p.polcmd,
            (SELECT string_agg(CASE WHEN role = 0 THEN 'public' ELSE role::regrole::text END, ',' ORDER BY role::regrole::text) FROM unnest(p.polroles) role),
            pg_get_expr(p.polqual, p.polrelid), '/', pg_get_expr(p.polwithcheck, p.polrelid))
        FROM tables t JOIN pg_policy p ON p.polrelid = t.oid
    UNION ALL SELECT 'row-level security ' || name, relforcerowsecurity::text FROM tables WHERE relrowsecurity
    UNION ALL SELECT 'trigger ' || format('%s %I', t.name, g.tgname), pg_get_triggerdef(g.oid) || g.tgenabled::text
        FROM tables t JOIN pg_trigger g ON g.tgrelid = t.oid WHERE NOT g.tgisinternal
    UNION ALL SELECT 'view ' || name, pg_get_viewdef(oid) FROM tables WHERE relkind IN ('v', 'm')
    UNION ALL SELECT 'function ' || name, pg_get_functiondef(oid) FROM functions
    UNION ALL SELECT 'type ' || format('%I.%I', n.nspname, y.typname), string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder)
        FROM pg_type y JOIN spaces n ON n.oid = y.typnamespace JOIN pg_enum e ON e.enumtypid = y.oid GROUP BY 1
    UNION ALL SELECT 'grant ' || g.name || ' to ' || (CASE WHEN x.grantee = 0 THEN 'everybody' WHEN x.grantee = g.owner THEN 'owner' ELSE x.grantee::regrole::text END),
            string_agg(x.privilege_type || x.is_grantable::text, ',' ORDER BY x.privilege_type)
        FROM grants g, aclexplode(g.acl) x GROUP BY 1
)
SELECT thing, left(encode(sha256(convert_to(coalesce(definition, ''), 'UTF8')), 'hex'), 16) FROM things";

/// Roles that own something, or were granted something; whoever dumps included.
const ROLES: &str = "
SELECT DISTINCT r.rolname::text FROM pg_shdepend s JOIN pg_roles r ON r.oid = s.refobjid
WHERE s.refclassid = 'pg_authid'::regclass AND s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND r.rolname !~ '^pg_'
ORDER BY 1";

/// A transaction that sees one moment of the database, and that others may see it through.
pub(crate) struct Snapshot {
    connection: PgConnection,
    /// As `pg_dump --snapshot` takes it.
    pub id: String,
}

#[derive(FromRow)]
struct Server {
    version: String,
    number: i32,
    database: String,
    owner: String,
}

impl Snapshot {
    /// Opens one. The transaction lasts as long as the dump that shares it, which no other way gives the same moment to both.
    pub async fn open(options: &PgConnectOptions) -> sqlx::Result<Self> {
        let mut connection = options.connect().await?;
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
        connection.execute(SETTINGS).await?;
        let id = sqlx::query_scalar("SELECT pg_export_snapshot()").fetch_one(&mut connection).await?;
        Ok(Self { connection, id })
    }

    pub async fn origin(&mut self) -> sqlx::Result<Origin> {
        let server: Server = sqlx::query_as(
            "SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number,
                 current_database()::text AS database, current_user::text AS owner",
        )
        .fetch_one(&mut self.connection)
        .await?;
        let roles = sqlx::query_scalar(ROLES).fetch_all(&mut self.connection).await?;
        Ok(Origin {
            server: server.version,
            major: server.number.unsigned_abs() / 10_000,
            database: server.database,
            owner: server.owner,
            roles,
        })
    }

    /// Everything that it holds.
    pub async fn facts(&mut self) -> sqlx::Result<Facts> {
        let mut facts = Facts::default();
        for (schema, statement) in self.statements(MIGRATIONS).await? {
            let versions: Option<Vec<i64>> =
                sqlx::query_scalar(AssertSqlSafe(statement)).fetch_one(&mut self.connection).await?;
            facts.migrations.insert(schema, versions.unwrap_or_default());
        }
        for (table, statement) in self.statements(TABLES).await? {
            let (rows, checksum) =
                sqlx::query_as(AssertSqlSafe(statement)).fetch_one(&mut self.connection).await?;
            facts.tables.insert(table, Contents { rows, checksum });
        }
        let structure: Vec<(String, String)> =
            sqlx::query_as(STRUCTURE).fetch_all(&mut self.connection).await?;
        facts.structure = BTreeMap::from_iter(structure);
        Ok(facts)
    }

    /// Names with the statements that the server wrote for them.
    async fn statements(&mut self, sql: &'static str) -> sqlx::Result<Vec<(String, String)>> {
        sqlx::query_as(sql).fetch_all(&mut self.connection).await
    }

    pub async fn close(mut self) -> sqlx::Result<()> {
        self.connection.execute("ROLLBACK").await?;
        self.connection.close().await
    }
}

/// The right to make a backup of this database, for as long as the value lives: a session's lock, so that it ends with
/// its process however that ends.
pub(crate) struct BackupLock(PgConnection);

impl BackupLock {
    /// `None`: somebody else makes one.
    pub async fn take(options: &PgConnectOptions) -> sqlx::Result<Option<Self>> {
        let mut connection = options.connect().await?;
        let taken: bool = sqlx::query_scalar("SELECT pg_try_advisory_lock($1)")
            .bind(BACKUP)
            .fetch_one(&mut connection)
            .await?;
        Ok(taken.then_some(Self(connection)))
    }

    pub async fn release(self) {
        // A courtesy: the session's end releases it too.
        let _ = self.0.close().await;
    }
}
