//! What the authority asks of a store. Rows are opaque JSON here; their meaning lives in `domain`.
//!
//! A store keeps: entities with their erasable parts, the audience index, the log of facts, answers, clients, due moments,
//! small records, and the bytes of attachments. Sequences are per partition; the order of sequences is the order of commits. What a store must do in every
//! corner is said by `conformance_suite!`, which every store runs.

use std::collections::{BTreeMap, BTreeSet};

pub use doorstep_domain::{ClientId, CommandId, Instant, Key, Kind, PersonId};
use serde::{Deserialize, Serialize};

/// What can go wrong in a store. Expected conflicts are not errors: they are answers of the authority.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The disk is full: reads go on, nothing was written.
    #[error("the disk is full")]
    Full,
    /// Another writer was faster; trying again may succeed.
    #[error("the transaction must be retried")]
    Retry,
    /// What is stored can't be read.
    #[error("stored data can't be read: {0}")]
    Corrupt(String),
    /// The job stopped by itself; nothing was written.
    #[error("the job gave up: {0}")]
    Aborted(String),
    /// Anything else the store reports.
    #[error("the store failed: {0}")]
    Other(String),
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        // The error's own sentence may quote the value, and the value may be somebody's name: only the kind and the place.
        Self::Corrupt(format!("{:?} at {}:{}", error.classify(), error.line(), error.column()))
    }
}

/// Result of a store call.
pub type Result<T> = std::result::Result<T, StoreError>;

/// The last sequence of a partition and the time of its last commit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// Last sequence; 0 before the first commit.
    pub seq: u64,
    /// Time of that commit.
    pub clock: Instant,
    /// Cursors below this sequence may have missed a tombstone and start over.
    pub floor: u64,
}

/// An entity as stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredEntity {
    /// Counts its changes.
    pub version: u64,
    /// Ids and codes, as JSON.
    pub body: String,
    /// The erasable fields, each as JSON under its retention class.
    pub personal: BTreeMap<String, String>,
    /// The scopes it is indexed under now.
    pub scopes: BTreeSet<String>,
}

/// One line of the audience index that moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Which entity.
    pub key: Key,
    /// The sequence at which it last moved under one of the scopes asked for.
    pub seq: u64,
}

/// A fact in the log, without personal data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoggedFact {
    /// The sequence of its transaction.
    pub seq: u64,
    /// Its place within it.
    pub index: u32,
    /// The entity.
    pub key: Key,
    /// The command that caused it; none for a timer.
    pub command_id: Option<CommandId>,
    /// Who; none for a timer.
    pub actor: Option<PersonId>,
    /// When.
    pub at: Instant,
    /// The fact, as JSON.
    pub body: String,
}

/// A stored answer: outcome, sequence and reason, no contents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The idempotency key.
    pub command_id: CommandId,
    /// SHA-256 of the body, hex: the same id with another body is a fork.
    pub hash: String,
    /// Whose answer it is; nobody else gets it.
    pub actor: PersonId,
    /// The client that sent it first.
    pub client: ClientId,
    /// Under this number.
    pub number: u64,
    /// When it was judged.
    pub at: Instant,
    /// The outcome, as JSON.
    pub outcome: String,
}

/// What the server remembers of a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientRow {
    /// Whose it is.
    pub actor: PersonId,
    /// The last number it used.
    pub last_number: u64,
    /// Last heard of.
    pub seen: Instant,
}

/// A moment at which an entity has something to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The partition's name.
    pub partition: String,
    /// The entity.
    pub key: Key,
    /// When.
    pub at: Instant,
}

/// A small record beside the entities: a session, a card, a counter. Found by its id or by its owner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Unique within its space.
    pub id: String,
    /// Whom it belongs to; may be empty.
    pub owner: String,
    /// Its content, as JSON.
    pub body: String,
    /// From when it may be dropped.
    pub expires: Option<Instant>,
}

/// Bytes that an entity names, kept apart from its row: a photo, a voice note.
#[derive(Clone, PartialEq, Eq)]
pub struct Blob {
    /// What a browser is told they are.
    pub mime: String,
    /// The bytes, as they are given out.
    pub bytes: Vec<u8>,
}

/// What somebody photographed or said stays out of logs and panics.
impl core::fmt::Debug for Blob {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Blob({}, {} bytes)", self.mime, self.bytes.len())
    }
}

/// Reading, at one moment.
pub trait ReadTxn {
    /// The head of a partition; zeros when it has none yet.
    fn head(&self, partition: &str) -> Result<Head>;
    /// Names of all partitions that have a head, sorted.
    fn partitions(&self) -> Result<Vec<String>>;
    /// Names of the partitions in which anything is or ever was indexed under `scope`, sorted.
    fn reached(&self, scope: &str) -> Result<Vec<String>>;
    /// An entity.
    fn entity(&self, partition: &str, key: &Key) -> Result<Option<StoredEntity>>;
    /// Keys of one kind that are under `scope` now, sorted by id.
    fn under(&self, partition: &str, scope: &str, kind: Kind) -> Result<Vec<Key>>;
    /// What moved under any of `scopes` after `after`, each entity once, at the last sequence at which it moved under one of
    /// them, ascending by sequence and key. Returns at least `limit` (at least one) lines when there are as many, and never
    /// splits a sequence: lines that share the last sequence all come. Lines of entities that left a scope at or before
    /// `live_until` are left out.
    fn changed(
        &self,
        partition: &str,
        scopes: &BTreeSet<String>,
        after: u64,
        live_until: u64,
        limit: usize,
    ) -> Result<Vec<Changed>>;
    /// The stored answer to a command.
    fn answer(&self, command_id: CommandId) -> Result<Option<Answer>>;
    /// What is known of a client.
    fn client(&self, client: ClientId) -> Result<Option<ClientRow>>;
    /// The facts of one entity, in the order in which they were appended.
    fn facts(&self, partition: &str, key: &Key) -> Result<Vec<LoggedFact>>;
    /// The earliest `limit` due moments at or before `now`, ascending.
    fn due(&self, now: Instant, limit: usize) -> Result<Vec<Due>>;
    /// A record.
    fn record(&self, space: &str, id: &str) -> Result<Option<Record>>;
    /// The records of an owner, sorted by id.
    fn records_of(&self, space: &str, owner: &str) -> Result<Vec<Record>>;
    /// The bytes that the entity `key` names by `hash`, once they are there. The same address of another entity is another thing.
    fn blob(&self, partition: &str, key: &Key, hash: &str) -> Result<Option<Blob>>;
}

/// Reading and writing, all or nothing.
pub trait Txn: ReadTxn {
    /// The next sequence of a partition; its clock becomes `at`, unless it is later already: it never goes back.
    fn advance(&mut self, partition: &str, at: Instant) -> Result<u64>;
    /// Stores an entity and stamps `seq` on every scope it is under now or was under before.
    fn put_entity(&mut self, partition: &str, seq: u64, at: Instant, key: &Key, entity: &StoredEntity) -> Result<()>;
    /// Appends a fact. There is no way to change or remove one.
    fn log(&mut self, partition: &str, fact: &LoggedFact) -> Result<()>;
    /// Stores an answer. An answer is given once: a second one to the same command is [`StoreError::Aborted`].
    fn put_answer(&mut self, answer: &Answer) -> Result<()>;
    /// Stores what is known of a client.
    fn put_client(&mut self, client: ClientId, row: &ClientRow) -> Result<()>;
    /// Sets or clears the due moment of an entity.
    fn set_due(&mut self, partition: &str, key: &Key, at: Option<Instant>) -> Result<()>;
    /// Stores a record.
    fn put_record(&mut self, space: &str, record: &Record) -> Result<()>;
    /// Removes a record.
    fn delete_record(&mut self, space: &str, id: &str) -> Result<()>;
    /// Stores bytes under the address that an entity names; says whether they are new. Those that came first stay.
    fn put_blob(&mut self, partition: &str, key: &Key, hash: &str, blob: &Blob) -> Result<bool>;
    /// Erases bytes, if they are there: nothing of them is left on the disk once it is at rest.
    fn delete_blob(&mut self, partition: &str, key: &Key, hash: &str) -> Result<()>;
    /// Removes every record that may be dropped at `now`.
    fn drop_expired(&mut self, now: Instant) -> Result<()>;
    /// Drops tombstones of `partition` older than `before` and raises its floor to the last sequence dropped.
    fn sweep(&mut self, partition: &str, before: Instant) -> Result<()>;
    /// Runs `job` so that its writes are undone when it fails or panics; the rest of the transaction goes on. A panic goes on
    /// to the caller.
    fn nested(&mut self, job: &mut dyn FnMut(&mut dyn Txn) -> Result<()>) -> Result<()>;
}

/// A store.
pub trait Storage: Send + Sync + 'static {
    /// Runs `job` in one write transaction on `partition` and returns once the result is durable. An error of the job undoes
    /// everything it wrote; a panic in it does too and is [`StoreError::Aborted`]. Other jobs may share the same commit; none
    /// sees another half done. A job runs once. It must not call the store it runs in.
    fn write<R: Send + 'static>(
        &self,
        partition: &str,
        job: impl FnOnce(&mut dyn Txn) -> Result<R> + Send + 'static,
    ) -> Result<R>;

    /// Runs `job` on one consistent moment.
    fn read<R>(&self, job: impl FnOnce(&dyn ReadTxn) -> Result<R>) -> Result<R>;
}
