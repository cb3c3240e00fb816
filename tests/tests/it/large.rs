//! Four films of 50 MB at once, from one web chat to another, through a real process and the bucket in it:
//! its memory hardly grows.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use futures_util::{StreamExt, future::join_all, stream};
use marketplace_core::{Market, OsEntropy};
use marketplace_domain::{clock::SystemClock, id::AccountId, media::MOST_BYTES};
use reqwest::{
    Body, Client,
    header::{ACCEPT, COOKIE, SET_COOKIE},
    multipart::{Form, Part},
};
use serde_json::Value;
use tests::{postgres::TestDatabase, process::Product};
use tokio::time::{Instant, sleep};

use crate::market::shopping;

/// How much the process may grow, in bytes, while four films are in it at once: a sixth of them. Seen were
/// 10 to 19 MB.
const MOST_GROWTH: u64 = 32 * 1024 * 1024;
const AT_ONCE: u32 = 4;
const PATIENCE: Duration = Duration::from_secs(120);
const PIECE: usize = 64 * 1024;

/// Somebody with a browser.
struct Visitor {
    http: Client,
    url: String,
    cookie: String,
}

impl Visitor {
    async fn come(product: &Product) -> Self {
        let http = Client::builder().no_proxy().build().unwrap();
        let url = product.url();
        let answer = http.get(format!("{url}/chat/state")).send().await.unwrap();
        let cookies = answer.headers().get_all(SET_COOKIE).iter();
        let cookies = cookies.filter_map(|cookie| cookie.to_str().ok()?.split(';').next());
        let cookie = cookies.collect::<Vec<_>>().join("; ");
        Self { http, url, cookie }
    }

    async fn get(&self, path: &str) -> reqwest::Response {
        let request = self.http.get(format!("{}{path}", self.url)).header(COOKIE, &self.cookie);
        request.send().await.unwrap().error_for_status().unwrap()
    }

    async fn taps(&self, data: &str) {
        let form = [("data", data), ("key", "a-press-of-it")];
        let request = self.http.post(format!("{}/chat/tap", self.url)).form(&form);
        let request = request.header(COOKIE, &self.cookie).header(ACCEPT, "application/json");
        request.send().await.unwrap().error_for_status().unwrap();
    }

    async fn sends(&self, film: Film) {
        let part = Part::stream_with_length(Body::wrap_stream(film.pieces()), film.length() as u64);
        let form =
            Form::new().text("key", format!("film-{:04}", film.seed)).part("file", part.file_name("me.mp4"));
        let request = self.http.post(format!("{}/chat/file", self.url)).multipart(form);
        let request = request.header(COOKIE, &self.cookie).header(ACCEPT, "application/json");
        request.send().await.unwrap().error_for_status().unwrap();
    }

    /// The films in the chat: their addresses.
    async fn films(&self) -> Vec<String> {
        let state: Value = self.get("/chat/state").await.json().await.unwrap();
        let changes = state["changes"].as_array().unwrap().iter();
        let files = changes.filter_map(|change| change["entry"]["files"].as_array());
        let ids = files.flatten().map(|file| file["id"].as_str().unwrap().replace('-', ""));
        ids.map(|id| format!("/files/{id}/video.mp4")).collect()
    }

    /// Looks until so many films are there.
    async fn finds(&self, count: usize) -> Vec<String> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let films = self.films().await;
            if films.len() >= count {
                return films;
            }
            assert!(Instant::now() < deadline, "{} of {count} films", films.len());
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// Reads a film: how long it is, and whether its picture came whole and its note did not come.
    async fn watches(&self, path: &str) -> (usize, bool) {
        let mut pieces = self.get(path).await.bytes_stream();
        let (mut at, mut seed, mut sound) = (0_usize, None, true);
        while let Some(piece) = pieces.next().await {
            for byte in piece.unwrap() {
                if let Some(place) = at.checked_sub(Film::DATA) {
                    let seed = *seed.get_or_insert(byte);
                    sound &= match place {
                        0..Film::PICTURE => byte == Film::byte(seed, place),
                        Film::PICTURE..Film::HIDDEN => byte != Film::NOTE,
                        // Here the description begins, which has whatever bytes.
                        _ => true,
                    };
                }
                at += 1;
            }
        }
        (at, sound)
    }
}

/// A film that is made while it is sent: a file type, the data, then the description, as phones write it.
#[derive(Clone, Copy)]
struct Film {
    /// The picture's first byte, below 100.
    seed: u8,
    /// Zeros at its end that make it longer.
    length: usize,
}

impl Film {
    const DATA: usize = 16 + 8;
    const CHUNK: usize = 1000;
    const CHUNKS: usize = 1000;
    const PICTURE: usize = Self::CHUNK * Self::CHUNKS;
    /// So far the phone hides something behind it, also in the shortest.
    const HIDDEN: usize = Self::PICTURE + 90_000;
    /// What it hides.
    const NOTE: u8 = 251;

    fn byte(seed: u8, place: usize) -> u8 {
        ((usize::from(seed) + place / 977) % 250) as u8
    }

    fn description() -> Vec<u8> {
        let words = |words: &[u32]| words.iter().flat_map(|word| word.to_be_bytes()).collect::<Vec<u8>>();
        let atom = |kind: &[u8; 4], body: Vec<u8>| {
            [&u32::try_from(body.len() + 8).unwrap().to_be_bytes()[..], kind, &body].concat()
        };
        let (chunk, chunks) = (Self::CHUNK as u32, Self::CHUNKS as u32);
        let offsets: Vec<u32> = (0..chunks).map(|at| Self::DATA as u32 + at * chunk).collect();
        let table = [
            atom(b"stsc", words(&[0, 1, 1, 1, 1])),
            atom(b"stsz", words(&[0, chunk, chunks])),
            atom(b"stco", [words(&[0, chunks]), words(&offsets)].concat()),
        ];
        let media = [
            atom(b"hdlr", [words(&[0, 0]), b"vide".to_vec(), vec![0; 13]].concat()),
            atom(b"minf", atom(b"stbl", table.concat())),
        ];
        let track = atom(b"trak", [atom(b"tkhd", vec![0; 84]), atom(b"mdia", media.concat())].concat());
        atom(b"moov", [atom(b"mvhd", vec![0; 100]), track].concat())
    }

    fn length(self) -> usize {
        self.length
    }

    fn pieces(self) -> impl futures_util::Stream<Item = std::io::Result<Bytes>> + Send + 'static {
        let description = Self::description();
        let data = self.length - 16 - description.len();
        let mut begin = b"\0\0\0\x10ftypmp42\0\0\0\0".to_vec();
        begin.extend(u32::try_from(data).unwrap().to_be_bytes());
        begin.extend(b"mdat");
        let bytes = data - 8;
        let piece = move |number: usize| {
            let places = number * PIECE..((number + 1) * PIECE).min(bytes);
            places
                .map(|place| if place < Self::PICTURE { Self::byte(self.seed, place) } else { Self::NOTE })
                .collect::<Bytes>()
        };
        let body = stream::iter((0..bytes.div_ceil(PIECE)).map(move |number| Ok(piece(number))));
        let end = stream::iter([Ok(Bytes::from(description))]);
        stream::iter([Ok(Bytes::from(begin))]).chain(body).chain(end)
    }
}

/// A number of kilobytes from the system's notes about the process, in bytes.
fn memory(pid: u32, name: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
    line.trim_matches(|c: char| !c.is_ascii_digit()).parse::<u64>().unwrap() * 1024
}

#[tokio::test(flavor = "multi_thread")]
#[allow(clippy::print_stdout, reason = "the figures are worth seeing")]
async fn four_films_of_50_mb_at_once_hardly_take_memory() {
    let database = TestDatabase::new().await;
    let program = env!("CARGO_BIN_EXE_nwassik-under-test");
    let product = Product::new(program).with("DATABASE_URL", database.url());
    let running = product.start().await;
    let (amira, karim) = (Visitor::come(&product).await, Visitor::come(&product).await);
    let pool = database.pool();
    let accounts = async || -> Vec<uuid::Uuid> {
        sqlx::query_scalar("select account from endpoint order by id").fetch_all(pool).await.unwrap()
    };
    let accounts: Vec<AccountId> = accounts().await.into_iter().map(AccountId::from_uuid).collect();
    let [first, second] = accounts.as_slice() else { panic!("two people, not {}", accounts.len()) };
    let market = Market::new(pool.clone(), Arc::new(SystemClock), Arc::new(OsEntropy));
    let mut unit = market.begin().await.unwrap();
    let request = unit.publish(*first, shopping("Olive oil")).await.unwrap();
    let (view, _) = unit.answer(*second, request.id).await.unwrap();
    unit.commit().await.unwrap();
    for visitor in [&amira, &karim] {
        visitor.taps("language.en").await;
        visitor.taps(&format!("enter.{}", view.id)).await;
    }

    // Whatever is needed for any film at all is there once a short one has crossed.
    let short = Film { seed: 99, length: Film::PICTURE + 100_000 };
    amira.sends(short).await;
    let path = karim.finds(1).await.remove(0);
    assert_eq!(karim.watches(&path).await, (short.length, true));

    let pid = running.pid();
    // Begins the peak anew (proc_pid_clear_refs(5)).
    std::fs::write(format!("/proc/{pid}/clear_refs"), "5").unwrap();
    let (before, began) = (memory(pid, "VmRSS:"), Instant::now());
    let length = usize::try_from(MOST_BYTES).unwrap();
    let films = (1..=AT_ONCE).map(|seed| Film { seed: seed as u8, length });
    join_all(films.map(|film| amira.sends(film))).await;
    let paths = karim.finds(5).await;
    let watched = join_all(paths.iter().map(|path| karim.watches(path))).await;
    let long = watched.iter().filter(|film| **film == (length, true)).count();
    assert_eq!((long, watched.len()), (4, 5), "{watched:?}");
    let growth = memory(pid, "VmHWM:").saturating_sub(before);
    println!(
        "{AT_ONCE} films of {length} bytes in {:?}: {} KiB before, at most {} KiB more",
        began.elapsed(),
        before / 1024,
        growth / 1024,
    );
    assert!(growth <= MOST_GROWTH, "the process grew by {growth} bytes");
    assert!(running.end().await.success());
}
