use http::HeaderValue;
use http::header::USER_AGENT;
use kube::config::{KubeConfigOptions, Kubeconfig};
use kube::{Client, Config};

use super::Options;
use crate::CollectError;

const AGENT: &str = concat!("holdfast/", env!("CARGO_PKG_VERSION"));

/// A client for the context the person chose, and that context's name.
pub(super) async fn connect(options: &Options) -> Result<(Client, String), CollectError> {
    let (mut config, name) = config(options).await?;
    config.default_retry = false;
    // So that the cluster's audit log says who read it.
    config.headers.push((USER_AGENT, HeaderValue::from_static(AGENT)));
    config.connect_timeout = Some(options.connect_timeout);
    config.read_timeout = Some(options.request_timeout);
    let client = Client::try_from(config).map_err(|error| CollectError::Kubeconfig(chain(&error)))?;
    Ok((client, name))
}

async fn config(options: &Options) -> Result<(Config, String), CollectError> {
    let kubeconfig = match &options.kubeconfig {
        Some(path) => Kubeconfig::read_from(path),
        None => Kubeconfig::read(),
    };
    let kubeconfig = match kubeconfig {
        Ok(kubeconfig) => kubeconfig,
        Err(error) => {
            // Inside a pod there is no kubeconfig, and none is needed.
            let inside = if options.kubeconfig.is_none() && options.context.is_none() {
                Config::incluster().ok()
            } else {
                None
            };
            return inside
                .map(|config| (config, "in-cluster".to_owned()))
                .ok_or_else(|| CollectError::Kubeconfig(chain(&error)));
        }
    };
    let known: Vec<String> = kubeconfig.contexts.iter().map(|c| c.name.clone()).collect();
    let name = options.context.clone().or_else(|| kubeconfig.current_context.clone()).unwrap_or_default();
    if !known.contains(&name) {
        return Err(CollectError::Context { name, known: known.join(", ") });
    }
    let chosen = KubeConfigOptions { context: Some(name.clone()), ..KubeConfigOptions::default() };
    let config = Config::from_custom_kubeconfig(kubeconfig, &chosen).await;
    Ok((config.map_err(|error| CollectError::Kubeconfig(chain(&error)))?, name))
}

/// The error and what caused it, without saying anything twice.
pub(super) fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let words = inner.to_string();
        if !text.contains(&words) {
            text = format!("{text}: {words}");
        }
        cause = inner.source();
    }
    text
}
