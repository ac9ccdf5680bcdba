//! The live API server: paged LISTs, read-only, bounded in parallelism, time and size.

mod connect;
mod kinds;
mod list;
mod no_proxy;
mod request;
mod secrets;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use futures::StreamExt as _;
use holdfast_inventory::{Builder, Snapshot};
use holdfast_model::{Cluster, Gap, InputKind};
use serde::Deserialize;

use self::kinds::KINDS;
use self::list::Run;
use self::request::{Failure, Session};
use crate::CollectError;

/// How to reach the cluster, and how hard to try.
#[derive(Clone, Debug)]
pub struct Options {
    /// Instead of `$KUBECONFIG` or `~/.kube/config`.
    pub kubeconfig: Option<PathBuf>,
    /// Instead of the current context.
    pub context: Option<String>,
    /// Only these namespaces; cluster-scoped objects are read all the same. Empty: all.
    pub namespaces: Vec<String>,
    /// Requests in flight at once.
    pub parallel: usize,
    pub connect_timeout: Duration,
    /// Of the kubeconfig's login plugin, which may ask the person something.
    pub login_timeout: Duration,
    /// Of one request, its body included.
    pub request_timeout: Duration,
    /// Of the whole reading: what is not read by then is a gap.
    pub total_timeout: Duration,
    /// Tries of one request.
    pub attempts: u32,
    /// Wait before the second try; doubles with each further one. A server's `Retry-After` wins.
    pub backoff: Duration,
    /// No wait is longer.
    pub longest_wait: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            kubeconfig: None,
            context: None,
            namespaces: Vec::new(),
            parallel: 4,
            connect_timeout: Duration::from_secs(10),
            login_timeout: Duration::from_mins(5),
            request_timeout: Duration::from_mins(1),
            total_timeout: Duration::from_mins(30),
            attempts: 5,
            backoff: Duration::from_millis(250),
            longest_wait: Duration::from_secs(30),
        }
    }
}

/// How far the reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub lists_done: usize,
    pub lists_total: usize,
    pub objects: usize,
}

/// Reads the cluster. What it does not give is a gap of the snapshot; an error means that nothing could be read at all.
pub fn cluster(options: &Options, progress: &dyn Fn(Progress)) -> Result<Snapshot, CollectError> {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(CollectError::Runtime)?;
    let read = runtime.block_on(gather(options, progress));
    // A login plugin that hangs is not waited for.
    runtime.shutdown_background();
    read
}

async fn gather(options: &Options, progress: &dyn Fn(Progress)) -> Result<Snapshot, CollectError> {
    let (client, name) = connect::connect(options).await?;
    let session = Session::new(client, options);
    let version = version(&session).await?;
    let builder = RefCell::new(Builder::new(Cluster { input: InputKind::Cluster, name, version }));
    let groups = groups(&session, &builder).await;
    let run = Run { session: &session, groups, builder: &builder };
    let (done, objects) = (Cell::new(0), Cell::new(0));
    futures::stream::iter(KINDS)
        .for_each_concurrent(options.parallel.max(1), |kind| {
            let (run, done, objects) = (&run, &done, &objects);
            async move {
                objects.set(objects.get() + list::list(run, kind).await);
                done.set(done.get() + 1);
                progress(Progress {
                    lists_done: done.get(),
                    lists_total: KINDS.len(),
                    objects: objects.get(),
                });
            }
        })
        .await;
    Ok(builder.into_inner().finish())
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Version {
    git_version: String,
}

/// The server's version. The first request of a run: no answer to it means no cluster, refused means only that it is not told.
async fn version(session: &Session<'_>) -> Result<Option<String>, CollectError> {
    match session.get("/version", "application/json").await {
        Ok(body) => Ok(serde_json::from_slice::<Version>(&body).ok().map(|v| v.git_version)),
        Err(Failure::Connection(why) | Failure::Late(why)) => Err(CollectError::Unreachable(why)),
        Err(Failure::Status(401, why)) => {
            Err(CollectError::Unreachable(format!("{why}: log in again, or check the kubeconfig's user")))
        }
        Err(Failure::Status(..)) => Ok(None),
    }
}

#[derive(Deserialize)]
struct Groups {
    groups: Vec<Group>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Group {
    name: String,
    versions: Vec<GroupVersion>,
}

#[derive(Deserialize)]
struct GroupVersion {
    version: String,
}

/// The API groups the server has, with their versions, the preferred first.
async fn groups(session: &Session<'_>, builder: &RefCell<Builder>) -> Option<BTreeMap<String, Vec<String>>> {
    let body = match session.get("/apis", "application/json").await {
        Ok(body) => body,
        Err(failure) => {
            let effect = "every known API group is asked for at its usual version";
            builder.borrow_mut().gap(Gap::new("GET /apis", failure.text(), effect));
            return None;
        }
    };
    let groups = serde_json::from_slice::<Groups>(&body).ok()?.groups;
    Some(groups.into_iter().map(|g| (g.name, g.versions.into_iter().map(|v| v.version).collect())).collect())
}
