//! `holdfast rbac`: who may do what, and through what.

mod args;
mod can;
mod diff;
mod least_privilege;
mod matrix;
mod question;
mod risks;
mod tell;
mod what_can;
mod who_can;
mod words;

pub(crate) use args::{EXAMPLES, RbacArgs};

use anyhow::Result;
use clap::ArgMatches;

use self::args::RbacAction;
use crate::exit::Exit;

pub(crate) fn run(args: &RbacArgs, matches: &ArgMatches) -> Result<Exit> {
    let matches = matches.subcommand().map_or(matches, |(_, action)| action);
    match &args.action {
        RbacAction::WhoCan(args) => who_can::run(args),
        RbacAction::WhatCan(args) => what_can::run(args),
        RbacAction::Can(args) => can::run(args),
        RbacAction::Matrix(args) => matrix::run(args),
        RbacAction::Risks(args) => risks::run(args, matches),
        RbacAction::Diff(args) => diff::run(args),
        RbacAction::LeastPrivilege(args) => least_privilege::run(args),
    }
}
