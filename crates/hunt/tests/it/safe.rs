//! What is sent: passive runs send nothing that changes anything, active ones undo what they did.

use std::collections::BTreeMap;

use crate::server::{checks, quick, run, scripted};

fn answers(rows: &[(&str, u16, &str)]) -> BTreeMap<String, (u16, String, String)> {
    rows.iter()
        .map(|(line, status, body)| ((*line).to_owned(), (*status, String::new(), (*body).to_owned())))
        .collect()
}

/// POST requests that read: reviews, ranges, and streams of a pod that cannot exist.
const READING_POSTS: &[&str] = &[
    "/v3/kv/range",
    "/v3beta/kv/range",
    "/v3/cluster/member/list",
    "/v3/auth/status",
    "/v3/maintenance/status",
    "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews",
    "/run/holdfast-none/none/none?cmd=true",
    "/checkpoint/holdfast-none/none/none",
];

#[test]
fn passive_runs_send_only_reading_requests() {
    let services = [
        answers(&[("GET /version", 200, r#"{"etcdserver":"3.5.9","etcdcluster":"3.5.0"}"#)]),
        answers(&[("GET /pods", 200, r#"{"kind":"PodList","items":[]}"#)]),
        answers(&[(
            "GET /version",
            200,
            r#"{"ApiVersion":"1.43","GitCommit":"0","GoVersion":"go1","Os":"linux","Arch":"amd64","MinAPIVersion":"1.12"}"#,
        )]),
        answers(&[
            (
                "GET /version",
                200,
                r#"{"major":"1","minor":"34","gitVersion":"v1.34.1","gitCommit":"0","goVersion":"go1.24","platform":"linux/amd64"}"#,
            ),
            ("GET /api", 200, r#"{"kind":"APIVersions"}"#),
        ]),
        answers(&[("GET /v2/", 200, "{}")]),
    ];
    for service in services {
        let (server, asked) = scripted(service);
        run(&[server.address], None, quick());
        let asked = asked.lock().unwrap();
        assert!(asked.len() > 3, "{asked:?}");
        for line in asked.iter() {
            let (method, path) = line.split_once(' ').unwrap();
            assert!(method == "GET" || (method == "POST" && READING_POSTS.contains(&path)), "{line}");
        }
    }
}

/// A store that keeps what it is given.
#[test]
fn active_runs_leave_no_trace() {
    use std::collections::BTreeSet;
    use std::sync::{Arc, Mutex};

    let keys: Arc<Mutex<BTreeSet<String>>> = Arc::default();
    let writes = Arc::new(Mutex::new(0));
    let (kept, wrote) = (Arc::clone(&keys), Arc::clone(&writes));
    let server = crate::server::Server::start(move |mut stream| {
        let request = crate::server::request(&mut stream);
        let key = request
            .split("\"key\":\"")
            .nth(1)
            .and_then(|r| r.split('"').next())
            .unwrap_or_default()
            .to_owned();
        let header = r#"{"header":{"cluster_id":"1","revision":"2"}}"#;
        let (status, body) = match crate::server::line(&request).as_str() {
            "GET /version" => (200, r#"{"etcdserver":"3.5.9","etcdcluster":"3.5.0"}"#),
            "POST /v3/kv/put" => {
                *wrote.lock().unwrap() += 1;
                kept.lock().unwrap().insert(key);
                (200, header)
            }
            "POST /v3/kv/deleterange" => {
                kept.lock().unwrap().remove(&key);
                (200, header)
            }
            "POST /v3/kv/range" => (200, header),
            _ => (404, "404 page not found"),
        };
        crate::server::respond(&mut stream, status, "", body);
    });
    let (_, hunted) = run(&[server.address], Some("t1"), quick());
    let found = checks(&hunted);
    assert!(found.contains(&"etcd-v3-writable".to_owned()), "{found:?}");
    assert!(found.contains(&"etcd-v3-readable".to_owned()), "{found:?}");
    assert_eq!(*writes.lock().unwrap(), 1);
    assert!(keys.lock().unwrap().is_empty());
    assert!(hunted.actions.iter().any(|a| a.contains("writes one key of its own")), "{:?}", hunted.actions);
}
