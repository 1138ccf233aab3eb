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
