use std::sync::Arc;

use rustc_hash::FxHashMap;

/// A string stored once: equal symbols are equal strings of the same [`Interner`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sym(u32);

impl Sym {
    /// The empty string, in every interner.
    pub const EMPTY: Self = Self(0);
}

/// Every distinct string of a snapshot: kinds, namespaces, names, labels.
#[derive(Debug)]
pub struct Interner {
    by_text: FxHashMap<Arc<str>, Sym>,
    texts: Vec<Arc<str>>,
}

impl Default for Interner {
    fn default() -> Self {
        let mut new = Self { by_text: FxHashMap::default(), texts: Vec::new() };
        new.intern("");
        new
    }
}

impl Interner {
    pub fn intern(&mut self, text: &str) -> Sym {
        if let Some(&sym) = self.by_text.get(text) {
            return sym;
        }
        // More than four billion distinct strings cannot be held in memory; saturating keeps this total.
        let sym = Sym(u32::try_from(self.texts.len()).unwrap_or(u32::MAX));
        let stored: Arc<str> = text.into();
        self.texts.push(Arc::clone(&stored));
        self.by_text.insert(stored, sym);
        sym
    }

    /// The symbol of a string that was interned before.
    pub fn find(&self, text: &str) -> Option<Sym> {
        self.by_text.get(text).copied()
    }

    pub fn text(&self, sym: Sym) -> &str {
        self.texts.get(sym.0 as usize).map_or("", |s| s)
    }
}
