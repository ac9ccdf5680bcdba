//! One page that needs nothing else: no network, no other file. It reads without JavaScript; with it, it filters.

mod attack;
mod coverage;
mod escape;
mod findings;
mod frameworks;
mod pages;
mod summary;

use std::io::{self, Write};

use holdfast_model::Assessment;

use self::escape::Text;
pub use self::escape::csp_hash;
use crate::groups::groups;

const CSS: &str = include_str!("html/style.css");
const JS: &str = include_str!("html/script.js");

pub(crate) fn write(a: &Assessment, to: &mut dyn Write) -> io::Result<()> {
    let groups = groups(a);
    head(a, to)?;
    summary::write(a, to)?;
    writeln!(to, "<main>")?;
    findings::write(a, &groups, to)?;
    attack::write(a, to)?;
    frameworks::write(a, to)?;
    coverage::write(a, to)?;
    findings::accepted(a, to)?;
    pages::write(a, to)?;
    writeln!(to, "</main>")?;
    foot(a, to)
}

/// The policy names the style and the script of this page by their hashes: nothing else runs, nothing is fetched.
fn head(a: &Assessment, to: &mut dyn Write) -> io::Result<()> {
    let (style, script) = (csp_hash(CSS), csp_hash(JS));
    writeln!(
        to,
        r##"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '{style}'; script-src '{script}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>Holdfast: {}</title>
<style>{CSS}</style>
</head>
<body>
<a class="skip" href="#fix-first">Skip to the findings</a>"##,
        Text(&a.cluster.name)
    )
}

fn foot(a: &Assessment, to: &mut dyn Write) -> io::Result<()> {
    writeln!(
        to,
        "<footer>{} {}. This page is complete in itself: it loads nothing.</footer>\n<script>{JS}</script>\n</body>\n</html>",
        Text(&a.tool.name),
        Text(&a.tool.version)
    )
}
