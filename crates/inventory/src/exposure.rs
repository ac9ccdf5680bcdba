//! What answers on a network: the facts that discovery gives to judges and reports.

use serde::{Deserialize, Serialize};

/// One open port and what it was recognised as.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Exposure {
    /// The address, as text.
    pub address: String,
    pub port: u16,
    /// The name it was asked for by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    /// It speaks TLS.
    pub tls: bool,
    /// A product's slug; empty when it was not recognised.
    pub product: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distribution: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// How sure the recognition is, 0 to 100.
    pub score: u8,
    /// What it was recognised by.
    #[serde(default)]
    pub signals: Vec<String>,
    /// Names and addresses in its certificate.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// Where this was read: `scan`, or the export it was imported from.
    pub source: String,
}

impl Exposure {
    /// `host:port`, with brackets around an IPv6 address.
    pub fn endpoint(&self) -> String {
        let host = self.host.as_deref().unwrap_or(&self.address);
        if host.contains(':') { format!("[{host}]:{}", self.port) } else { format!("{host}:{}", self.port) }
    }
}
