//! What the bot says and asks. Everything here is pure: [`step`] takes what a person did and
//! gives what to say and what to do. It does no I/O, reads no clock, draws no random number and
//! never waits, so all of it can be tested without a database.

mod article;
pub mod call;
mod card;
pub mod context;
mod dealt;
pub mod event;
mod flow;
mod form;
mod incoming;
mod notice;
pub mod read;
mod render;
pub mod say;
mod state;
mod step;
mod tap;
mod thing;
mod told;
mod turn;
pub mod watch;

pub use self::{
    article::{Article, article},
    dealt::dealt,
    flow::SILENCE,
    incoming::{
        News, Undelivered, edited, ended, first_answer, incoming, news, reacted, reopened, taken_back,
        topic_name, undelivered,
    },
    render::{commands, render, word},
    state::State,
    step::{Step, step},
    tap::MOST_BYTES,
    told::told,
};
