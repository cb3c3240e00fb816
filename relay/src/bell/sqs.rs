//! The bell of many processes: a standard queue of Amazon SQS. A message is a lane's number.

use std::time::Duration;

use async_trait::async_trait;
use aws_sdk_sqs::{
    Client,
    error::DisplayErrorContext,
    types::{DeleteMessageBatchRequestEntry, SendMessageBatchRequestEntry},
};

use super::{Bell, BellError, Lane, Ring};

/// SQS takes and gives at most ten messages a call
/// (docs.aws.amazon.com/AWSSimpleQueueService, "message quotas").
const BATCH: usize = 10;
/// The longest poll that SQS allows, in seconds (same page).
const LONGEST_WAIT: i32 = 20;
/// How often the part of a batch that was refused is tried again.
const TRIES: usize = 3;

/// A queue of Amazon SQS or something that speaks like it.
pub struct SqsBell {
    client: Client,
    queue_url: String,
    visibility: i32,
}

impl SqsBell {
    /// The bell on that queue; unanswered rings come again after `visibility`, in whole seconds.
    pub fn new(client: Client, queue_url: String, visibility: Duration) -> Self {
        // SQS allows 12 hours at most.
        let visibility = i32::try_from(visibility.as_secs().clamp(1, 43_200)).unwrap_or(60);
        Self { client, queue_url, visibility }
    }

    /// Sends up to ten rings and returns those that SQS refused.
    async fn send(&self, lanes: &[Lane]) -> Result<Vec<Lane>, BellError> {
        let mut batch = self.client.send_message_batch().queue_url(&self.queue_url);
        for (index, lane) in lanes.iter().enumerate() {
            let entry = SendMessageBatchRequestEntry::builder()
                .id(index.to_string())
                .message_body(lane.to_string())
                .build()
                .map_err(error)?;
            batch = batch.entries(entry);
        }
        let sent = batch.send().await.map_err(error)?;
        let refused = sent.failed().iter().filter_map(|failed| failed.id().parse::<usize>().ok());
        Ok(refused.filter_map(|index| lanes.get(index).copied()).collect())
    }
}

fn error(cause: impl std::error::Error) -> BellError {
    BellError(DisplayErrorContext(cause).to_string())
}

#[async_trait]
impl Bell for SqsBell {
    async fn ring(&self, lanes: &[Lane]) -> Result<(), BellError> {
        for chunk in lanes.chunks(BATCH) {
            let mut left = chunk.to_vec();
            for _ in 0..TRIES {
                if left.is_empty() {
                    break;
                }
                left = self.send(&left).await?;
            }
            if !left.is_empty() {
                return Err(BellError(format!("{} rings were refused", left.len())));
            }
        }
        Ok(())
    }

    async fn listen(&self) -> Result<Vec<Ring>, BellError> {
        let heard = self
            .client
            .receive_message()
            .queue_url(&self.queue_url)
            .max_number_of_messages(i32::try_from(BATCH).unwrap_or(10))
            .wait_time_seconds(LONGEST_WAIT)
            .visibility_timeout(self.visibility)
            .send()
            .await
            .map_err(error)?;
        let rings = heard.messages.unwrap_or_default().into_iter().filter_map(|message| {
            // A body that is no number is not ours: left alone, it ends in the dead letters.
            let lane = message.body?.parse().ok()?;
            Some(Ring { lane, receipt: message.receipt_handle? })
        });
        Ok(rings.collect())
    }

    async fn answered(&self, rings: &[Ring]) -> Result<(), BellError> {
        for chunk in rings.chunks(BATCH) {
            let mut batch = self.client.delete_message_batch().queue_url(&self.queue_url);
            for (index, ring) in chunk.iter().enumerate() {
                let entry = DeleteMessageBatchRequestEntry::builder()
                    .id(index.to_string())
                    .receipt_handle(&ring.receipt)
                    .build()
                    .map_err(error)?;
                batch = batch.entries(entry);
            }
            // A ring that could not be deleted comes again and finds an empty lane: harmless.
            batch.send().await.map_err(error)?;
        }
        Ok(())
    }
}
