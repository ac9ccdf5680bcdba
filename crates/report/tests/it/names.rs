use holdfast_report::Format;

#[test]
fn every_format_has_a_name_that_reads_back() {
    for format in Format::ALL {
        assert_eq!(format.as_str().parse(), Ok(*format));
        assert_eq!(format.to_string().to_uppercase().parse(), Ok(*format));
    }
}

#[test]
fn an_unknown_name_gets_the_list() {
    let error = "xml".parse::<Format>().expect_err("no such format").to_string();
    assert!(error.starts_with("unknown format \"xml\": expected table, json, sarif"), "{error}");
    assert!(error.ends_with(" or oscal"), "{error}");
}
