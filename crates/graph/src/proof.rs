use std::borrow::Cow;

use holdfast_inventory::Snapshot;
use holdfast_model::{Evidence, PatchOp};

/// What was seen that makes an edge true: a field of an object, or a fact in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// Number of the object in the snapshot.
    pub(crate) object: Option<u32>,
    /// JSON pointer from the top of the object.
    pub(crate) pointer: String,
    pub(crate) value: Option<String>,
    /// The fact in one line.
    pub(crate) says: Cow<'static, str>,
    pub(crate) fix: Option<Fix>,
    /// Listed, but of no effect as things are: no path takes it.
    pub(crate) latent: bool,
}

/// The change that removes an edge.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fix {
    /// Number of the object to change in the snapshot.
    pub(crate) object: u32,
    pub text: Cow<'static, str>,
    /// Relative to the object. Empty: the text says what to do.
    pub ops: Vec<PatchOp>,
    /// What it costs its owner, 1 (nobody notices) to 10.
    pub effort: u32,
}

impl Proof {
    /// A fact no single field shows.
    pub(crate) fn fact(says: impl Into<Cow<'static, str>>) -> Self {
        Self { says: says.into(), ..Self::default() }
    }

    /// A field of an object of the snapshot.
    pub(crate) fn field(object: u32, pointer: impl Into<String>, says: impl Into<Cow<'static, str>>) -> Self {
        Self { object: Some(object), pointer: pointer.into(), says: says.into(), ..Self::default() }
    }

    #[must_use]
    pub(crate) fn value(mut self, value: impl ToString) -> Self {
        self.value = Some(value.to_string());
        self
    }

    #[must_use]
    pub(crate) fn fix(mut self, fix: impl Into<Option<Fix>>) -> Self {
        self.fix = fix.into();
        self
    }

    /// The same, seen but of no effect as things are.
    #[must_use]
    pub(crate) fn latent(mut self) -> Self {
        self.latent = true;
        self
    }

    /// The fact in one line.
    pub fn says(&self) -> &str {
        &self.says
    }

    pub fn fix_for(&self) -> Option<&Fix> {
        self.fix.as_ref()
    }

    pub fn is_latent(&self) -> bool {
        self.latent
    }

    /// The field it rests on, and those its fix would change: the object's number and the pointer.
    pub fn places(&self) -> impl Iterator<Item = (u32, &str)> {
        let own = self.object.map(|object| (object, self.pointer.as_str()));
        let fix = self.fix.iter().flat_map(|fix| fix.ops.iter().map(|op| (fix.object, op.path())));
        own.into_iter().chain(fix)
    }

    /// As reports show it: the field with its place, then the fact.
    pub fn evidence(&self, snapshot: &Snapshot) -> Vec<Evidence> {
        let mut all = Vec::new();
        if let Some(object) = self.object.and_then(|id| snapshot.object(id)) {
            all.push(Evidence::Field {
                pointer: self.pointer.clone(),
                value: self.value.clone(),
                object: Some(object.reference().to_string()),
                place: object.place(&self.pointer),
            });
        }
        if !self.says.is_empty() {
            all.push(Evidence::Fact { text: self.says.to_string() });
        }
        all
    }
}

impl Fix {
    /// A patch of one object.
    pub(crate) fn patch(
        object: u32,
        text: impl Into<Cow<'static, str>>,
        ops: Vec<PatchOp>,
        effort: u32,
    ) -> Self {
        Self { object, text: text.into(), ops, effort }
    }
}
