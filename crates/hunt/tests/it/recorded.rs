//! Recorded services, made by us from public documentation: product and version must be right.

use std::net::SocketAddr;

use holdfast_hunt::{Service, TlsFacts, identify};
use holdfast_model::Confidence;
use serde::Deserialize;

#[derive(Deserialize)]
struct Row {
    product: String,
    #[serde(default)]
    version: Option<String>,
    port: u16,
    #[serde(default)]
    tls: Option<TlsFacts>,
    exchanges: Vec<String>,
}

#[test]
fn product_and_version_are_right() {
    let rows: Vec<Row> =
        include_str!("../recorded.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let (mut answers, mut right, mut wrong) = (0, 0, Vec::new());
    // How often a claim of each confidence is right.
    let mut calibration = [(Confidence::Low, 0, 0), (Confidence::Medium, 0, 0), (Confidence::High, 0, 0)];
    for row in &rows {
        let mut service = Service::at(SocketAddr::from(([10, 0, 0, 7], row.port)), 1_764_086_400);
        service.tls.clone_from(&row.tls);
        service.exchanges = row.exchanges.iter().map(|text| crate::page::exchange(text)).collect();
        answers += row.exchanges.len();
        let identity = identify(&service);
        let is_right = identity.product == row.product && identity.version == row.version;
        if is_right {
            right += 1;
        } else {
            wrong.push(format!("{} {:?}: {identity:?}", row.product, row.version));
        }
        if !identity.product.is_empty() {
            for (confidence, all, good) in &mut calibration {
                if *confidence == identity.confidence() {
                    *all += 1;
                    *good += usize::from(identity.product == row.product);
                }
            }
        }
    }
    eprintln!(
        "{right} of {} services right, from {answers} answers; by confidence {calibration:?}",
        rows.len()
    );
    assert!(answers >= 300, "{answers}");
    assert!(right * 100 >= rows.len() * 98, "{right} of {}\n{}", rows.len(), wrong.join("\n"));
    for (confidence, all, good) in calibration {
        let least = match confidence {
            Confidence::High => 98,
            Confidence::Medium => 80,
            Confidence::Low => 50,
        };
        assert!(good * 100 >= all * least, "{confidence:?}: {good} of {all}");
    }
}
