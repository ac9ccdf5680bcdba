//! Names that try to break out of every format.

use holdfast_model::{Assessment, Evidence, Finding, Gap, Place, ResourceRef, Severity, Subject};
use holdfast_report::{Format, Style, render};
use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::sample;

const NASTY: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "]]><!--",
    "\u{1b}[2J\u{1b}]0;owned\u{7}",
    "\u{9b}31m",
    "line\nbreak\r\nand\ttab",
    "\u{202e}gpj.exe\u{2066}\u{feff}",
    "=HYPERLINK(\"http://evil.example\")",
    "@everyone | [x](javascript:alert(1)) `code` **bold** ://",
    "\u{0}\u{fffe}\u{ffff}\u{7f}",
    "\\\"'&amp;%00%0a{{7*7}}${x}",
    "",
    " ",
];

/// Every field that comes from outside holds something nasty; one name is 100 KB long.
pub(crate) fn assessment() -> Assessment {
    let mut a = sample::assessment();
    let long = "x<\u{1b}".repeat(34_000);
    a.findings.extend(NASTY.iter().copied().chain([long.as_str()]).map(finding));
    a.gaps.extend(NASTY.iter().map(|text| Gap::new(*text, *text, *text)));
    a.notes.extend(NASTY.iter().map(|text| (*text).to_owned()));
    a.cluster.name = NASTY.concat();
    a.cluster.version = Some(NASTY.concat());
    "\u{1b}not a time".clone_into(&mut a.time);
    a
}

fn finding(text: &str) -> Finding {
    let subject = Subject::of(ResourceRef::new(text, text, text, text)).container(text);
    let mut f = sample::finding("privileged-container", Severity::Critical, subject, text);
    f.check = text.to_owned().into();
    f.techniques = vec![text.to_owned().into()];
    f.remediation.text = text.to_owned().into();
    f.evidence = vec![
        Evidence::Fact { text: text.to_owned() },
        Evidence::Field {
            pointer: text.to_owned(),
            value: Some(text.to_owned()),
            object: Some(text.to_owned()),
            place: Some(Place { file: text.to_owned(), line: 0, column: 0 }),
        },
    ];
    f
}

#[test]
fn nothing_is_obeyed_in_any_format() {
    let assessment = assessment();
    let style = Style { verbose: true, ..Style::default() };
    for format in Format::ALL {
        let text = render(&assessment, *format, &style).expect("renders");
        let obeyed = text.chars().find(|c| {
            (c.is_control() && !matches!(c, '\n' | '\r'))
                || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{200e}' | '\u{200f}')
        });
        assert_eq!(obeyed, None, "{format}");
        assert!(*format == Format::Csv || !text.contains('\r'), "{format} has a bare carriage return");
        if matches!(format, Format::Html | Format::Junit) {
            for tag in ["<script>alert", "<img src", "]]>", "<!--"] {
                assert!(!text.contains(tag), "{format} holds {tag}");
            }
        }
    }
}

#[test]
fn markdown_holds_no_markup_but_ours() {
    let text = render(&assessment(), Format::Markdown, &Style::default()).expect("renders");
    for event in Parser::new_ext(&text, Options::ENABLE_TABLES | Options::ENABLE_GFM) {
        let foreign = matches!(
            event,
            Event::Html(_)
                | Event::InlineHtml(_)
                | Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::Emphasis | Tag::HtmlBlock)
        );
        assert!(!foreign, "{event:?}");
    }
}

#[test]
fn no_cell_of_a_spreadsheet_starts_a_formula() {
    let text = render(&assessment(), Format::Csv, &Style::default()).expect("renders");
    for cell in text.split("\r\n").flat_map(|row| row.split(',')) {
        assert!(!cell.trim_start_matches('"').starts_with(['=', '+', '-', '@']), "{cell}");
    }
}

#[test]
fn long_names_are_cut_where_people_read() {
    for format in [Format::Table, Format::Markdown, Format::Html] {
        let text = render(&assessment(), format, &Style::default()).expect("renders");
        assert!(text.len() < 400_000, "{format}: {} bytes", text.len());
    }
}
