//! Which kinds a cluster gave whole.

use holdfast_inventory::{Builder, Knowledge};
use holdfast_model::{Cluster, InputKind};

/// Answers to the LISTs of one name of a kind in several groups, in order: `true` when the LIST was given.
fn check(lists: &[bool], expected: Knowledge) {
    let mut builder =
        Builder::new(Cluster { input: InputKind::Cluster, name: "test".to_owned(), version: None });
    for given in lists {
        if *given {
            builder.complete("NetworkPolicy");
        } else {
            builder.denied("NetworkPolicy");
        }
    }
    assert_eq!(builder.finish().knowledge("NetworkPolicy"), expected, "{lists:?}");
}

#[test]
fn a_kind_denied_in_one_group_is_not_known() {
    check(&[true], Knowledge::Complete);
    check(&[true, true], Knowledge::Complete);
    check(&[false], Knowledge::Missing);
    check(&[false, true], Knowledge::Missing);
    check(&[true, false], Knowledge::Missing);
    check(&[], Knowledge::Missing);
}
