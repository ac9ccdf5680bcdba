use std::io;
use std::path::PathBuf;

/// Why an input cannot be used at all. What can be used in part gives a snapshot with gaps instead.
#[derive(Debug, thiserror::Error)]
pub enum CollectError {
    #[error("cannot read {path}")]
    Unreadable { path: PathBuf, source: io::Error },
    #[error("cannot write {path}")]
    Unwritable { path: PathBuf, source: io::Error },
    #[error("{path} is not a snapshot saved by holdfast: {why}")]
    NotASnapshot { path: PathBuf, why: String },
    #[error("{0} holds no Kubernetes objects: expected YAML or JSON with apiVersion and kind")]
    Empty(String),
    #[error("no usable kubeconfig: {0}; name one with --kubeconfig, or scan manifests with -f")]
    Kubeconfig(String),
    #[error("the kubeconfig has no context {name:?}: choose one of {known} with --context")]
    Context { name: String, known: String },
    #[error("cannot log in with {plugin}: {why}; run it by hand to see what it wants")]
    Login { plugin: String, why: String },
    #[error("cannot read the cluster: {0}")]
    Unreachable(String),
    #[error("cannot start reading: {0}")]
    Runtime(io::Error),
}
