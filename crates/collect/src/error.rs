use std::io;
use std::path::PathBuf;

/// Why an input cannot be used at all. What can be used in part gives a snapshot with gaps instead.
#[derive(Debug, thiserror::Error)]
pub enum CollectError {
    #[error("cannot read {path}: {source}")]
    Unreadable { path: PathBuf, source: io::Error },
    #[error("{0} holds no Kubernetes objects: expected YAML or JSON with apiVersion and kind")]
    Empty(String),
}
