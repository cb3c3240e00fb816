//! What people want to be told of, and how.

use chrono::TimeDelta;
use chrono_tz::Tz;
use marketplace_domain::{
    alert::{Alert, Choices, MOST_ALERTS, QuietHours, Step, Telling, View},
    id::{AccountId, AlertId},
    refusal::Refusal,
    request::{UNDO, Words},
};
use serde_json::Value;

use crate::{
    MarketError, Unit,
    tables::{
        alert::{self, AlertRow, ChoiceRow},
        watch,
    },
    watch::of_alert,
    words,
};

/// How long an alert that was deleted is kept: far longer than that can be undone.
const KEPT: TimeDelta = TimeDelta::days(1);

impl Unit {
    /// Keeps an alert. One that says the same is kept once, and tells again where it was paused.
    ///
    /// # Errors
    /// [`Refusal::TooManyAlerts`]; [`Refusal::TooBroad`] where nothing of what it looks for can be found,
    /// so that everything would fit; [`Refusal::Unknown`] where there is no such account;
    /// [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn add_alert(&mut self, account: AccountId, alert: &Alert) -> Result<View, MarketError> {
        // The lock makes two that come at once count one after the other.
        self.lock_person(account).await?;
        let now = self.now();
        let mine = self.alerts(account).await?;
        if let Some(same) = mine.iter().find(|view| view.alert == *alert) {
            return match same.paused {
                true => self.step_alert(account, same.id, Step::Resume).await,
                false => Ok(same.clone()),
            };
        }
        if mine.len() >= MOST_ALERTS as usize {
            return Err(Refusal::TooManyAlerts(MOST_ALERTS).into());
        }
        let id = AlertId::random(self.entropy());
        alert::insert(self.connection(), id.uuid(), account.uuid(), &write(alert)?, now).await?;
        self.watch_for(account, id, alert).await?;
        Ok(View { id, alert: alert.clone(), paused: false })
    }

    /// A person's alerts, the newest first.
    ///
    /// # Errors
    /// [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn alerts(&mut self, account: AccountId) -> Result<Vec<View>, MarketError> {
        let rows = alert::of_account(self.connection(), account.uuid()).await?;
        rows.into_iter().map(view).collect()
    }

    /// An alert of one's own.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] where it is not the person's; [`MarketError::Database`],
    /// [`MarketError::Corrupt`].
    pub async fn alert(&mut self, account: AccountId, id: AlertId) -> Result<View, MarketError> {
        view(self.own_alert(account, id, false).await?)
    }

    /// Changes what an alert of one's own looks for. Where it was paused, it stays so.
    ///
    /// # Errors
    /// As [`Unit::alert`]; [`Refusal::TooBroad`].
    pub async fn save_alert(
        &mut self,
        account: AccountId,
        id: AlertId,
        alert: &Alert,
    ) -> Result<View, MarketError> {
        let row = AlertRow { content: write(alert)?, ..self.own_alert(account, id, false).await? };
        alert::set(self.connection(), &row).await?;
        watch::remove(self.connection(), &[id.uuid()]).await?;
        if !row.paused {
            self.watch_for(account, id, alert).await?;
        }
        view(row)
    }

    /// Pauses an alert of one's own, lets it go on, deletes it or brings it back.
    ///
    /// # Errors
    /// As [`Unit::alert`]; to bring one back, [`Refusal::TooLate`] and [`Refusal::TooManyAlerts`].
    pub async fn step_alert(
        &mut self,
        account: AccountId,
        id: AlertId,
        step: Step,
    ) -> Result<View, MarketError> {
        let now = self.now();
        let mut row = self.own_alert(account, id, step == Step::Restore).await?;
        match step {
            Step::Pause => row.paused = true,
            Step::Resume => row.paused = false,
            Step::Delete => row.deleted_at = Some(now),
            Step::Restore => self.bring_back(account, &mut row).await?,
        }
        alert::set(self.connection(), &row).await?;
        let watches = !row.paused && row.deleted_at.is_none();
        let view = view(row)?;
        watch::remove(self.connection(), &[id.uuid()]).await?;
        if watches {
            self.watch_for(account, id, &view.alert).await?;
        }
        Ok(view)
    }

    async fn bring_back(&mut self, account: AccountId, row: &mut AlertRow) -> Result<(), MarketError> {
        let now = self.now();
        if row.deleted_at.take().is_some_and(|at| now - at > UNDO) {
            return Err(Refusal::TooLate.into());
        }
        self.lock_person(account).await?;
        let others = alert::of_account(self.connection(), account.uuid()).await?;
        if others.iter().filter(|other| other.id != row.id).count() >= MOST_ALERTS as usize {
            return Err(Refusal::TooManyAlerts(MOST_ALERTS).into());
        }
        Ok(())
    }

    /// From now on requests find it.
    async fn watch_for(&mut self, account: AccountId, id: AlertId, alert: &Alert) -> Result<(), MarketError> {
        let keys = of_alert(alert);
        if keys.is_open() {
            return Err(Refusal::TooBroad.into());
        }
        Ok(watch::insert(self.connection(), id.uuid(), account.uuid(), &keys).await?)
    }

    async fn own_alert(
        &mut self,
        account: AccountId,
        id: AlertId,
        deleted: bool,
    ) -> Result<AlertRow, MarketError> {
        let row = alert::lock(self.connection(), account.uuid(), id.uuid()).await?;
        Ok(row.filter(|row| deleted || row.deleted_at.is_none()).ok_or(Refusal::Unknown)?)
    }

    /// How a person wants to be told.
    ///
    /// # Errors
    /// [`MarketError::Database`], [`MarketError::Corrupt`].
    pub async fn choices(&mut self, account: AccountId) -> Result<Choices, MarketError> {
        let row = alert::choice(self.connection(), account.uuid()).await?.unwrap_or_default();
        Ok(Choices {
            telling: telling(row.quiet_from, row.quiet_to, row.daily)?,
            muted_words: row.muted_words.and_then(|words| Words::parse(&words)),
        })
    }

    /// Remembers how a person wants to be told.
    ///
    /// # Errors
    /// [`MarketError::Database`].
    pub async fn choose(&mut self, account: AccountId, choices: &Choices) -> Result<(), MarketError> {
        let quiet = choices.telling.quiet;
        // What cannot be looked for mutes nothing.
        let muted = choices.muted_words.as_ref().and_then(words::any);
        let row = ChoiceRow {
            quiet_from: quiet.map(|quiet| i16::from(quiet.from())),
            quiet_to: quiet.map(|quiet| i16::from(quiet.to())),
            daily: choices.telling.daily,
            muted_words: muted
                .as_ref()
                .and(choices.muted_words.as_ref())
                .map(|words| words.as_str().to_owned()),
        };
        Ok(alert::set_choice(self.connection(), account.uuid(), &row, muted.as_deref()).await?)
    }

    /// Forgets alerts that were deleted a while ago.
    ///
    /// # Errors
    /// [`MarketError::Database`].
    pub async fn forget_alerts(&mut self) -> Result<(), MarketError> {
        let before = self.now() - KEPT;
        Ok(alert::forget(self.connection(), before).await?)
    }
}

fn view(row: AlertRow) -> Result<View, MarketError> {
    Ok(View { id: AlertId::from_uuid(row.id), alert: read(row.content)?, paused: row.paused })
}

/// Reads an alert. The reader's own error is dropped, since it quotes what it read.
pub(crate) fn read(content: Value) -> Result<Alert, MarketError> {
    serde_json::from_value(content).map_err(|_| MarketError::Corrupt("alert.content"))
}

fn write(alert: &Alert) -> Result<Value, MarketError> {
    serde_json::to_value(alert).map_err(|_| MarketError::Corrupt("alert.content"))
}

/// When somebody is told.
pub(crate) fn telling(from: Option<i16>, to: Option<i16>, daily: bool) -> Result<Telling, MarketError> {
    let quiet = match from.zip(to) {
        Some((from, to)) => {
            let hour = |hour| u8::try_from(hour).unwrap_or(u8::MAX);
            Some(
                QuietHours::new(hour(from), hour(to))
                    .map_err(|_| MarketError::Corrupt("alert_choice.quiet"))?,
            )
        }
        None => None,
    };
    Ok(Telling { quiet, daily })
}

/// A time zone as it is stored.
pub(crate) fn zone(name: &str) -> Result<Tz, MarketError> {
    name.parse().map_err(|_| MarketError::Corrupt("account.zone"))
}
