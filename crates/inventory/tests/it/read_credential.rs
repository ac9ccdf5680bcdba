use holdfast_inventory::read::credential::classify;

use crate::read_support::read;

/// What [`classify`] says, as text; `-` for no credential.
#[track_caller]
fn check(name: &str, value: &str, expected: &str) {
    assert_eq!(classify(name, value).map_or("-", |kind| kind.as_str()), expected, "{name}={value}");
}

#[test]
fn names_that_speak_for_their_value() {
    for (name, value, expected) in [
        ("PASSWORD", "hunter2", "password"),
        ("password", "123456", "password"),
        ("DB_PASSWORD", "CHANGE_ME", "password"),
        ("dbPassword", "example-pass", "password"),
        ("spring.datasource.password", "example", "password"),
        ("MYSQL_ROOT_PASSWORD1", "example", "password"),
        ("mysqlpwd", "example", "password"),
        ("LDAP_BIND_PASSWD", "example", "password"),
        ("SMTP_PASS", "example", "password"),
        ("requirepass", "example", "password"),
        ("KEY_PASSPHRASE", "two words", "password"),
        ("secret", "example", "password"),
        ("JWT_SECRET", "example", "password"),
        ("clientSecret", "example", "password"),
        ("oauth.clientsecret", "example", "token"),
        ("DB_CREDENTIALS", "admin/example", "password"),
        ("API_TOKEN", "example", "token"),
        ("authtoken", "example", "token"),
        ("SLACK_BOT_TOKEN", "example", "token"),
        ("API_KEY", "example", "api-key"),
        ("apiKey", "example", "api-key"),
        ("APIKey", "example", "api-key"),
        ("DATADOG_APIKEY", "example", "api-key"),
        ("ENCRYPTION_KEY", "example", "api-key"),
        ("SECRET_KEY_BASE", "example", "api-key"),
        ("AWS_SECRET_ACCESS_KEY", "example", "cloud-key"),
        ("azure-storage-account-key", "example", "cloud-key"),
        ("SSH_PRIVATE_KEY", "example", "private-key"),
        ("COOKIE", "0123456789abcdef0123456789abcdef", "api-key"),
        ("SESSION_COOKIE", "k3J9x0Qv7Lm2Zp8Rt5Wy1Ba6Nc4Hd0Ef", "api-key"),
    ] {
        check(name, value, expected);
    }
}

#[test]
fn values_that_speak_for_themselves() {
    for (value, expected) in [
        ("-----BEGIN RSA PRIVATE KEY-----\nexample\n-----END RSA PRIVATE KEY-----", "private-key"),
        ("-----BEGIN CERTIFICATE-----\nexample\n-----END CERTIFICATE-----", "-"),
        ("AKIAEXAMPLEEXAMPLE00", "cloud-key"),
        ("AKIA", "-"),
        ("ghp_exampleexampleexampleexample", "token"),
        ("github_pat_exampleexampleexample", "token"),
        ("glpat-exampleexample0000", "token"),
        ("xoxb-0000000000-example", "token"),
        ("AIzaExampleExampleExampleExampleExample", "api-key"),
        ("sk_live_exampleexample0000", "api-key"),
        ("eyJhbGciOiJub25lIn0.eyJzdWIiOiJleGFtcGxlIn0.c2lnbmF0dXJl", "token"),
        ("a.b.c", "-"),
        ("Basic ZXhhbXBsZTpleGFtcGxl", "password"),
        ("Bearer exampleexample0000", "token"),
        ("basic auth", "-"),
        ("postgres://shop:example@db:5432/shop", "connection-string"),
        ("amqp://user:ex@mple@mq/", "connection-string"),
        ("postgres://db:5432/shop?user=a@b", "-"),
        ("https://example.com/a@b:c", "-"),
        ("postgres://shop:$(PASSWORD)@db/shop", "-"),
        ("postgres://shop:<password>@db/shop", "-"),
        ("https://user@example.com/", "-"),
        ("DefaultEndpointsProtocol=https;AccountName=a;AccountKey=ZXhhbXBsZQ==;", "connection-string"),
        ("Server=db;User=sa;Password=example;", "connection-string"),
        ("$2y$10$exampleexampleexampleexampleexampleexampleexampleexa", "password"),
    ] {
        check("VALUE", value, expected);
    }
}

#[test]
fn false_friends() {
    for (name, value) in [
        ("PASSWORD", ""),
        ("PASSWORD", "$(DB_PASSWORD)"),
        ("PASSWORD", "${DB_PASSWORD}"),
        ("PASSWORD", "$DB_PASSWORD"),
        ("PASSWORD", "<your password>"),
        ("PASSWORD", "{{ .Values.password }}"),
        ("PASSWORD", "********"),
        ("PASSWORD", "vault:secret/data/db#password"),
        ("PASSWORD", "holdfast:redacted:password"),
        ("PASSWORD", "must be at least twelve characters"),
        ("ALLOW_EMPTY_PASSWORD", "yes"),
        ("PASSWORD_FILE", "/run/secrets/password"),
        ("DB_PASSWORD", "/run/secrets/password"),
        ("SECRET_NAME", "shop-db"),
        ("secretRef", "shop-db"),
        ("imagePullSecret", "registry"),
        ("existingSecret", "shop-db"),
        ("existingSecretPasswordKey", "admin"),
        ("passwordKey", "admin"),
        ("tlsSecret", "shop-tls"),
        ("TOKEN_TTL", "3600"),
        ("TOKEN_EXPIRY_TIMEOUT", "5"),
        ("ACCESS_TOKEN", "30m"),
        ("MAX_TOKEN", "4096"),
        ("MAX_TOKENS", "4096"),
        ("TOKEN_URL", "https://example.com/token"),
        ("AUTH_TOKEN", "https://example.com/token"),
        ("PASSWORD_RESET_URL", "https://example.com/reset"),
        ("TOKEN_ENABLED", "maybe"),
        ("PUBLIC_KEY", "example"),
        ("AWS_ACCESS_KEY_ID", "example"),
        ("KEYCLOAK_REALM", "example"),
        ("BYPASS", "example"),
        ("MONKEY", "example"),
        ("SORT_KEY", "example"),
        ("IMAGE", "registry.example/app@sha256:0123456789abcdef0123456789abcdef"),
        ("GIT_SHA", "0123456789abcdef0123456789abcdef01234567"),
        ("CONFIG_KEY_CHECKSUM", "0123456789abcdef0123456789abcdef01234567"),
    ] {
        check(name, value, "-");
    }
}

/// The one string of a ConfigMap's data, a container's arguments or an environment variable, after reading.
#[track_caller]
fn check_text(text: &str, expected: &str) {
    let document = serde_json::json!({"apiVersion": "v1", "kind": "ConfigMap", "data": {"settings": text}});
    let outcome = read(document.to_string());
    let json: serde_json::Value = serde_json::from_slice(&outcome.documents[0].json).unwrap();
    assert_eq!(json["data"]["settings"], expected);
}

#[test]
fn texts_keep_what_is_no_credential() {
    const P: &str = "holdfast:redacted:password";
    check_text("host=db\npassword=example\nport=1\n", &format!("host=db\npassword={P}\nport=1\n"));
    check_text("db:\r\n  password: \"example\"\r\n", &format!("db:\r\n  password: \"{P}\"\r\n"));
    check_text("export PASSWORD='example'\nx\n", &format!("export PASSWORD='{P}'\nx\n"));
    check_text(
        r#"{"user":"a","password":"example","n":1}"#,
        &format!(r#"{{"user":"a","password":"{P}","n":1}}"#),
    );
    check_text(r#"{"a": 1, "password" : "example"}"#, &format!(r#"{{"a": 1, "password" : "{P}"}}"#));
    check_text("<a>\n <password>example</password>\n</a>", &format!("<a>\n <password>{P}</password>\n</a>"));
    check_text(
        "url = postgres://a:example@db/x\nother = 1\n",
        "url = holdfast:redacted:connection-string\nother = 1\n",
    );
    check_text(
        "# see postgres://a:example@db/x, and\nmore\n",
        "# see postgres://holdfast:redacted:connection-string@db/x, and\nmore\n",
    );
    check_text(
        "a\n-----BEGIN PRIVATE KEY-----\nexample\n-----END PRIVATE KEY-----\nb\n",
        "a\nholdfast:redacted:private-key\nb\n",
    );
    check_text("curl -u admin:example https://x/\ntrue\n", &format!("curl -u {P} https://x/\ntrue\n"));
    check_text("mysql -uroot -pexample shop\ntrue\n", &format!("mysql -uroot -p{P} shop\ntrue\n"));
    check_text("plain text\nwith: values\n", "plain text\nwith: values\n");
}

#[test]
fn environment_and_command_lines() {
    let json = r#"{"apiVersion":"v1","kind":"Pod","spec":{"containers":[{
      "env":[{"name":"DB_PASSWORD","value":"hunter2"},{"name":"LEVEL","value":"info"},{"name":"PIN_PASSWORD","value":998877},
             {"name":"PASSWORD","valueFrom":{"secretKeyRef":{"name":"a","key":"password"}}}],
      "command":["mysqld","--password=hunter2","--port=3306"],
      "args":["--token","hunter2","-v","sh","-c","export API_KEY=hunter2; run","mysql","-phunter2"]}]}}"#;
    let outcome = read(json);
    let text = outcome.text();
    assert!(!text.contains("hunter2") && !text.contains("998877"), "{text}");
    insta::assert_snapshot!(text);
}

#[test]
fn secrets_keep_only_their_keys() {
    for json in [
        r#"{"apiVersion":"v1","kind":"Secret","data":{"a":"hunter2"},"stringData":{"b":"hunter2"},"type":"Opaque"}"#,
        r#"{"data":{"a":"hunter2"},"stringData":{"b":"hunter2"},"apiVersion":"v1","kind":"Secret","type":"Opaque"}"#,
        r#"{"apiVersion":"v1","kind":"S\u0065cret","d\u0061ta":{"a":"hunter2"},"stringData":{"b":{"c":["hunter2"]}}}"#,
        r#"{"apiVersion":"v1","kind":"Secret","data":"hunter2","stringData":["hunter2"],"other":{"x":"hunter2"}}"#,
        r#"{"apiVersion":"v1","kind":"Secret","data":{"a":"hunter2"},"kind":"ConfigMap"}"#,
        r#"{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"Secret","data":{"a":"hunter2"}}]}"#,
        r#"{"apiVersion":"v1","items":[{"data":{"a":"hunter2"}}],"kind":"SecretList"}"#,
        r#"{"apiVersion":"v1","kind":"Secret","metadata":{"annotations":{"kubectl.kubernetes.io/last-applied-configuration":"hunter2"}}}"#,
        "apiVersion: v1\nkind: Secret\nstringData:\n  a: hunter2\n  b: |\n    hunter2\n",
        "stringData: &x {a: hunter2}\ndata: *x\nkind: Secret\napiVersion: v1\n",
        "apiVersion: v1\nkind: Secret\ndata:\n  a: hunter2\ndata:\n  b: hunter2\n",
        "apiVersion: v1\nkind: Secret\ndata:\n  <<: {a: hunter2}\n  b: !!binary aHVudGVyMg==\n",
    ] {
        let outcome = read(json);
        assert_eq!(outcome.documents.len(), 1, "{json}");
        assert!(!format!("{outcome:?}").contains("hunter2"), "{json}: {}", outcome.text());
        let document = &outcome.documents[0];
        let text = String::from_utf8_lossy(&document.json);
        assert!(!text.contains("hunter2"), "{text}");
        let value: serde_json::Value = serde_json::from_slice(&document.json).unwrap();
        assert_eq!(count(&value), document.marks.len(), "{text}");
    }
}

fn count(value: &serde_json::Value) -> usize {
    match value {
        serde_json::Value::Array(items) => 1 + items.iter().map(count).sum::<usize>(),
        serde_json::Value::Object(members) => 1 + members.values().map(count).sum::<usize>(),
        _ => 1,
    }
}
