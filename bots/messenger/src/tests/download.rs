//! Downloads that stall, trickle, end early or lie about their length.

use std::time::{Duration, Instant};

use adapter::{FetchError, Spool};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    time::sleep,
};

use crate::client::Client;

/// What a server does once it has sent the head of its answer.
#[derive(Debug, Clone, Copy)]
enum Then {
    End,
    Stall,
    /// A byte every 20 ms, for ever.
    Trickle,
}

/// A server that answers everything like this.
async fn server(head: &'static str, then: Then) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let _ = stream.read(&mut [0; 4096]).await;
        stream.write_all(format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\nabc").as_bytes()).await.unwrap();
        match then {
            Then::End => {}
            Then::Stall => sleep(Duration::from_secs(60)).await,
            Then::Trickle => {
                while stream.write_all(b"x").await.is_ok() {
                    sleep(Duration::from_millis(20)).await;
                }
            }
        }
    });
    url
}

fn client(url: &str) -> Client {
    Client::new("token".into(), "proof".into(), Some(url)).unwrap()
}

/// The longest file that is taken here, in bytes.
const MOST: u64 = 1024 * 1024;

#[tokio::test]
async fn a_download_that_stalls_trickles_or_lies_holds_nobody_up() {
    for (head, then, expected) in [
        ("content-length: 3", Then::End, Ok(3)),
        ("content-length: 0", Then::End, Ok(0)),
        ("content-length: 100", Then::Stall, Err(FetchError::Unavailable)),
        ("content-length: 100000", Then::Trickle, Err(FetchError::Unavailable)),
        ("connection: close", Then::Trickle, Err(FetchError::Unavailable)),
        ("content-length: 100", Then::End, Err(FetchError::Unavailable)),
        ("content-length: 1048577", Then::Stall, Err(FetchError::TooLarge)),
    ] {
        let url = server(head, then).await;
        let client = client(&url);
        let address = client.attachment(&format!("{url}/file")).unwrap();
        let (mut spool, began) = (Spool::new(MOST).unwrap(), Instant::now());
        let got = client.download_within(address, &mut spool, Duration::from_millis(400)).await;
        assert_eq!(got.map(|()| spool.length()), expected, "{head}, {then:?}");
        assert!(began.elapsed() < Duration::from_secs(10), "{head}, {then:?}");
        assert!(spool.length() <= MOST);
    }
}
