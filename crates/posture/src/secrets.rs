use std::sync::OnceLock;

use holdfast_inventory::view::Str;
use holdfast_inventory::{Snapshot, json};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::refs;

/// Where custom resources name the Secret their controller makes; an empty pointer means after themselves.
const MAKERS: &[(&str, &str)] = &[
    ("Certificate", "/spec/secretName"),
    ("ExternalSecret", "/spec/target/name"),
    ("InfisicalSecret", "/spec/managedSecretReference/secretName"),
    ("OnePasswordItem", ""),
    ("SealedSecret", "/spec/template/metadata/name"),
    ("VaultDynamicSecret", "/spec/destination/name"),
    ("VaultPKISecret", "/spec/destination/name"),
    ("VaultStaticSecret", "/spec/destination/name"),
];

/// Secrets that do not stand in the input but will be made by a controller from what does.
#[derive(Debug, Default)]
pub(crate) struct PromisedSecrets<'s>(OnceLock<FxHashMap<&'s str, FxHashSet<String>>>);

impl<'s> PromisedSecrets<'s> {
    pub(crate) fn has(&self, snapshot: &'s Snapshot, namespace: &str, name: &str) -> bool {
        self.0.get_or_init(|| read(snapshot)).get(namespace).is_some_and(|names| names.contains(name))
    }
}

fn read(snapshot: &Snapshot) -> FxHashMap<&str, FxHashSet<String>> {
    let mut promised: FxHashMap<&str, FxHashSet<String>> = FxHashMap::default();
    for (kind, pointer) in MAKERS {
        for maker in snapshot.of_kind(kind) {
            let named = if pointer.is_empty() { None } else { maker.view_at::<Str<'_>>(pointer) };
            let name = named
                .filter(|name| !name.is_empty())
                .map_or_else(|| maker.name().to_owned(), |n| n.to_string());
            promised.entry(refs::namespace(maker)).or_default().insert(name);
        }
    }
    for class in snapshot.of_kind("SecretProviderClass") {
        let Some(objects) = json::at(class.json(), "/spec/secretObjects") else { continue };
        let names = promised.entry(refs::namespace(class)).or_default();
        let _ = json::items(objects, |item| {
            let name =
                json::at(item, "/secretName").and_then(|raw| serde_json::from_slice::<String>(raw).ok());
            names.extend(name);
            true
        });
    }
    promised
}
