//! The files of `examples/harbor`, compiled in. Written by `cargo xtask gen`: do not edit.

/// Path and text of each file, sorted by path.
pub(crate) static FILES: &[(&str, &str)] = &[
    (
        "examples/harbor/00-cluster/admission.yaml",
        include_str!("../../../examples/harbor/00-cluster/admission.yaml"),
    ),
    (
        "examples/harbor/00-cluster/classes.yaml",
        include_str!("../../../examples/harbor/00-cluster/classes.yaml"),
    ),
    (
        "examples/harbor/00-cluster/namespaces.yaml",
        include_str!("../../../examples/harbor/00-cluster/namespaces.yaml"),
    ),
    (
        "examples/harbor/00-cluster/people.yaml",
        include_str!("../../../examples/harbor/00-cluster/people.yaml"),
    ),
    ("examples/harbor/ci/build-runner.yaml", include_str!("../../../examples/harbor/ci/build-runner.yaml")),
    ("examples/harbor/ci/deployer.yaml", include_str!("../../../examples/harbor/ci/deployer.yaml")),
    (
        "examples/harbor/ci/image-builders.yaml",
        include_str!("../../../examples/harbor/ci/image-builders.yaml"),
    ),
    ("examples/harbor/default/hello.yaml", include_str!("../../../examples/harbor/default/hello.yaml")),
    ("examples/harbor/dev/debug.yaml", include_str!("../../../examples/harbor/dev/debug.yaml")),
    ("examples/harbor/dev/rights.yaml", include_str!("../../../examples/harbor/dev/rights.yaml")),
    ("examples/harbor/dev/sample-api.yaml", include_str!("../../../examples/harbor/dev/sample-api.yaml")),
    ("examples/harbor/dev/workbench.yaml", include_str!("../../../examples/harbor/dev/workbench.yaml")),
    (
        "examples/harbor/edge/ingress-controller.yaml",
        include_str!("../../../examples/harbor/edge/ingress-controller.yaml"),
    ),
    ("examples/harbor/holdfast.yaml", include_str!("../../../examples/harbor/holdfast.yaml")),
    (
        "examples/harbor/kube-system/disk-janitor.yaml",
        include_str!("../../../examples/harbor/kube-system/disk-janitor.yaml"),
    ),
    ("examples/harbor/legacy/dashboard.yaml", include_str!("../../../examples/harbor/legacy/dashboard.yaml")),
    ("examples/harbor/legacy/relics.yaml", include_str!("../../../examples/harbor/legacy/relics.yaml")),
    (
        "examples/harbor/logistics/berth-db.yaml",
        include_str!("../../../examples/harbor/logistics/berth-db.yaml"),
    ),
    (
        "examples/harbor/logistics/berth-planner.yaml",
        include_str!("../../../examples/harbor/logistics/berth-planner.yaml"),
    ),
    ("examples/harbor/logistics/cranes.yaml", include_str!("../../../examples/harbor/logistics/cranes.yaml")),
    ("examples/harbor/logistics/papers.yaml", include_str!("../../../examples/harbor/logistics/papers.yaml")),
    (
        "examples/harbor/monitoring/grafana.yaml",
        include_str!("../../../examples/harbor/monitoring/grafana.yaml"),
    ),
    (
        "examples/harbor/monitoring/node-agents.yaml",
        include_str!("../../../examples/harbor/monitoring/node-agents.yaml"),
    ),
    (
        "examples/harbor/monitoring/prometheus.yaml",
        include_str!("../../../examples/harbor/monitoring/prometheus.yaml"),
    ),
    (
        "examples/harbor/payments/ledger-db.yaml",
        include_str!("../../../examples/harbor/payments/ledger-db.yaml"),
    ),
    ("examples/harbor/payments/ledger.yaml", include_str!("../../../examples/harbor/payments/ledger.yaml")),
    (
        "examples/harbor/payments/namespace-guards.yaml",
        include_str!("../../../examples/harbor/payments/namespace-guards.yaml"),
    ),
    (
        "examples/harbor/payments/payment-gateway.yaml",
        include_str!("../../../examples/harbor/payments/payment-gateway.yaml"),
    ),
    (
        "examples/harbor/payments/settlement.yaml",
        include_str!("../../../examples/harbor/payments/settlement.yaml"),
    ),
    (
        "examples/harbor/platform/estate-operator.yaml",
        include_str!("../../../examples/harbor/platform/estate-operator.yaml"),
    ),
    (
        "examples/harbor/platform/image-gate.yaml",
        include_str!("../../../examples/harbor/platform/image-gate.yaml"),
    ),
    ("examples/harbor/shop/cart.yaml", include_str!("../../../examples/harbor/shop/cart.yaml")),
    ("examples/harbor/shop/catalogue.yaml", include_str!("../../../examples/harbor/shop/catalogue.yaml")),
    ("examples/harbor/shop/checkout.yaml", include_str!("../../../examples/harbor/shop/checkout.yaml")),
    (
        "examples/harbor/shop/namespace-guards.yaml",
        include_str!("../../../examples/harbor/shop/namespace-guards.yaml"),
    ),
    ("examples/harbor/shop/storefront.yaml", include_str!("../../../examples/harbor/shop/storefront.yaml")),
];
