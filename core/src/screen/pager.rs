//! Lists that are longer than a screen.

use super::{Button, Tap};

/// One page of a list: which rows to fetch, and the row of buttons that leads to the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Counted from 0, always one that exists.
    pub number: u32,
    /// At least 1, also for an empty list.
    pub count: u32,
    size: u32,
}

impl Page {
    /// The page nearest to `wanted` of a list of `total` rows, `size` rows a page: a list may have become shorter since
    /// the button was drawn.
    pub fn of(wanted: u32, total: u64, size: u32) -> Self {
        let size = size.max(1);
        let count = u32::try_from(total.div_ceil(u64::from(size))).unwrap_or(u32::MAX).max(1);
        Self { number: wanted.min(count - 1), count, size }
    }

    pub fn limit(self) -> i64 {
        i64::from(self.size)
    }

    pub fn offset(self) -> i64 {
        i64::from(self.number) * i64::from(self.size)
    }

    /// `◀ 2/5 ▶`, without an arrow that leads nowhere; empty where there is one page only.
    pub fn buttons<T: Tap>(self, tap: impl Fn(u32) -> T) -> Vec<Button> {
        if self.count < 2 {
            return Vec::new();
        }
        let place = Button::tap(format!("{}/{}", self.number + 1, self.count), &tap(self.number));
        let back = self.number.checked_sub(1).map(|number| Button::tap("◀", &tap(number)));
        let next = (self.number + 1 < self.count).then(|| Button::tap("▶", &tap(self.number + 1)));
        back.into_iter().chain([place]).chain(next).collect()
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    use super::*;

    #[derive(Serialize, Deserialize)]
    struct Turn(u32);

    impl Tap for Turn {
        const VERSION: char = '1';
    }

    fn labels(page: Page) -> Vec<String> {
        page.buttons(Turn).iter().map(|button| button.label().to_owned()).collect()
    }

    #[test]
    fn arrows_lead_only_to_pages_that_exist() {
        assert!(labels(Page::of(0, 0, 5)).is_empty());
        assert!(labels(Page::of(0, 5, 5)).is_empty());
        assert_eq!(labels(Page::of(0, 6, 5)), ["1/2", "▶"]);
        assert_eq!(labels(Page::of(1, 11, 5)), ["◀", "2/3", "▶"]);
        assert_eq!(labels(Page::of(9, 11, 5)), ["◀", "3/3"], "a list that became shorter");
    }
}
