use holdfast_model::Confidence;

use crate::range::Cover;
use crate::{Advisory, Version};

/// A version falls under an advisory.
#[derive(Clone, Debug)]
pub struct Match<'d> {
    pub advisory: &'d Advisory,
    pub confidence: Confidence,
    /// The first fixed version of the same run of versions; none where there is no fix.
    pub fixed: Option<&'d str>,
    /// What lowers the confidence, in a few words; empty when nothing does.
    pub doubt: String,
}

pub(crate) fn matches<'d>(advisories: &'d [Advisory], version: &str) -> Vec<Match<'d>> {
    let Some(version) = Version::parse(version) else { return Vec::new() };
    let mut found: Vec<Match<'d>> =
        advisories.iter().filter_map(|advisory| judge(advisory, &version)).collect();
    found.sort_by(|a, b| {
        b.advisory.severity.cmp(&a.advisory.severity).then_with(|| a.advisory.id.cmp(&b.advisory.id))
    });
    found
}

fn judge<'d>(advisory: &'d Advisory, version: &Version) -> Option<Match<'d>> {
    let covers = advisory.segments.iter().map(|segment| (segment.cover(version), segment));
    let (cover, segment) =
        covers.max_by_key(|(cover, _)| *cover).filter(|(cover, _)| *cover != Cover::None)?;
    let (confidence, doubt) = confidence(cover, version);
    Some(Match { advisory, confidence, fixed: segment.fixed(), doubt })
}

fn confidence(cover: Cover, version: &Version) -> (Confidence, String) {
    match (version.vendor(), cover, version.is_precise()) {
        (Some(vendor), ..) => (
            Confidence::Low,
            format!("{vendor}: the vendor may have ported the fix back without a new number"),
        ),
        (None, Cover::All, true) => (Confidence::High, String::new()),
        (None, Cover::All, false) => (Confidence::Medium, "the patch level is not known".to_owned()),
        (None, Cover::Part | Cover::None, _) => {
            (Confidence::Low, "only some patch levels of this version are affected".to_owned())
        }
    }
}
