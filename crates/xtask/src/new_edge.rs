use anyhow::{Context as _, Result, bail, ensure};

use crate::r#gen::{EDGES_FOLDER, EDGES_MOD, edges_mod_rs, slugs_in};
use crate::new::{MARK, valid};
use crate::repo::Repo;

const FAMILIES: [(&str, &str); 8] = [
    ("escape", "Escape"),
    ("node", "Node"),
    ("identity", "Identity"),
    ("workload", "Workload"),
    ("control-plane", "ControlPlane"),
    ("exposure", "Exposure"),
    ("network", "Network"),
    ("structure", "Structure"),
];

/// Whom the kind is asked about: the word, the variant, the argument, and a body that compiles.
const ABOUT: [(&str, &str, &str, &str); 5] = [
    (
        "container",
        "Container",
        "c: &ContainerCx<'_, '_>",
        "if let Some(proof) = c.capability(\"EXAMPLE\") {\n        emit.to(End::Node, proof);\n    }",
    ),
    (
        "pod",
        "Pod",
        "pod: &PodCx<'_, '_>",
        "if pod.spec().host_ipc == Some(true) {\n        emit.to(End::Node, pod.proof(\"/hostIPC\", \"why\"));\n    }",
    ),
    (
        "grant",
        "Grant",
        "g: &GrantCx<'_, '_>",
        "if let Some(allowed) = g.may(&[\"create\"], \"\", \"examples\") {\n        let to = emit.pods(allowed.namespace);\n        emit.to(to, allowed.proof);\n    }",
    ),
    (
        "identity",
        "Identity",
        "id: &IdentityCx<'_, '_>",
        "if let Some(allowed) = id.may(&[\"create\"], \"\", \"examples\") {\n        let to = emit.pods(allowed.namespace);\n        emit.to(to, allowed.proof);\n    }",
    ),
    (
        "estate",
        "Estate",
        "facts: &Facts<'s>",
        "for secret in facts.estate.secrets() {\n        let to = emit.secret(secret.object.namespace(), secret.object.name());\n        emit.edge(to, to, Proof::fact(\"why\"));\n    }",
    ),
];

#[derive(Debug)]
struct Order<'a> {
    slug: &'a str,
    title: String,
    family: &'static str,
    about: &'static (&'static str, &'static str, &'static str, &'static str),
}

/// Makes both files of an edge kind, lists it, and says what to do next.
pub(crate) fn run(repo: &Repo, slug: &str, options: &[&str]) -> Result<()> {
    let order = order(slug, options)?;
    let stem = format!("{EDGES_FOLDER}/{}", slug.replace('-', "_"));
    let (source, page) = (format!("{stem}.rs"), format!("{stem}.md"));
    ensure!(repo.exists(EDGES_FOLDER), "there is no folder {EDGES_FOLDER}");
    for file in [&source, &page] {
        ensure!(!repo.exists(file), "{file} exists already: choose another name, or edit it");
    }
    repo.write(&source, &repo.rustfmt(&rust(&order)).context("the template")?)?;
    repo.write(&page, &markdown(&order))?;
    repo.write(EDGES_MOD, &edges_mod_rs(repo, &slugs_in(repo, EDGES_FOLDER)?)?)?;
    println!(
        "made {source}\nmade {page}\nlisted it in {EDGES_MOD}\n\nnext:\n\
         1. {page}: say what makes the step possible, why an attacker cares and how to fix it; write examples with the edge and without\n\
         2. {source}: replace every {MARK:?} and say what leads where\n\
         3. cargo test -p holdfast-graph       the examples are the test\n\
         4. cargo xtask gen                    the reference page\n\
         5. changelog.d/{slug}.md: one line for the changelog"
    );
    Ok(())
}

fn order<'a>(slug: &'a str, options: &[&str]) -> Result<Order<'a>> {
    valid(slug)?;
    let title = format!("{MARK}: what makes the step possible, in a few words");
    let mut order = Order { slug, title, family: "Escape", about: &ABOUT[0] };
    for pair in options.chunks(2) {
        match pair {
            ["--title", title] => (*title).clone_into(&mut order.title),
            ["--family", name] => {
                let found = FAMILIES.iter().find(|(word, _)| word == name);
                let names = FAMILIES.map(|(word, _)| word).join(", ");
                order.family = found.with_context(|| format!("unknown family {name:?}: expected {names}"))?.1;
            }
            ["--about", name] => {
                let found = ABOUT.iter().find(|(word, ..)| word == name);
                let names = ABOUT.map(|(word, ..)| word).join(", ");
                order.about = found.with_context(|| format!("unknown --about {name:?}: expected {names}"))?;
            }
            [option] => bail!("{option} needs a value"),
            _ => bail!("unknown option {:?}: expected --title, --family or --about", pair.join(" ")),
        }
    }
    Ok(order)
}

fn rust(order: &Order<'_>) -> String {
    let module = order.slug.replace('-', "_");
    let (_, find, argument, body) = order.about;
    let (of, lifetime) = if *find == "Estate" { ("<'s>", "'s") } else { ("", "'_") };
    format!(
        r#"use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {{
    id: "{slug}",
    title: {title:?},
    family: Family::{family},
    story: "{MARK}: what the attacker does, as in FROM <story> TO",
    fix: "{MARK}: what takes the step away, in a sentence.",
    cost: 2,
    techniques: &["{MARK}"],
    aliases: &[],
    page: include_str!("{module}.md"),
    find: &[Find::{find}(find)],
}};

fn find{of}({argument}, emit: &mut Emit<'_, {lifetime}>) {{
    {body}
}}
"#,
        slug = order.slug,
        title = order.title,
        family = order.family,
    )
}

fn markdown(order: &Order<'_>) -> String {
    let example = |verdict: &str, name: &str| {
        format!(
            "```yaml {verdict}\napiVersion: v1\nkind: Pod\nmetadata: {{name: {name}, namespace: shop}}\nspec:\n  containers:\n    \
             - name: app\n      image: registry.example.com/app:1.0.0\n```\n"
        )
    };
    format!(
        "# {}\n\n{MARK}: what makes the step possible, in two or three sentences.\n\n\
         ## Why an attacker cares\n\n{MARK}: what the attacker gets.\n\n\
         ## How to fix\n\n{MARK}: the change, and what takes the step away besides.\n\n\
         ## Examples\n\n{}\n{}",
        order.slug,
        example(&format!("edge=Container/app->Node/{MARK}"), "with"),
        example("none", "without"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_name_the_kind_and_mark_what_is_open() {
        for (word, find, ..) in ABOUT {
            let order = order("host-ipc", &["--about", word, "--family", "node"]).unwrap();
            let (source, page) = (rust(&order), markdown(&order));
            assert!(source.contains(&format!("Find::{find}(find)")) && source.contains(MARK), "{source}");
            assert!(page.starts_with("# host-ipc\n") && page.contains("```yaml none"));
        }
        let bad: [&[&str]; 3] = [&["--family"], &["--family", "x"], &["--about", "service"]];
        for options in bad {
            assert!(order("host-ipc", options).is_err(), "{options:?}");
        }
    }
}
