//! Exports of the owner's own accounts at internet scanners, read offline: Shodan, Censys, masscan, nmap.

use std::io::Read as _;

use holdfast_inventory::Exposure;
use holdfast_model::Gap;
use serde_json::Value;

/// Bytes of an unpacked export at most.
const MOST_BYTES: u64 = 1024 * 1024 * 1024;
/// Rows of one export at most.
const MOST_ROWS: usize = 2_000_000;
/// Broken rows told one by one.
const MOST_TOLD: usize = 20;

/// What an export held.
#[derive(Debug, Default)]
pub struct Imported {
    pub exposures: Vec<Exposure>,
    pub gaps: Vec<Gap>,
}

/// Reads an export; what cannot be read is a gap, the rest counts. `name` is how the person called it.
pub fn import(name: &str, bytes: &[u8]) -> Imported {
    let mut read = Imported::default();
    let text = if bytes.starts_with(&[0x1f, 0x8b]) {
        let mut text = Vec::new();
        if let Err(error) = flate2::read::MultiGzDecoder::new(bytes).take(MOST_BYTES).read_to_end(&mut text) {
            read.gap(name, 0, &error.to_string());
        }
        String::from_utf8_lossy(&text).into_owned()
    } else {
        String::from_utf8_lossy(bytes).into_owned()
    };
    let start = text.trim_start();
    if start.starts_with("<?xml") || start.starts_with("<nmaprun") {
        nmap(name, start, &mut read);
    } else if start.starts_with('[') {
        whole(name, start, &mut read);
    } else {
        lines(name, &text, &mut read);
    }
    if read.exposures.is_empty() && read.gaps.is_empty() {
        read.gap(name, 0, "no open port in it, or no export of Shodan, Censys, masscan or nmap");
    }
    read
}

impl Imported {
    fn gap(&mut self, name: &str, line: usize, why: &str) {
        if self.gaps.len() < MOST_TOLD {
            let what = if line > 0 { format!("{name}:{line}") } else { name.to_owned() };
            self.gaps.push(Gap::new(what, why, "its open ports are not known"));
        }
    }
}

/// One JSON list, as masscan and Censys write it, row by row: the rows before the place where it breaks count.
fn whole(name: &str, text: &str, read: &mut Imported) {
    let mut rest = text.strip_prefix('[').unwrap_or(text);
    let line = |rest: &str| text.get(..text.len() - rest.len()).unwrap_or_default().lines().count();
    for _ in 0..MOST_ROWS {
        // masscan leaves a comma before the closing bracket.
        rest = rest.trim_start_matches(|c: char| c == ',' || c.is_whitespace());
        if rest.starts_with(']') {
            return;
        }
        let mut rows = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
        match rows.next() {
            Some(Ok(row)) => read.exposures.extend(row_of(&row)),
            Some(Err(error)) => return read.gap(name, line(rest), &format!("no row of an export: {error}")),
            None => {
                return read.gap(
                    name,
                    line(rest),
                    "the list ends before its closing bracket: the export is cut off",
                );
            }
        }
        rest = rest.get(rows.byte_offset()..).unwrap_or_default();
    }
}

/// One JSON object a line, as Shodan and Censys write it, or comma separated values with a head.
fn lines(name: &str, text: &str, read: &mut Imported) {
    if let Some(head) = text.lines().next().filter(|head| !head.starts_with('{') && head.contains(',')) {
        return csv(name, head, text, read);
    }
    for (at, line) in text.lines().enumerate().take(MOST_ROWS).filter(|(_, line)| !line.trim().is_empty()) {
        match serde_json::from_str::<Value>(line) {
            Ok(row) => read.exposures.extend(row_of(&row)),
            Err(error) => read.gap(name, at + 1, &error.to_string()),
        }
    }
}

fn csv(name: &str, head: &str, text: &str, read: &mut Imported) {
    let columns: Vec<String> = fields(head).iter().map(|c| c.to_ascii_lowercase()).collect();
    let at = |names: &[&str]| columns.iter().position(|c| names.contains(&c.as_str()));
    let (Some(ip), Some(port)) = (at(&["ip", "ip_str", "ip address"]), at(&["port"])) else {
        return read.gap(name, 1, "no columns for address and port: expected IP and Port");
    };
    let (host, product) = (at(&["hostname", "hostnames"]), at(&["product"]));
    for (number, line) in
        text.lines().enumerate().skip(1).take(MOST_ROWS).filter(|(_, l)| !l.trim().is_empty())
    {
        let row = fields(line);
        let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).filter(|c| !c.is_empty()).cloned();
        match (cell(Some(ip)), cell(Some(port)).and_then(|p| p.parse().ok())) {
            (Some(address), Some(port)) if address.parse::<std::net::IpAddr>().is_ok() => {
                let product = slug(&cell(product).unwrap_or_default());
                read.exposures.push(Exposure {
                    address,
                    port,
                    host: cell(host),
                    score: if product.is_empty() { 0 } else { 60 },
                    product,
                    source: "csv".to_owned(),
                    ..Exposure::default()
                });
            }
            _ => read.gap(name, number + 1, "no address and port in this row"),
        }
    }
}

/// The fields of a line, quotes taken off (RFC 4180 without line breaks inside fields).
fn fields(line: &str) -> Vec<String> {
    let (mut all, mut field, mut quoted) = (Vec::new(), String::new(), false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => all.push(std::mem::take(&mut field)),
            _ => field.push(c),
        }
    }
    all.push(field);
    all.iter().map(|f| f.trim().to_owned()).collect()
}

/// The open ports of one JSON row, in whichever of the three forms.
fn row_of(row: &Value) -> Vec<Exposure> {
    let text =
        |value: &Value, pointer: &str| value.pointer(pointer).and_then(Value::as_str).map(ToOwned::to_owned);
    let number = |value: &Value| u16::try_from(value.as_u64()?).ok().filter(|port| *port > 0);
    if let Some(address) = text(row, "/ip_str") {
        let port = row.get("port").and_then(number);
        let product = text(row, "/product").unwrap_or_default();
        return port.map(|port| shodan(row, address, port, &product)).into_iter().collect();
    }
    let row = row.get("result").or_else(|| row.get("host")).unwrap_or(row);
    let Some(address) = text(row, "/ip") else { return Vec::new() };
    let ports = row.get("ports").or_else(|| row.get("services")).and_then(Value::as_array);
    let open = ports.into_iter().flatten().filter_map(|port| {
        let number = port.get("port").and_then(number)?;
        if port.get("status").and_then(Value::as_str).is_some_and(|s| s != "open") {
            return None;
        }
        let name = text(port, "/service_name")
            .or_else(|| text(port, "/extended_service_name"))
            .or_else(|| text(port, "/protocol"));
        let product = if port.get("kubernetes").is_some() {
            "kubernetes".to_owned()
        } else {
            slug(&name.unwrap_or_default())
        };
        Some(Exposure {
            address: address.clone(),
            port: number,
            tls: port.get("tls").is_some(),
            score: if product.is_empty() { 0 } else { 70 },
            version: text(port, "/kubernetes/version_info/git_version")
                .map(|v| v.trim_start_matches('v').to_owned()),
            product,
            source: if port.get("service_name").is_some() { "censys" } else { "masscan" }.to_owned(),
            ..Exposure::default()
        })
    });
    open.collect()
}

fn shodan(row: &Value, address: String, port: u16, product: &str) -> Exposure {
    let list = |pointer: &str| {
        let items = row.pointer(pointer).and_then(Value::as_array);
        items
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .take(256)
            .map(ToOwned::to_owned)
            .collect::<Vec<_>>()
    };
    let product = slug(product);
    let version = row.pointer("/version").and_then(Value::as_str);
    Exposure {
        address,
        port,
        host: list("/hostnames").into_iter().next(),
        tls: row.get("ssl").is_some(),
        score: if product.is_empty() { 0 } else { 70 },
        product,
        version: version.and_then(crate::fingerprint::clean),
        names: list("/hostnames"),
        source: "shodan".to_owned(),
        ..Exposure::default()
    }
}

/// Our name for a product that others call otherwise; empty when it is none of ours.
fn slug(name: &str) -> String {
    let name = name.to_ascii_lowercase();
    let known =
        [("kubernetes", "kubernetes"), ("kubelet", "kubelet"), ("etcd", "etcd"), ("docker", "docker")];
    let ours = crate::products::product(&name).map(|p| p.slug);
    let like = known.iter().find(|(word, _)| name.contains(word)).map(|(_, slug)| *slug);
    ours.or(like).unwrap_or_default().to_owned()
}

/// nmap's XML, read tag by tag: addresses, and ports whose state is open.
fn nmap(name: &str, text: &str, read: &mut Imported) {
    let (mut address, mut host, mut port) = (None, None, None);
    for tag in text.split('<').skip(1).take(MOST_ROWS * 8) {
        let (tag, _) = tag.split_once('>').unwrap_or((tag, ""));
        match tag.split_whitespace().next().unwrap_or_default() {
            "host" => (address, host, port) = (None, None, None),
            "address" if attribute(tag, "addrtype").is_some_and(|t| t != "mac") => {
                address = attribute(tag, "addr");
            }
            "hostname" => host = attribute(tag, "name").map(ToOwned::to_owned),
            "port" => port = attribute(tag, "portid").and_then(|p| p.parse::<u16>().ok()),
            "state" if attribute(tag, "state") == Some("open") => {
                if let (Some(address), Some(port)) = (address, port) {
                    let host = host.clone();
                    let source = "nmap".to_owned();
                    read.exposures.push(Exposure {
                        address: address.to_owned(),
                        port,
                        host,
                        source,
                        ..Exposure::default()
                    });
                }
            }
            "service" => {
                if let Some(last) = read.exposures.last_mut().filter(|e| Some(e.port) == port) {
                    last.tls = attribute(tag, "tunnel") == Some("ssl");
                    last.product = slug(attribute(tag, "product").unwrap_or_default());
                    last.version = attribute(tag, "version").and_then(crate::fingerprint::clean);
                }
            }
            _ => {}
        }
    }
    if !text.trim_end().ends_with("</nmaprun>") {
        read.gap(name, 0, "the XML ends before </nmaprun>: the export is cut off");
    }
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str], gaps: usize) {
        let read = import("export", text.as_bytes());
        let told: Vec<String> =
            read.exposures.iter().map(|e| format!("{} {} {}", e.endpoint(), e.product, e.source)).collect();
        assert_eq!(told, expected, "{text}");
        assert_eq!(read.gaps.len(), gaps, "{:?}", read.gaps);
    }

    #[test]
    fn reads_every_export_and_tells_what_is_broken() {
        check(
            "{\"ip_str\":\"192.0.2.1\",\"port\":6443,\"product\":\"Kubernetes\",\"hostnames\":[],\"ssl\":{}}\nbroken\n",
            &["192.0.2.1:6443 kubernetes shodan"],
            1,
        );
        check(
            r#"[{"ip":"192.0.2.2","ports":[{"port":2379,"proto":"tcp","status":"open"},{"port":1,"status":"closed"}]},
]"#,
            &["192.0.2.2:2379  masscan"],
            0,
        );
        check(
            r#"{"ip":"192.0.2.3","services":[{"port":10250,"service_name":"KUBERNETES","kubernetes":{"version_info":{"git_version":"v1.30.1"}}}]}"#,
            &["192.0.2.3:10250 kubernetes censys"],
            0,
        );
        check(
            "IP,Port,Hostnames,Product\n192.0.2.4,2375,a.example.com,Docker\nx,y,z\n",
            &["a.example.com:2375 docker csv"],
            1,
        );
        check(
            r#"<?xml version="1.0"?><nmaprun><host><address addr="192.0.2.5" addrtype="ipv4"/><ports><port protocol="tcp" portid="443"><state state="open"/><service name="https" tunnel="ssl" product="nginx" version="1.22.1"/></port><port portid="80"><state state="closed"/></port></ports></host></nmaprun>"#,
            &["192.0.2.5:443 nginx nmap"],
            0,
        );
        check("<?xml version=\"1.0\"?><nmaprun><host>", &[], 1);
        check("", &[], 1);
        check("[{]", &[], 1);
        let row = r#"{"ip":"192.0.2.6","ports":[{"port":443,"status":"open"}]}"#;
        for broken in ["", ",", ",\n{\"ip\":\"192.0.", ", nonsense]", ", {]}"] {
            check(&format!("[\n{row}{broken}"), &["192.0.2.6:443  masscan"], 1);
        }
        check(&format!("[{row},{row}]"), &["192.0.2.6:443  masscan", "192.0.2.6:443  masscan"], 0);
    }
}
