/// Why the host could not be read, in a few words; never the content of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble(pub String);

/// One process, as `ps` tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Process {
    pub pid: u32,
    pub parent: u32,
    /// The kernel's name of it, at most 15 bytes.
    pub name: String,
    /// Its arguments joined by spaces.
    pub command: String,
}

impl Process {
    /// Whether it is this program: `kube-apiserver` by file name, `hyperkube kubelet` by file name and first words.
    pub fn runs(&self, bin: &str) -> bool {
        let mut words = self.command.split_whitespace();
        let program = words.next().and_then(|path| path.rsplit('/').next()).unwrap_or_default();
        let mut wanted = bin.split_whitespace();
        wanted.next().is_some_and(|first| first == program) && wanted.all(|word| words.next() == Some(word))
    }
}

/// Mode and owner of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stat {
    /// The permission bits.
    pub mode: u32,
    pub uid: u32,
    pub gid: u32,
    /// Names as the host's own files give them; `UNKNOWN` where they give none.
    pub user: String,
    pub group: String,
    pub directory: bool,
}

/// The machine an audit looks at. `None` is "not there"; what cannot be read is a [`Trouble`].
pub trait Host {
    fn processes(&self) -> Result<Vec<Process>, Trouble>;
    fn stat(&self, path: &str) -> Result<Option<Stat>, Trouble>;
    fn read(&self, path: &str) -> Result<Option<String>, Trouble>;
    /// Names in a directory, sorted.
    fn list(&self, path: &str) -> Result<Option<Vec<String>>, Trouble>;
}
