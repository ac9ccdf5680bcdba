//! Ports of containers.

use holdfast_inventory::view::ContainerPort;

/// What a port is called in findings: stable when ports are reordered.
pub(crate) fn port_key(port: &ContainerPort<'_>) -> String {
    format!("{}/{}", port.container_port, protocol(port.protocol.as_deref()))
}

/// TCP when nothing is written.
pub(crate) fn protocol(written: Option<&str>) -> &str {
    written.filter(|p| !p.is_empty()).unwrap_or("TCP")
}
