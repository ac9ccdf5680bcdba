//! How long each format takes over 50,000 findings. Run with `cargo bench -p holdfast-report`.

#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a benchmark fails loudly")]

#[path = "../tests/it/sample.rs"]
mod sample;

use std::io::sink;
use std::sync::LazyLock;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use holdfast_model::Assessment;
use holdfast_report::baseline::Baseline;
use holdfast_report::{Format, Style, render, write};

const FINDINGS: usize = 50_000;
static ESTATE: LazyLock<Assessment> = LazyLock::new(|| sample::estate(FINDINGS));

fn main() {
    divan::main();
}

#[divan::bench(args = Format::ALL, sample_count = 5, sample_size = 1)]
fn format(bencher: Bencher<'_, '_>, format: Format) {
    let estate = &*ESTATE;
    bencher.counter(ItemsCount::new(FINDINGS)).bench_local(|| {
        write(black_box(estate), format, &Style::default(), &mut sink()).expect("writes");
    });
}

/// The floor: serde_json alone over the same findings.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn plain_serde_json(bencher: Bencher<'_, '_>) {
    let estate = &*ESTATE;
    bencher
        .counter(ItemsCount::new(FINDINGS))
        .bench_local(|| serde_json::to_writer_pretty(sink(), black_box(&estate.findings)).expect("writes"));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn read_baseline(bencher: Bencher<'_, '_>) {
    let json = render(&ESTATE, Format::Json, &Style::default()).expect("renders");
    bencher
        .counter(ItemsCount::new(FINDINGS))
        .bench_local(|| Baseline::parse(black_box(json.as_bytes())).expect("reads"));
}
