use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "sudo-in-command",
    title: "Container starts its program with sudo",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Remove sudo; run the container as the user the program needs.",
    techniques: &["T1548"],
    aliases: &["kubescape:C-0062"],
    page: include_str!("sudo_in_command.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    if c.pod.is_windows() {
        return Verdict::NotApplicable;
    }
    let command = c.container.command.iter().enumerate().map(|(at, word)| ("command", at, word.as_str()));
    let args = c.container.args.iter().enumerate().map(|(at, word)| ("args", at, word.as_str()));
    let mut before = Before::Program;
    for (field, at, word) in command.chain(args) {
        let starts = match before {
            Before::Program | Before::Wrapped => is_sudo(word),
            Before::Script => script_starts_sudo(word),
            Before::Argument => false,
        };
        if starts {
            // The rest of the word may be a script with secrets: only the name is shown.
            return Hit::at(format!("/{field}/{at}"), "is started with sudo")
                .value("sudo")
                .key("sudo")
                .into();
        }
        before = before.after(word);
    }
    Verdict::Pass
}

/// What the next word of the command line is.
#[derive(Clone, Copy)]
enum Before {
    Program,
    /// The program that a wrapper such as `env` starts, or an option of the wrapper.
    Wrapped,
    /// Text that a shell runs.
    Script,
    Argument,
}

impl Before {
    fn after(self, word: &str) -> Self {
        let wrappers = ["env", "exec", "nice", "nohup", "tini", "dumb-init"];
        let is_shell_option = word.starts_with('-') && !word.starts_with("--") && word.ends_with('c');
        match self {
            _ if is_shell_option => Self::Script,
            _ if word == "--" => Self::Wrapped,
            Self::Wrapped if word.starts_with('-') || word.contains('=') => Self::Wrapped,
            Self::Program | Self::Wrapped if wrappers.contains(&name_of(word)) => Self::Wrapped,
            Self::Program | Self::Wrapped | Self::Script | Self::Argument => Self::Argument,
        }
    }
}

/// True when a command of the script is sudo: the first word of it, or of what follows a separator.
fn script_starts_sudo(script: &str) -> bool {
    let commands = script.split([';', '|', '&', '\n', '(', '{', '`']);
    let passed_over = ["if", "then", "else", "do", "while", "!", "exec", "time", "env", "nohup"];
    commands.into_iter().any(|command| {
        let mut words = command.split_whitespace();
        words.find(|word| !passed_over.contains(word) && !word.contains('=')).is_some_and(is_sudo)
    })
}

fn is_sudo(word: &str) -> bool {
    name_of(word) == "sudo"
}

fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
