use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "airflow-open",
    title: "Airflow lists workflows to anyone",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Set auth_backends to a real one.",
    techniques: &["T1059.013"],
    aliases: &[],
    page: include_str!("airflow_open.md"),
    products: &["airflow"],
    asks: &[Ask::get("/api/v1/dags?limit=1")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/api/v1/dags?limit=1", &["/dags", "/total_entries"], "lists workflows without a login")
}
