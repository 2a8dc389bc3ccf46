//! The laws of the authority over the memory store.

mod laws;
mod recovery;

use doorstep_authority::MemoryStore;
use laws::authority_laws;

authority_laws!(MemoryStore::default, oracle: 25);
