use std::io::{self, Write};

use anyhow::Result;
use holdfast_inventory::{Change, Snapshot, diff};

use crate::cli::SnapshotAction;
use crate::exit::Exit;
use crate::input;

pub(crate) fn run(action: &SnapshotAction) -> Result<Exit> {
    let mut to = io::BufWriter::new(io::stdout().lock());
    let (written, whole) = match action {
        SnapshotAction::Save { to: path, input } => {
            let snapshot = input::gather(input)?;
            holdfast_collect::save(&snapshot, path)?;
            let count = snapshot.len();
            (
                writeln!(to, "saved {count} objects to {}", path.display())
                    .and_then(|()| gaps(&snapshot, &mut to)),
                snapshot.gaps.is_empty(),
            )
        }
        SnapshotAction::Show { snapshot } => {
            let snapshot = holdfast_collect::load(snapshot)?;
            (show(&snapshot, &mut to), snapshot.gaps.is_empty())
        }
        SnapshotAction::Diff { old, new } => {
            let (old, new) = (holdfast_collect::load(old)?, holdfast_collect::load(new)?);
            (changes(&old, &new, &mut to), old.gaps.is_empty() && new.gaps.is_empty())
        }
    };
    match written.and_then(|()| to.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(if whole { Exit::Clean } else { Exit::Incomplete }),
    }
}

fn show(snapshot: &Snapshot, to: &mut dyn Write) -> io::Result<()> {
    let cluster = &snapshot.cluster;
    let version = cluster.version.as_deref().map(|v| format!(", server {v}")).unwrap_or_default();
    writeln!(
        to,
        "{}{version}: {} objects, {} bytes of JSON",
        cluster.name,
        snapshot.len(),
        snapshot.json_bytes()
    )?;
    for (kind, count) in snapshot.count_by_kind() {
        writeln!(to, "{count:8}  {kind}")?;
    }
    gaps(snapshot, to)
}

fn gaps(snapshot: &Snapshot, to: &mut dyn Write) -> io::Result<()> {
    snapshot.gaps.iter().try_for_each(|gap| writeln!(to, "gap: {}: {} ({})", gap.what, gap.why, gap.effect))
}

fn changes(old: &Snapshot, new: &Snapshot, to: &mut dyn Write) -> io::Result<()> {
    let changes = diff(old, new);
    for change in &changes {
        match change {
            Change::Added(what) => writeln!(to, "+ {what}")?,
            Change::Removed(what) => writeln!(to, "- {what}")?,
            Change::Changed(what, pointers) => writeln!(to, "~ {what}: {}", pointers.join(", "))?,
        }
    }
    writeln!(to, "{} changes", changes.len())
}
