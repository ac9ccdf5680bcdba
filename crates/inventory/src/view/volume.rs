use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

use super::de::{List, Map, Present, Str};
use super::pod::KeyReference;

/// `core/v1 Volume`: exactly one source should be set. Sources judges look into have a view; the others are known by name only.
#[derive(Clone, Debug, Default)]
pub struct Volume<'a> {
    pub name: Str<'a>,
    pub host_path: Option<HostPath<'a>>,
    pub secret: Option<SecretSource<'a>>,
    pub config_map: Option<ConfigMapSource<'a>>,
    pub projected: Option<Projected<'a>>,
    pub persistent_volume_claim: Option<ClaimSource<'a>>,
    pub csi: Option<CsiSource<'a>>,
    pub image: Option<ImageSource<'a>>,
    /// Every source key written and not null (`emptyDir`, `nfs`, `gitRepo` ...), in the order written.
    pub sources: Vec<Str<'a>>,
}

impl<'de: 'a, 'a> Deserialize<'de> for Volume<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(VolumeVisitor)
    }
}

struct VolumeVisitor;

impl<'de> Visitor<'de> for VolumeVisitor {
    type Value = Volume<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a volume")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut volume = Volume::default();
        while let Some(key) = map.next_key::<Str<'de>>()? {
            let given = match key.as_str() {
                "name" => {
                    volume.name = map.next_value()?;
                    continue;
                }
                "hostPath" => set(&mut volume.host_path, map.next_value()?),
                "secret" => set(&mut volume.secret, map.next_value()?),
                "configMap" => set(&mut volume.config_map, map.next_value()?),
                "projected" => set(&mut volume.projected, map.next_value()?),
                "persistentVolumeClaim" => set(&mut volume.persistent_volume_claim, map.next_value()?),
                "csi" => set(&mut volume.csi, map.next_value()?),
                "image" => set(&mut volume.image, map.next_value()?),
                _ => map.next_value::<Option<Present>>()?.is_some(),
            };
            if given {
                volume.sources.push(key);
            }
        }
        Ok(volume)
    }
}

fn set<T>(place: &mut Option<T>, value: Option<T>) -> bool {
    *place = value;
    place.is_some()
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct HostPath<'a> {
    pub path: Str<'a>,
    #[serde(rename = "type")]
    pub kind: Option<Str<'a>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct SecretSource<'a> {
    pub secret_name: Str<'a>,
    pub optional: Option<bool>,
    pub default_mode: Option<i64>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct ConfigMapSource<'a> {
    pub name: Str<'a>,
    pub optional: Option<bool>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct ClaimSource<'a> {
    pub claim_name: Str<'a>,
    pub read_only: Option<bool>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct CsiSource<'a> {
    pub driver: Str<'a>,
    pub volume_attributes: Map<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct ImageSource<'a> {
    pub reference: Str<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Projected<'a> {
    pub sources: List<ProjectedSource<'a>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct ProjectedSource<'a> {
    pub secret: Option<KeyReference<'a>>,
    pub config_map: Option<KeyReference<'a>>,
    pub service_account_token: Option<TokenProjection<'a>>,
    pub downward_api: Option<Present>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct TokenProjection<'a> {
    pub audience: Option<Str<'a>>,
    pub expiration_seconds: Option<i64>,
    pub path: Str<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct VolumeMount<'a> {
    pub name: Str<'a>,
    pub mount_path: Str<'a>,
    pub sub_path: Option<Str<'a>>,
    pub sub_path_expr: Option<Str<'a>>,
    pub read_only: Option<bool>,
    pub recursive_read_only: Option<Str<'a>>,
    pub mount_propagation: Option<Str<'a>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct VolumeDevice<'a> {
    pub name: Str<'a>,
    pub device_path: Str<'a>,
}
