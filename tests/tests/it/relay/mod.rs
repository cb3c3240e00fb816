//! The relay's promises, each on a real database with a platform that does as it is told.

mod aiming;
mod anonymous;
mod bells;
mod changes;
mod contacts;
mod controls;
mod crash;
mod fairness;
mod files;
mod intake;
mod limits;
mod live;
mod order;
mod outage;
mod pushes;
mod quarantine;
mod remembered;
mod script;
mod sealed;
mod sealed_files;
mod strangers;
mod together;
mod topics;
mod undelivered;
mod window;
mod world;
