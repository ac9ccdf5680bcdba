use std::collections::BTreeSet;

use holdfast_cis::{Benchmark, Change, benchmark, benchmarks, controls, diff};

/// One benchmark a line: its name, how many numbers, how many the published benchmark leaves to people; then, for each
/// section, how many numbers and the last of them.
static PUBLISHED: &str = include_str!("published.txt");

#[test]
fn every_table_has_the_published_numbers() {
    assert_eq!(benchmarks().len(), PUBLISHED.lines().count());
    for line in PUBLISHED.lines() {
        let mut words = line.split(' ');
        let (id, total, manual) = (words.next().unwrap(), words.next().unwrap(), words.next().unwrap());
        let table = benchmark(id).unwrap_or_else(|| panic!("no table {id}"));
        assert_eq!(table.entries.len().to_string(), total, "{id}");
        assert_eq!(
            table.entries.iter().filter(|e| e.manual).count().to_string(),
            manual,
            "{id}: left to people"
        );
        let mut seen: Vec<(&str, usize, &str)> = Vec::new();
        for entry in table.entries {
            let section = Benchmark::section(entry.number);
            match seen.last_mut() {
                Some((last, count, number)) if *last == section => {
                    (*count, *number) = (*count + 1, entry.number);
                }
                _ => seen.push((section, 1, entry.number)),
            }
        }
        let seen: Vec<String> = seen.iter().map(|(_, count, last)| format!("{count}:{last}")).collect();
        assert_eq!(seen, words.collect::<Vec<_>>(), "{id}");
    }
}

#[test]
fn tables_are_sound() {
    assert!(controls().is_sorted_by(|a, b| a.slug < b.slug), "slugs are sorted and unique");
    for table in benchmarks() {
        let mut numbers = BTreeSet::new();
        for (entry, row) in table.entries.iter().zip(table.framework.requirements) {
            assert!(entry.control().is_some(), "{} {}: {}", table.id(), entry.number, entry.control);
            assert_eq!((entry.number, &[entry.control][..]), (row.id, row.checks), "{}", table.id());
            assert!(numbers.insert(entry.number), "{} {} stands twice", table.id(), entry.number);
        }
        assert_eq!(table.entries.len(), table.framework.requirements.len());
    }
}

#[test]
fn levels_of_the_newest_table() {
    let table = benchmark("cis-2.0.1").unwrap();
    let second: Vec<&str> = table.entries.iter().filter(|e| e.level == 2).map(|e| e.number).collect();
    let published = [
        "1.2.12", "1.2.13", "1.2.14", "2.7", "3.2.2", "4.2.8", "5.2.7", "5.2.9", "5.3.2", "5.4.1", "5.4.2",
        "5.5.1", "5.6.2", "5.6.3", "5.6.4",
    ];
    assert_eq!(second, published);
    assert!(table.entries.iter().all(|e| e.level != 0));
}

#[test]
fn most_numbers_are_decided_by_machine() {
    let table = benchmark("cis-2.0.1").unwrap();
    assert_eq!(table.by_machine(), 125, "of {}", table.entries.len());
}

#[test]
fn differences_are_told_by_control() {
    let changes = diff(benchmark("cis-1.11").unwrap(), benchmark("cis-1.12").unwrap());
    let at = |slug: &str| changes.iter().filter(|d| d.control == slug).map(|d| &d.change).collect::<Vec<_>>();
    assert_eq!(at("caps-added"), [&Change::Removed { number: "5.2.9" }]);
    assert_eq!(at("caps-kept"), [&Change::Moved { from: "5.2.10", to: "5.2.9" }]);
    assert_eq!(at("kubelet-addresses-open"), [&Change::Removed { number: "4.2.15" }]);
    assert!(matches!(at("apiserver-weak-ciphers")[..], [Change::Parameters { number: "1.2.29", .. }]));
    assert!(diff(benchmark("cis-1.12").unwrap(), benchmark("cis-2.0.1").unwrap()).is_empty());
    let older = diff(benchmark("cis-1.10").unwrap(), benchmark("cis-1.12").unwrap());
    let moved = Change::Moved { from: "5.7.1", to: "5.6.1" };
    assert!(older.iter().any(|d| d.control == "namespaces-do-not-separate" && d.change == moved));
}
