//! What the bots spend on models. No bot of the house calls one yet, so there is nothing to add up.

use nexus_core::prelude::*;

use super::view::{View, ways_back};

pub(super) async fn show(turn: Turn) -> anyhow::Result<()> {
    turn.show(ways_back(screen(View::of(&turn)), &turn));
    Ok(())
}

fn screen(view: View) -> Screen {
    let locale = view.locale();
    let title = html!(locale, "admin-spend-title").bold();
    Screen::new(Html::join([title, html!(locale, "admin-spend-nothing")], "\n\n"))
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use chrono_tz::Tz;
    use insta::assert_snapshot;
    use nexus_core::{locale::Format, testing::drawn};

    use super::*;

    #[test]
    fn it_says_so_plainly_in_every_language() {
        let seen = Language::ALL.map(|language| {
            let view = View { format: Format::new(language, Tz::UTC), now: DateTime::UNIX_EPOCH };
            drawn(&screen(view))
        });
        assert_snapshot!(seen.join("\n\n"), @r"
        <b>💸 Spending on models</b>

        No bot has recorded what it spends on models yet, so there are no figures to show.

        <b>💸 Расходы на модели</b>

        Пока ни один бот не записывал, сколько тратит на модели, так что показывать нечего.

        <b>💸 Витрати на моделі</b>

        Поки жоден бот не записував, скільки витрачає на моделі, тож показувати нічого.

        <b>💸 Wydatki na modele</b>

        Żaden bot nie zapisał jeszcze, ile wydaje na modele, więc nie ma czego pokazać.
        ");
    }
}
