use holdfast_report::{Format, Style, render};

use crate::sample;

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
fn json() {
    check("json", Format::Json, Style::default());
}
