//! Targets to sockets: names are resolved, interfaces read, exclusions taken out; what fails is a gap.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use holdfast_model::Gap;
use tokio::time::timeout;

use crate::target::{MOST_ADDRESSES, Range, Target, is_private_range};

/// How long a name may take to resolve.
const RESOLVE: Duration = Duration::from_secs(5);
/// Addresses of one name that are looked at.
const MOST_OF_A_NAME: usize = 16;

/// The places a run looks at, in order.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    pub(crate) ranges: Vec<(Range, Option<u16>)>,
    pub(crate) excluded: Vec<Range>,
    /// The name an address was found by.
    pub(crate) names: BTreeMap<IpAddr, String>,
    pub(crate) ports: Vec<u16>,
    /// Targets that could not be read or resolved.
    pub gaps: Vec<Gap>,
}

const LOST: &str = "it was not looked at";

/// Reads the targets of a run; `lines` are as a person wrote them.
pub async fn plan(lines: &[String], ports: Vec<u16>) -> Plan {
    let mut plan = Plan { ports, ..Plan::default() };
    for line in lines {
        match Target::parse(line) {
            Ok(Target::Range(range, port)) => plan.ranges.push((range, port)),
            Ok(Target::Exclude(range)) => plan.excluded.push(range),
            Ok(Target::Name(name, port)) => plan.name(&name, port).await,
            Ok(Target::Interface(name)) => plan.interface(&name),
            Err(error) => plan.gaps.push(Gap::new(line.trim(), error.to_string(), LOST)),
        }
    }
    plan
}

impl Plan {
    async fn name(&mut self, name: &str, port: Option<u16>) {
        let found = timeout(RESOLVE, tokio::net::lookup_host((name, 0))).await;
        let why = match found {
            Ok(Ok(addresses)) => {
                let mut addresses: Vec<IpAddr> = addresses.map(|a| a.ip()).take(MOST_OF_A_NAME).collect();
                addresses.sort_unstable();
                addresses.dedup();
                for address in addresses {
                    self.names.entry(address).or_insert_with(|| name.to_owned());
                    self.ranges.push((Range::one(address), port));
                }
                return;
            }
            Ok(Err(error)) => error.to_string(),
            Err(_) => format!("the name was not resolved within {} s", RESOLVE.as_secs()),
        };
        self.gaps.push(Gap::new(name, why, LOST));
    }

    fn interface(&mut self, name: &str) {
        let table = std::fs::read_to_string("/proc/net/route").unwrap_or_default();
        let networks = networks(&table, name);
        if networks.is_empty() {
            let why = "no such interface, or it has no IPv4 network of its own (read from the routing table)";
            self.gaps.push(Gap::new(format!("iface:{name}"), why, LOST));
        }
        for network in networks {
            if network.count() > MOST_ADDRESSES {
                self.gaps.push(Gap::new(format!("iface:{name}"), "its network is too large for a run", LOST));
            } else {
                self.ranges.push((network, None));
            }
        }
    }

    /// Ranges that need an authorisation in words: outside loopback and private ranges.
    pub fn foreign(&self) -> Vec<String> {
        let foreign = self.ranges.iter().filter(|(range, _)| !is_private_range(range));
        foreign
            .map(|(range, _)| match self.names.get(&range.first) {
                Some(name) => format!("{name} ({})", range.first),
                None if range.count() == 1 => range.first.to_string(),
                None => format!("{}-{}", range.first, range.last),
            })
            .collect()
    }

    /// True when nothing would be left without the ranges that need an authorisation.
    pub fn only_foreign(&self) -> bool {
        !self.ranges.iter().any(|(range, _)| is_private_range(range))
    }

    /// Leaves out the ranges that need an authorisation.
    pub fn drop_foreign(&mut self) {
        self.ranges.retain(|(range, _)| is_private_range(range));
    }

    /// Adds exclusions written as ranges.
    pub fn exclude(&mut self, range: Range) {
        self.excluded.push(range);
    }

    /// How many addresses are looked at, exclusions not counted out.
    pub fn addresses(&self) -> u128 {
        self.ranges.iter().map(|(range, _)| range.count()).sum()
    }

    pub fn ports(&self) -> &[u16] {
        &self.ports
    }

    /// Every address with its ports, without those excluded.
    pub(crate) fn hosts(&self) -> impl Iterator<Item = (IpAddr, Option<u16>)> + '_ {
        let each = self.ranges.iter().flat_map(|(range, port)| {
            let count = range.count().min(MOST_ADDRESSES);
            (0..count).map(move |at| (range.nth(at), *port))
        });
        each.filter(|(address, _)| !self.excluded.iter().any(|range| range.contains(*address)))
    }

    pub(crate) fn sockets_of(
        &self,
        host: (IpAddr, Option<u16>),
    ) -> impl Iterator<Item = SocketAddr> + use<'_> {
        let (address, port) = host;
        let all = if port.is_some() { &[][..] } else { &self.ports };
        port.into_iter().chain(all.iter().copied()).map(move |port| SocketAddr::new(address, port))
    }
}

/// The networks an interface is on: rows of the kernel's routing table without a gateway.
/// Source: <https://www.kernel.org/doc/html/latest/filesystems/proc.html> (`/proc/net/route`).
fn networks(table: &str, interface: &str) -> Vec<Range> {
    let number = |hex: &str| u32::from_str_radix(hex, 16).ok().map(u32::swap_bytes);
    let row = |line: &str| {
        let mut fields = line.split_whitespace();
        let (name, to, gateway) = (fields.next()?, number(fields.next()?)?, number(fields.next()?)?);
        let mask = number(fields.nth(4)?)?;
        (name == interface && gateway == 0 && mask != 0).then(|| Range {
            first: IpAddr::V4(Ipv4Addr::from(to & mask)),
            last: IpAddr::V4(Ipv4Addr::from(to | !mask)),
        })
    };
    table.lines().skip(1).filter_map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn interfaces_are_read_from_the_routing_table() {
        let table = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n\
                     eth0\t00000000\t0101A8C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n\
                     eth0\t0001A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n";
        let found = networks(table, "eth0");
        assert_eq!(found, [Range::parse("192.168.1.0/24").unwrap()]);
        assert!(networks(table, "eth1").is_empty());
        assert!(networks("nonsense\n\x00\n", "eth0").is_empty());
    }
}
