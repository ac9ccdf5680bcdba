/// Why a file of advisories could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error("not an advisory in OSV form: {0}")]
    Osv(#[source] serde_json::Error),
    #[error("not a JSON feed of Kubernetes CVEs (expected `items`, each with `id` and `content_text`): {0}")]
    Feed(#[source] serde_json::Error),
}
