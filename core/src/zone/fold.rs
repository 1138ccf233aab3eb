//! What two spellings of a name have in common.

use unicode_normalization::UnicodeNormalization;

/// Puts the letters and digits of `text` into `folded`: small, without diacritics (`Łódź`, `lodz`; ё, е; ґ, г) and
/// apostrophes; whatever else stands between them becomes one space. "St" is written out, as cities have it both
/// ways.
pub(super) fn fold_into(text: &str, folded: &mut Vec<char>) {
    folded.clear();
    let mut gap = false;
    for letter in text.chars() {
        match letter {
            'a'..='z' | '0'..='9' | 'а'..='и' | 'к'..='я' | 'і' => push(folded, &mut gap, letter),
            'A'..='Z' => push(folded, &mut gap, letter.to_ascii_lowercase()),
            '\'' | '’' | 'ʼ' | '‘' | '`' | 'ʹ' => {}
            _ => fold_letter(letter, folded, &mut gap),
        }
    }
    if folded.starts_with(&['s', 't', ' ']) {
        folded.splice(..2, "saint".chars());
    }
}

pub(super) fn fold(text: &str) -> Vec<char> {
    let mut folded = Vec::new();
    fold_into(text, &mut folded);
    folded
}

fn push(folded: &mut Vec<char>, gap: &mut bool, letter: char) {
    if std::mem::take(gap) && !folded.is_empty() {
        folded.push(' ');
    }
    folded.push(letter);
}

fn fold_letter(letter: char, folded: &mut Vec<char>, gap: &mut bool) {
    for small in letter.to_lowercase() {
        if let Some(plain) = plain_letters(small) {
            plain.chars().for_each(|letter| push(folded, gap, letter));
            continue;
        }
        for part in std::iter::once(small).nfd() {
            if part.is_alphanumeric() {
                push(folded, gap, part);
            } else if !unicode_normalization::char::is_combining_mark(part) {
                *gap = true;
            }
        }
    }
}

/// Letters that Unicode does not take apart.
const fn plain_letters(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ø' => "o",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ı' => "i",
        'þ' => "th",
        'ħ' => "h",
        'ґ' => "г",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        fold(text).into_iter().collect()
    }

    #[test]
    fn spellings_meet() {
        assert_eq!(folded("ŁÓDŹ"), "lodz");
        assert_eq!(folded("Орёл"), "орел");
        assert_eq!(folded("  Нью-Йорк "), "нью иорк");
        assert_eq!(folded("Кам’янське"), "камянське");
        assert_eq!(folded("St. Petersburg"), "saint petersburg");
        assert_eq!(folded("Ґорґани"), "горгани");
        assert_eq!(folded("Huế"), "hue");
        assert_eq!(folded("!?"), "");
    }
}
