//! The queue in SQS and its queue of dead letters: made, checked and found.

use std::{collections::HashMap, fmt, time::Duration};

use aws_sdk_sqs::{
    Client,
    error::{ProvideErrorMetadata, SdkError},
    types::QueueAttributeName as Name,
};
use serde_json::{Value, json};
use tokio::time::{sleep, timeout};

use super::{LONGEST_WAIT, MOST_TIMES};

/// What the name of the queue of dead letters ends with, where we make it.
const DEAD: &str = "-dead";
/// A ring that is older is worth nothing: the sweeper has rung again many times.
const KEEP_RINGS: Duration = Duration::from_hours(1);
/// The longest that SQS keeps a message
/// (docs.aws.amazon.com/AWSSimpleQueueService, "message quotas").
const KEEP_DEAD_LETTERS: Duration = Duration::from_hours(14 * 24);
/// The smallest limit that SQS sets on a message, in bytes (same place): a lane's number has 19.
const LARGEST_MESSAGE: u32 = 1024;
/// How long a request may take.
const PATIENCE: Duration = Duration::from_secs(15);
/// A queue that was just made may take a second to be there (SQS API reference, CreateQueue).
const APPEARS: Duration = Duration::from_millis(500);
const TRIES: usize = 6;

/// What is wrong with the queue.
#[derive(Debug, thiserror::Error)]
pub enum QueueError {
    /// It is not there.
    #[error("there is no such queue; `nwassik migrate` makes it")]
    Missing,
    /// It lets messages that nobody can deal with come for ever.
    #[error("the queue has no queue of dead letters; `nwassik migrate` makes it")]
    NoDeadLetters,
    /// A queue of that name was made, and it is not the one that the address names.
    #[error("the credentials belong to another account or region than it names")]
    Elsewhere,
    /// The address has no name of a queue in it.
    #[error("it does not end with an account and the name of a queue")]
    Address,
    /// SQS answers that we may not. Holds its word for the reason.
    #[error("SQS refuses us ({0}): check AWS_REGION and the credentials")]
    Refused(String),
    /// Nobody answers.
    #[error("SQS does not answer: check AWS_REGION, AWS_ENDPOINT_URL and the credentials")]
    Unreachable,
}

/// What became of a queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It was made.
    Made,
    /// It was there, and these of its attributes were changed.
    Changed(Vec<String>),
    /// It was there and as it should be.
    None,
}

/// What became of the two queues.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prepared {
    /// The queue that rings.
    pub queue: Change,
    /// The queue of its dead letters.
    pub dead_letters: Change,
}

impl fmt::Display for Prepared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = |change: &Change| match change {
            Change::Made => "was made".to_owned(),
            Change::Changed(names) => format!("was brought in line ({})", names.join(", ")),
            Change::None => "is as it should be".to_owned(),
        };
        let (queue, dead_letters) = (said(&self.queue), said(&self.dead_letters));
        write!(f, "The queue {queue}; its queue of dead letters {dead_letters}.")
    }
}

type Attributes = Vec<(Name, String)>;

/// Makes the queue and its queue of dead letters where they are missing, and brings them in line
/// where they are there. `visibility` is how soon an unanswered ring comes again.
///
/// # Errors
/// [`QueueError`] says what is in the way.
pub async fn prepare(client: &Client, url: &str, visibility: Duration) -> Result<Prepared, QueueError> {
    let queue = attributes(client, url).await?;
    let dead_name = match queue.as_ref().and_then(target) {
        Some(name) => name,
        None => format!("{}{DEAD}", name(url)?),
    };
    let dead_url = sibling(url, &dead_name)?;
    let wanted = vec![(Name::MessageRetentionPeriod, KEEP_DEAD_LETTERS.as_secs().to_string())];
    let dead_letters = bring_in_line(client, &dead_url, attributes(client, &dead_url).await?, wanted).await?;
    let arn = arn(client, &dead_url).await?;
    let policy = json!({ "deadLetterTargetArn": arn, "maxReceiveCount": MOST_TIMES });
    let wanted = vec![
        (Name::VisibilityTimeout, visibility.as_secs().to_string()),
        (Name::ReceiveMessageWaitTimeSeconds, LONGEST_WAIT.as_secs().to_string()),
        (Name::MessageRetentionPeriod, KEEP_RINGS.as_secs().to_string()),
        (Name::MaximumMessageSize, LARGEST_MESSAGE.to_string()),
        (Name::RedrivePolicy, policy.to_string()),
    ];
    let queue = bring_in_line(client, url, queue, wanted).await?;
    Ok(Prepared { queue, dead_letters })
}

/// Whether the queue can be used.
///
/// # Errors
/// [`QueueError`] says why it cannot.
pub async fn check(client: &Client, url: &str) -> Result<(), QueueError> {
    dead_letters(client, url).await.map(drop)
}

/// The address of the queue of dead letters.
pub(super) async fn dead_letters(client: &Client, url: &str) -> Result<String, QueueError> {
    let attributes = attributes(client, url).await?.ok_or(QueueError::Missing)?;
    sibling(url, &target(&attributes).ok_or(QueueError::NoDeadLetters)?)
}

async fn bring_in_line(
    client: &Client,
    url: &str,
    current: Option<HashMap<Name, String>>,
    mut wanted: Attributes,
) -> Result<Change, QueueError> {
    let Some(current) = current else {
        let create =
            client.create_queue().queue_name(name(url)?).set_attributes(Some(wanted.into_iter().collect()));
        let made = answer(create.send()).await?;
        // The host may have other names; account and name tell queues apart.
        let same = made.queue_url().is_some_and(|made| path(made) == path(url));
        return if same { Ok(Change::Made) } else { Err(QueueError::Elsewhere) };
    };
    wanted.retain(|(name, value)| current.get(name).is_none_or(|current| !is_same(current, value)));
    if wanted.is_empty() {
        return Ok(Change::None);
    }
    let names = wanted.iter().map(|(name, _)| name.as_str().to_owned()).collect();
    let set = client.set_queue_attributes().queue_url(url).set_attributes(Some(wanted.into_iter().collect()));
    answer(set.send()).await?;
    Ok(Change::Changed(names))
}

/// None where there is no such queue.
async fn attributes(client: &Client, url: &str) -> Result<Option<HashMap<Name, String>>, QueueError> {
    let get = client.get_queue_attributes().queue_url(url).attribute_names(Name::All);
    match answer(get.send()).await {
        Ok(output) => Ok(Some(output.attributes.unwrap_or_default())),
        Err(QueueError::Missing) => Ok(None),
        Err(error) => Err(error),
    }
}

async fn arn(client: &Client, url: &str) -> Result<String, QueueError> {
    for _ in 1..TRIES {
        if let Some(arn) = attributes(client, url).await?.and_then(|mut found| found.remove(&Name::QueueArn))
        {
            return Ok(arn);
        }
        sleep(APPEARS).await;
    }
    Err(QueueError::Missing)
}

/// The name of the queue that a redrive policy sends dead letters to.
fn target(attributes: &HashMap<Name, String>) -> Option<String> {
    let policy: Value = serde_json::from_str(attributes.get(&Name::RedrivePolicy)?).ok()?;
    Some(policy.get("deadLetterTargetArn")?.as_str()?.rsplit(':').next()?.to_owned())
}

/// Policies are JSON, in which SQS may write a number as a text.
fn is_same(current: &str, wanted: &str) -> bool {
    let policy = |text: &str| {
        let policy: Value = serde_json::from_str(text).ok()?;
        let count = policy.get("maxReceiveCount")?.to_string();
        Some((policy.get("deadLetterTargetArn")?.clone(), count.trim_matches('"').to_owned()))
    };
    current == wanted || policy(current).is_some_and(|current| policy(wanted) == Some(current))
}

/// Account and name.
fn path(url: &str) -> Option<(&str, &str)> {
    let (rest, name) = url.rsplit_once('/')?;
    let (_, account) = rest.rsplit_once('/')?;
    (!account.is_empty() && !name.is_empty()).then_some((account, name))
}

fn name(url: &str) -> Result<&str, QueueError> {
    path(url).map(|(_, name)| name).ok_or(QueueError::Address)
}

/// Another queue of the same account and region, as queues of dead letters must be.
fn sibling(url: &str, name: &str) -> Result<String, QueueError> {
    let (rest, _) = url.rsplit_once('/').ok_or(QueueError::Address)?;
    Ok(format!("{rest}/{name}"))
}

async fn answer<T, E: ProvideErrorMetadata>(
    request: impl Future<Output = Result<T, SdkError<E>>>,
) -> Result<T, QueueError> {
    match timeout(PATIENCE, request).await {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(SdkError::ServiceError(error))) if error.raw().status().is_client_error() => {
            let code = error.err().code().unwrap_or("no reason");
            // With and without the old protocol's prefix.
            if code.ends_with("QueueDoesNotExist") || code.ends_with("NonExistentQueue") {
                Err(QueueError::Missing)
            } else {
                Err(QueueError::Refused(code.to_owned()))
            }
        }
        Ok(Err(_)) | Err(_) => Err(QueueError::Unreachable),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_is_the_same_however_it_is_written() {
        let wanted = r#"{"deadLetterTargetArn":"arn:aws:sqs:a:1:b","maxReceiveCount":10}"#;
        assert!(is_same(
            r#"{ "maxReceiveCount": "10", "deadLetterTargetArn": "arn:aws:sqs:a:1:b" }"#,
            wanted
        ));
        assert!(!is_same(r#"{"deadLetterTargetArn":"arn:aws:sqs:a:1:b","maxReceiveCount":5}"#, wanted));
        assert!(is_same("70", "70") && !is_same("70", "30"));
    }

    #[test]
    fn the_queue_of_dead_letters_stands_beside_the_queue() {
        let url = "https://sqs.eu-west-3.amazonaws.com/123456789012/nwassik";
        assert_eq!(sibling(url, "other").unwrap(), "https://sqs.eu-west-3.amazonaws.com/123456789012/other");
        assert_eq!(path(url), Some(("123456789012", "nwassik")));
        assert_eq!(path("https://nwassik"), None);
    }
}
