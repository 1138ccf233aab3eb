//! What may stand for a variable of a message.

use std::borrow::Cow;

use fluent_bundle::FluentValue;

use crate::screen::{Html, html};

/// A value in a plain text: words as they are, numbers by the language's rules.
#[derive(Debug)]
pub struct TextValue<'a>(pub(super) FluentValue<'a>);

/// A value in an HTML text: words are escaped, `Html` is taken as it is.
#[derive(Debug)]
pub struct HtmlValue<'a>(pub(super) FluentValue<'a>);

impl<'a> From<&'a str> for TextValue<'a> {
    fn from(text: &'a str) -> Self {
        TextValue(text.into())
    }
}

impl<'a> From<&'a String> for TextValue<'a> {
    fn from(text: &'a String) -> Self {
        TextValue(text.as_str().into())
    }
}

impl From<String> for TextValue<'_> {
    fn from(text: String) -> Self {
        TextValue(text.into())
    }
}

impl<'a> From<Cow<'a, str>> for TextValue<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        TextValue(text.into())
    }
}

impl From<&str> for HtmlValue<'_> {
    fn from(text: &str) -> Self {
        HtmlValue(html::escape(text).into())
    }
}

impl From<&String> for HtmlValue<'_> {
    fn from(text: &String) -> Self {
        text.as_str().into()
    }
}

impl From<String> for HtmlValue<'_> {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

impl From<Cow<'_, str>> for HtmlValue<'_> {
    fn from(text: Cow<'_, str>) -> Self {
        text.as_ref().into()
    }
}

impl<'a> From<&'a Html> for HtmlValue<'a> {
    fn from(html: &'a Html) -> Self {
        HtmlValue(html.as_str().into())
    }
}

impl From<Html> for HtmlValue<'_> {
    fn from(html: Html) -> Self {
        HtmlValue(html.into_string().into())
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl From<$number> for TextValue<'_> {
            fn from(number: $number) -> Self {
                TextValue(number.into())
            }
        }

        impl From<$number> for HtmlValue<'_> {
            fn from(number: $number) -> Self {
                HtmlValue(number.into())
            }
        }
    )*};
}

numbers!(i8, i16, i32, i64, isize, u8, u16, u32, u64, usize, f32, f64);
