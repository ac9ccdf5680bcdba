//! Any bytes as an audit log: an answer, no panic, and roles that can be written and read back.
#![no_main]

use holdfast_inventory::{Builder, Estate};
use holdfast_model::{Cluster, InputKind};
use holdfast_rbac::{Index, Tightness, Usage, denied, manifests, plan, read_audit};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut usage = Usage::default();
    let Ok(stats) = read_audit(&mut &*bytes, &mut usage) else { return };
    assert!(stats.allowed + stats.denied + stats.early == stats.events, "every event is counted once");
    let cluster = Cluster { input: InputKind::Files, name: String::new(), version: None };
    let snapshot = Builder::new(cluster).finish();
    let estate = Estate::new(&snapshot);
    let index = Index::build(&estate);
    let plans: Vec<_> =
        usage.users.iter().map(|(user, used)| plan(&index, user, used, Tightness::default())).collect();
    let text = manifests(&plans);
    let _ = denied(&plans, &text);
});
