//! What every request shares: the world, its clocks, the listeners of the feed, the limits.

use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicBool, Ordering},
};

use doorstep_authority::{Authority, Clock, Reading, Touched, recovery::Opening};
use doorstep_domain::Instant;
use tokio::sync::{RwLock, Semaphore, watch};

use crate::{
    assets::Assets,
    backup::nightly::Nightly,
    data_dir::Home,
    feed::Hub,
    journal,
    limiter::Limiter,
    metrics::Metrics,
    random,
    store::Store,
    time::TimeSource,
    web::fault::{Fault, Result},
};

/// Argon2 takes 19 MB a run: so many at once.
const HASHES_AT_ONCE: usize = 2;

/// A picture in memory is up to 64 MB: so many at once.
const PICTURES_AT_ONCE: usize = 2;

/// What the command line decided.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Invented data, and anybody may become one of its people.
    pub demo: bool,
    /// The address people open, when it is not the one the request names.
    pub site_url: Option<String>,
    /// Trusted proxies in front.
    pub proxies: usize,
    /// This process speaks TLS itself, with its own certificate.
    pub lan: bool,
    /// Backups by themselves.
    pub nightly: Option<Arc<Nightly>>,
}

/// The authority over the store that is open now.
pub type World = Authority<Store>;

/// The shared state. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Shared>);

/// See [`App`].
pub struct Shared {
    /// The world; none only while a demo is put back.
    world: Arc<RwLock<Option<World>>>,
    /// A copy of the epoch for the header of every answer.
    epoch: std::sync::RwLock<String>,
    /// Where the world comes from.
    pub home: Home,
    /// What the command line decided.
    pub config: Config,
    /// The clocks, as they are.
    pub time: Arc<dyn TimeSource>,
    /// Watches them.
    clock: Mutex<Clock>,
    /// Open feeds.
    pub hub: Hub,
    /// Tries.
    pub limiter: Limiter,
    /// Figures.
    pub metrics: Metrics,
    /// The web app.
    pub assets: Assets,
    /// Becomes true when the process is to end.
    pub ending: watch::Sender<bool>,
    /// The disk had no room for the last thing that was to be written.
    pub full: AtomicBool,
    /// Timers are held because the clock jumped.
    pub held: AtomicBool,
    /// The clock jumped ahead, and no boot has begun since.
    pub jumped: AtomicBool,
    hashing: Semaphore,
    drawing: Semaphore,
}

impl core::ops::Deref for App {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl App {
    /// The application over `world`.
    pub fn new(world: World, home: Home, config: Config, time: Arc<dyn TimeSource>, assets: Assets) -> Self {
        let epoch = world.life().epoch;
        Self(Arc::new(Shared {
            world: Arc::new(RwLock::new(Some(world))),
            epoch: std::sync::RwLock::new(epoch),
            home,
            config,
            time,
            clock: Mutex::default(),
            hub: Hub::default(),
            limiter: Limiter::default(),
            metrics: Metrics::default(),
            assets,
            ending: watch::Sender::new(false),
            full: AtomicBool::new(false),
            held: AtomicBool::new(false),
            jumped: AtomicBool::new(false),
            hashing: Semaphore::new(HASHES_AT_ONCE),
            drawing: Semaphore::new(PICTURES_AT_ONCE),
        }))
    }

    /// The moment by which everything is judged: the wall clock, without a jump ahead that nobody has looked at.
    pub fn now(&self) -> Instant {
        self.reading().now
    }

    /// What the clock says, and whether deadlines may pass by it.
    pub fn reading(&self) -> Reading {
        // Both clocks are read under the lock, so that no reading is older than the one before.
        let mut clock = self.clock.lock().unwrap_or_else(PoisonError::into_inner);
        let reading = clock.read(self.time.now(), self.time.monotonic());
        if reading.jumped {
            self.jumped.store(true, Ordering::Relaxed);
        }
        reading
    }

    /// The life of the data.
    pub fn epoch(&self) -> String {
        self.epoch.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Runs `job` on the world, on a thread that may wait for the disk.
    ///
    /// # Errors
    /// What the job reports, or [`Fault::Busy`] when there is no world at this moment.
    pub async fn with<T: Send + 'static>(
        &self,
        job: impl FnOnce(&World, Instant) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let guard = Arc::clone(&self.world).read_owned().await;
        let now = self.now();
        let done = blocking(move || guard.as_ref().map_or(Err(Fault::Busy), |world| job(world, now))).await?;
        if matches!(done, Err(Fault::Full)) && !self.full.swap(true, Ordering::Relaxed) {
            tracing::error!("the disk is full: nothing more is taken until there is room");
        }
        done
    }

    /// Runs a costly hash; few at a time.
    ///
    /// # Errors
    /// [`Fault::Broken`] when the process is ending.
    pub async fn hash<T: Send + 'static>(&self, job: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let _permit = self
            .hashing
            .acquire()
            .await
            .map_err(|_| Fault::Broken("ending".to_owned()))?;
        blocking(job).await
    }

    /// Draws a picture anew; few at a time.
    ///
    /// # Errors
    /// [`Fault::Broken`] when the process is ending.
    pub async fn draw<T: Send + 'static>(&self, job: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let _permit = self
            .drawing
            .acquire()
            .await
            .map_err(|_| Fault::Broken("ending".to_owned()))?;
        blocking(job).await
    }

    /// Replaces the world: `job` gets the old one once nobody uses it, and gives the new one.
    ///
    /// # Errors
    /// What the job reports; then there is no world and every request is told to come back later.
    pub async fn replace(&self, job: impl FnOnce(World) -> Result<World> + Send + 'static) -> Result<()> {
        let mut guard = Arc::clone(&self.world).write_owned().await;
        let old = guard.take().ok_or(Fault::Busy)?;
        let new = blocking(move || job(old)).await??;
        new.hold_timers(self.held.load(Ordering::Relaxed));
        self.lives(new.life().epoch);
        *guard = Some(new);
        Ok(())
    }

    fn lives(&self, epoch: String) {
        *self.epoch.write().unwrap_or_else(PoisonError::into_inner) = epoch;
    }

    /// Begins another life of the data when a phone has proved that it went back; says whether it did.
    ///
    /// # Errors
    /// When the store fails; the proof stays.
    pub async fn begin_life(&self) -> Result<bool> {
        let home = self.home.clone();
        let begun = self
            .with(move |world, now| {
                if !world.went_back() {
                    return Ok(None);
                }
                let lines = home.journal();
                let mut opening = Opening::new(random::token::<8>());
                opening.withdrawn = journal::withdrawn(&lines);
                world.begin_life(opening, &random::token::<8>(), now)?;
                journal::replay(&**world.store(), lines, now)?;
                Ok(Some(world.life().epoch))
            })
            .await?;
        let Some(epoch) = begun else { return Ok(false) };
        self.lives(epoch);
        self.metrics.count("doorstep_lives_total", String::new());
        tracing::error!("the data went back: phones know more than the database; a recovery window is open");
        self.hub.poke_all();
        Ok(true)
    }

    /// Tells everybody who reads one of `scopes`.
    pub fn poke(&self, scopes: &Touched) {
        if !scopes.is_empty() {
            self.hub.poke(scopes);
        }
    }
}

/// Runs `job` where waiting is allowed; its panic becomes the caller's.
async fn blocking<T: Send + 'static>(job: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    match tokio::task::spawn_blocking(job).await {
        Ok(value) => Ok(value),
        Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
        Err(_) => Err(Fault::Broken("the process is ending".to_owned())),
    }
}
