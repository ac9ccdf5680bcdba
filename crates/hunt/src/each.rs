//! Does the same to many services, a few at a time.

use tokio::task::{JoinError, JoinSet};

use crate::scan::Bounds;
use crate::service::Service;

/// Services asked at the same time. One that stalls holds a place until its deadline, so it is more than the
/// processor needs; answers on their way are bounded, so it is not much more.
const ASKED_AT_ONCE: usize = 64;

/// Does the work for every service and gives them back in the order they came, whichever was done first.
pub(crate) async fn each<F>(
    services: impl Iterator<Item = Service>,
    bounds: Bounds,
    work: impl Fn(Service) -> F,
) -> Vec<Service>
where
    F: Future<Output = Service> + Send + 'static,
{
    let most = ASKED_AT_ONCE.min(bounds.concurrency.max(1));
    let (mut tasks, mut done) = (JoinSet::new(), Vec::new());
    for (at, service) in services.enumerate() {
        while tasks.len() >= most {
            done.extend(tasks.join_next().await.map(finished));
        }
        let work = work(service);
        tasks.spawn(async move { (at, work.await) });
    }
    while let Some(last) = tasks.join_next().await {
        done.push(finished(last));
    }
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, service)| service).collect()
}

/// A task that panics takes the run with it: a service that goes missing would look like none.
fn finished<T>(task: Result<T, JoinError>) -> T {
    match task {
        Ok(done) => done,
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    }
}
