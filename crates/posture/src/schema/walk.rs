use std::fmt;

use holdfast_inventory::json::escape;
use holdfast_inventory::view::Str;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::{SCHEMA, Shape, Type};

/// Most faults told of one object: after so many the file is of another kind than it says.
const MOST: usize = 16;

/// One place where an object does not fit its schema. Values are never part of the message: they may be secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) pointer: String,
    pub(crate) message: String,
}

/// Compares an object, as JSON, with the type at that position of the table.
pub(crate) fn faults(json: &[u8], at: usize) -> Vec<Fault> {
    let mut report = Report::default();
    let mut from = serde_json::Deserializer::from_slice(json);
    // The reader wrote this JSON: it is well-formed, and no error comes from the walk itself.
    let _ = Seed { shape: &Shape::Object(at), report: &mut report }.deserialize(&mut from);
    report.faults
}

#[derive(Default)]
struct Report {
    pointer: String,
    faults: Vec<Fault>,
}

impl Report {
    fn fault(&mut self, message: String) {
        if self.faults.len() < MOST {
            self.faults.push(Fault { pointer: self.pointer.clone(), message });
        }
    }

    /// Calls `visit` with the pointer moved down to a member.
    fn below<T>(&mut self, member: &str, visit: impl FnOnce(&mut Self) -> T) -> T {
        let here = self.pointer.len();
        self.pointer.push('/');
        self.pointer.push_str(&escape(member));
        let result = visit(self);
        self.pointer.truncate(here);
        result
    }
}

struct Seed<'r> {
    shape: &'r Shape,
    report: &'r mut Report,
}

impl Seed<'_> {
    /// Notes a value of the wrong type. True: the value is there.
    fn wrong(self, came: &str) -> bool {
        let expected = expected(self.shape);
        self.report.fault(format!("expected {expected}, got {came}"));
        true
    }
}

fn expected(shape: &Shape) -> &'static str {
    match shape {
        Shape::Any => "a value",
        Shape::Text => "a string",
        Shape::Boolean => "true or false",
        Shape::Integer => "an integer",
        Shape::Number => "a number",
        Shape::Quantity => "a quantity",
        Shape::IntegerOrText => "an integer or a string",
        Shape::Object(_) | Shape::Map(_) => "a map",
        Shape::List(_) => "a list",
    }
}

/// Gives true unless the value is null, which counts as absent.
impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<bool, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(expected(self.shape))
    }

    fn visit_unit<E>(self) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_bool<E>(self, _: bool) -> Result<bool, E> {
        match self.shape {
            Shape::Any | Shape::Boolean => Ok(true),
            _ => Ok(self.wrong("a boolean")),
        }
    }

    fn visit_i64<E>(self, _: i64) -> Result<bool, E> {
        match self.shape {
            Shape::Any | Shape::Integer | Shape::Number | Shape::Quantity | Shape::IntegerOrText => Ok(true),
            _ => Ok(self.wrong("a number")),
        }
    }

    fn visit_u64<E: serde::de::Error>(self, _: u64) -> Result<bool, E> {
        self.visit_i64(0)
    }

    fn visit_f64<E>(self, _: f64) -> Result<bool, E> {
        match self.shape {
            Shape::Any | Shape::Number | Shape::Quantity => Ok(true),
            _ => Ok(self.wrong("a number with a fraction")),
        }
    }

    fn visit_str<E>(self, _: &str) -> Result<bool, E> {
        match self.shape {
            Shape::Any | Shape::Text | Shape::Quantity | Shape::IntegerOrText => Ok(true),
            _ => Ok(self.wrong("a string")),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<bool, A::Error> {
        let Self { shape, report } = self;
        let Shape::List(item) = shape else {
            while seq.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(matches!(shape, Shape::Any) || Self { shape, report }.wrong("a list"));
        };
        let (here, mut index) = (report.pointer.len(), 0usize);
        loop {
            let _ = fmt::Write::write_fmt(&mut report.pointer, format_args!("/{index}"));
            let more = seq.next_element_seed(Seed { shape: item, report })?;
            report.pointer.truncate(here);
            if more.is_none() {
                return Ok(true);
            }
            index += 1;
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        let Self { shape, report } = self;
        match shape {
            Shape::Object(at) => match SCHEMA.types.get(*at) {
                Some(kind) => object(kind, map, report)?,
                None => while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {},
            },
            Shape::Map(item) => {
                while let Some(key) = map.next_key::<Str<'de>>()? {
                    report.below(&key, |report| map.next_value_seed(Seed { shape: item, report }))?;
                }
            }
            other => {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                return Ok(matches!(other, Shape::Any) || Seed { shape: other, report }.wrong("a map"));
            }
        }
        Ok(true)
    }
}

fn object<'de, A: MapAccess<'de>>(kind: &Type, mut map: A, report: &mut Report) -> Result<(), A::Error> {
    // No type of the table has more fields than the mask has bits; one that had would only lose its demands.
    let mut seen = 0u128;
    while let Some(key) = map.next_key::<Str<'de>>()? {
        let Ok(at) = kind.fields.binary_search_by_key(&key.as_str(), |f| f.name) else {
            let given = map.next_value::<Option<IgnoredAny>>()?.is_some();
            // A status is never applied, and kinds gained and lost theirs over the releases.
            if given && !(report.pointer.is_empty() && key == "status") {
                let message = no_such_field(kind, &key);
                report.below(&key, |report| report.fault(message));
            }
            continue;
        };
        let Some(field) = kind.fields.get(at) else { continue };
        let shape = &field.shape;
        if report.below(field.name, |report| map.next_value_seed(Seed { shape, report }))? {
            seen |= u32::try_from(at).ok().and_then(|at| 1u128.checked_shl(at)).unwrap_or(0);
        }
    }
    for (at, field) in (0u32..).zip(&kind.fields).filter(|(_, f)| f.required) {
        if 1u128.checked_shl(at).is_some_and(|bit| seen & bit == 0) {
            report.below(field.name, |report| {
                report.fault(format!("{} needs the field {}", plain(kind.name), field.name));
            });
        }
    }
    Ok(())
}

fn no_such_field(kind: &Type, key: &str) -> String {
    let name = plain(kind.name);
    match kind.fields.iter().find(|f| f.name.eq_ignore_ascii_case(key)) {
        Some(field) => format!("{name} has no field {key}; it is written {}", field.name),
        None => format!("{name} has no field {key}"),
    }
}

/// The type's name without what tells it from its namesakes of other API versions.
fn plain(name: &str) -> &str {
    name.split('@').next().unwrap_or(name)
}
