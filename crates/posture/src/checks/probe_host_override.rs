use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "probe-host-override",
    title: "Probe or lifecycle handler calls another host",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Remove host from the handler; without it the kubelet calls the pod itself.",
    techniques: &["T1046"],
    aliases: &["psa:hostProbesAndhostLifecycle"],
    page: include_str!("probe_host_override.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    let lifecycle = c.container.lifecycle.as_ref();
    let handlers = [
        ("/livenessProbe", c.container.liveness_probe.as_ref()),
        ("/readinessProbe", c.container.readiness_probe.as_ref()),
        ("/startupProbe", c.container.startup_probe.as_ref()),
        ("/lifecycle/postStart", lifecycle.and_then(|l| l.post_start.as_ref())),
        ("/lifecycle/preStop", lifecycle.and_then(|l| l.pre_stop.as_ref())),
    ];
    let hosts =
        handlers.into_iter().filter_map(|(at, handler)| Some((at, handler?))).flat_map(|(at, handler)| {
            let http = handler.http_get.as_ref().and_then(|action| action.host.as_deref());
            let tcp = handler.tcp_socket.as_ref().and_then(|action| action.host.as_deref());
            [(at, "httpGet", http), (at, "tcpSocket", tcp)]
        });
    let hits = hosts.filter_map(|(at, action, host)| {
        let host = host.filter(|host| !host.is_empty())?;
        let pointer = format!("{at}/{action}/host");
        let message = format!("has the kubelet call {host} instead of the container");
        Some(Hit::at(pointer.as_str(), message).value(host).remove(pointer))
    });
    Verdict::of(hits.collect())
}
