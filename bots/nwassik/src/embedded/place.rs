//! Where a database lives and which account runs it.
//!
//! PostgreSQL refuses to run as root, so under root it runs as an unprivileged account, and that
//! account must be able to enter every folder above the data. In `/root` it cannot: there the
//! data lies below [`HOME_OF_SERVICES`] and a link in the data folder leads to it.

use std::env;
use std::fs::{self, DirBuilder, Metadata};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::ErrorKind;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt, chown, symlink};
use std::path::{Path, PathBuf};

use super::EmbeddedError;

/// Where data lies that root keeps for a service (Filesystem Hierarchy Standard 3.0, 5.8).
pub(super) const HOME_OF_SERVICES: &str = "/var/lib";
/// The bytes of a path that a unix socket's address holds (`sun_path` in unix(7), less the NUL).
const SOCKET_PATH_MAX: usize = 107;
/// PostgreSQL names its socket by the port, also where it listens on no port.
const SOCKET_NAME: &str = ".s.PGSQL.5432";

/// An account that owns a database and runs its server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Account {
    pub(super) uid: u32,
    pub(super) gid: u32,
}

/// Where a database lives and who runs it.
#[derive(Debug)]
pub(super) struct Place {
    /// PostgreSQL's data folder. It need not exist yet.
    pub(super) cluster: PathBuf,
    /// The account to switch to; `None` runs the server as ourselves.
    pub(super) account: Option<Account>,
}

/// Chooses the place for the database of `data_dir`, an absolute path.
///
/// The same place is chosen at every start, whoever starts it.
pub(super) fn choose(data_dir: &Path, home_of_services: &Path) -> Result<Place, EmbeddedError> {
    let ours = data_dir.join("postgres");
    let cluster = fs::read_link(&ours).unwrap_or_else(|_| ours.clone());
    let me = rustix::process::geteuid().as_raw();
    match fs::symlink_metadata(&cluster) {
        Ok(found) => existing(cluster, &found, me),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            if me == 0 {
                new_under_root(data_dir, cluster, home_of_services)
            } else {
                Ok(Place { cluster, account: None })
            }
        }
        Err(source) => Err(EmbeddedError::io("look at", &cluster)(source)),
    }
}

fn existing(cluster: PathBuf, found: &Metadata, me: u32) -> Result<Place, EmbeddedError> {
    let account = Account { uid: found.uid(), gid: found.gid() };
    if account.uid == me && me != 0 {
        return Ok(Place { cluster, account: None });
    }
    if me != 0 || account.uid == 0 {
        return Err(EmbeddedError::Foreign(cluster));
    }
    reachable_or_refused(&cluster, account)?;
    Ok(Place { cluster, account: Some(account) })
}

fn new_under_root(
    data_dir: &Path,
    cluster: PathBuf,
    home_of_services: &Path,
) -> Result<Place, EmbeddedError> {
    let passwd = Path::new("/etc/passwd");
    let users = fs::read_to_string(passwd).map_err(EmbeddedError::io("read", passwd))?;
    let account = find_account(&users, "postgres")
        .or_else(|| find_account(&users, "nobody"))
        .ok_or(EmbeddedError::NoAccount)?;
    let parent = cluster.parent().unwrap_or(data_dir);
    if reachable(parent, account) && parent.is_dir() {
        return Ok(Place { cluster, account: Some(account) });
    }
    let home = new_home(data_dir, home_of_services)?;
    reachable_or_refused(&home, account)?;
    let cluster = home.join("postgres");
    let link = data_dir.join("postgres");
    let _ = fs::remove_file(&link); // A link to a folder that is gone.
    symlink(&cluster, &link).map_err(EmbeddedError::io("link", &link))?;
    Ok(Place { cluster, account: Some(account) })
}

/// Makes a folder that no database ever used: whoever deletes a data folder to start afresh must
/// not meet the old data again.
fn new_home(data_dir: &Path, home_of_services: &Path) -> Result<PathBuf, EmbeddedError> {
    let name = format!("nwassik-{:016x}", hash(data_dir));
    let mut home = home_of_services.join(&name);
    let mut next = 2;
    loop {
        match DirBuilder::new().mode(0o755).create(&home) {
            Ok(()) => break,
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                home = home_of_services.join(format!("{name}-{next}"));
                next += 1;
            }
            Err(source) => return Err(EmbeddedError::io("create", &home)(source)),
        }
    }
    // Again, because the umask may have taken bits away.
    fs::set_permissions(&home, fs::Permissions::from_mode(0o755))
        .map_err(EmbeddedError::io("open up", &home))?;
    Ok(home)
}

/// The folder for the server's socket: the data folder itself, which PostgreSQL keeps at 0700,
/// or a private one in the system's temporary folder where the path is too long for a socket or
/// holds characters that a setting or a URL would have to quote.
pub(super) fn socket_dir(place: &Place) -> Result<PathBuf, EmbeddedError> {
    if fits(&place.cluster) {
        return Ok(place.cluster.clone());
    }
    let name = format!("nwassik-{:016x}", hash(&place.cluster));
    let mut last = PathBuf::new();
    for base in [env::temp_dir(), PathBuf::from("/tmp")] {
        last = base.join(&name);
        let enterable = place.account.is_none_or(|account| reachable(&base, account));
        if fits(&last) && enterable && private_dir(&last, place.account).is_ok() {
            return Ok(last);
        }
    }
    Err(EmbeddedError::SocketFolder(last))
}

fn fits(dir: &Path) -> bool {
    dir.as_os_str().len() + 1 + SOCKET_NAME.len() <= SOCKET_PATH_MAX
        && dir
            .to_str()
            .is_some_and(|text| text.bytes().all(|b| b.is_ascii_alphanumeric() || b"/._-".contains(&b)))
}

/// Makes a folder that only `account` (or root) can enter, or accepts the one that is there if
/// it is exactly that. In a shared folder somebody else may have put theirs in its place.
fn private_dir(dir: &Path, account: Option<Account>) -> Result<(), EmbeddedError> {
    match DirBuilder::new().mode(0o700).create(dir) {
        Ok(()) => give(dir, account)?,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
        Err(source) => return Err(EmbeddedError::io("create", dir)(source)),
    }
    let found = fs::symlink_metadata(dir).map_err(EmbeddedError::io("look at", dir))?;
    let owner = account.map_or(rustix::process::geteuid().as_raw(), |account| account.uid);
    if found.is_dir() && found.uid() == owner && found.mode() & 0o077 == 0 {
        Ok(())
    } else {
        Err(EmbeddedError::SocketFolder(dir.to_owned()))
    }
}

/// Gives a file or folder to the account that runs the server.
pub(super) fn give(path: &Path, account: Option<Account>) -> Result<(), EmbeddedError> {
    let Some(account) = account else {
        return Ok(());
    };
    chown(path, Some(account.uid), Some(account.gid)).map_err(EmbeddedError::io("hand over", path))
}

/// Refuses a folder that the account cannot enter.
pub(super) fn reachable_or_refused(dir: &Path, account: Account) -> Result<(), EmbeddedError> {
    if reachable(dir, account) { Ok(()) } else { Err(EmbeddedError::Unreachable(dir.to_owned())) }
}

/// Whether the account may enter a folder and all those above it, by their permission bits.
/// Access lists are not read: they may only make a folder look closed that is open.
fn reachable(dir: &Path, account: Account) -> bool {
    dir.ancestors().all(|dir| {
        fs::metadata(dir).is_ok_and(|found| {
            let bit = if found.uid() == account.uid {
                0o100
            } else if found.gid() == account.gid {
                0o010
            } else {
                0o001
            };
            found.mode() & bit != 0
        })
    })
}

/// Finds an account in the text of `/etc/passwd` (passwd(5)).
fn find_account(users: &str, name: &str) -> Option<Account> {
    users.lines().find_map(|line| {
        let mut fields = line.split(':');
        if fields.next()? != name {
            return None;
        }
        let uid = fields.nth(1)?.parse().ok()?;
        let gid = fields.next()?.parse().ok()?;
        (uid != 0).then_some(Account { uid, gid })
    })
}

fn hash(path: &Path) -> u64 {
    // Only tells folders apart; a newer compiler may hash otherwise without harm.
    let mut hasher = DefaultHasher::new();
    path.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
#[path = "place_tests.rs"]
mod tests;
