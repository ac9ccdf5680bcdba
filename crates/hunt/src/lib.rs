//! What an outsider sees: targets, a bounded scan, probes, fingerprints, and hunters for what should not be open.
//!
//! A run goes: [`plan`] reads the targets, [`discover`] finds open ports and asks each what it is, [`hunt`] judges what
//! was seen. A hunter is a pair of files in `hunters/`: a description and a function, and a page with recorded
//! exchanges that is its documentation and its test.
//!
//! Never here: a request that changes anything unless the caller chose an active run, a followed redirect, a
//! credential sent over a connection whose certificate was not verified, an address outside the plan.

mod base64;
mod cert;
mod each;
mod expand;
mod fingerprint;
mod http;
mod hunter;
mod hunters;
mod import;
mod inside;
mod judge;
mod kept;
mod known;
mod kubelet;
mod mask;
mod pod;
mod ports;
mod prelude;
mod probe;
mod products;
mod provider;
mod resume;
mod rules;
mod run;
mod scan;
mod service;
mod target;
mod tls;

pub use cert::CertFacts;
pub use expand::{Plan, plan};
pub use fingerprint::{Identity, identify};
pub use http::{Answer, Ask, NoAnswer};
pub use hunter::{Action, Hit, Hunter, Judge, Verdict, all, resolve};
pub use import::{Imported, import};
pub use inside::{Inside, Mount, Token};
pub use judge::{Hunt, Hunted, hunt, judge, passive_asks, rfc3339, subject};
pub use known::{Known, exposures, known_vulnerability};
pub use pod::{inside, pod_targets};
pub use ports::{NODE_PORTS, PORTS, PortInfo, Speaks, parse_ports, port_info};
pub use run::{Found, Options, Statistics, discover};
pub use scan::{Bounds, Counts, most_sockets};
pub use service::{Exchange, Service};
pub use target::{MOST_ADDRESSES, Range, Target, TargetError, is_private, is_private_range};
pub use tls::TlsFacts;
