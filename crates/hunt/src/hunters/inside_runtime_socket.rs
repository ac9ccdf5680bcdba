use crate::inside::Inside;
use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "inside-runtime-socket",
    title: "The socket of the container runtime is here",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Remove the hostPath volume.",
    techniques: &["T1611"],
    aliases: &[],
    page: include_str!("inside_runtime_socket.md"),
    products: &[],
    asks: &[],
    judge: Judge::Inside(judge),
};

fn judge(pod: &Inside) -> Verdict {
    if !pod.in_pod {
        return Verdict::NotApplicable;
    }
    Verdict::of(
        (!pod.sockets.is_empty())
            .then(|| Hit::fact("holds the socket of the container runtime", pod.sockets.join(", "))),
    )
}
