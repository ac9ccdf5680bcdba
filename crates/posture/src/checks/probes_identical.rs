use holdfast_inventory::view::{ExecAction, GrpcAction, HttpGet, Probe, TcpSocket};

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "probes-identical",
    title: "Liveness and readiness probe are the same",
    severity: Severity::Info,
    confidence: Confidence::High,
    fix: "Let the liveness probe ask something cheaper, or be more patient than the readiness probe.",
    techniques: &[],
    aliases: &["kube-score:pod-probes-identical"],
    page: include_str!("probes_identical.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    let (Some(live), Some(ready)) = (&c.container.liveness_probe, &c.container.readiness_probe) else {
        return Verdict::NotApplicable;
    };
    let same = action(live) == action(ready) && timing(live) == timing(ready);
    let message = "its livenessProbe equals its readinessProbe: it is restarted as soon as it is busy";
    Verdict::unless(same.then(|| Hit::at("/livenessProbe", message)))
}

fn action<'p, 'a>(
    p: &'p Probe<'a>,
) -> (
    &'p Option<HttpGet<'a>>,
    &'p Option<TcpSocket<'a>>,
    &'p Option<GrpcAction<'a>>,
    &'p Option<ExecAction<'a>>,
) {
    (&p.http_get, &p.tcp_socket, &p.grpc, &p.exec)
}

/// Delay, period, timeout and failures as they count, with the defaults of the API.
fn timing(p: &Probe<'_>) -> [i64; 4] {
    [
        p.initial_delay_seconds.unwrap_or(0),
        p.period_seconds.unwrap_or(10),
        p.timeout_seconds.unwrap_or(1),
        p.failure_threshold.unwrap_or(3),
    ]
}
