mod edit;
mod read_credential;
mod read_hostile;
mod read_json;
mod read_random;
mod read_scalar;
mod read_support;
mod read_yaml;
