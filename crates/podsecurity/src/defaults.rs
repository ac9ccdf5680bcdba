use holdfast_inventory::view::{Metadata, PodSpec, Profile};

use crate::profiles::APP_ARMOR;

const UNCONFINED: &str = "Unconfined";

/// Fills in what the API server fills in before it judges a pod. Only pods themselves are treated so, templates of
/// controllers are not.
///
/// - On the host's network every port is a port of the host (`SetDefaults_Pod` of `pkg/apis/core/v1` in
///   `k8s.io/kubernetes`; templates are left alone since 1.28).
/// - An AppArmor annotation becomes the field of the container that has none, unless the pod's own profile says the same
///   (`applyAppArmorVersionSkew` of `pkg/registry/core/pod`, since 1.30). Only an unconfined one matters to any check.
pub fn fill_in(metadata: &Metadata<'_>, pod: &mut PodSpec<'_>) {
    if pod.host_network == Some(true) {
        let containers = pod.containers.0.iter_mut().chain(&mut pod.init_containers.0);
        for port in containers.flat_map(|container| &mut container.ports.0) {
            if port.host_port.unwrap_or_default() == 0 {
                port.host_port = Some(port.container_port);
            }
        }
    }
    let own = pod.security_context.as_ref().and_then(|context| context.app_armor_profile.as_ref());
    let is_windows = pod.os.as_ref().is_some_and(|os| os.name == "windows");
    if is_windows || own.is_some_and(|profile| profile.kind == UNCONFINED) {
        return;
    }
    let more = pod.init_containers.0.iter_mut().chain(&mut pod.ephemeral_containers.0);
    for container in pod.containers.0.iter_mut().chain(more) {
        let written = metadata.annotations.value(&format!("{APP_ARMOR}{}", container.name));
        if written.is_some_and(|value| *value == "unconfined") {
            let context = container.security_context.get_or_insert_default();
            context
                .app_armor_profile
                .get_or_insert_with(|| Profile { kind: UNCONFINED.into(), localhost_profile: None });
        }
    }
}
