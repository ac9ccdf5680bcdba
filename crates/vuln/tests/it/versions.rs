use holdfast_vuln::Version;

fn version(text: &str) -> Version {
    Version::parse(text).unwrap_or_else(|| panic!("{text} is a version"))
}

#[test]
fn order() {
    let check = |low: &str, high: &str| {
        assert!(version(low) < version(high), "{low} < {high}");
        assert!(version(high) > version(low), "{high} > {low}");
    };
    check("1.9.0", "1.10.0");
    check("v1.29.3", "v1.29.10");
    check("1.0.0-rc7", "1.0.0-rc95");
    check("1.0.0-rc95", "1.0.0");
    check("1.2.0-rc.1", "1.2.0-rc.3");
    check("1.2.0-alpha.3", "1.2.0-beta.1");
    check("8.0.0-beta1", "8.0.7");
    check("1.6", "1.6.1");
    check("2.426.3", "2.441");
    check("20.10.24", "23.0.0");
    check("1.7.24~rc1", "1.7.24");
}

#[test]
fn equal_whoever_built_it() {
    let check = |a: &str, b: &str| assert_eq!(version(a), version(b), "{a} = {b}");
    check("v1.29.3-eks-036c24b", "1.29.3");
    check("1.27.6-gke.1248000", "1.27.6");
    check("v1.30.2+k3s1", "1.30.2");
    check("v1.30.2+rke2r1", "1.30.2");
    check("1.6.20~ds1-1+deb12u1", "1.6.20");
    check("1:20.10.5+dfsg1-1", "20.10.5");
    check("1.29", "1.29.0");
    check(" V1.2.3 ", "1.2.3");
}

#[test]
fn vendors() {
    let check = |text: &str, vendor: Option<&str>, precise: bool| {
        let version = version(text);
        assert_eq!((version.vendor(), version.is_precise()), (vendor, precise), "{text}");
    };
    check("v1.29.3", None, true);
    check("1.29", None, false);
    check("1.29+", None, false);
    check("v1.29.3-eks-036c24b", Some("eks-036c24b"), true);
    check("1.27-gke.1248000", Some("gke.1248000"), false);
    check("v1.30.2+k3s1", Some("k3s1"), true);
    check("v1.31.0-rc.1+k3s1", Some("k3s1"), true);
    check("1.0.0-rc95", None, true);
    check("1.6.20~ds1-1+deb12u1", Some("ds1-1+deb12u1"), true);
}

#[test]
fn no_versions() {
    for text in [
        "",
        "v",
        "unknown",
        "latest",
        "-1.2",
        "1.2.3.4.5.6.7",
        "99999999999999999999",
        &"1".repeat(200),
        "1..2",
    ] {
        assert!(Version::parse(text).is_none(), "{text:?}");
    }
}
