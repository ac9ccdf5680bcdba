//! The products that are recognised: what to ask them, what tells them, and where their version stands.

mod control_plane;
mod delivery;
mod observe;
mod platform;

use crate::fingerprint::{See, VersionAt};

/// One product.
#[derive(Debug)]
pub(crate) struct Product {
    /// The name that findings, advisories and hunters use.
    pub(crate) slug: &'static str,
    /// Paths to GET; the first ones tell most.
    pub(crate) asks: &'static [&'static str],
    /// Signs with their weights in percent.
    pub(crate) signals: &'static [(See, u8)],
    pub(crate) version: &'static [VersionAt],
}

/// Every product.
pub(crate) fn products() -> impl Iterator<Item = &'static Product> {
    control_plane::ALL.iter().chain(observe::ALL).chain(delivery::ALL).chain(platform::ALL)
}

/// One product by its slug.
pub(crate) fn product(slug: &str) -> Option<&'static Product> {
    products().find(|product| product.slug == slug)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_unique_and_ports_name_known_products() {
        let mut slugs: Vec<_> = products().map(|p| p.slug).collect();
        let count = slugs.len();
        slugs.sort_unstable();
        slugs.dedup();
        assert_eq!(slugs.len(), count);
        for info in crate::ports::PORTS {
            for slug in info.products {
                assert!(product(slug).is_some(), "port {} names {slug}", info.port);
            }
        }
    }
}
