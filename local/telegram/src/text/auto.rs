//! Entities that the server finds by itself: commands, links, mentions, hashtags, cashtags, e-mail addresses, phone numbers.

use super::{Entity, Formatted, Kind, sort};

/// Top-level names that make a bare `word.name` a link; the real server knows them all, people type these.
const ZONES: &[&str] = &[
    "com", "org", "net", "edu", "gov", "io", "dev", "app", "me", "info", "biz", "co", "ai", "eu", "uk", "us",
    "de", "fr", "pl", "ua", "ru", "by", "kz", "it", "es", "nl", "cz", "sk", "lt", "lv", "ee", "at", "ch",
    "se", "no", "fi", "dk", "рф", "укр", "xyz", "site", "online", "shop", "cloud", "page", "wiki", "ly",
    "gg", "tv", "im", "so", "cc", "ph", "jp", "cn", "in", "br",
];

/// Adds what can be found outside of code and of links that a bot wrote.
pub(super) fn complete(formatted: &mut Formatted) {
    let mut found = Vec::new();
    for (units, word) in words(&formatted.text) {
        found.extend(scan(units, word));
    }
    found.retain(|new| formatted.entities.iter().all(|old| free(old, new)));
    if found.is_empty() {
        return;
    }
    formatted.entities.extend(found);
    sort(&mut formatted.entities);
}

/// May a found entity stand beside or inside a written one?
fn free(written: &Entity, found: &Entity) -> bool {
    let apart = written.end() <= found.offset || found.end() <= written.offset;
    let closed = matches!(
        written.kind,
        Kind::Code | Kind::Pre | Kind::TextLink | Kind::TextMention | Kind::CustomEmoji | Kind::DateTime
    );
    apart || (!closed && !written.kind.is_auto())
}

/// Stretches without blanks, each with its start in UTF-16 units.
fn words(text: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut units = 0;
    let mut open: Option<(usize, usize)> = None;
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            words.extend(open.take().map(|(start, from)| (from, &text[start..at])));
        } else {
            open.get_or_insert((at, units));
        }
        units += c.len_utf16();
    }
    words.extend(open.map(|(start, from)| (from, &text[start..])));
    words
}

fn scan(units: usize, word: &str) -> Option<Entity> {
    if !word.contains(['/', '@', '#', '$', '.', '+']) {
        return None;
    }
    let bare = word.trim_start_matches(['(', '[', '{', '"', '\'', '«', '“', '„', ',', '!', '?']);
    let lead = super::utf16_len(&word[..word.len() - bare.len()]);
    let (kind, length) = classify(bare)?;
    Some(Entity::new(kind, units + lead, length))
}

/// What a word is, and how many UTF-16 units of it.
fn classify(word: &str) -> Option<(Kind, usize)> {
    let mut chars = word.chars();
    match chars.next()? {
        '/' => command(word),
        '@' => mention(word),
        '#' => hashtag(word),
        '$' => cashtag(word),
        '+' => phone(word),
        _ => email(word).or_else(|| url(word)),
    }
}

fn command(word: &str) -> Option<(Kind, usize)> {
    let name = prefix(&word[1..], |c| c.is_ascii_alphanumeric() || c == '_');
    let mut length = 1 + name.len();
    let rest = &word[length..];
    if let Some(bot) = rest.strip_prefix('@') {
        let bot = prefix(bot, |c| c.is_ascii_alphanumeric() || c == '_');
        length += if bot.len() >= 3 { 1 + bot.len() } else { 0 };
    }
    let ends = word[length..]
        .chars()
        .next()
        .is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '/' | '<' | '>' | '@'));
    ((1..=64).contains(&name.len()) && ends).then_some((Kind::BotCommand, length))
}

fn mention(word: &str) -> Option<(Kind, usize)> {
    let name = prefix(&word[1..], |c| c.is_ascii_alphanumeric() || c == '_');
    let ends = word[1 + name.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric() && c != '@');
    let starts = name.starts_with(|c: char| c.is_ascii_alphabetic());
    ((4..=32).contains(&name.len()) && starts && ends).then_some((Kind::Mention, 1 + name.len()))
}

fn hashtag(word: &str) -> Option<(Kind, usize)> {
    let name = prefix(&word[1..], |c| c.is_alphanumeric() || c == '_' || c == '\u{b7}');
    let has_letter = name.chars().any(char::is_alphabetic);
    let length = super::utf16_len(name);
    (has_letter && length <= 256 && !word[1 + name.len()..].starts_with('#'))
        .then_some((Kind::Hashtag, 1 + length))
}

fn cashtag(word: &str) -> Option<(Kind, usize)> {
    let name = prefix(&word[1..], |c| c.is_ascii_uppercase());
    let ends = word[1 + name.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric() && c != '$');
    ((3..=8).contains(&name.len()) && ends).then_some((Kind::Cashtag, 1 + name.len()))
}

fn phone(word: &str) -> Option<(Kind, usize)> {
    let number = prefix(&word[1..], |c| c.is_ascii_digit() || matches!(c, '-' | '(' | ')'));
    let digits = number.chars().filter(char::is_ascii_digit).count();
    ((7..=15).contains(&digits)).then_some((Kind::PhoneNumber, 1 + number.len()))
}

fn email(word: &str) -> Option<(Kind, usize)> {
    let (name, rest) = word.split_once('@')?;
    let host =
        prefix(rest, |c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-')).trim_end_matches(['.', '-']);
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '%');
    let zone = host.rsplit_once('.')?.1;
    let good = (1..=64).contains(&name.len()) && name.chars().all(fits) && zone.len() >= 2;
    good.then_some((Kind::Email, name.len() + 1 + host.len()))
}

fn url(word: &str) -> Option<(Kind, usize)> {
    let scheme =
        ["https://", "http://", "tg://", "ftp://"].into_iter().find(|s| starts_with_ignoring_case(word, s));
    let body = &word[scheme.map_or(0, str::len)..];
    let host_end = body.find(['/', '?', '#', ':']).unwrap_or(body.len());
    let host = prefix(&body[..host_end], |c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
        .trim_end_matches(['.', '-']);
    let known_zone = || {
        host.rsplit_once('.').is_some_and(|(name, zone)| {
            !name.is_empty() && !name.ends_with('.') && ZONES.contains(&zone.to_lowercase().as_str())
        })
    };
    let good = match scheme {
        Some("tg://") => !host.is_empty(),
        Some(_) => host.contains('.') || host == "localhost",
        None => known_zone(),
    };
    if !good {
        return None;
    }
    let whole = host.len() == host_end;
    let end = if whole { word.len() } else { word.len() - body.len() + host.len() };
    let address = word[..end]
        .trim_end_matches(['.', ',', ';', ':', '!', '?', '"', '\'', '»', '”', ')', ']', '}', '>', '<']);
    Some((Kind::Url, super::utf16_len(address)))
}

fn prefix(text: &str, fits: impl Fn(char) -> bool) -> &str {
    &text[..text.find(|c| !fits(c)).unwrap_or(text.len())]
}

fn starts_with_ignoring_case(word: &str, scheme: &str) -> bool {
    word.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
}

#[cfg(test)]
mod tests {
    use super::super::{Markup, parse, to_html};
    use super::*;

    /// Lists what was found as `kind:text`.
    fn found(text: &str) -> Vec<String> {
        let formatted = parse(text, Markup::Plain(vec![])).unwrap_or_default();
        let units: Vec<u16> = formatted.text.encode_utf16().collect();
        let of = |e: &Entity| format!("{:?}:{}", e.kind, String::from_utf16_lossy(&units[e.offset..e.end()]));
        formatted.entities.iter().map(of).collect()
    }

    #[test]
    fn finds_what_people_type() {
        let cases: &[(&str, &[&str])] = &[
            ("/start abc", &["BotCommand:/start"]),
            ("🏟 /help@coach_bot, please", &["BotCommand:/help@coach_bot"]),
            ("1/2 and a/b", &[]),
            ("/слово", &[]),
            ("ask @some_body now", &["Mention:@some_body"]),
            ("@ab", &[]),
            ("#тег and #1", &["Hashtag:#тег"]),
            ("$USD", &["Cashtag:$USD"]),
            ("me.too@site.com!", &["Email:me.too@site.com"]),
            ("see https://example.org/a?b=c.", &["Url:https://example.org/a?b=c"]),
            ("(example.com)", &["Url:example.com"]),
            ("file.txt 3.14 etc.", &[]),
            ("+380501234567", &["PhoneNumber:+380501234567"]),
        ];
        for (text, expected) in cases {
            assert_eq!(&found(text), expected, "{text}");
        }
    }

    #[test]
    fn code_and_written_links_are_left_alone() -> Result<(), String> {
        let parsed = parse("<code>/start</code> <b>/go</b>", Markup::Html)?;
        let kinds: Vec<_> = parsed.entities.iter().map(|e| e.kind).collect();
        assert_eq!(kinds, [Kind::Code, Kind::Bold, Kind::BotCommand]);
        assert_eq!(to_html(&parsed.text, &parsed.entities), "<code>/start</code> <b>/go</b>");
        Ok(())
    }
}
