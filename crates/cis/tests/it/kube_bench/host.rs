use std::collections::BTreeMap;

use holdfast_cis::kube_bench::{Host, Process, Stat, Trouble};

/// A machine in memory: files by path (mode and text; no text makes a directory), and command lines.
#[derive(Default)]
pub(super) struct Machine {
    files: BTreeMap<String, (u32, Option<String>)>,
    processes: Vec<String>,
    unreadable: bool,
}

impl Machine {
    pub(super) fn file(mut self, path: &str, mode: u32, text: &str) -> Self {
        self.files.insert(path.to_owned(), (mode, Some(text.to_owned())));
        self
    }

    pub(super) fn directory(mut self, path: &str, mode: u32) -> Self {
        self.files.insert(path.to_owned(), (mode, None));
        self
    }

    pub(super) fn process(mut self, command: &str) -> Self {
        self.processes.push(command.to_owned());
        self
    }

    pub(super) fn unreadable(mut self) -> Self {
        self.unreadable = true;
        self
    }

    fn look(&self) -> Result<(), Trouble> {
        if self.unreadable { Err(Trouble("permission denied".to_owned())) } else { Ok(()) }
    }
}

impl Host for Machine {
    fn processes(&self) -> Result<Vec<Process>, Trouble> {
        let process = |(at, command): (usize, &String)| {
            let program = command.split(' ').next().unwrap_or_default();
            let name: String = program.rsplit('/').next().unwrap_or_default().chars().take(15).collect();
            Process { pid: 100 + u32::try_from(at).unwrap(), parent: 1, name, command: command.clone() }
        };
        Ok(self.processes.iter().enumerate().map(process).collect())
    }

    fn stat(&self, path: &str) -> Result<Option<Stat>, Trouble> {
        self.look()?;
        let found = self.files.get(path.trim_end_matches('/'));
        Ok(found.map(|(mode, text)| Stat {
            mode: *mode,
            uid: 0,
            gid: 0,
            user: "root".to_owned(),
            group: "root".to_owned(),
            directory: text.is_none(),
        }))
    }

    fn read(&self, path: &str) -> Result<Option<String>, Trouble> {
        self.look()?;
        Ok(self.files.get(path).and_then(|(_, text)| text.clone()))
    }

    fn list(&self, path: &str) -> Result<Option<Vec<String>>, Trouble> {
        self.look()?;
        let front = format!("{}/", path.trim_end_matches('/'));
        let below = self.files.keys().filter_map(|file| file.strip_prefix(&front));
        let mut names: Vec<String> =
            below.filter_map(|rest| rest.split('/').next()).map(str::to_owned).collect();
        names.dedup();
        Ok(self.files.contains_key(path.trim_end_matches('/')).then_some(names))
    }
}
