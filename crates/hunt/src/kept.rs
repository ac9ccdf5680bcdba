//! Bounds what a run keeps in memory of all answers together.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use holdfast_model::Gap;

use crate::http::Answer;

/// Bytes of an answer that count as small. Small answers may use all the room, what is larger only half of it: a few
/// servers that flood cannot take it from all others.
const SMALL: usize = 16 * 1024;
/// What one header takes besides its text.
const HEADER: usize = size_of::<(String, String)>();

/// What a run has kept of answers.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    bytes: AtomicUsize,
    cut: AtomicBool,
}

impl Kept {
    /// Counts an answer, and cuts off what does not fit into `most` bytes.
    pub(crate) fn fit(&self, answer: &mut Answer, most: usize) {
        let heads = answer.headers.iter().map(|(name, value)| name.len() + value.len() + HEADER).sum();
        if self.take(heads, most) < heads {
            answer.headers = Vec::new();
            self.note(answer);
        }
        let small = answer.body.len().min(SMALL);
        let mut fits = self.take(small, most);
        if fits == small {
            fits += self.take(answer.body.len() - small, most / 2);
        }
        if fits < answer.body.len() {
            answer.body.truncate(answer.body.floor_char_boundary(fits));
            answer.body.shrink_to_fit();
            self.note(answer);
        }
    }

    fn note(&self, answer: &mut Answer) {
        answer.truncated = true;
        self.cut.store(true, Ordering::Relaxed);
    }

    /// Takes as much as is left, up to what is wanted.
    fn take(&self, wanted: usize, most: usize) -> usize {
        let fits = |used: usize| wanted.min(most.saturating_sub(used));
        let before =
            self.bytes.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |used| Some(used + fits(used)));
        before.map_or(0, fits)
    }

    /// True once something was cut off.
    pub(crate) fn was_cut(&self) -> bool {
        self.cut.load(Ordering::Relaxed)
    }

    /// Says that something was cut off, when it was.
    pub(crate) fn gap(&self, most: usize) -> Option<Gap> {
        self.was_cut().then(|| {
            Gap::new(
                "answers of this run",
                format!(
                    "{} KiB of answers are kept at most, and more came: the rest was cut off",
                    most / 1024
                ),
                "what it would have shown is unknown; look at fewer addresses at a time",
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Keeps answers of these sizes one after another; tells how much of each body was kept.
    fn check(most: usize, bodies: &[usize], expected: &[usize]) {
        let kept = Kept::default();
        let fitted = bodies.iter().map(|size| {
            let mut answer = Answer { body: "x".repeat(*size), ..Answer::default() };
            kept.fit(&mut answer, most);
            assert_eq!(answer.truncated, answer.body.len() < *size);
            answer.body.len()
        });
        assert_eq!(fitted.collect::<Vec<_>>(), expected);
        assert_eq!(kept.gap(most).is_some(), bodies != expected);
    }

    #[test]
    fn large_answers_leave_room_for_small_ones() {
        check(0, &[0, 1], &[0, 0]);
        check(100, &[60, 40, 1], &[60, 40, 0]);
        check(8 * SMALL, &[3 * SMALL, 9 * SMALL, 2 * SMALL], &[3 * SMALL, SMALL, SMALL]);
        check(4 * SMALL, &[9 * SMALL, 9 * SMALL, 7, SMALL, SMALL], &[2 * SMALL, SMALL, 7, SMALL - 7, 0]);
    }

    #[test]
    fn headers_count_and_letters_stay_whole() {
        let kept = Kept::default();
        let headers = vec![("a".repeat(50), "b".repeat(50))];
        let mut answer = Answer { headers, body: "ää".to_owned(), ..Answer::default() };
        kept.fit(&mut answer, 3);
        assert_eq!((answer.headers.len(), answer.body.as_str(), answer.truncated), (0, "", true));
        let (fresh, mut answer) = (Kept::default(), Answer { body: "ää".to_owned(), ..Answer::default() });
        fresh.fit(&mut answer, 3);
        assert_eq!(answer.body, "ä");
    }
}
