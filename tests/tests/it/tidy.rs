//! Invariants of ARCHITECTURE.md that a reader of the files can check.

use std::{
    fs,
    path::{Path, PathBuf},
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Rust files below a folder of the workspace, with their code: comments and tests left out.
fn code(folder: &str) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|_| panic!("{} is there", folder.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() {
                if !["target", "tests", "benches"].contains(&path.file_name().unwrap().to_str().unwrap()) {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(root()).unwrap().display().to_string();
                if !name.ends_with("tests.rs") {
                    files.push((name, without_tests(&fs::read_to_string(&path).unwrap())));
                }
            }
        }
    }
    assert!(!files.is_empty(), "{folder} has code");
    files
}

fn without_tests(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// Fails with every place in the folders that holds one of the words, but for those that may.
fn absent(folders: &[&str], words: &[&str], may: &[&str]) {
    let mut found = Vec::new();
    for (name, code) in folders.iter().flat_map(|folder| code(folder)) {
        if may.iter().any(|prefix| name.starts_with(prefix)) {
            continue;
        }
        found.extend(words.iter().filter(|word| code.contains(**word)).map(|word| format!("{name}: {word}")));
    }
    assert!(found.is_empty(), "{found:#?}");
}

const CRATES: [&str; 10] = [
    "marketplace-core/src",
    "marketplace-core/domain/src",
    "bots/adapter/src",
    "bots/conversation/src",
    "bots/telegram/src",
    "bots/discord/src",
    "bots/messenger/src",
    "bots/web/src",
    "bots/nwassik/src",
    "relay/src",
];

/// What the manifest of a crate depends on, of our own crates and a few that carry meaning.
fn dependencies(folder: &str) -> Vec<String> {
    let manifest = fs::read_to_string(root().join(folder).join("Cargo.toml")).unwrap();
    let own = manifest.split("[dependencies]").nth(1).unwrap_or_default();
    let own = own.split("\n[").next().unwrap_or_default();
    own.lines().filter_map(|line| line.split(['.', ' ', '=']).next()).map(str::to_owned).collect()
}

fn assert_never_imports(folder: &str, crates: &[&str]) {
    for dependency in dependencies(folder) {
        assert!(!crates.contains(&dependency.as_str()), "{folder} imports {dependency}");
    }
}

#[test]
fn crates_keep_to_their_borders() {
    const ADAPTERS: [&str; 4] = ["telegram", "discord", "messenger", "web"];
    const ALL: [&str; 9] = [
        "marketplace-core",
        "conversation",
        "adapter",
        "telegram",
        "discord",
        "messenger",
        "web",
        "relay",
        "nwassik",
    ];
    for folder in ["marketplace-core/domain", "marketplace-core", "bots/conversation", "bots/adapter"] {
        assert_never_imports(folder, &ALL);
    }
    assert_never_imports("marketplace-core/domain", &["tokio", "sqlx"]);
    assert_never_imports("bots/conversation", &["tokio", "sqlx", "reqwest"]);
    for adapter in ADAPTERS {
        let others: Vec<&str> = ALL.into_iter().filter(|name| *name != "adapter").collect();
        assert_never_imports(&format!("bots/{adapter}"), &others);
        assert_never_imports(&format!("bots/{adapter}"), &["sqlx"]);
    }
    assert_never_imports("relay", &ADAPTERS);
    assert_never_imports("relay", &["nwassik", "axum", "teloxide-core", "serenity"]);
}

#[test]
fn the_conversation_never_waits_and_reads_no_clock() {
    absent(
        &["bots/conversation/src"],
        &["async fn", ".await", "Instant::now", "Utc::now", "std::fs", "std::env"],
        &[],
    );
}

#[test]
fn sql_stands_only_in_the_tables_and_the_relays_store() {
    let macros = ["query!(", "query_as!(", "query_scalar!(", "sqlx::query(", "query_as(", "query_scalar("];
    absent(&CRATES, &macros, &["marketplace-core/src/tables/", "relay/src/store/"]);
}

#[test]
fn tables_and_the_store_neither_begin_nor_commit() {
    absent(&["marketplace-core/src/tables", "relay/src/store"], &[".begin(", ".commit("], &[]);
}

#[test]
fn time_and_randomness_come_in() {
    let sources = ["Utc::now(", "SystemTime::now(", "thread_rng(", "rand::rng(", "Uuid::new_v4("];
    absent(&CRATES, &sources, &["marketplace-core/domain/src/clock.rs"]);
}

#[test]
fn no_code_is_unsafe_or_unfinished() {
    absent(&CRATES, &["unsafe {", "unsafe fn", "todo!(", "unimplemented!(", "dbg!("], &[]);
}

#[test]
fn the_top_level_is_as_designed() {
    let known = [
        "Cargo.toml",
        "Cargo.lock",
        "bots",
        "marketplace-core",
        "relay",
        "migrations",
        "locales",
        "infra",
        "tests",
        "README.md",
        "ARCHITECTURE.md",
        "LICENSE",
        "rust-toolchain.toml",
        "rustfmt.toml",
        "clippy.toml",
        "deny.toml",
        "target",
    ];
    for entry in fs::read_dir(root()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(name.starts_with('.') || known.contains(&name.as_str()), "{name} is not in the layout");
    }
}

/// The transcript in the README is the scenario itself.
#[test]
fn the_readme_tells_a_story_that_is_played() {
    let path = root().join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let story = fs::read_to_string(root().join("tests/scenarios/story_in_english.chat")).unwrap();
    let (head, rest) = readme.split_once("<!-- story -->\n").expect("the story begins");
    let (_, tail) = rest.split_once("<!-- end of story -->").expect("the story ends");
    let told = format!("{head}<!-- story -->\n```\n{story}```\n<!-- end of story -->{tail}");
    if std::env::var_os("UPDATE_CHATS").is_some() {
        fs::write(&path, &told).unwrap();
    } else {
        assert_eq!(readme, told, "run UPDATE_CHATS=1 .ci/test -p tests");
    }
}

/// The tests that these pages name, as a crate's name and a path: the last part is a test in a file that the
/// part before it leads to.
#[test]
fn every_test_that_is_named_is_there() {
    const PAGES: [&str; 4] =
        ["tests/README.md", "infra/THREATS.md", "infra/COSTS.md", "infra/runbooks/restore.md"];
    let readme = PAGES.map(|page| fs::read_to_string(root().join(page)).unwrap()).concat();
    let sources = test_sources();
    let mut named = 0;
    for (krate, path) in readme.split('`').filter_map(|quoted| quoted.split_once(' ')) {
        if krate == "cargo" {
            continue;
        }
        let Some((place, test)) = path.rsplit_once("::").filter(|(_, test)| !test.contains('…')) else {
            continue;
        };
        named += 1;
        let folder = if krate == "marketplace-domain" { "domain" } else { krate };
        let mut place: Vec<&str> = place.split("::").filter(|part| *part != "tests").collect();
        place.push(folder);
        let is_there = sources.iter().any(|(file, text)| {
            let leads_there = place.iter().all(|part| file.split(['/', '.']).any(|name| name == *part));
            leads_there && text.contains(&format!("fn {test}("))
        });
        assert!(is_there, "there is no test {krate} {path}");
    }
    assert!(named > 100, "{named} tests are named");
}

fn test_sources() -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut folders: Vec<PathBuf> =
        ["bots", "marketplace-core", "relay", "tests"].iter().map(|folder| root().join(folder)).collect();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    files
}
