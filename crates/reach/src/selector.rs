//! Label selectors in one canonical form, whatever policy language they came from.

use std::fmt;

use holdfast_inventory::view::LabelSelector;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Operator {
    /// One value, written under `matchLabels`.
    Equals,
    In,
    NotIn,
    Exists,
    DoesNotExist,
}

/// One demand on a label.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Demand {
    pub(crate) operator: Operator,
    pub(crate) key: String,
    /// Sorted, each once.
    pub(crate) values: Vec<String>,
    written: Written,
}

/// How values were written: shown, and no part of the question.
#[derive(Clone, Debug, Default)]
struct Written(String);

impl PartialEq for Written {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Written {}

impl PartialOrd for Written {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Written {
    fn cmp(&self, _: &Self) -> std::cmp::Ordering {
        std::cmp::Ordering::Equal
    }
}

impl std::hash::Hash for Written {
    fn hash<H: std::hash::Hasher>(&self, _: &mut H) {}
}

impl Demand {
    pub(crate) fn new(key: &str, operator: Operator, values: impl IntoIterator<Item = String>) -> Self {
        let mut values: Vec<String> = values.into_iter().collect();
        let written = Written(values.join(" "));
        values.sort_unstable();
        values.dedup();
        Self { operator, key: key.to_owned(), values, written }
    }

    pub(crate) fn holds(&self, value: Option<&str>) -> bool {
        let listed = |value: &str| self.values.binary_search_by(|v| v.as_str().cmp(value)).is_ok();
        match (self.operator, value) {
            (Operator::Equals | Operator::In, Some(value)) => listed(value),
            (Operator::NotIn, Some(value)) => !listed(value),
            (Operator::NotIn | Operator::DoesNotExist, None) | (Operator::Exists, Some(_)) => true,
            _ => false,
        }
    }

    /// True for demands that only a present label can meet.
    pub(crate) fn needs_key(&self) -> bool {
        matches!(self.operator, Operator::Equals | Operator::In | Operator::Exists)
    }

    /// The same question, however it was written.
    fn same(&self, other: &Self) -> bool {
        let kind = |o: Operator| if o == Operator::Equals { Operator::In } else { o };
        self.key == other.key && kind(self.operator) == kind(other.operator) && self.values == other.values
    }
}

/// All demands must hold. Empty selects everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Selector {
    /// `matchLabels` first, each part sorted.
    demands: Vec<Demand>,
}

impl Selector {
    pub(crate) fn new(mut demands: Vec<Demand>) -> Self {
        demands.sort_unstable_by(|a, b| {
            let part = |d: &Demand| d.operator != Operator::Equals;
            (part(a), &a.key, a.operator, &a.values).cmp(&(part(b), &b.key, b.operator, &b.values))
        });
        demands.dedup();
        Self { demands }
    }

    pub(crate) fn all() -> Self {
        Self::default()
    }

    /// Reads a selector as the API server would validate it.
    ///
    /// # Errors
    /// Says which demand is invalid and why.
    pub(crate) fn read(from: &LabelSelector<'_>) -> Result<Self, String> {
        let mut demands = Vec::new();
        for (key, value) in &from.match_labels {
            demands.push(Demand::new(key, Operator::Equals, [value.to_string()]));
        }
        for expression in &from.match_expressions {
            let operator = match expression.operator.as_str() {
                "In" => Operator::In,
                "NotIn" => Operator::NotIn,
                "Exists" => Operator::Exists,
                "DoesNotExist" => Operator::DoesNotExist,
                other => {
                    return Err(format!("operator {other:?}: expected In, NotIn, Exists or DoesNotExist"));
                }
            };
            let listed = matches!(operator, Operator::In | Operator::NotIn);
            if listed == expression.values.is_empty() {
                let what = if listed { "needs values" } else { "takes no values" };
                return Err(format!("{} on {:?} {what}", expression.operator, expression.key.as_str()));
            }
            demands.push(Demand::new(
                &expression.key,
                operator,
                expression.values.iter().map(ToString::to_string),
            ));
        }
        if let Some(wrong) = demands.iter().find(|d| !is_key(&d.key)) {
            return Err(format!("{:?} is no label key", wrong.key));
        }
        match demands.iter().flat_map(|d| &d.values).find(|v| !is_value(v)) {
            Some(wrong) => Err(format!("{wrong:?} is no label value")),
            None => Ok(Self::new(demands)),
        }
    }

    pub(crate) fn is_all(&self) -> bool {
        self.demands.is_empty()
    }

    pub(crate) fn demands(&self) -> &[Demand] {
        &self.demands
    }

    pub(crate) fn matches<'l>(&self, label: impl Fn(&str) -> Option<&'l str>) -> bool {
        self.demands.iter().all(|d| d.holds(label(&d.key)))
    }

    /// True when everything `narrower` selects is selected here, as far as the demands say so word by word.
    pub(crate) fn covers(&self, narrower: &Self) -> bool {
        self.demands.iter().all(|mine| narrower.demands.iter().any(|d| d.same(mine)))
    }

    /// The namespace's name when the selector is nothing but that.
    pub(crate) fn only_name(&self) -> Option<&str> {
        match self.demands.as_slice() {
            [d] if d.key == NAME_LABEL && d.needs_key() => match d.values.as_slice() {
                [name] => Some(name),
                _ => None,
            },
            _ => None,
        }
    }
}

/// The label that every namespace carries, with its name as the value.
pub(crate) const NAME_LABEL: &str = "kubernetes.io/metadata.name";

/// A qualified name, as far as a mistake would be seen: a name of at most 63 characters after an optional prefix.
fn is_key(key: &str) -> bool {
    let name = key.rsplit_once('/').map_or(key, |(_, name)| name);
    let fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    !name.is_empty() && name.len() <= 63 && name.chars().all(fine) && key.matches('/').count() <= 1
}

/// `IsValidLabelValue` of the API server: empty, or at most 63 characters that begin and end with a letter or digit.
fn is_value(value: &str) -> bool {
    let fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let end = |c: Option<char>| c.is_none_or(|c| c.is_ascii_alphanumeric());
    value.len() <= 63
        && value.chars().all(fine)
        && end(value.chars().next())
        && end(value.chars().next_back())
}

/// `{app=web,{Key:tier,Operator:In,Values:[a b],}}`, the way the Kubernetes client libraries print selectors.
impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("{")?;
        for (at, demand) in self.demands.iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            let values = &demand.written.0;
            if demand.operator == Operator::Equals {
                write!(f, "{comma}{}={values}", demand.key)?;
            } else {
                write!(f, "{comma}{{Key:{},Operator:{:?},Values:[{values}],}}", demand.key, demand.operator)?;
            }
        }
        f.write_str("}")
    }
}
