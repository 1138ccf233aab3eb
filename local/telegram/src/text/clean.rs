//! What the server does to every text before it is stored: control characters go, blank ends go.

use super::{Entity, Formatted, sort};

/// Cleans a text: `\r` and invisible direction marks vanish, other control characters become spaces, blanks at both ends are
/// cut (at the start not into an entity), and entities follow; those that hold nothing are dropped.
pub(super) fn clean(formatted: Formatted) -> Formatted {
    let Formatted { text, entities } = formatted;
    let units = super::utf16_len(&text);
    let mut entities: Vec<Entity> =
        entities.into_iter().filter(|e| e.length > 0 && e.offset < units).map(|e| cut(e, 0, units)).collect();
    sort(&mut entities);
    let (text, mut entities) =
        if text.contains(unwanted) { strip(&text, entities) } else { (text, entities) };
    let end = text.trim_end_matches(blank).len();
    let first_entity = entities.iter().map(|e| e.offset).min().unwrap_or(usize::MAX);
    let lead = text[..end].chars().take_while(|c| blank(*c)).take(first_entity).count();
    let trimmed = text[lead..end].to_owned();
    let length = super::utf16_len(&trimmed);
    entities =
        entities.into_iter().filter(|e| e.offset < lead + length).map(|e| cut(e, lead, length)).collect();
    entities.retain(|e| e.length > 0);
    Formatted { text: trimmed, entities }
}

/// Moves an entity back by `lead` units and keeps it inside a text of `length` units.
fn cut(mut entity: Entity, lead: usize, length: usize) -> Entity {
    let start = entity.offset.saturating_sub(lead);
    let end = entity.offset.saturating_add(entity.length).saturating_sub(lead).min(length);
    entity.offset = start;
    entity.length = end.saturating_sub(start);
    entity
}

fn blank(c: char) -> bool {
    matches!(c, ' ' | '\n' | '\t')
}

fn removed(c: char) -> bool {
    matches!(c, '\r' | '\u{202a}'..='\u{202e}')
}

fn unwanted(c: char) -> bool {
    removed(c) || (c.is_ascii_control() && !matches!(c, '\n' | '\t' | '\u{7f}'))
}

/// Removes or replaces unwanted characters; every removed one is one UTF-16 unit.
fn strip(text: &str, entities: Vec<Entity>) -> (String, Vec<Entity>) {
    let mut out = String::with_capacity(text.len());
    let mut gone = Vec::new();
    let mut units = 0;
    for c in text.chars() {
        if removed(c) {
            gone.push(units);
        } else {
            out.push(if unwanted(c) { ' ' } else { c });
        }
        units += c.len_utf16();
    }
    let moved = |at: usize| at - gone.partition_point(|g| *g < at);
    let shift = |mut e: Entity| {
        let end = moved(e.end());
        e.offset = moved(e.offset);
        e.length = end - e.offset;
        e
    };
    (out, entities.into_iter().map(shift).collect())
}

#[cfg(test)]
mod tests {
    use super::super::{Kind, Markup, parse};
    use super::*;

    #[test]
    fn trims_both_ends_and_moves_entities() -> Result<(), String> {
        let parsed = parse(" \n <b>a\r\nb</b> c \n", Markup::Html)?;
        assert_eq!(parsed.text, "a\nb c");
        assert_eq!(parsed.entities, [Entity::new(Kind::Bold, 0, 3)]);
        Ok(())
    }

    #[test]
    fn blank_text_is_empty() -> Result<(), String> {
        assert_eq!(parse(" \n\u{1}", Markup::Plain(vec![]))?.text, "");
        assert_eq!(parse("<b> </b>", Markup::Html)?.text, "");
        Ok(())
    }

    #[test]
    fn entities_beyond_the_text_are_cut() -> Result<(), String> {
        let given = vec![Entity::new(Kind::Bold, 1, 500), Entity::new(Kind::Italic, 9, 1)];
        assert_eq!(parse("abc", Markup::Plain(given))?.entities, [Entity::new(Kind::Bold, 1, 2)]);
        Ok(())
    }
}
