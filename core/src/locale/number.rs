//! Numbers as each language writes them. Separators and the rule for four digits are CLDR's
//! (`numbers/symbols-numberSystem-latn`, `minimumGroupingDigits`).

use fluent_bundle::FluentValue;

use super::Language;

/// No line may break inside a number.
const NO_BREAK_SPACE: char = '\u{a0}';

/// What writes the numbers inside messages of a language. Fluent takes a plain function, hence one per language.
pub(super) fn formatter<M>(language: Language) -> fn(&FluentValue<'_>, &M) -> Option<String> {
    match language {
        Language::En => |value, _| fluent_number(Language::En, value),
        Language::Ru => |value, _| fluent_number(Language::Ru, value),
        Language::Uk => |value, _| fluent_number(Language::Uk, value),
        Language::Pl => |value, _| fluent_number(Language::Pl, value),
    }
}

fn fluent_number(language: Language, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(number) => {
            Some(localize(language, &number.as_string(), number.options.use_grouping))
        }
        _ => None,
    }
}

/// Rewrites a decimal as machines write it (`-1234.50`) by the language's rules; digits are never changed, so
/// it fits exact decimals too. Anything else comes back as it is.
pub(super) fn localize(language: Language, decimal: &str, group: bool) -> String {
    let (sign, digits) = decimal.strip_prefix('-').map_or(("", decimal), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() || !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
        return decimal.to_owned();
    }
    let mut written = String::with_capacity(decimal.len() * 2);
    written.push_str(sign);
    let grouped = group && whole.len() >= 3 + minimum_grouping_digits(language);
    for (index, digit) in whole.chars().enumerate() {
        if grouped && index > 0 && (whole.len() - index).is_multiple_of(3) {
            written.push(group_separator(language));
        }
        written.push(digit);
    }
    if !fraction.is_empty() {
        written.push(decimal_separator(language));
        written.push_str(fraction);
    }
    written
}

/// How many digits must stand before the first separator: Polish writes 1234 but 12 345.
const fn minimum_grouping_digits(language: Language) -> usize {
    match language {
        Language::Pl => 2,
        _ => 1,
    }
}

const fn group_separator(language: Language) -> char {
    match language {
        Language::En => ',',
        _ => NO_BREAK_SPACE,
    }
}

const fn decimal_separator(language: Language) -> char {
    match language {
        Language::En => '.',
        _ => ',',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_groups_its_own_way() {
        assert_eq!(localize(Language::En, "1234567.50", true), "1,234,567.50");
        assert_eq!(localize(Language::Ru, "1234", true), "1\u{a0}234");
        assert_eq!(localize(Language::Uk, "-12345.5", true), "-12\u{a0}345,5");
        assert_eq!(localize(Language::Pl, "1234", true), "1234");
        assert_eq!(localize(Language::Pl, "12345", true), "12\u{a0}345");
        assert_eq!(localize(Language::En, "2026", false), "2026");
        assert_eq!(localize(Language::En, "999", true), "999");
    }

    #[test]
    fn what_is_no_decimal_stays() {
        for odd in ["", "-", "NaN", "inf", "1e5", ".5", "١٢٣٤"] {
            assert_eq!(localize(Language::Ru, odd, true), odd);
        }
    }
}
