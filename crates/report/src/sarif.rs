//! SARIF 2.1.0, for code scanning services and editors.
//! Source: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html> (sections in the comments).

mod results;
mod rules;

use std::collections::HashMap;
use std::io::{self, Write};

use holdfast_model::Assessment;
use serde::Serialize;

use crate::{facts, json_writer, time};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

pub(crate) fn write(assessment: &Assessment, to: &mut dyn Write) -> io::Result<()> {
    let rules = rules::rules(assessment);
    let index: HashMap<&str, usize> = rules.iter().enumerate().map(|(at, rule)| (rule.id, at)).collect();
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "Holdfast",
                    version: &assessment.tool.version,
                    information_uri: env!("CARGO_PKG_REPOSITORY"),
                    notifications: NOTIFICATIONS
                        .map(|(id, text)| Descriptor { id, short_description: Text { text } }),
                    rules: &rules,
                },
            },
            invocations: [invocation(assessment)],
            column_kind: "unicodeCodePoints",
            results: results::results(assessment, &index),
        }],
    };
    json_writer::pretty(&log, to)
}

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    invocations: [Invocation; 1],
    column_kind: &'static str,
    results: Vec<results::ResultItem<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'a> {
    name: &'static str,
    version: &'a str,
    information_uri: &'static str,
    notifications: [Descriptor; 3],
    rules: &'a [rules::Rule<'a>],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    short_description: Text<&'static str>,
}

/// A message (3.11) or a multiformat string (3.12) with plain text only.
#[derive(Serialize)]
struct Text<T> {
    text: T,
}

/// One run of the tool (3.20). It carries what was not read.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_time_utc: Option<String>,
    tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
struct Notification {
    descriptor: Id,
    level: &'static str,
    message: Text<String>,
}

#[derive(Serialize)]
struct Id {
    id: &'static str,
}

const NOTIFICATIONS: [(&str, &str); 3] = [
    ("gap", "Something that should have been read could not be read."),
    ("not-assessed", "Checks that this kind of input cannot answer."),
    ("note", "A remark on the run."),
];

fn invocation(assessment: &Assessment) -> Invocation {
    let notify = |id, level, text| Notification { descriptor: Id { id }, level, message: Text { text } };
    let gaps = assessment.gaps.iter().map(|gap| notify("gap", "error", facts::gap(gap)));
    let unasked = facts::not_assessed(assessment).map(|text| notify("not-assessed", "note", text));
    let notes = assessment.notes.iter().map(|text| notify("note", "note", text.clone()));
    Invocation {
        execution_successful: true,
        end_time_utc: time::known(&assessment.time).map(str::to_owned),
        tool_execution_notifications: gaps.chain(unasked).chain(notes).collect(),
    }
}
