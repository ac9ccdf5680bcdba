use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "mlflow-open",
    title: "MLflow is open to anyone",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Put a login in front (basic-auth app).",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("mlflow_open.md"),
    products: &["mlflow"],
    asks: &[Ask::get("/api/2.0/mlflow/experiments/search?max_results=1")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(
        service,
        "/api/2.0/mlflow/experiments/search?max_results=1",
        &["/experiments"],
        "lists experiments without a login",
    )
}
