use anyhow::Result;
use clap::ArgMatches;
use holdfast_posture::is_rbac_risk;
use holdfast_report::baseline::only_new;

use super::args::RisksArgs;
use crate::exit::Exit;
use crate::scan::{baseline, judge};
use crate::select::select;
use crate::{input, output, settings};

/// The checks of `scan` that are about who may do what, told in every format of it.
pub(super) fn run(args: &RisksArgs, matches: &ArgMatches) -> Result<Exit> {
    let targets = output::targets(&args.output, matches)?;
    let settings = settings::load(args.accept.config.as_deref(), &args.input.filename)?;
    let mut selection = select(&args.select, &settings)?;
    selection.checks.retain(|check| is_rbac_risk(check));
    let snapshot = input::gather(&args.input)?;
    let mut assessment = judge(&snapshot, &settings, &selection, &args.input.namespace);
    if let Some(path) = &args.accept.baseline {
        only_new(&mut assessment, &baseline(path)?);
    }
    output::write(&assessment, &args.output, &targets)?;
    Ok(output::exit(&assessment, args.output.fail_on))
}
