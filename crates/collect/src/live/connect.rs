use http::header::USER_AGENT;
use http::{HeaderValue, Uri};
use kube::client::AuthError;
use kube::config::{KubeConfigOptions, Kubeconfig, KubeconfigError};
use kube::{Client, Config};

use super::Options;
use super::no_proxy::proxy;
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
    let plugin = config.auth_info.exec.as_ref().and_then(|exec| exec.command.clone());
    // A login plugin is a program: it may ask the person something, and it may hang.
    let made = tokio::task::spawn_blocking(move || Client::try_from(config));
    let plugin = plugin.as_deref().unwrap_or("kubeconfig's user");
    match tokio::time::timeout(options.login_timeout, made).await {
        Ok(Ok(Ok(client))) => Ok((client, name)),
        Ok(Ok(Err(error))) => match refused(&error) {
            Some(words) => Err(CollectError::Login { plugin: plugin.to_owned(), why: words }),
            None => Err(CollectError::Kubeconfig(chain(&error))),
        },
        Ok(Err(error)) => Err(CollectError::Login { plugin: plugin.to_owned(), why: error.to_string() }),
        Err(_) => {
            let why = format!("no answer within {:?}", options.login_timeout);
            Err(CollectError::Login { plugin: plugin.to_owned(), why })
        }
    }
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
                .ok_or_else(|| CollectError::Kubeconfig(words(&error)));
        }
    };
    let known: Vec<String> = kubeconfig.contexts.iter().map(|c| c.name.clone()).collect();
    let name = options.context.clone().or_else(|| kubeconfig.current_context.clone()).unwrap_or_default();
    if !known.contains(&name) {
        return Err(CollectError::Context { name, known: known.join(", ") });
    }
    let configured = proxy_url(&kubeconfig, &name);
    let chosen = KubeConfigOptions { context: Some(name.clone()), ..KubeConfigOptions::default() };
    let config = Config::from_custom_kubeconfig(kubeconfig, &chosen).await;
    let mut config = config.map_err(|error| CollectError::Kubeconfig(words(&error)))?;
    if config.root_cert.as_ref().is_some_and(Vec::is_empty) {
        let why = "certificate-authority holds no certificate: expected PEM text";
        return Err(CollectError::Kubeconfig(why.to_owned()));
    }
    // kube takes a token file as it is, and a line's end is no part of a token.
    if let Some(path) = config.auth_info.token_file.take() {
        let token = std::fs::read_to_string(&path).map_err(|error| {
            CollectError::Kubeconfig(format!("cannot read the token file {path}: {error}"))
        })?;
        config.auth_info.token = Some(token.trim().to_owned().into());
    }
    // kube looks for the proxy itself among the addresses that need none.
    let env = |name: &str| std::env::var(name).ok();
    config.proxy_url = match proxy(&config.cluster_url, configured.as_deref(), &env) {
        Some(url) => Some(url.parse::<Uri>().map_err(|error| {
            CollectError::Kubeconfig(format!("the proxy's address cannot be read: {error}"))
        })?),
        None => None,
    };
    Ok((config, name))
}

/// The `proxy-url` of a context's cluster.
fn proxy_url(kubeconfig: &Kubeconfig, context: &str) -> Option<String> {
    let context = kubeconfig.contexts.iter().find(|c| c.name == context)?.context.as_ref()?;
    let cluster = kubeconfig.clusters.iter().find(|c| c.name == context.cluster)?.cluster.as_ref()?;
    cluster.proxy_url.clone()
}

/// An error of the kubeconfig. YAML errors show the text around them, where a token may stand: only the place is told.
fn words(error: &KubeconfigError) -> String {
    match error {
        KubeconfigError::Parse(inner) => match inner.location() {
            Some(at) => format!("it is not valid: see line {} column {}", at.line(), at.column()),
            None => "it is not a valid kubeconfig".to_owned(),
        },
        other => chain(other),
    }
}

/// Why there are no credentials, when that is what an error is about. What a plugin prints to its standard output, and
/// what its environment holds, may be a secret: neither is told.
fn refused(error: &(dyn std::error::Error + 'static)) -> Option<String> {
    let mut cause = Some(error);
    let error = loop {
        let here = cause?;
        if let Some(error) = here.downcast_ref::<AuthError>() {
            break error;
        }
        cause = here.source();
    };
    Some(match error {
        AuthError::AuthExecRun { out, .. } => {
            let said = String::from_utf8_lossy(&out.stderr);
            let said: String = said.trim().lines().last().unwrap_or_default().chars().take(300).collect();
            let colon = if said.is_empty() { "" } else { ": " };
            format!("{}{colon}{said}", out.status)
        }
        AuthError::AuthExecStart(error) => format!("it cannot be started: {error}"),
        AuthError::AuthExecParse(_) => "what it printed is no ExecCredential".to_owned(),
        AuthError::AuthExec(_) => "the auth provider failed".to_owned(),
        other => other.to_string(),
    })
}

/// The error and what caused it, without saying anything twice, and without secrets.
pub(super) fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    if let Some(words) = refused(error) {
        return format!("cannot log in: {words}");
    }
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
