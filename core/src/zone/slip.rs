//! How many slips of the finger lie between two words.

/// Longest word that is compared; cities' names are shorter.
const LONGEST: usize = 48;

/// The number of letters dropped, added, changed or swapped with their neighbour (optimal string alignment) when it
/// is at most `most`.
pub(super) fn slips(typed: &[char], name: &[char], most: usize) -> Option<usize> {
    if typed.len().abs_diff(name.len()) > most || typed.len().max(name.len()) > LONGEST {
        return None;
    }
    let mut before = [0; LONGEST + 1];
    let mut last: [usize; LONGEST + 1] = std::array::from_fn(|column| column);
    for row in 1..=typed.len() {
        let mut current = [0; LONGEST + 1];
        current[0] = row;
        for column in 1..=name.len() {
            let changed = last[column - 1] + usize::from(typed[row - 1] != name[column - 1]);
            let mut best = changed.min(last[column] + 1).min(current[column - 1] + 1);
            if is_swap(typed, name, row, column) {
                best = best.min(before[column - 2] + 1);
            }
            current[column] = best;
        }
        if current[..=name.len()].iter().all(|&count| count > most) {
            return None;
        }
        (before, last) = (last, current);
    }
    Some(last[name.len()]).filter(|&count| count <= most)
}

fn is_swap(typed: &[char], name: &[char], row: usize, column: usize) -> bool {
    row > 1 && column > 1 && typed[row - 1] == name[column - 2] && typed[row - 2] == name[column - 1]
}

/// How many slips a word of this many letters may have: none in a short one, where another city is as near.
pub(super) const fn forgiven(letters: usize) -> usize {
    match letters {
        0..4 => 0,
        4..7 => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(typed: &str, name: &str, most: usize) -> Option<usize> {
        let letters = |word: &str| word.chars().collect::<Vec<_>>();
        slips(&letters(typed), &letters(name), most)
    }

    #[test]
    fn each_kind_of_slip_counts_once() {
        assert_eq!(count("warsaw", "warsaw", 2), Some(0));
        assert_eq!(count("warsw", "warsaw", 2), Some(1));
        assert_eq!(count("warssaw", "warsaw", 2), Some(1));
        assert_eq!(count("wxrsaw", "warsaw", 2), Some(1));
        assert_eq!(count("wrasaw", "warsaw", 2), Some(1));
        assert_eq!(count("", "ab", 2), Some(2));
        assert_eq!(count("berlin", "warsaw", 2), None);
        assert_eq!(count(&"a".repeat(60), &"a".repeat(60), 2), None);
    }
}
