use holdfast_report::{Format, Style, render};
use unicode_width::UnicodeWidthStr as _;

use crate::{empty, hostile, sample};

fn check(name: &str, format: Format, style: Style) {
    let text = render(&sample::assessment(), format, &style).expect("renders");
    insta::with_settings!({ prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, text);
    });
}

#[test]
fn table() {
    check("table", Format::Table, Style::default());
}

#[test]
fn table_in_colour_with_everything() {
    check("table-verbose", Format::Table, Style { colour: true, width: 72, verbose: true, limit: Some(1) });
}

#[test]
fn machine_formats() {
    for format in [
        Format::Json,
        Format::Sarif,
        Format::Junit,
        Format::Markdown,
        Format::Csv,
        Format::Ocsf,
        Format::OpenReports,
        Format::PolicyReport,
        Format::Navigator,
        Format::Oscal,
    ] {
        check(format.as_str(), format, Style::default());
    }
}

#[test]
fn the_table_keeps_to_the_width() {
    for assessment in [sample::assessment(), hostile::assessment()] {
        for (width, verbose) in [(72, false), (80, true), (200, true)] {
            let style = Style { width, verbose, ..Style::default() };
            let text = render(&assessment, Format::Table, &style).expect("renders");
            let longest = text.lines().max_by_key(|line| line.width()).unwrap_or_default();
            assert!(longest.width() <= width, "{width}: {longest}");
        }
    }
}

/// Without style and script: they are files of their own.
#[test]
fn html() {
    let text = render(&sample::assessment(), Format::Html, &Style::default()).expect("renders");
    let (head, rest) = text.split_once("<style>").expect("a style");
    let (_, rest) = rest.split_once("</style>").expect("its end");
    let (body, _) = rest.split_once("<script>").expect("a script");
    let head = head.split("sha256-").map(|part| part.split_once('\'').map_or(part, |(_, after)| after));
    insta::with_settings!({ prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("html", format!("{}{body}", head.collect::<String>()));
    });
}

#[test]
fn table_of_nothing() {
    let text = render(&empty::assessment(), Format::Table, &Style::default()).expect("renders");
    insta::assert_snapshot!(text, @r"
    holdfast 0.1.0  files
    0 objects read, 0 answers given, coverage 100 %

    Total
      findings  0 critical, 0 high, 0 medium, 0 low, 0 info
      answers   0 passed, 0 failed

    Nothing to fix in what was judged.
    ");
}
