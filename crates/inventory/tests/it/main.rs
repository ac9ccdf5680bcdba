mod edit;
mod read_json;
mod read_support;
mod read_yaml;
