//! A small estate's assessment with one of everything: findings of every severity and outcome, with and
//! without places, an exception, gaps, notes, checks that could not be asked, and two frameworks.

use std::borrow::Cow;

use holdfast_model::{
    Applied, Assessment, CheckInfo, CheckTally, Cluster, Confidence, ControlRef, Coverage, Evidence, Finding,
    Fingerprint, Framework, Gap, InputKind, NotAssessed, Outcome, PatchOp, Place, Rank, Remediation,
    Requirement, RequirementOutcome, RequirementResult, ResourceRef, Severity, Subject, Tool,
};

pub(crate) fn assessment() -> Assessment {
    Assessment {
        tool: Tool { name: "holdfast".into(), version: "0.1.0".into() },
        cluster: Cluster { input: InputKind::Files, name: "examples/harbor".into(), version: None },
        time: "2026-11-23T10:00:00Z".into(),
        coverage: coverage(),
        gaps: vec![
            Gap::new(
                "manifests/broken.yaml:7",
                "expected a mapping, found a list",
                "objects after line 7 of this file are not judged",
            ),
            Gap::new(
                "networkpolicies",
                "403 Forbidden: cannot list resource",
                "every answer about network isolation is unknown",
            ),
        ],
        findings: findings(),
        tallies: vec![
            CheckTally { check: "host-pid", passed: 11, failed: 1, not_assessed: 0 },
            CheckTally { check: "no-network-policy", passed: 2, failed: 1, not_assessed: 3 },
            CheckTally { check: "privileged-container", passed: 21, failed: 2, not_assessed: 0 },
            CheckTally { check: "wildcard-role", passed: 4, failed: 1, not_assessed: 0 },
        ],
        checks: CHECKS.to_vec(),
        frameworks: vec![&NSA, &PCI],
        requirements: requirements(),
        notes: vec!["holdfast.yaml: the exception for latest-tag matches nothing: remove it".into()],
    }
}

/// As many findings as wanted, ten to a workload, over fifty namespaces.
pub(crate) fn estate(findings: usize) -> Assessment {
    let mut a = assessment();
    a.findings = (0..findings)
        .map(|n| {
            let check = &CHECKS[n % CHECKS.len()];
            let workload = n / 10;
            let (namespace, name) = (format!("team-{}", workload % 50), format!("service-{workload}"));
            let subject = Subject::of(ResourceRef::new("apps/v1", "Deployment", &namespace, &name));
            Finding {
                evidence: vec![field(
                    "/spec/template/spec/containers/0/securityContext/privileged",
                    Some("true"),
                    31,
                )],
                rank: Some(Rank { score: 60, why: "reachable from the internet, host access".into() }),
                ..finding(check.id, check.severity, subject.container(&format!("c{}", n % 10)), check.title)
            }
        })
        .collect();
    a
}

pub(crate) static CHECKS: &[CheckInfo] = &[
    CheckInfo {
        id: "host-pid",
        title: "Pod shares the host's process namespace",
        severity: Severity::High,
        fix: "Remove hostPID from the pod's spec.",
        techniques: &["T1611"],
        aliases: &["kube-linter:host-pid"],
        page: "# host-pid\n\nThe pod sees every process of its node.\n\n## Fix\n\nRemove `hostPID`.\n",
    },
    CheckInfo {
        id: "no-network-policy",
        title: "No network policy selects the pod",
        severity: Severity::Medium,
        fix: "Add a default-deny NetworkPolicy to the namespace.",
        techniques: &["T1046"],
        aliases: &[],
        page: "# no-network-policy\n\nAny pod may talk to it.\n\n| direction | default |\n|---|---|\n| ingress | allowed |\n",
    },
    CheckInfo {
        id: "privileged-container",
        title: "Container runs privileged",
        severity: Severity::Critical,
        fix: "Remove privileged from the container's securityContext.",
        techniques: &["T1611", "T1610"],
        aliases: &["kube-linter:privileged-container", "trivy:KSV-0017"],
        page: "# privileged-container\n\nA **privileged** container holds every capability of the node: see\n[the docs](https://kubernetes.io/docs/concepts/security/).\n\n## Fix\n\n```yaml fail=/spec/containers/0/securityContext/privileged\nsecurityContext:\n  privileged: true\n```\n\n<script>alert(1)</script>\n",
    },
    CheckInfo {
        id: "wildcard-role",
        title: "Role grants every verb on everything",
        severity: Severity::High,
        fix: "Name the verbs and resources the subject needs.",
        techniques: &["T1098.006"],
        aliases: &[],
        page: "# wildcard-role\n\nWhoever holds it owns the cluster.\n",
    },
];

static NSA: Framework = Framework {
    id: "nsa",
    title: "NSA/CISA Kubernetes Hardening Guide",
    version: "1.2",
    source: "https://media.defense.gov/",
    licence: "public domain",
    requirements: &[NSA_POD, NSA_AUDIT],
};

static PCI: Framework = Framework {
    id: "pci",
    title: "PCI DSS",
    version: "4.0.1",
    source: "https://www.pcisecuritystandards.org/",
    licence: "numbers and our own words only",
    requirements: &[PCI_SEGMENT, PCI_SCAN],
};

const NSA_POD: Requirement = Requirement {
    id: "pod-privileged",
    section: "Pod security",
    title: "Containers do not run privileged",
    tactics: &[],
    checks: &["host-pid", "privileged-container"],
    question: "",
    later: "",
    note: "",
};

const NSA_AUDIT: Requirement = Requirement {
    id: "audit",
    section: "Audit logging",
    title: "Audit logs are kept outside the cluster",
    tactics: &[],
    checks: &[],
    question: "Where do the audit logs go, and who can delete them there?",
    later: "",
    note: "",
};

const PCI_SEGMENT: Requirement = Requirement {
    id: "1.4.1",
    section: "Network controls",
    title: "Controls stand between trusted and untrusted networks",
    tactics: &[],
    checks: &["no-network-policy"],
    question: "",
    later: "",
    note: "Only what network policies can show.",
};

const PCI_SCAN: Requirement = Requirement {
    id: "11.3.1",
    section: "Testing",
    title: "Internal vulnerability scans are run",
    tactics: &[],
    checks: &[],
    question: "",
    later: "image",
    note: "",
};

fn requirements() -> Vec<RequirementResult> {
    let row = |framework, requirement, outcome, passed, failed, excepted| RequirementResult {
        framework,
        requirement,
        outcome,
        passed,
        failed,
        excepted,
    };
    vec![
        row("nsa", NSA_POD, RequirementOutcome::Fail, 32, 3, 1),
        row("nsa", NSA_AUDIT, RequirementOutcome::Manual, 0, 0, 0),
        row("pci", PCI_SEGMENT, RequirementOutcome::Pass, 2, 0, 0),
        row("pci", PCI_SCAN, RequirementOutcome::NotAssessed, 0, 0, 0),
    ]
}

fn coverage() -> Coverage {
    Coverage {
        resources: [("ClusterRole".to_owned(), 5), ("Deployment".to_owned(), 9), ("Namespace".to_owned(), 4)]
            .into(),
        judged: 43,
        not_assessed: 3,
        unreadable: 2,
        percent: 95,
        not_assessed_checks: vec![NotAssessed {
            check: "api-anonymous-auth".into(),
            why: "files do not hold the API server's flags".into(),
        }],
    }
}

fn findings() -> Vec<Finding> {
    let runner = Subject::of(ResourceRef::new("apps/v1", "Deployment", "ci", "runner"));
    vec![
        Finding {
            evidence: vec![field(
                "/spec/template/spec/containers/0/securityContext/privileged",
                Some("true"),
                31,
            )],
            remediation: Remediation {
                text: "Remove privileged from the container's securityContext.".into(),
                patch: vec![PatchOp::Remove {
                    path: "/spec/template/spec/containers/0/securityContext/privileged".into(),
                }],
                safe: false,
            },
            rank: Some(Rank {
                score: 96,
                why: "reachable from the internet, host access, holds cluster-admin".into(),
            }),
            ..finding(
                "privileged-container",
                Severity::Critical,
                runner.clone().container("runner"),
                "container \"runner\" runs privileged",
            )
        },
        Finding {
            evidence: vec![field("/spec/template/spec/hostPID", Some("true"), 18)],
            rank: Some(Rank { score: 80, why: "host access".into() }),
            ..finding("host-pid", Severity::High, runner, "pods share the process namespace of their node")
        },
        Finding {
            rank: Some(Rank { score: 71, why: "bound to a service account that 3 pods use".into() }),
            ..finding(
                "wildcard-role",
                Severity::High,
                Subject::of(ResourceRef::new("rbac.authorization.k8s.io/v1", "ClusterRole", "", "ops")),
                "grants * on * in *",
            )
        },
        Finding {
            outcome: Outcome::Warn,
            confidence: Confidence::Low,
            evidence: vec![Evidence::Fact {
                text: "no NetworkPolicy in namespace shop selects this pod".into(),
            }],
            ..finding(
                "no-network-policy",
                Severity::Medium,
                Subject::of(ResourceRef::new("apps/v1", "Deployment", "shop", "cart")),
                "nothing limits who may talk to this pod",
            )
        },
        Finding {
            exception: Some(Box::new(Applied {
                source: "holdfast.yaml".into(),
                reason: "node agent needs the host until the new driver lands".into(),
                owner: "platform@example.com".into(),
                expires: "2027-01-31".into(),
            })),
            ..finding(
                "privileged-container",
                Severity::Critical,
                Subject::of(ResourceRef::new("apps/v1", "DaemonSet", "kube-system", "node-agent"))
                    .container("agent"),
                "container \"agent\" runs privileged",
            )
        },
    ]
}

fn field(pointer: &str, value: Option<&str>, line: u32) -> Evidence {
    Evidence::Field {
        pointer: pointer.into(),
        value: value.map(str::to_owned),
        object: None,
        place: Some(Place { file: "manifests/ci.yaml".into(), line, column: 9 }),
    }
}

/// A finding of a known check, with as little as a judge may give.
pub(crate) fn finding(check: &'static str, severity: Severity, subject: Subject, message: &str) -> Finding {
    let info = CHECKS.iter().find(|c| c.id == check).expect("a check of the sample");
    Finding {
        check: Cow::Borrowed(check),
        outcome: Outcome::Fail,
        severity,
        confidence: Confidence::High,
        fingerprint: Fingerprint::of(check, &subject, ""),
        subject,
        message: message.to_owned(),
        evidence: Vec::new(),
        remediation: Remediation { text: info.fix.into(), patch: Vec::new(), safe: true },
        techniques: info.techniques.iter().map(|t| Cow::Borrowed(*t)).collect(),
        controls: vec![ControlRef { framework: Cow::Borrowed("nsa"), id: Cow::Borrowed("pod-privileged") }]
            .into(),
        exception: None,
        rank: None,
    }
}
