use std::collections::BTreeMap;
use std::sync::OnceLock;

use holdfast_model::Severity;

use crate::matching::{self, Match};
use crate::range::Segment;
use crate::{Product, osv};

/// What is known of one vulnerability of one product.
#[derive(Clone, Debug)]
pub struct Advisory {
    /// The CVE id where there is one.
    pub id: String,
    pub product: &'static Product,
    pub severity: Severity,
    pub summary: String,
    /// Where it was announced.
    pub url: String,
    /// Runs of affected versions.
    pub segments: Vec<Segment>,
}

/// Advisories, found by product.
#[derive(Clone, Debug, Default)]
pub struct Database {
    by_product: BTreeMap<&'static str, Vec<Advisory>>,
}

/// Written by hand from the announcements they name; one advisory a line.
const FILES: &[&str] = &[
    include_str!("../advisories/control-plane.jsonl"),
    include_str!("../advisories/ingress-nginx.jsonl"),
    include_str!("../advisories/kubernetes.jsonl"),
    include_str!("../advisories/network.jsonl"),
    include_str!("../advisories/runtimes.jsonl"),
    include_str!("../advisories/services.jsonl"),
];

impl Database {
    /// The advisories that are compiled in. A test reads every line of them.
    pub fn builtin() -> &'static Self {
        static BUILTIN: OnceLock<Database> = OnceLock::new();
        BUILTIN.get_or_init(|| {
            let mut database = Self::default();
            FILES.iter().filter_map(|text| osv::read(text).ok()).for_each(|read| database.extend(read));
            database
        })
    }

    /// Adds advisories; one of the same id for the same product replaces what was known.
    pub fn extend(&mut self, advisories: impl IntoIterator<Item = Advisory>) {
        for advisory in advisories {
            let known = self.by_product.entry(advisory.product.slug).or_default();
            match known.iter_mut().find(|old| old.id == advisory.id) {
                Some(old) => *old = advisory,
                None => known.push(advisory),
            }
        }
    }

    pub fn len(&self) -> usize {
        self.by_product.values().map(Vec::len).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.by_product.is_empty()
    }

    pub fn advisories(&self) -> impl Iterator<Item = &Advisory> {
        self.by_product.values().flatten()
    }

    /// The advisories that a version of a product falls under, the worst first. A text that is no version matches none.
    pub fn matches(&self, product: &str, version: &str) -> Vec<Match<'_>> {
        matching::matches(self.by_product.get(product).map_or(&[], Vec::as_slice), version)
    }
}
