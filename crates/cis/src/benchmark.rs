use holdfast_model::Framework;

use crate::catalogue::{Control, Param, control};
use crate::generated::BENCHMARKS;

/// One published benchmark: its numbers, and the control that each stands for.
#[derive(Debug)]
pub struct Benchmark {
    /// As reports know it; `id` is the name everywhere (`cis-2.0.1`).
    pub framework: Framework,
    /// `vanilla`, `k3s`, `rke2`, `openshift`, `eks`, `aks`, `gke`.
    pub platform: &'static str,
    /// Versions of Kubernetes it is made for, `1.34`.
    pub kubernetes: &'static [&'static str],
    /// In the benchmark's order.
    pub entries: &'static [Entry],
}

/// One number of a benchmark.
#[derive(Debug)]
pub struct Entry {
    pub number: &'static str,
    /// Slug of the control.
    pub control: &'static str,
    /// 1 or 2; 0 when the benchmark's levels are not known to us.
    pub level: u8,
    /// The published benchmark leaves it to people.
    pub manual: bool,
    /// What this benchmark states otherwise than the control's defaults.
    pub params: &'static [(&'static str, Param)],
}

/// What differs between two benchmarks at a number or a control.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Slug of the control.
    pub control: &'static str,
    pub change: Change,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    Added {
        number: &'static str,
    },
    Removed {
        number: &'static str,
    },
    Moved {
        from: &'static str,
        to: &'static str,
    },
    /// The same demand with other parameters: `mode: 600 -> 644`.
    Parameters {
        number: &'static str,
        what: String,
    },
}

/// Every benchmark, sorted by id.
pub fn benchmarks() -> &'static [Benchmark] {
    BENCHMARKS
}

/// The benchmark of that id.
pub fn benchmark(id: &str) -> Option<&'static Benchmark> {
    BENCHMARKS.iter().find(|b| b.id() == id)
}

impl Benchmark {
    pub fn id(&self) -> &'static str {
        self.framework.id
    }

    /// Numbers without the last part: `5.2` of `5.2.1`.
    pub fn section(number: &str) -> &str {
        number.rsplit_once('.').map_or(number, |(section, _)| section)
    }
}

impl Entry {
    pub fn control(&self) -> Option<&'static Control> {
        control(self.control)
    }

    /// The parameter of that name: the table's, else the control's.
    pub(crate) fn param(&self, name: &str) -> Option<Param> {
        let of =
            |list: &'static [(&'static str, Param)]| list.iter().find(|(n, _)| *n == name).map(|(_, p)| *p);
        of(self.params).or_else(|| of(self.control()?.params))
    }
}

/// What changed from one benchmark to another, in the second one's order; removed numbers last.
pub fn diff(from: &'static Benchmark, to: &'static Benchmark) -> Vec<Difference> {
    let mut found = Vec::new();
    for new in to.entries {
        let control = new.control;
        let same = |old: &&Entry| old.control == control;
        let here = from.entries.iter().find(|old| same(old) && old.number == new.number);
        match here.or_else(|| from.entries.iter().find(same)) {
            None => found.push(Difference { control, change: Change::Added { number: new.number } }),
            Some(old) => {
                if old.number != new.number {
                    let change = Change::Moved { from: old.number, to: new.number };
                    found.push(Difference { control, change });
                }
                if let Some(what) = parameters(old, new) {
                    found.push(Difference {
                        control,
                        change: Change::Parameters { number: new.number, what },
                    });
                }
            }
        }
    }
    for old in from.entries.iter().filter(|old| !to.entries.iter().any(|new| new.control == old.control)) {
        found.push(Difference { control: old.control, change: Change::Removed { number: old.number } });
    }
    found
}

fn parameters(old: &Entry, new: &Entry) -> Option<String> {
    let names = new.control()?.params.iter().map(|(name, _)| *name);
    let changed = names.filter_map(|name| {
        let (a, b) = (old.param(name)?, new.param(name)?);
        (a != b).then(|| format!("{name}: {a} -> {b}"))
    });
    let text = changed.collect::<Vec<_>>().join("; ");
    (!text.is_empty()).then_some(text)
}

impl std::fmt::Display for Param {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Whole(n) => write!(f, "{n}"),
            Self::Number(n) => write!(f, "{n}"),
        }
    }
}
