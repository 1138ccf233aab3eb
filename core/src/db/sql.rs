//! A statement, or a piece of one, with its values: made in one place and run in another.

use std::fmt;
use std::sync::Arc;

use sqlx::error::BoxDynError;
use sqlx::postgres::{PgArguments, PgConnection};
use sqlx::{Arguments, AssertSqlSafe, Encode, Postgres, SqlSafeStr, SqlStr, Type};

type Value = Arc<dyn Fn(&mut PgArguments) -> Result<(), BoxDynError> + Send + Sync>;

/// SQL with the values of its parameters `$1`, `$2`, …, in the order in which they are bound. A `$` before a digit stands
/// for nothing else in it.
///
/// ```
/// # use nexus_core::db::Sql;
/// # let (event, title) = (uuid::Uuid::nil(), "Lunch".to_owned());
/// Sql::new("UPDATE coach.events SET title = $2 WHERE id = $1").bind(event).bind(title);
/// ```
#[derive(Clone)]
pub struct Sql {
    text: &'static str,
    values: Vec<Value>,
}

/// Without the values: they are people's.
impl fmt::Debug for Sql {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sql").field("text", &self.text).finish_non_exhaustive()
    }
}

impl Sql {
    pub fn new(text: &'static str) -> Self {
        Self { text, values: Vec::new() }
    }

    #[must_use]
    pub fn bind<T>(mut self, value: T) -> Self
    where
        T: for<'q> Encode<'q, Postgres> + Type<Postgres> + Clone + Send + Sync + 'static,
    {
        self.values.push(Arc::new(move |arguments| arguments.add(value.clone())));
        self
    }

    /// Runs it as a statement of its own.
    ///
    /// # Errors
    /// When the database refuses it, or does not answer.
    pub async fn run(&self, db: &mut PgConnection) -> sqlx::Result<()> {
        let mut arguments = PgArguments::default();
        self.values.iter().try_for_each(|value| value(&mut arguments)).map_err(sqlx::Error::Encode)?;
        sqlx::query_with(self.text, arguments).execute(db).await?;
        Ok(())
    }
}

/// A statement that is put together from pieces, each of which counts its parameters from one.
#[derive(Default)]
pub(crate) struct Composition {
    text: String,
    arguments: PgArguments,
}

impl Composition {
    pub fn text(&mut self, text: &'static str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    pub fn add(&mut self, piece: &Sql) -> sqlx::Result<&mut Self> {
        self.append(piece.text);
        for value in &piece.values {
            value(&mut self.arguments).map_err(sqlx::Error::Encode)?;
        }
        Ok(self)
    }

    /// Writes a piece with its parameters counted on from those before it.
    fn append(&mut self, piece: &str) {
        let before = self.arguments.len();
        let mut parts = piece.split('$');
        self.text.extend(parts.next());
        for part in parts {
            let digits = part.bytes().take_while(u8::is_ascii_digit).count();
            let (number, rest) = part.split_at(digits);
            self.text.push('$');
            match number.parse::<usize>() {
                Ok(number) => self.text.push_str(&(before + number).to_string()),
                Err(_) => self.text.push_str(number),
            }
            self.text.push_str(rest);
        }
    }

    pub fn finish(self) -> (SqlStr, PgArguments) {
        // Safe: made of constants; what people wrote is among the arguments.
        (AssertSqlSafe(self.text).into_sql_str(), self.arguments)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_piece_counts_its_parameters_from_one() {
        let piece = || Sql::new("b = $2, c = $10 || '$' WHERE a = $1").bind(1).bind("x");
        let mut whole = Composition::default();
        whole.text("UPDATE t SET ").add(&piece()).and_then(|whole| whole.add(&piece())).expect("values");
        let (text, arguments) = whole.finish();
        assert_eq!(
            text.as_str(),
            "UPDATE t SET b = $2, c = $10 || '$' WHERE a = $1b = $4, c = $12 || '$' WHERE a = $3"
        );
        assert_eq!(arguments.len(), 4);
    }
}
