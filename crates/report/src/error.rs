/// Why a report could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    #[error("cannot write the {format} report: {cause}")]
    Write {
        format: crate::Format,
        #[source]
        cause: std::io::Error,
    },
}
