//! `holdfast rbac`: who may do what, and through what.

mod args;
mod can;
mod question;
mod tell;
mod what_can;
mod who_can;
mod words;

pub(crate) use args::{EXAMPLES, RbacArgs};

use anyhow::Result;

use self::args::RbacAction;
use crate::exit::Exit;

pub(crate) fn run(args: &RbacArgs) -> Result<Exit> {
    match &args.action {
        RbacAction::WhoCan(args) => who_can::run(args),
        RbacAction::WhatCan(args) => what_can::run(args),
        RbacAction::Can(args) => can::run(args),
    }
}
