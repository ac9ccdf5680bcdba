use holdfast_inventory::view::{PersistentVolume, StorageClass};

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "pv-unencrypted",
    title: "Cloud disk is not encrypted",
    severity: Severity::Medium,
    confidence: Confidence::Medium,
    fix: "Set the encryption parameter of the StorageClass, with a key of your own where the cloud allows it.",
    techniques: &[],
    aliases: &["kubescape:C-0264"],
    page: include_str!("pv_unencrypted.md"),
    needs: &[],
    judge: Judge::Object(&["StorageClass", "PersistentVolume"], judge),
};

/// Provisioners whose disks are plain unless a parameter says otherwise. Disks of Google and Azure are always encrypted.
static PLAIN_BY_DEFAULT: &[&str] =
    &["diskplugin.csi.alibabacloud.com", "ebs.csi.aws.com", "kubernetes.io/aws-ebs"];
static ALWAYS_ENCRYPTED: &[&str] =
    &["disk.csi.azure.com", "kubernetes.io/azure-disk", "kubernetes.io/gce-pd", "pd.csi.storage.gke.io"];

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    match (o.object.group(), o.object.kind()) {
        ("storage.k8s.io", "StorageClass") => {
            o.object.view().map_or(Verdict::NotApplicable, |class| class_verdict(&class))
        }
        ("", "PersistentVolume") => {
            o.object.view().map_or(Verdict::NotApplicable, |volume| volume_verdict(o, &volume))
        }
        _ => Verdict::NotApplicable,
    }
}

fn class_verdict(class: &StorageClass<'_>) -> Verdict {
    let provisioner = class.provisioner.as_str();
    if ALWAYS_ENCRYPTED.contains(&provisioner) || is_encrypted(class) {
        return Verdict::Pass;
    }
    if !PLAIN_BY_DEFAULT.contains(&provisioner) {
        return Verdict::NotApplicable;
    }
    let mut hit = Hit::at(
        "/parameters/encrypted",
        "makes disks without encryption, unless the cloud account encrypts all",
    );
    if let Some(value) = class.parameters.value("encrypted") {
        hit = hit.value(value);
    }
    hit.set("/parameters/encrypted", "true").into()
}

fn is_encrypted(class: &StorageClass<'_>) -> bool {
    PLAIN_BY_DEFAULT.contains(&class.provisioner.as_str())
        && class.parameters.value("encrypted").is_some_and(|v| v.eq_ignore_ascii_case("true"))
}

/// The volume does not say whether it is encrypted; the class it was made from does.
fn volume_verdict(o: &ObjectCx<'_, '_>, volume: &PersistentVolume<'_>) -> Verdict {
    let driver = volume.spec.csi.as_ref().map_or("", |csi| csi.driver.as_str());
    let plain = volume.spec.aws_elastic_block_store.is_some() || PLAIN_BY_DEFAULT.contains(&driver);
    if ALWAYS_ENCRYPTED.contains(&driver)
        || volume.spec.azure_disk.is_some()
        || volume.spec.gce_persistent_disk.is_some()
    {
        return Verdict::Pass;
    }
    if !plain {
        return Verdict::NotApplicable;
    }
    let name = volume.spec.storage_class_name.as_deref().unwrap_or_default();
    let class =
        o.cx.snapshot()
            .find("StorageClass", "", name)
            .and_then(holdfast_inventory::Object::view::<StorageClass<'_>>);
    match class {
        None => Verdict::NotAssessed("the StorageClass a volume was made from is not known"),
        Some(class) if is_encrypted(&class) => Verdict::Pass,
        Some(_) => {
            Hit::at("/spec/storageClassName", format!("was made by the class {name}, which does not encrypt"))
                .value(name)
                .into()
        }
    }
}
