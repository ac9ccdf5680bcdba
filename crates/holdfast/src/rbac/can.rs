use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use anyhow::{Context, Result, bail};
use holdfast_inventory::{Estate, Snapshot};
use holdfast_model::{Gap, InputKind};
use holdfast_rbac::{Allowed, Fed, Identity, Index, MAX_LINE, Request, Review, Target, feed};
use serde::Serialize;

use super::args::CanArgs;
use super::question::Question;
use super::tell;
use super::what_can::with_groups;
use super::words::{GrantWords, grant};
use crate::cli::PlainFormat;
use crate::exit::Exit;
use crate::input;

/// `holdfast.rbac.can/v1`; in a batch one a line, without `schema` and `gaps`.
#[derive(Serialize)]
struct Verdict<'r> {
    #[serde(skip_serializing_if = "Option::is_none")]
    schema: Option<&'static str>,
    allowed: bool,
    answer: Answer,
    /// Why, in words.
    reason: String,
    #[serde(flatten)]
    grant: Option<GrantWords>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gaps: Option<&'r [Gap]>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Answer {
    Yes,
    No,
    /// Denied by what is known, but something that may allow it is not known.
    Unknown,
    /// The question was not understood.
    Error,
}

pub(super) fn run(args: &CanArgs) -> Result<Exit> {
    let snapshot = input::gather(&args.input)?;
    let estate = Estate::new(&snapshot);
    let judge = Judge { snapshot: &snapshot, index: &Index::build(&estate), doubt: tell::doubt(&snapshot) };
    match &args.batch {
        Some(path) if path.as_os_str() == "-" => judge.batch(&mut io::stdin().lock()),
        Some(path) => judge.batch(&mut BufReader::new(open(path)?)),
        None => one(args, &judge),
    }
}

fn open(path: &Path) -> Result<File> {
    File::open(path).with_context(|| format!("cannot read questions from {}", path.display()))
}

fn one(args: &CanArgs, judge: &Judge<'_, '_>) -> Result<Exit> {
    let (Some(subject), Some(verb), Some(resource)) = (&args.subject, &args.verb, &args.resource) else {
        bail!("give SUBJECT VERB RESOURCE, or --batch FILE");
    };
    let namespace = match args.input.namespace.as_slice() {
        [] => "",
        [one] => one,
        _ => bail!("can asks about one namespace at a time: give -n once"),
    };
    let question = Question::new(judge.snapshot, verb, resource, args.name.as_deref(), namespace);
    let who = with_groups(subject, &args.group);
    let mut verdict = judge.verdict(&who, &question.request());
    match args.format {
        PlainFormat::Json => {
            verdict.schema = Some("holdfast.rbac.can/v1");
            verdict.gaps = Some(&judge.snapshot.gaps);
            tell::json(&verdict)?;
        }
        PlainFormat::Table => tell::out(|to| {
            let word = match verdict.answer {
                Answer::Yes => "yes",
                Answer::No => "no",
                Answer::Unknown | Answer::Error => "unknown",
            };
            writeln!(to, "{word}: {}", verdict.reason)?;
            for note in &question.notes {
                writeln!(to, "note: {note}")?;
            }
            tell::gaps(&judge.snapshot.gaps, to)
        })?,
    }
    Ok(match verdict.answer {
        Answer::Yes => Exit::Clean,
        Answer::No => Exit::Findings,
        Answer::Unknown | Answer::Error => Exit::Incomplete,
    })
}

struct Judge<'j, 's> {
    snapshot: &'s Snapshot,
    index: &'j Index<'s>,
    /// Why a "no" may be wrong, whoever asks.
    doubt: Option<String>,
}

impl<'s> Judge<'_, 's> {
    fn verdict(&self, who: &Identity, request: &Request<'_>) -> Verdict<'s> {
        let made = |allowed, answer, reason, grant| Verdict {
            schema: None,
            allowed,
            answer,
            reason,
            grant,
            gaps: None,
        };
        match self.index.can(who, request) {
            Some(Allowed::Superuser) => {
                made(true, Answer::Yes, "system:masters: no authorizer is asked".to_owned(), None)
            }
            Some(Allowed::By(by)) => {
                let reason = format!(
                    "allowed by {} of {} to {}: {}",
                    by.binding,
                    by.role,
                    self.index.subject_text(by.subject),
                    self.index.rule_text(by.rule)
                );
                made(true, Answer::Yes, reason, Some(grant(self.index, &by)))
            }
            None => match self.doubt_about(who, request) {
                Some(why) => made(false, Answer::Unknown, why, None),
                None => made(false, Answer::No, "no binding allows it".to_owned(), None),
            },
        }
    }

    /// Why a "no" may be wrong: among files, a binding of the subject may refer to a role that is elsewhere.
    fn doubt_about(&self, who: &Identity, request: &Request<'_>) -> Option<String> {
        let namespace = match request.target {
            Target::Resource(resource) => resource.namespace,
            Target::Url(_) => "",
        };
        let files = self.snapshot.cluster.input == InputKind::Files;
        let open = |(_, b): &(_, &holdfast_rbac::Binding<'_>)| b.role.is_none() && b.reaches(namespace);
        let dangling = self.index.bindings_for(who).filter(|_| files).find(open);
        dangling
            .map(|(_, binding)| format!("{binding} refers to a role that is not among the files"))
            .or_else(|| self.doubt.clone())
    }

    /// One verdict a line, in the order of the questions. Blank lines are skipped.
    fn batch(&self, from: &mut dyn BufRead) -> Result<Exit> {
        let mut whole = true;
        let mut failed = None;
        tell::out(|to| {
            let mut line = Vec::new();
            loop {
                match feed(from, &mut line, MAX_LINE) {
                    Ok(Fed::End) => return Ok(()),
                    // The reader of questions says what is wrong with one that is too long.
                    Ok(Fed::Line | Fed::TooLong) => {}
                    Err(error) => {
                        failed = Some(error);
                        return Ok(());
                    }
                }
                if line.trim_ascii().is_empty() {
                    continue;
                }
                let verdict = self.answer(&line);
                whole &= matches!(verdict.answer, Answer::Yes | Answer::No);
                serde_json::to_writer(&mut *to, &verdict)?;
                writeln!(to)?;
            }
        })?;
        if let Some(error) = failed {
            return Err(error).context("cannot read the questions to their end");
        }
        Ok(if whole { Exit::Clean } else { Exit::Incomplete })
    }

    fn answer(&self, line: &[u8]) -> Verdict<'s> {
        match Review::parse(line) {
            Ok(review) => self.verdict(&review.who, &review.request()),
            Err(error) => Verdict {
                schema: None,
                allowed: false,
                answer: Answer::Error,
                reason: error.to_string(),
                grant: None,
                gaps: None,
            },
        }
    }
}
