//! Where in a database something stands: the test of whether somebody is forgotten.

use sqlx::{AssertSqlSafe, PgPool};

/// The columns of all tables, of whatever schema, in which some row holds a text: as `schema.table.column`. Numbers are
/// searched as they are written, and files for the bytes of the text.
///
/// # Errors
/// When the database does not answer.
pub async fn columns_with(pool: &PgPool, text: &str) -> sqlx::Result<Vec<String>> {
    let columns: Vec<(String, String, String, String)> = sqlx::query_as(
        "SELECT c.table_schema::text, c.table_name::text, c.column_name::text, c.data_type::text
         FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
         WHERE t.table_type = 'BASE TABLE' AND c.table_schema NOT IN ('pg_catalog', 'information_schema')
         ORDER BY 1, 2, 3",
    )
    .fetch_all(pool)
    .await?;
    let mut found = Vec::new();
    for (schema, table, column, kind) in columns {
        let name = |part: &str| format!("\"{}\"", part.replace('"', "\"\""));
        let (place, of) = (format!("{}.{}", name(&schema), name(&table)), name(&column));
        let condition = match kind.as_str() {
            "bytea" => format!("position(convert_to($1, 'UTF8') IN {of}) > 0"),
            _ => format!("position($1 IN {of}::text) > 0"),
        };
        // Safe: the catalogue's own names, quoted.
        let sql = AssertSqlSafe(format!("SELECT EXISTS (SELECT FROM {place} WHERE {condition})"));
        if sqlx::query_scalar::<_, bool>(sql).bind(text).fetch_one(pool).await? {
            found.push(format!("{schema}.{table}.{column}"));
        }
    }
    Ok(found)
}
