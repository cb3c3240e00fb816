//! One server process: started, watched and ended.

use std::env;
use std::ffi::OsStr;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use tokio::sync::{oneshot, watch};
use tokio::time::timeout;

use super::EmbeddedError;
use super::place::Account;

/// How long a server may take to write everything down and end.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server process. Dropping it asks the server to end, without waiting.
#[derive(Debug)]
pub(super) struct Child {
    pid: Pid,
    ended: watch::Receiver<bool>,
}

impl Child {
    /// Starts a process and watches it.
    ///
    /// It is started on a thread of its own, which then sleeps until the process ends. The
    /// kernel sends a parent-death signal when the *thread* that started a child is gone
    /// (prctl(2), PR_SET_PDEATHSIG), and the runtime's threads come and go; this one goes with
    /// the child or with our process, never earlier.
    pub(super) async fn spawn(mut command: Command, program: &Path) -> Result<Self, EmbeddedError> {
        let (started, start) = oneshot::channel();
        let (end, ended) = watch::channel(false);
        thread::Builder::new()
            .name("postgres-parent".into())
            .spawn(move || {
                let spawned = command.spawn();
                let mut child = match spawned {
                    Ok(child) => child,
                    Err(error) => {
                        let _ = started.send(Err(error));
                        return;
                    }
                };
                let _ = started.send(Ok(child.id()));
                if let Err(error) = child.wait() {
                    tracing::error!(%error, "lost sight of the embedded Postgres");
                }
                end.send_replace(true);
            })
            .map_err(EmbeddedError::io("start a thread for", program))?;
        let id = start
            .await
            .unwrap_or_else(|_| Err(std::io::Error::other("its thread ended")))
            .map_err(EmbeddedError::io("run", program))?;
        let pid = i32::try_from(id).ok().and_then(Pid::from_raw);
        let pid = pid.ok_or_else(|| std::io::Error::other("a process number out of range"));
        Ok(Self { pid: pid.map_err(EmbeddedError::io("run", program))?, ended })
    }

    /// Waits until the process has ended, for whatever reason.
    pub(super) async fn ended(&self) {
        // An error means that the watching thread is gone, which it is only after the end.
        let _ = self.ended.clone().wait_for(|ended| *ended).await;
    }

    /// Ends the server: open transactions are rolled back, everything committed is on disk.
    /// Returns whether it went in good time; if it did not, it was ended by force, and the next
    /// start recovers from its log.
    pub(super) async fn stop(&self) -> bool {
        self.signal(Signal::INT);
        if timeout(PATIENCE, self.ended()).await.is_ok() {
            return true;
        }
        self.signal(Signal::QUIT);
        self.ended().await;
        false
    }

    fn signal(&self, signal: Signal) {
        // Once it ended, its number may belong to another process.
        if !*self.ended.borrow() {
            let _ = kill_process(self.pid, signal);
        }
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        self.signal(Signal::INT);
    }
}

/// A command that runs `program` as `account`, away from the terminal's Ctrl-C, and that is told
/// to end (as by [`Child::stop`]) when we are killed.
///
/// A parent-death signal can only be set between fork and exec, which safe Rust does not offer;
/// util-linux's `setpriv` sets it and becomes the program. Where it is missing, a killed parent
/// leaves its server running, and the next start ends it.
pub(super) fn command(program: &Path, account: Option<Account>, setpriv: Option<&Path>) -> Command {
    let mut command = match setpriv {
        Some(setpriv) => {
            let mut command = Command::new(setpriv);
            command.args(["--pdeathsig", "INT", "--"]).arg(program);
            command
        }
        None => Command::new(program),
    };
    if let Some(account) = account {
        // This also drops root's supplementary groups. It comes before setpriv runs, because a
        // change of account clears the signal.
        command.uid(account.uid).gid(account.gid);
    }
    command
        .process_group(0)
        .current_dir("/") // The account may not be able to enter ours.
        .env("LC_ALL", "C")
        .stdin(Stdio::null());
    command
}

/// Finds a `setpriv` that knows parent-death signals (util-linux 2.33 or newer; BusyBox's does
/// not).
pub(super) fn find_setpriv() -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).chain([PathBuf::from("/usr/bin")]).map(|dir| dir.join("setpriv")).find(
        |program| {
            let help = Command::new(program).arg(OsStr::new("--help")).output();
            help.is_ok_and(|help| String::from_utf8_lossy(&help.stdout).contains("--pdeathsig"))
        },
    )
}
