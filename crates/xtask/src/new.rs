use anyhow::{Context as _, Result, bail, ensure};

use crate::r#gen::{CHECKS_FOLDER, MOD_FILE, mod_rs, slugs};
use crate::repo::Repo;

const SEVERITIES: [(&str, &str); 5] =
    [("critical", "Critical"), ("high", "High"), ("medium", "Medium"), ("low", "Low"), ("info", "Info")];

/// What a new check is told on the command line.
#[derive(Debug, PartialEq, Eq)]
struct Order {
    slug: String,
    title: String,
    /// Variant of `Severity`.
    severity: &'static str,
    about: About,
}

/// What the check judges.
#[derive(Debug, PartialEq, Eq)]
enum About {
    Container,
    Pod,
    Kinds(Vec<String>),
}

/// Makes both files of a check, lists it, and says what to do next.
pub(crate) fn run(repo: &Repo, slug: &str, options: &[&str]) -> Result<()> {
    let order = order(slug, options)?;
    let stem = format!("{CHECKS_FOLDER}/{}", order.slug.replace('-', "_"));
    let (source, page) = (format!("{stem}.rs"), format!("{stem}.md"));
    ensure!(repo.exists(CHECKS_FOLDER), "there is no folder {CHECKS_FOLDER}");
    for file in [&source, &page] {
        ensure!(!repo.exists(file), "{file} exists already: choose another name, or edit it");
    }
    repo.write(&source, &repo.rustfmt(&rust(&order)).context("the template")?)?;
    repo.write(&page, &markdown(&order))?;
    repo.write(MOD_FILE, &mod_rs(repo, &slugs(repo)?)?)?;
    println!(
        "made {source}\nmade {page}\nlisted it in {MOD_FILE}\n\nnext:\n\
         1. {page}: say what is wrong, why an attacker cares and how to fix it; write two passing and two failing examples\n\
         2. {source}: replace every {MARK:?} and judge the field that decides\n\
         3. cargo test -p holdfast-posture     the examples are the test\n\
         4. cargo xtask gen                    the reference page; map it in crates/posture/frameworks/*.toml where it is evidence\n\
         5. changelog.d/{slug}.md: one line for the changelog"
    );
    Ok(())
}

/// What an author must replace; the guards refuse it.
pub(crate) const MARK: &str = concat!("FILL", "-IN");

fn order(slug: &str, options: &[&str]) -> Result<Order> {
    valid(slug)?;
    let mut order = Order {
        slug: slug.to_owned(),
        title: format!("{MARK}: what is wrong, in a few words"),
        severity: "Medium",
        about: About::Container,
    };
    for pair in options.chunks(2) {
        match pair {
            ["--title", title] => (*title).clone_into(&mut order.title),
            ["--severity", level] => order.severity = severity(level)?,
            ["--about", what] => order.about = about(what)?,
            [option] => bail!("{option} needs a value"),
            _ => bail!("unknown option {:?}: expected --title, --severity or --about", pair.join(" ")),
        }
    }
    Ok(order)
}

/// A name is read as "what is wrong": lower-case words with single hyphens between.
pub(crate) fn valid(slug: &str) -> Result<()> {
    let fits =
        |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    ensure!(
        slug.split('-').all(fits) && slug.starts_with(|c: char| c.is_ascii_lowercase()),
        "{slug:?} is no name for a pair: expected lower-case words joined by single hyphens, such as host-pid"
    );
    ensure!(slug.len() <= 60, "{slug:?} is too long: at most 60 characters");
    ensure!(slug.contains('-'), "{slug:?} is one word: say what is wrong with what, such as host-pid");
    Ok(())
}

fn severity(level: &str) -> Result<&'static str> {
    let found = SEVERITIES.iter().find(|(name, _)| *name == level);
    found.map(|(_, variant)| *variant).with_context(|| {
        format!("unknown severity {level:?}: expected {}", SEVERITIES.map(|(name, _)| name).join(", "))
    })
}

fn about(what: &str) -> Result<About> {
    match what {
        "container" => Ok(About::Container),
        "pod" => Ok(About::Pod),
        kinds => {
            let kinds: Vec<String> = kinds.split(',').map(str::to_owned).collect();
            let is_kind = |kind: &String| {
                kind.starts_with(|c: char| c.is_ascii_uppercase())
                    && kind.chars().all(|c| c.is_ascii_alphanumeric())
            };
            ensure!(
                kinds.iter().all(is_kind),
                "--about {what:?}: expected container, pod, or kinds such as Service,Ingress"
            );
            Ok(About::Kinds(kinds))
        }
    }
}

fn rust(order: &Order) -> String {
    let module = order.slug.replace('-', "_");
    let (context, judge) = match &order.about {
        About::Container => ("ContainerCx", "Judge::Container(judge)".to_owned()),
        About::Pod => ("PodCx", "Judge::Pod(judge)".to_owned()),
        About::Kinds(kinds) => ("ObjectCx", format!("Judge::Object(&{kinds:?}, judge)")),
    };
    let (name, body) = match order.about {
        About::Container => ("c", "c.is_privileged()"),
        About::Pod => ("pod", "pod.label(\"example\").is_some()"),
        About::Kinds(_) => ("subject", "subject.object.name().is_empty()"),
    };
    format!(
        r#"use crate::prelude::*;

pub(super) static CHECK: Check = Check {{
    id: "{slug}",
    title: {title:?},
    severity: Severity::{severity},
    confidence: Confidence::High,
    fix: "{MARK}: what to do, in a sentence.",
    techniques: &[],
    aliases: &[],
    page: include_str!("{module}.md"),
    needs: &[],
    judge: {judge},
}};

fn judge({name}: &{context}<'_, '_>) -> Verdict {{
    let wrong = {body};
    Verdict::unless(wrong.then(|| Hit::at("/{MARK}", "{MARK}: what is wrong here, in one line")))
}}
"#,
        slug = order.slug,
        title = order.title,
        severity = order.severity,
    )
}

fn markdown(order: &Order) -> String {
    let example = |verdict: &str, name: &str| {
        let object = match &order.about {
            About::Container | About::Pod => format!(
                "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {name}\nspec:\n  containers:\n    - name: app\n      image: shop/app:1.4.2\n"
            ),
            About::Kinds(kinds) => {
                let kind = kinds.first().map_or("", String::as_str);
                format!("apiVersion: v1\nkind: {kind}\nmetadata:\n  name: {name}\n")
            }
        };
        format!("```yaml {verdict}\n{object}```\n")
    };
    let failing = match order.about {
        About::Container => format!("fail=/spec/containers/0/{MARK}"),
        About::Pod => format!("fail=/spec/{MARK}"),
        About::Kinds(_) => format!("fail=/{MARK}"),
    };
    format!(
        "# {}\n\n{MARK}: what is wrong, in two or three sentences.\n\n\
         ## Why an attacker cares\n\n{MARK}: what an attacker does with it.\n\n\
         ## How to fix\n\n{MARK}: the change, and what to look out for.\n\n\
         ## Examples\n\n{}\n{}\n{}\n{}",
        order.slug,
        example(&failing, "bad-one"),
        example(&failing, "bad-two"),
        example("pass", "good-one"),
        example("pass", "good-two"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        let good = ["host-pid", "subpath-symlink-cve-2021-25741", "caps-all-not-dropped"];
        let bad = [
            "host",
            "Host-Pid",
            "host_pid",
            "-host-pid",
            "host--pid",
            "host-pid-",
            "1-host",
            "../x-y",
            "a-ü",
            "",
        ];
        for name in good {
            assert!(valid(name).is_ok(), "{name}");
        }
        for name in bad {
            assert!(valid(name).is_err(), "{name}");
        }
    }

    #[test]
    fn options() {
        let made = order("host-pid", &["--severity", "high", "--about", "Service,Ingress"]).unwrap();
        assert_eq!(made.severity, "High");
        assert_eq!(made.about, About::Kinds(vec!["Service".to_owned(), "Ingress".to_owned()]));
        let bad: [&[&str]; 4] =
            [&["--title"], &["--severity", "urgent"], &["--about", "service"], &["--colour", "red"]];
        for options in bad {
            assert!(order("host-pid", options).is_err(), "{options:?}");
        }
    }

    #[test]
    fn templates_name_the_check_and_mark_what_is_open() {
        for about in [About::Container, About::Pod, About::Kinds(vec!["Service".to_owned()])] {
            let order = Order { slug: "host-pid".to_owned(), title: "T".to_owned(), severity: "High", about };
            let (source, page) = (rust(&order), markdown(&order));
            assert!(source.contains("include_str!(\"host_pid.md\")") && source.contains(MARK));
            assert!(page.starts_with("# host-pid\n"));
            assert_eq!(page.matches("```yaml pass").count(), 2);
            assert_eq!(page.matches("```yaml fail=").count(), 2);
        }
    }
}
