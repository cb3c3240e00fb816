//! Something that stands in a chat already changes there.

use adapter::{Adapter, DeliverError, DeliveryKey, Receipt, TopicId};
use marketplace_core::MarketError;

use super::{Lanes, Next};
use crate::{
    say::Change,
    store::{due::Due, lane::Lease, tries::Settled},
    topics,
};

impl Lanes {
    /// Changes it, or says below what would have changed, where the platform refuses that. Both are one try.
    pub(super) async fn change(
        &self,
        lease: &Lease,
        adapter: &dyn Adapter,
        due: &Due,
        topic: Option<&TopicId>,
        Change { change, else_below, done, undone }: Change,
    ) -> Result<Next, MarketError> {
        let key = DeliveryKey(due.key.clone());
        let result = adapter.deliver(&lease.to, &change, &key).await.map(|_| Receipt::default());
        if !matches!(result, Err(DeliverError::NoSuchMessage | DeliverError::Refused { .. })) {
            return self.judge(lease, adapter, due, result, done).await;
        }
        let Some(below) = else_below else {
            return self.settle(lease, due, Settled::Over("cancelled"), undone).await;
        };
        let (result, topic_is_gone) = topics::deliver(adapter, &lease.to, topic, &below, &key).await;
        let next = self.judge(lease, adapter, due, result, undone).await?;
        if topic_is_gone {
            topics::give_up(&self.market, lease, due.conversation).await?;
        }
        Ok(next)
    }
}
