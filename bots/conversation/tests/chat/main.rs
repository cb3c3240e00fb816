//! Chats as people have them, from what they do to what they read, without a database.

mod answering;
mod bad_input;
mod browsing;
mod harness;
mod mine;
mod posting;
mod properties;
mod starting;
mod talking;
