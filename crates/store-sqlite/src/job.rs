//! A job on its way to the writer, and its answer on the way back.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::mpsc::{Receiver, SyncSender, sync_channel},
};

use doorstep_authority::{Result, StoreError, Txn};

/// A job, whatever it returns.
pub(crate) trait Job: Send {
    /// Runs it, once; says whether its writes are to stay.
    fn run(&mut self, txn: &mut dyn Txn) -> bool;
    /// Tells the caller: its own result, or `fate` when the commit failed.
    fn answer(self: Box<Self>, fate: Option<StoreError>);
}

struct Work<R, F> {
    job: Option<F>,
    result: Result<R>,
    reply: SyncSender<Result<R>>,
}

/// A job that calls `job`, and where its answer comes.
pub(crate) fn work<R, F>(job: F) -> (Box<dyn Job>, Receiver<Result<R>>)
where
    R: Send + 'static,
    F: FnOnce(&mut dyn Txn) -> Result<R> + Send + 'static,
{
    let (reply, answer) = sync_channel(1);
    let work = Work {
        job: Some(job),
        result: Err(StoreError::Other("the job was never run".to_owned())),
        reply,
    };
    (Box::new(work), answer)
}

impl<R: Send, F: FnOnce(&mut dyn Txn) -> Result<R> + Send> Job for Work<R, F> {
    fn run(&mut self, txn: &mut dyn Txn) -> bool {
        if let Some(job) = self.job.take() {
            self.result = catch_unwind(AssertUnwindSafe(|| job(txn)))
                .unwrap_or_else(|_| Err(StoreError::Aborted("the job panicked".to_owned())));
        }
        self.result.is_ok()
    }

    fn answer(self: Box<Self>, fate: Option<StoreError>) {
        let Self { result, reply, .. } = *self;
        let result = match fate {
            Some(error) => result.and(Err(error)),
            None => result,
        };
        // Whoever asked may have gone away; the write stands all the same.
        let _ = reply.send(result);
    }
}
