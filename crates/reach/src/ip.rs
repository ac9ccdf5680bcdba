//! Address ranges, and the cutting of the address space into atoms that no policy tells apart further.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Addresses of one family, first and last included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IpRange {
    /// Version 6, not 4.
    pub v6: bool,
    pub first: u128,
    pub last: u128,
}

impl IpRange {
    pub const V4: Self = Self { v6: false, first: 0, last: u32::MAX as u128 };
    pub const V6: Self = Self { v6: true, first: 0, last: u128::MAX };

    /// Reads `10.0.0.0/8` or `2001:db8::/32`; host bits are ignored, as the API server allows.
    pub fn parse_cidr(text: &str) -> Option<Self> {
        let (address, length) = text.split_once('/')?;
        let plain = !length.is_empty() && length.bytes().all(|b| b.is_ascii_digit()) && length.len() <= 3;
        Self::of(address.parse().ok()?, length.parse().ok().filter(|_| plain)?)
    }

    /// Reads a CIDR block or a single address.
    pub fn parse(text: &str) -> Option<Self> {
        match text.parse::<IpAddr>() {
            Ok(address) => Some(Self::from(address)),
            Err(_) => Self::parse_cidr(text),
        }
    }

    fn of(address: IpAddr, length: u32) -> Option<Self> {
        let (v6, number, bits) = match address {
            IpAddr::V4(a) => (false, u128::from(u32::from(a)), 32),
            IpAddr::V6(a) => (true, u128::from(a), 128),
        };
        let host = bits - Some(length).filter(|l| *l <= bits)?;
        let mask = 1u128.checked_shl(host).map_or(u128::MAX, |top| top - 1);
        Some(Self { v6, first: number & !mask, last: number | mask })
    }

    pub fn contains(&self, other: &Self) -> bool {
        self.v6 == other.v6 && self.first <= other.first && other.last <= self.last
    }

    pub(crate) fn first_address(&self) -> IpAddr {
        self.address(self.first)
    }

    fn address(&self, number: u128) -> IpAddr {
        if self.v6 {
            IpAddr::V6(Ipv6Addr::from(number))
        } else {
            IpAddr::V4(Ipv4Addr::from(u32::try_from(number).unwrap_or(u32::MAX)))
        }
    }

    /// The fewest CIDR blocks that make up the range.
    pub fn cidrs(&self) -> Vec<String> {
        let bits = if self.v6 { 128 } else { 32 };
        let mut blocks = Vec::new();
        let mut at = self.first;
        loop {
            let left = self.last - at;
            // The largest block that starts here and does not pass the end.
            let fits = if left == u128::MAX { 128 } else { (left + 1).ilog2() };
            let size = at.trailing_zeros().min(bits).min(fits);
            blocks.push(format!("{}/{}", self.address(at), bits - size));
            let step = 1u128.checked_shl(size).map_or(u128::MAX, |step| step - 1);
            match at.checked_add(step).and_then(|end| end.checked_add(1)) {
                Some(next) if next <= self.last => at = next,
                _ => return blocks,
            }
        }
    }
}

impl From<IpAddr> for IpRange {
    fn from(address: IpAddr) -> Self {
        let (v6, number) = match address {
            IpAddr::V4(a) => (false, u128::from(u32::from(a))),
            IpAddr::V6(a) => (true, u128::from(a)),
        };
        Self { v6, first: number, last: number }
    }
}

/// `10.0.0.0-10.255.255.255`.
impl fmt::Display for IpRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.address(self.first), self.address(self.last))
    }
}

/// Cuts the whole space of both families at the ends of the given ranges: version 4 first, each in order.
pub(crate) fn atoms(ranges: impl Iterator<Item = IpRange>) -> Vec<IpRange> {
    let (mut v4, mut v6) = (vec![0], vec![0]);
    for range in ranges {
        let cuts = if range.v6 { &mut v6 } else { &mut v4 };
        cuts.push(range.first);
        cuts.extend(range.last.checked_add(1));
    }
    let mut atoms = Vec::new();
    for (mut cuts, whole) in [(v4, IpRange::V4), (v6, IpRange::V6)] {
        cuts.retain(|cut| *cut <= whole.last);
        cuts.sort_unstable();
        cuts.dedup();
        for (at, first) in cuts.iter().enumerate() {
            let last = cuts.get(at + 1).map_or(whole.last, |next| next - 1);
            atoms.push(IpRange { v6: whole.v6, first: *first, last });
        }
    }
    atoms
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, range: &str, cidrs: &[&str]) {
        let parsed = IpRange::parse_cidr(text);
        assert_eq!(parsed.map(|r| r.to_string()).unwrap_or_default(), range, "{text}");
        assert_eq!(parsed.map(|r| r.cidrs()).unwrap_or_default(), cidrs, "{text}");
    }

    #[test]
    fn reads_blocks() {
        check("10.0.0.0/8", "10.0.0.0-10.255.255.255", &["10.0.0.0/8"]);
        check("10.1.2.3/8", "10.0.0.0-10.255.255.255", &["10.0.0.0/8"]);
        check("0.0.0.0/0", "0.0.0.0-255.255.255.255", &["0.0.0.0/0"]);
        check("1.2.3.4/32", "1.2.3.4-1.2.3.4", &["1.2.3.4/32"]);
        check("::/0", "::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", &["::/0"]);
        check("2001:db8::/127", "2001:db8::-2001:db8::1", &["2001:db8::/127"]);
        for wrong in
            ["10.0.0.0", "10.0.0.0/33", "10.0.0/8", "10.0.0.0/-1", "::/129", "x/8", "10.0.0.0/+8", ""]
        {
            check(wrong, "", &[]);
        }
    }

    #[test]
    fn cuts_space() {
        let ten = IpRange::parse_cidr("10.0.0.0/8").unwrap_or(IpRange::V4);
        let (v4, v6): (Vec<_>, Vec<_>) = atoms([ten].into_iter()).into_iter().partition(|a| !a.v6);
        let told: Vec<String> = v4.iter().map(ToString::to_string).collect();
        assert_eq!(told, ["0.0.0.0-9.255.255.255", "10.0.0.0-10.255.255.255", "11.0.0.0-255.255.255.255"]);
        assert_eq!(v6, [IpRange::V6]);
        assert_eq!(v4[0].cidrs(), ["0.0.0.0/5", "8.0.0.0/7"]);
    }
}
