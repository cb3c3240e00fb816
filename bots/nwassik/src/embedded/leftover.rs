//! What a server leaves behind when its parent, or the whole machine, died.

use std::fs;
use std::io;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use super::EmbeddedError;

/// How long a server may take to write everything down and end.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long it may take once it was told to drop everything.
const LAST_PATIENCE: Duration = Duration::from_secs(5);

/// Ends a server that still runs on `cluster`, or removes the marks of one that no longer does.
///
/// The caller holds the lock of the data folder, so no living process of ours wants that server.
/// A killed parent takes its server along where `setpriv` exists, but that takes a moment, and
/// elsewhere the server lives on; ending it is one path for both.
///
/// PostgreSQL clears up after itself when the process number in its file is free again, but
/// refuses to start when that number meanwhile belongs to some other process, as it often does
/// after a container was restarted. Hence the marks are removed here. Backends that outlived
/// their postmaster are still noticed, by the shared memory they hold.
pub(super) fn clear(cluster: &Path, socket_dir: &Path, log: &Path) -> Result<(), EmbeddedError> {
    if fs::read_link("/proc/self/cwd").is_err() {
        return Ok(()); // Without /proc nobody can be told apart: PostgreSQL decides.
    }
    let mark = cluster.join("postmaster.pid");
    let text = match fs::read_to_string(&mark) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(source) => return Err(EmbeddedError::io("read", &mark)(source)),
    };
    if let Some(pid) = first_line_pid(&text)
        && serves(pid, cluster)
    {
        end(pid, cluster, log)?;
    }
    for stale in [mark, socket_dir.join(".s.PGSQL.5432.lock")] {
        match fs::remove_file(&stale) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(EmbeddedError::io("remove", &stale)(error));
            }
            _ => {}
        }
    }
    Ok(())
}

fn first_line_pid(text: &str) -> Option<Pid> {
    let pid: i32 = text.lines().next()?.trim().parse().ok()?;
    // A signal to a negative number would go to a whole group of processes.
    (pid > 0).then(|| Pid::from_raw(pid)).flatten()
}

/// Whether a process is the server of this data: a postmaster's working folder is its data
/// folder.
fn serves(pid: Pid, cluster: &Path) -> bool {
    let cwd = fs::read_link(format!("/proc/{}/cwd", pid.as_raw_pid()));
    matches!((cwd, cluster.canonicalize()), (Ok(cwd), Ok(cluster)) if cwd == cluster)
}

fn end(pid: Pid, cluster: &Path, log: &Path) -> Result<(), EmbeddedError> {
    // SIGINT is PostgreSQL's fast shutdown, SIGQUIT its immediate one, after which the next
    // start recovers from the log (PostgreSQL's documentation, "Shutting Down the Server").
    for (signal, patience) in [(Signal::INT, PATIENCE), (Signal::QUIT, LAST_PATIENCE)] {
        let _ = kill_process(pid, signal); // It may be gone already.
        let deadline = Instant::now() + patience;
        while Instant::now() < deadline {
            if !serves(pid, cluster) {
                return Ok(());
            }
            sleep(Duration::from_millis(5));
        }
    }
    Err(EmbeddedError::TooSlow { doing: "end after its parent was killed", log: log.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_that_names_a_stranger_is_removed_and_the_stranger_lives() {
        let cluster = tempfile::tempdir().unwrap();
        let mark = cluster.path().join("postmaster.pid");
        // Our own number: a living process that serves no database.
        fs::write(&mark, format!("{}\n/data\n", std::process::id())).unwrap();
        clear(cluster.path(), cluster.path(), Path::new("/log")).unwrap();
        assert!(!mark.exists());
    }

    #[test]
    fn a_mark_that_cannot_be_read_names_nobody() {
        for text in ["", "\n", "abc\n", "0\n", "-1\n", "99999999999\n"] {
            assert_eq!(first_line_pid(text), None, "{text:?}");
        }
    }
}
