//! Processes: those under test are started and stopped here, and all are weighed.

use std::collections::HashMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use tokio::process::{Child, Command};

use super::Outcome;

/// Linux gives processor times to programs in hundredths of a second (`USER_HZ`, proc(5)).
const TICKS_PER_SECOND: f64 = 100.0;

/// A running program under test. It is killed when this is dropped.
#[derive(Debug)]
pub(crate) struct Running {
    child: Child,
    /// Its process id.
    pub(crate) pid: u32,
    log: PathBuf,
}

impl Running {
    /// Starts a command whose output goes to a file.
    pub(crate) fn start(mut command: Command, log: PathBuf) -> Outcome<Self> {
        let file = File::create(&log)?;
        let child =
            command.stdin(Stdio::null()).stdout(file.try_clone()?).stderr(file).kill_on_drop(true).spawn()?;
        let pid = child.id().ok_or("it ended at once")?;
        Ok(Self { child, pid, log })
    }

    /// Waits until it ends by itself.
    pub(crate) async fn ended(&mut self) -> Outcome<ExitStatus> {
        Ok(self.child.wait().await?)
    }

    /// Asks it to end, and makes it end when it does not.
    pub(crate) async fn stop(mut self) -> Outcome<()> {
        Command::new("kill").args(["-TERM", &self.pid.to_string()]).status().await?;
        if tokio::time::timeout(Duration::from_secs(10), self.child.wait()).await.is_err() {
            self.child.kill().await?;
        }
        Ok(())
    }

    /// The last lines that it wrote.
    pub(crate) fn last_words(&self) -> String {
        let log = fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines.get(lines.len().saturating_sub(20)..).unwrap_or_default().join("\n")
    }
}

/// What the system says of a process's memory, in MB: `VmHWM:` the most, `VmRSS:` now.
pub(crate) fn megabytes(pid: u32, which: &str) -> Outcome<f64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix(which));
    let kilobytes = line.and_then(|line| line.split_whitespace().next());
    let kilobytes: f64 = kilobytes.ok_or("the system does not tell its memory")?.parse()?;
    Ok(kilobytes / 1000.0)
}

/// What /proc says of one process.
struct Stat {
    parent: u32,
    seconds: f64,
}

/// The processor time of a process and all its descendants, ended ones included, in seconds.
///
/// A process's own figure has its ended and awaited children in it (`cutime`, `cstime`), so that a
/// database's short-lived backends count too.
pub(crate) fn cpu_seconds(root: u32) -> Outcome<f64> {
    let mut stats = HashMap::new();
    for entry in fs::read_dir("/proc")? {
        let name = entry?.file_name();
        let Some(pid) = name.to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
        // It may have ended since the folder was read.
        if let Some(stat) = read_stat(&Path::new("/proc").join(name)) {
            stats.insert(pid, stat);
        }
    }
    let within = |mut pid: u32| {
        while pid != root {
            match stats.get(&pid) {
                Some(stat) => pid = stat.parent,
                None => return false,
            }
        }
        true
    };
    if !stats.contains_key(&root) {
        return Err(format!("process {root} has ended").into());
    }
    Ok(stats.iter().filter(|(pid, _)| within(**pid)).map(|(_, stat)| stat.seconds).sum())
}

fn read_stat(folder: &Path) -> Option<Stat> {
    let line = fs::read_to_string(folder.join("stat")).ok()?;
    // The name before the last bracket may hold anything; the fields after it are numbered from 3.
    let fields: Vec<&str> = line.rsplit_once(')')?.1.split_whitespace().collect();
    let parent = fields.get(1)?.parse().ok()?;
    let ticks: Vec<f64> = fields.get(11..15)?.iter().filter_map(|ticks| ticks.parse().ok()).collect();
    Some(Stat { parent, seconds: ticks.iter().sum::<f64>() / TICKS_PER_SECOND })
}
