//! How two texts differ, line by line.

/// Lines that stay around a difference.
const CONTEXT: usize = 4;

/// The lines that are only in the first text (`-`) and only in the second (`+`), with some around
/// them. Empty where the texts are equal.
#[must_use]
pub fn diff(expected: &str, found: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), found.lines().collect());
    let mut lines = walk(&old, &new);
    // A difference at the very end (a missing line break) has no line of its own.
    if expected != found && lines.iter().all(|(sign, _)| *sign == ' ') {
        lines.push(('+', "(other white space at the end)"));
    }
    let near = |index: usize| {
        let around = index.saturating_sub(CONTEXT)..=index + CONTEXT;
        around.clone().any(|other| lines.get(other).is_some_and(|(sign, _)| *sign != ' '))
    };
    let mut text = String::new();
    let mut left_out = false;
    for (index, (sign, line)) in lines.iter().enumerate() {
        if near(index) {
            if std::mem::take(&mut left_out) {
                text.push_str("  ⋮\n");
            }
            text.push_str(&format!("{sign} {line}\n"));
        } else {
            left_out = true;
        }
    }
    text
}

/// Both texts as one list along their longest common subsequence.
fn walk<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<(char, &'a str)> {
    // common[i][j]: how many lines old[i..] and new[j..] have in common.
    let mut common = vec![vec![0_usize; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i][j] = if old[i] == new[j] {
                common[i + 1][j + 1] + 1
            } else {
                common[i + 1][j].max(common[i][j + 1])
            };
        }
    }
    let mut lines = Vec::with_capacity(old.len().max(new.len()));
    let (mut i, mut j) = (0, 0);
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            lines.push((' ', old[i]));
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || (i < old.len() && common[i + 1][j] >= common[i][j + 1]) {
            lines.push(('-', old[i]));
            i += 1;
        } else {
            lines.push(('+', new[j]));
            j += 1;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_do_not_differ() {
        assert_eq!(diff("a\nb\n", "a\nb\n"), "");
    }

    #[test]
    fn only_the_surroundings_of_a_difference_are_shown() {
        let old: String = (1..=20).map(|n| format!("{n}\n")).collect();
        let new = old.replace("10\n", "ten\n");
        assert_eq!(diff(&old, &new), "  ⋮\n  6\n  7\n  8\n  9\n- 10\n+ ten\n  11\n  12\n  13\n  14\n");
    }

    #[test]
    fn a_missing_last_line_break_is_a_difference() {
        assert!(!diff("a\n", "a").is_empty());
    }
}
