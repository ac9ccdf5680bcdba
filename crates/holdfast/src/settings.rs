use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use holdfast_inventory::read::{Limits, read};
use holdfast_model::Settings;

const FILE: &str = "holdfast.yaml";

/// Reads the settings: the file named, or `holdfast.yaml` in the current directory or in a scanned one. None is fine.
pub(crate) fn load(named: Option<&Path>, inputs: &[String]) -> Result<Settings> {
    if let Some(path) = named {
        return read_file(path);
    }
    let scanned = inputs.iter().map(|input| Path::new(input).join(FILE));
    let found = std::iter::once(PathBuf::from(FILE)).chain(scanned).find(|path| path.is_file());
    found.map_or_else(|| Ok(Settings::default()), |path| read_file(&path))
}

fn read_file(path: &Path) -> Result<Settings> {
    let name = path.display().to_string();
    let mut file = File::open(path).with_context(|| format!("cannot read {name}"))?;
    parse(&name, &mut file)
}

/// Reads settings and says what is wrong with them, field by field.
pub(crate) fn parse(name: &str, file: &mut dyn Read) -> Result<Settings> {
    let (mut found, mut gaps) = (Vec::new(), Vec::new());
    read(file, name, &Limits::default(), &mut |document| found.push(document.json), &mut gaps);
    if let Some(gap) = gaps.first() {
        bail!("{}: {}", gap.what, gap.why);
    }
    let [json] = found.as_slice() else {
        bail!(
            "{name}: expected one document with apiVersion: holdfast.dev/v1 and kind: Settings, found {}",
            found.len()
        );
    };
    let settings: Settings =
        serde_json::from_slice(json).with_context(|| format!("{name}: not valid settings"))?;
    if settings.kind != "Settings" {
        bail!("{name}: expected kind: Settings, found {:?}", settings.kind);
    }
    for exception in &settings.exceptions {
        if exception.expires.parse::<jiff::civil::Date>().is_err() {
            bail!(
                "{name}: exception for {}: expires must be a date such as 2030-01-31, not {:?}",
                exception.check,
                exception.expires
            );
        }
    }
    Ok(settings)
}
