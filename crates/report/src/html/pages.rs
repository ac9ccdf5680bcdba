use std::collections::HashMap;
use std::io::{self, Write};

use holdfast_model::{Assessment, CheckInfo, CheckTally};
use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use super::escape::{Anchor, Text};

/// The reference page of every check that ran.
pub(super) fn write(a: &Assessment, to: &mut dyn Write) -> io::Result<()> {
    writeln!(
        to,
        r#"<section id="checks"><h2>Checks</h2>
<p class="lead">What each check means, why an attacker cares, and how to fix it.</p>"#
    )?;
    let tallies: HashMap<&str, &CheckTally> = a.tallies.iter().map(|tally| (tally.check, tally)).collect();
    for check in &a.checks {
        page(check, tallies.get(check.id).copied(), to)?;
    }
    writeln!(to, "</section>")
}

/// The anchor stands inside: going to it makes the browser open the page.
fn page(check: &CheckInfo, tally: Option<&CheckTally>, to: &mut dyn Write) -> io::Result<()> {
    let level = check.severity;
    let (passed, failed) = tally.map_or((0, 0), |t| (t.passed, t.failed));
    writeln!(
        to,
        r#"<details class="page"><summary><span class="sev {level}">{level}</span> <b>{}</b> <code>{}</code> <small>{failed} failed, {passed} passed</small></summary><article id="check-{}">"#,
        Text(check.title),
        Text(check.id),
        Anchor(check.id)
    )?;
    to.write_all(to_html(check.page).as_bytes())?;
    if !check.aliases.is_empty() {
        writeln!(to, "<p><small>Elsewhere: {}</small></p>", Text(&check.aliases.join(", ")))?;
    }
    writeln!(to, "</article></details>")
}

/// Markdown to HTML without what a page could do harm with: raw HTML becomes text, links lead to the web or
/// nowhere, images are named, not loaded.
fn to_html(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len() * 2);
    let mut titled = false;
    let mut in_title = false;
    let events = Parser::new_ext(markdown, Options::ENABLE_TABLES).filter_map(|event| match event {
        // The title of the page is in its summary already.
        Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) if !titled => {
            (titled, in_title) = (true, true);
            None
        }
        Event::End(TagEnd::Heading(HeadingLevel::H1)) if in_title => {
            in_title = false;
            None
        }
        _ if in_title => None,
        other => Some(tame(other)),
    });
    html::push_html(&mut out, events);
    out
}

fn tame(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
        Event::Start(Tag::Heading { level, .. }) => {
            Event::Html(CowStr::Borrowed(if level == HeadingLevel::H1 { "<h3>" } else { "<h4>" }))
        }
        Event::End(TagEnd::Heading(level)) => {
            Event::Html(CowStr::Borrowed(if level == HeadingLevel::H1 { "</h3>\n" } else { "</h4>\n" }))
        }
        Event::Start(Tag::CodeBlock(kind)) => Event::Html(CowStr::Borrowed(code_block(&kind))),
        Event::Start(Tag::Link { dest_url, .. }) => Event::Html(link(&dest_url).into()),
        Event::End(TagEnd::Link) => Event::Html(CowStr::Borrowed("</a>")),
        Event::Start(Tag::Image { .. }) => Event::Start(Tag::Emphasis),
        Event::End(TagEnd::Image) => Event::End(TagEnd::Emphasis),
        other => other,
    }
}

/// Fenced examples say in their info string whether they pass or fail.
fn code_block(kind: &CodeBlockKind<'_>) -> &'static str {
    let CodeBlockKind::Fenced(info) = kind else { return "<pre><code>" };
    let mut words = info.split([' ', ',']).skip(1);
    match words.find_map(|word| word.split('=').next().filter(|w| matches!(*w, "pass" | "fail"))) {
        Some("pass") => "<pre class=\"good\"><code>",
        Some(_) => "<pre class=\"bad\"><code>",
        None => "<pre><code>",
    }
}

fn link(target: &str) -> String {
    let web = target.starts_with("https://") || target.starts_with("http://");
    if web { format!("<a rel=\"noreferrer\" href=\"{}\">", Text(target)) } else { "<a>".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::to_html;

    #[test]
    fn pages_keep_their_text_and_lose_their_teeth() {
        for (markdown, expected) in [
            ("# title\n\ntext", "<p>text</p>\n"),
            ("## Fix\n", "<h4>Fix</h4>\n"),
            ("a <b onclick=x>b</b>", "<p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>\n"),
            ("<script>x</script>\n", "<p>&lt;script&gt;x&lt;/script&gt;\n</p>\n"),
            ("[a](javascript:x)", "<p><a>a</a></p>\n"),
            (
                "[a](https://e.example/?\"x)",
                "<p><a rel=\"noreferrer\" href=\"https://e.example/?&quot;x\">a</a></p>\n",
            ),
            ("![alt](https://e.example/x.png)", "<p><em>alt</em></p>\n"),
            ("```yaml fail=/spec\na: <b>\n```\n", "<pre class=\"bad\"><code>a: &lt;b&gt;\n</code></pre>\n"),
        ] {
            assert_eq!(to_html(markdown), expected, "{markdown}");
        }
    }
}
