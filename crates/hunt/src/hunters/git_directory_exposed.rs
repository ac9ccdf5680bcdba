use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "git-directory-exposed",
    title: "A web server hands out its .git directory",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Do not copy .git into the image; deny the path.",
    techniques: &["T1552.001"],
    aliases: &[],
    page: include_str!("git_directory_exposed.md"),
    products: &[],
    asks: &[Ask::get("/.git/HEAD")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/.git/HEAD", &["ref: refs/heads/"], "hands out its .git directory")
}
