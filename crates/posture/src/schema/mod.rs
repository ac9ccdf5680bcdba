//! The shape of Kubernetes' own kinds: which fields exist, of which type, and which must be there.

mod walk;

use std::sync::LazyLock;

use holdfast_inventory::Object;
use rustc_hash::{FxHashMap, FxHashSet};

pub(crate) use walk::{Fault, faults};

/// Reduced from <https://github.com/kubernetes/kubernetes/tree/master/api/openapi-spec>; its head says how to read it.
static TEXT: &str = include_str!("kubernetes-1.37.txt");

/// Demanded by the API server's validation, though the OpenAPI document calls them optional.
static DEMANDED: &[(&str, &str)] = &[("Container", "image"), ("EphemeralContainer", "image")];

static SCHEMA: LazyLock<Schema> = LazyLock::new(|| Schema::read(TEXT));

#[derive(Debug, Default)]
struct Schema {
    types: Vec<Type>,
    /// By API version and kind.
    kinds: FxHashMap<(&'static str, &'static str), usize>,
    groups: FxHashSet<&'static str>,
}

/// One object type; its fields are sorted by name.
#[derive(Debug)]
struct Type {
    name: &'static str,
    fields: Vec<Field>,
}

#[derive(Debug)]
struct Field {
    name: &'static str,
    required: bool,
    shape: Shape,
}

/// What a value must be.
#[derive(Debug)]
enum Shape {
    Any,
    Text,
    Boolean,
    Integer,
    Number,
    Quantity,
    IntegerOrText,
    /// An object of the type at this position.
    Object(usize),
    List(Box<Shape>),
    Map(Box<Shape>),
}

/// What the table knows of an object's API version and kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Known {
    /// A built-in kind; its type is at this position.
    Kind(usize),
    /// A built-in group or core version that has no such kind. The API version that has it, if one does.
    Missing { elsewhere: Option<&'static str> },
    /// Not of Kubernetes itself.
    Foreign,
}

pub(crate) fn lookup(object: Object<'_>) -> Known {
    let (version, kind) = (object.api_version(), object.kind());
    if let Some(&at) = SCHEMA.kinds.get(&(version, kind)) {
        return Known::Kind(at);
    }
    let group = object.group();
    if !SCHEMA.groups.contains(group) {
        return Known::Foreign;
    }
    let other_group = |version: &str| version.split_once('/').map_or("", |(group, _)| group) != group;
    let of_kind = SCHEMA.kinds.keys().filter(|(_, k)| *k == kind);
    let mut others: Vec<(bool, &'static str)> = of_kind.map(|(v, _)| (other_group(v), *v)).collect();
    // The same group first; alphabetical order puts v1 before v1beta1.
    others.sort_unstable();
    Known::Missing { elsewhere: others.first().map(|(_, version)| *version) }
}

impl Schema {
    fn read(text: &'static str) -> Self {
        let lines: Vec<_> =
            text.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once(" | ")).collect();
        let name_of = |head: &'static str| head.split_once(" = ").map_or(head, |(name, _)| name);
        let positions: FxHashMap<&str, usize> =
            lines.iter().enumerate().map(|(at, (head, _))| (name_of(head), at)).collect();
        let mut schema = Self::default();
        for (at, (head, fields)) in lines.iter().enumerate() {
            if let Some((version, kind)) = head.split_once(" = ").and_then(|(_, gvk)| gvk.split_once(' ')) {
                schema.kinds.insert((version, kind), at);
                schema.groups.insert(version.split_once('/').map_or("", |(group, _)| group));
            }
            let name = name_of(head);
            let mut fields: Vec<Field> =
                fields.split(' ').filter_map(|word| field(name, word, &positions)).collect();
            fields.sort_unstable_by_key(|field| field.name);
            schema.types.push(Type { name, fields });
        }
        schema
    }
}

fn field(of: &str, word: &'static str, positions: &FxHashMap<&str, usize>) -> Option<Field> {
    let (name, shape) = word.split_once(':')?;
    let (name, marked) = name.strip_suffix('!').map_or((name, false), |name| (name, true));
    let required = marked || DEMANDED.contains(&(of, name));
    Some(Field { name, required, shape: self::shape(shape, positions) })
}

fn shape(text: &str, positions: &FxHashMap<&str, usize>) -> Shape {
    if let Some(item) = text.strip_prefix('[') {
        return Shape::List(Box::new(shape(item, positions)));
    }
    if let Some(item) = text.strip_prefix('{') {
        return Shape::Map(Box::new(shape(item, positions)));
    }
    match text {
        "s" => Shape::Text,
        "b" => Shape::Boolean,
        "i" => Shape::Integer,
        "n" => Shape::Number,
        "q" => Shape::Quantity,
        "x" => Shape::IntegerOrText,
        name => positions.get(name).map_or(Shape::Any, |&at| Shape::Object(at)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_whole() {
        assert!(SCHEMA.types.len() > 500 && SCHEMA.kinds.len() > 70, "{} types", SCHEMA.types.len());
        for name in TEXT.lines().filter(|l| !l.starts_with('#')).flat_map(|l| l.split_whitespace()) {
            let Some((_, shape)) = name.split_once(':') else { continue };
            let named = shape.trim_start_matches(['[', '{']);
            let known = named.len() == 1 || SCHEMA.types.iter().any(|t| t.name == named);
            assert!(known, "{named} is not in the table");
        }
    }
}
