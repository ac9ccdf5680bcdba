use holdfast_inventory::json;

use crate::prelude::*;
use crate::refs;

pub(super) static CHECK: Check = Check {
    id: "env-ref-dangling",
    title: "Environment refers to a Secret or ConfigMap that does not exist",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Create the object or the key, correct the reference, or mark it optional: true.",
    techniques: &[],
    aliases: &["kube-linter:env-value-from"],
    page: include_str!("env_ref_dangling.md"),
    needs: &["ConfigMap", "Secret"],
    judge: Judge::Container(judge),
};

const SECRET: &str = "Secret";
const CONFIG_MAP: &str = "ConfigMap";
/// ConfigMaps that controllers put into every namespace.
const GIVEN: &[&str] = &["kube-root-ca.crt", "openshift-service-ca.crt"];

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    let (mut asked, mut hits) = (false, Vec::new());
    for (at, var) in c.container.env.iter().enumerate() {
        let Some(from) = &var.value_from else { continue };
        let secret = from.secret_key_ref.as_ref().map(|r| (SECRET, "secretKeyRef", r));
        let map = from.config_map_key_ref.as_ref().map(|r| (CONFIG_MAP, "configMapKeyRef", r));
        for (kind, field, reference) in secret.into_iter().chain(map) {
            asked = true;
            if reference.optional != Some(true)
                && let Some(why) = missing(c, kind, &reference.name, Some(&reference.key))
            {
                let pointer = format!("/env/{at}/valueFrom/{field}");
                let hit = Hit::at(pointer, format!("variable {} needs {why}", var.name));
                hits.push(hit.value(format!("{}/{}", reference.name, reference.key)).key(var.name.as_str()));
            }
        }
    }
    for (at, source) in c.container.env_from.iter().enumerate() {
        let secret = source.secret_ref.as_ref().map(|r| (SECRET, "secretRef", r));
        let map = source.config_map_ref.as_ref().map(|r| (CONFIG_MAP, "configMapRef", r));
        for (kind, field, reference) in secret.into_iter().chain(map) {
            asked = true;
            if reference.optional != Some(true)
                && let Some(why) = missing(c, kind, &reference.name, None)
            {
                let hit = Hit::at(format!("/envFrom/{at}/{field}"), format!("its environment needs {why}"));
                hits.push(hit.value(&reference.name).key(format!("envFrom:{kind}:{}", reference.name)));
            }
        }
    }
    if !asked {
        return Verdict::NotApplicable;
    }
    let sure = refs::absence(c.cx());
    Verdict::of(hits.into_iter().map(|hit| hit.confidence(sure)).collect())
}

/// What of the reference does not exist, in words.
fn missing(c: &ContainerCx<'_, '_>, kind: &str, name: &str, key: Option<&str>) -> Option<String> {
    let cx = c.cx();
    let Some(found) = refs::find(cx, c.pod.object, kind, name) else {
        let namespace = refs::namespace(c.pod.object);
        let made = kind == SECRET && cx.promised_secrets.has(cx.snapshot(), namespace, name);
        let given = kind == CONFIG_MAP && GIVEN.contains(&name);
        return (!made && !given).then(|| format!("{kind} {name}, which does not exist"));
    };
    let key = key?;
    let keys = ["/data", "/stringData", "/binaryData"].map(|field| json::at(found.json(), field));
    let (mut any, mut has) = (false, false);
    for object in keys.into_iter().flatten() {
        let _ = json::members(object, |name, _| {
            any = true;
            has |= json::key_is(name, key);
            !has
        });
    }
    // Without any key it is filled in later, or its keys were not asked for.
    (any && !has).then(|| format!("key {key}, which {kind} {name} does not have"))
}
