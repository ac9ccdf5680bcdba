use std::collections::BTreeSet;

use holdfast_vuln::{Database, End, Product, osv};

const FILES: &[(&str, &str)] = &[
    ("control-plane", include_str!("../../advisories/control-plane.jsonl")),
    ("ingress-nginx", include_str!("../../advisories/ingress-nginx.jsonl")),
    ("kubernetes", include_str!("../../advisories/kubernetes.jsonl")),
    ("network", include_str!("../../advisories/network.jsonl")),
    ("runtimes", include_str!("../../advisories/runtimes.jsonl")),
    ("services", include_str!("../../advisories/services.jsonl")),
];

#[test]
fn every_line_gives_an_advisory() {
    for (name, text) in FILES {
        for line in text.lines() {
            let read = osv::read(line).unwrap_or_else(|error| panic!("{name}: {line}: {error}"));
            assert_eq!(read.len(), 1, "{name}: {line}");
        }
    }
}

#[test]
fn enough_unique_and_explained() {
    let database = Database::builtin();
    assert!(database.len() >= 120, "{}", database.len());
    let mut seen = BTreeSet::new();
    for advisory in database.advisories() {
        let id = &advisory.id;
        assert!(seen.insert((id.clone(), advisory.product.slug)), "{id} twice");
        assert!(id.starts_with("CVE-"), "{id}");
        assert!(advisory.url.starts_with("https://"), "{id}");
        assert!(
            advisory.summary.len() > 20 && !advisory.summary.ends_with('.'),
            "{id}: {}",
            advisory.summary
        );
    }
}

/// Each run of affected versions holds its first version, and not the one that fixes it.
#[test]
fn a_fixed_version_is_not_affected_by_what_it_fixes() {
    let database = Database::builtin();
    for advisory in database.advisories() {
        for segment in &advisory.segments {
            let End::Fixed(_, fixed) = &segment.end else { continue };
            let matches = database.matches(advisory.product.slug, fixed);
            assert!(
                !matches.iter().any(|m| m.advisory.id == advisory.id),
                "{} still matches {fixed}",
                advisory.id
            );
            if let Some(from) = &segment.from {
                let matches = database.matches(advisory.product.slug, &from.to_string());
                assert!(
                    matches.iter().any(|m| m.advisory.id == advisory.id),
                    "{} misses {from}",
                    advisory.id
                );
            }
        }
    }
}

#[test]
fn products_are_sorted_and_unique() {
    assert!(Product::all().is_sorted_by(|a, b| a.slug < b.slug));
    for product in Product::all() {
        assert_eq!(Product::find(product.slug), Some(product));
    }
}
