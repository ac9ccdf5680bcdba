//! Any text as an estate: policies of every kind are compiled and asked, and no panic.
#![no_main]

use holdfast_inventory::Builder;
use holdfast_inventory::read::Limits;
use holdfast_model::{Cluster, InputKind};
use holdfast_reach::{Engine, Options};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let cluster = Cluster { input: InputKind::Files, name: "fuzz".to_owned(), version: None };
    let mut builder = Builder::new(cluster);
    builder.read(&mut &bytes[..], "fuzz", &Limits::default());
    let snapshot = builder.finish();
    let engine = Engine::new(&snapshot, Options { exposure: true, ..Options::default() });
    for network in 0..engine.networks().len() {
        engine.connections(network, &mut |connection, _, _| {
            assert!(!connection.ports.is_empty(), "a connection has a port");
        });
    }
    engine.exposure();
});
