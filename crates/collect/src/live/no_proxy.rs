//! Which proxy stands between us and the API server, as kubectl decides it.
//!
//! Rules: a kubeconfig's `proxy-url` always counts; else the environment, as Go's `http.ProxyFromEnvironment` reads it
//! (<https://pkg.go.dev/golang.org/x/net/http/httpproxy>).

use std::net::IpAddr;

use http::Uri;

/// The proxy to use for `server`; `None` for a direct connection. `env` looks a variable up.
pub(super) fn proxy(
    server: &Uri,
    configured: Option<&str>,
    env: &dyn Fn(&str) -> Option<String>,
) -> Option<String> {
    if let Some(url) = configured.filter(|url| !url.is_empty()) {
        return Some(url.to_owned());
    }
    let variable = |name: &str| {
        let value = env(name).or_else(|| env(&name.to_ascii_lowercase()));
        value.filter(|value| !value.is_empty())
    };
    let is_https = server.scheme_str() == Some("https");
    let url = variable(if is_https { "HTTPS_PROXY" } else { "HTTP_PROXY" })?;
    let host = server.host()?.trim_matches(['[', ']']).to_ascii_lowercase();
    let port = server.port_u16().unwrap_or(if is_https { 443 } else { 80 });
    if is_local(&host) || variable("NO_PROXY").is_some_and(|list| is_excluded(&host, port, &list)) {
        return None;
    }
    Some(if url.contains("://") { url } else { format!("http://{url}") })
}

fn is_local(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn is_excluded(host: &str, port: u16, list: &str) -> bool {
    list.split(',').map(|entry| entry.trim().to_ascii_lowercase()).any(|entry| excludes(&entry, host, port))
}

fn excludes(entry: &str, host: &str, port: u16) -> bool {
    if entry == "*" {
        return true;
    }
    let address = host.parse::<IpAddr>().ok();
    if let Some((network, bits)) = entry.split_once('/') {
        let (Some(address), Ok(network), Ok(bits)) =
            (address, network.parse::<IpAddr>(), bits.parse::<u32>())
        else {
            return false;
        };
        return is_within(address, network, bits);
    }
    // An IPv6 address alone is full of colons; with a port it stands in brackets.
    let (name, only) = match entry.rsplit_once(':') {
        Some((name, only)) if name.starts_with('[') || !name.contains(':') => (name, Some(only)),
        _ => (entry, None),
    };
    if only.is_some_and(|only| only.parse() != Ok(port)) {
        return false;
    }
    let name = name.trim_matches(['[', ']']);
    if let Ok(excluded) = name.parse::<IpAddr>() {
        return address == Some(excluded);
    }
    let name = name.strip_prefix('*').unwrap_or(name);
    match name.strip_prefix('.') {
        Some(domain) => !domain.is_empty() && host.ends_with(name),
        None => !name.is_empty() && (host == name || host.ends_with(&format!(".{name}"))),
    }
}

/// Whether the first `bits` bits are the same.
fn is_within(address: IpAddr, network: IpAddr, bits: u32) -> bool {
    let differ = match (address, network) {
        (IpAddr::V4(a), IpAddr::V4(b)) => (a.to_bits() ^ b.to_bits()).leading_zeros(),
        (IpAddr::V6(a), IpAddr::V6(b)) => (a.to_bits() ^ b.to_bits()).leading_zeros(),
        _ => return false,
    };
    differ >= bits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(server: &str, configured: &str, env: &[(&str, &str)], expected: Option<&str>) {
        let look = |name: &str| env.iter().find(|(n, _)| *n == name).map(|(_, value)| (*value).to_owned());
        let server: Uri = server.parse().unwrap();
        let found = proxy(&server, (!configured.is_empty()).then_some(configured), &look);
        assert_eq!(found.as_deref(), expected, "{server} {env:?}");
    }

    #[test]
    fn the_environment_names_a_proxy_and_exceptions() {
        let (https, p) = (("HTTPS_PROXY", "http://p:3128"), Some("http://p:3128"));
        check("https://k8s.example.com:6443", "", &[], None);
        check("https://k8s.example.com:6443", "", &[https], p);
        check("https://k8s.example.com", "", &[("https_proxy", "p:3128")], p);
        check("http://k8s.example.com", "", &[https], None);
        check("http://k8s.example.com", "", &[("http_proxy", "p:3128")], p);
        check("https://k8s.example.com", "socks5://s:1", &[https, ("NO_PROXY", "*")], Some("socks5://s:1"));
        for local in ["https://localhost:6443", "https://127.0.0.1:6443", "https://[::1]:6443"] {
            check(local, "", &[https], None);
        }
        for (list, server, proxied) in [
            ("example.com", "https://k8s.example.com", false),
            ("example.com", "https://example.com", false),
            ("example.com", "https://notexample.com", true),
            (".example.com", "https://k8s.example.com", false),
            (".example.com", "https://example.com", true),
            ("*.example.com", "https://k8s.example.com", false),
            ("a, K8S.example.com:6443 ,b", "https://k8s.example.com:6443", false),
            ("k8s.example.com:443", "https://k8s.example.com:6443", true),
            ("k8s.example.com:443", "https://k8s.example.com", false),
            ("10.0.0.0/8", "https://10.1.2.3:6443", false),
            ("10.0.0.0/8", "https://11.1.2.3:6443", true),
            ("10.0.0.0/8", "https://10.example.com", true),
            ("10.1.2.3", "https://10.1.2.3", false),
            ("10.1.2.3", "https://10.1.2.30", true),
            ("fd00::/8", "https://[fd00::1]:6443", false),
            ("fd00::1", "https://[fd00::1]", false),
            ("[fd00::1]:6443", "https://[fd00::1]:6443", false),
            ("[fd00::1]:6443", "https://[fd00::1]:443", true),
            ("*", "https://k8s.example.com", false),
            ("", "https://k8s.example.com", true),
            (",", "https://k8s.example.com", true),
            ("/", "https://k8s.example.com", true),
        ] {
            check(server, "", &[https, ("NO_PROXY", list)], if proxied { p } else { None });
        }
    }
}
