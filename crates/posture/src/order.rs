use std::cmp::Ordering;

/// Sorts large items by sorting their numbers and moving each item to its place: half the time of moving them at every
/// step, and no second copy. Equal items keep their order.
pub(crate) fn in_order<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_unstable_by(|a, b| match (items.get(*a), items.get(*b)) {
        (Some(x), Some(y)) => compare(x, y).then(a.cmp(b)),
        _ => Ordering::Equal,
    });
    // Where each item goes: the inverse of where each place takes its item from.
    let mut places = vec![0; order.len()];
    for (place, from) in order.into_iter().enumerate() {
        if let Some(slot) = places.get_mut(from) {
            *slot = place;
        }
    }
    for at in 0..places.len() {
        while let Some(&place) = places.get(at).filter(|place| **place != at) {
            items.swap(at, place);
            places.swap(at, place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::in_order;

    #[test]
    fn sorts_stably() {
        let mut items = vec![(2, 'a'), (1, 'b'), (2, 'c'), (0, 'd'), (1, 'e')];
        in_order(&mut items, |a, b| a.0.cmp(&b.0));
        assert_eq!(items, [(0, 'd'), (1, 'b'), (1, 'e'), (2, 'a'), (2, 'c')]);
    }
}
