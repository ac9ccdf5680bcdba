/// The parts of an image reference: `[registry/]path[:tag][@digest]`.
///
/// Grammar: <https://github.com/distribution/reference>.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ImageRef<'a> {
    registry: Option<&'a str>,
    pub(crate) path: &'a str,
    pub(crate) tag: Option<&'a str>,
    digest: Option<&'a str>,
}

impl<'a> ImageRef<'a> {
    pub(crate) fn parse(text: &'a str) -> Self {
        let (rest, digest) = match text.split_once('@') {
            Some((rest, digest)) => (rest, Some(digest)),
            None => (text, None),
        };
        // A colon before the last slash belongs to the registry's port.
        let (name, tag) = match rest.rsplit_once(':') {
            Some((name, tag)) if !tag.contains('/') => (name, Some(tag)),
            _ => (rest, None),
        };
        let (registry, path) = match name.split_once('/') {
            Some((host, path)) if is_host(host) => (Some(host), path),
            _ => (None, name),
        };
        Self { registry, path, tag, digest }
    }

    /// The registry's host and port; Docker Hub when none is written.
    pub(crate) fn registry(&self) -> &'a str {
        match self.registry {
            None | Some("index.docker.io" | "registry-1.docker.io" | "registry.hub.docker.com") => {
                "docker.io"
            }
            Some(host) => host,
        }
    }

    /// The tag as pulled: `latest` when neither tag nor digest is written.
    pub(crate) fn effective_tag(&self) -> Option<&'a str> {
        self.tag.or(if self.digest.is_none() { Some("latest") } else { None })
    }

    /// True when a well-formed digest names the content.
    pub(crate) fn is_pinned(&self) -> bool {
        let Some((algorithm, hex)) = self.digest.and_then(|d| d.split_once(':')) else { return false };
        let length = match algorithm {
            "sha256" => 64,
            "sha512" => 128,
            _ => return false,
        };
        hex.len() == length && hex.bytes().all(|b| b.is_ascii_hexdigit())
    }

    /// The last part of the path: what the image is called whatever registry it was copied to.
    pub(crate) fn short_name(&self) -> &'a str {
        self.path.rsplit('/').next().unwrap_or(self.path)
    }

    /// True when the image lies under `place`: a registry (`registry.example.com`) or a folder of one
    /// (`docker.io/library`). `*` and `?` are wildcards.
    pub(crate) fn is_under(&self, place: &str) -> bool {
        let place = place.trim_end_matches("/*").trim_end_matches('/');
        let (host, folder) = place.split_once('/').unwrap_or((place, ""));
        if !holdfast_model::glob_match(host, self.registry()) {
            return false;
        }
        if folder.is_empty() {
            return true;
        }
        // Docker Hub's own images are written without their folder.
        let implied = self.registry() == "docker.io" && !self.path.contains('/');
        match folder.split_once('/') {
            _ if !implied => lies_in(self.path, folder),
            None => folder == "library",
            Some((library, name)) => library == "library" && lies_in(self.path, name),
        }
    }
}

fn is_host(part: &str) -> bool {
    part.contains(['.', ':']) || part == "localhost" || part.bytes().any(|b| b.is_ascii_uppercase())
}

/// True when the pattern matches the path or one of its folders.
fn lies_in(path: &str, pattern: &str) -> bool {
    holdfast_model::glob_match(pattern, path)
        || path
            .match_indices('/')
            .any(|(at, _)| holdfast_model::glob_match(pattern, path.get(..at).unwrap_or(path)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_told_apart() {
        let cases: &[(&str, &str, &str, Option<&str>, bool)] = &[
            ("nginx", "docker.io", "nginx", Some("latest"), false),
            ("nginx:1.27", "docker.io", "nginx", Some("1.27"), false),
            ("library/nginx:1", "docker.io", "library/nginx", Some("1"), false),
            ("localhost:5000/app", "localhost:5000", "app", Some("latest"), false),
            ("registry.example.com:5000/a/b:v1", "registry.example.com:5000", "a/b", Some("v1"), false),
            ("index.docker.io/library/redis", "docker.io", "library/redis", Some("latest"), false),
            ("app@sha256:abc", "docker.io", "app", None, false),
        ];
        for (text, registry, path, tag, pinned) in cases {
            let image = ImageRef::parse(text);
            let seen = (image.registry(), image.path, image.effective_tag(), image.is_pinned());
            assert_eq!(seen, (*registry, *path, *tag, *pinned), "{text}");
        }
        let pinned = format!("ghcr.io/a/b:1.2@sha256:{}", "0f".repeat(32));
        assert!(ImageRef::parse(&pinned).is_pinned());
        assert_eq!(ImageRef::parse(&pinned).tag, Some("1.2"));
    }

    #[test]
    fn places_hold_their_images() {
        let cases = [
            ("nginx", "docker.io", true),
            ("nginx", "docker.io/library", true),
            ("nginx", "docker.io/library/nginx", true),
            ("nginx", "docker.io/nginx", false),
            ("registry.example.com/team/app", "registry.example.com/team", true),
            ("registry.example.com/teams/app", "registry.example.com/team", false),
            ("registry.example.com/team/app", "registry.example.com/team/*", true),
            ("1.dkr.ecr.eu-west-1.amazonaws.com/app", "*.dkr.ecr.eu-west-1.amazonaws.com", true),
            ("ghcr.io/a/b", "ghcr.io/", true),
            ("ghcr.io.evil.example/a", "ghcr.io", false),
        ];
        for (image, place, expected) in cases {
            assert_eq!(ImageRef::parse(image).is_under(place), expected, "{image} under {place}");
        }
    }
}
