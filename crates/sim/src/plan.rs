//! What happens in one run: a list of steps made from a seed, before anything runs. Steps name things by numbers that are reduced to
//! what is there, so a step still means something when others before it are left out: that is how a failing run is made smaller.

use crate::dice::Dice;

/// What happens. The faults of the network and the disks lie in [`Weather`] and happen by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Somebody orders.
    Place,
    /// Somebody does something with an order their phone shows.
    Act,
    /// Somebody sends what no screen offers.
    Wild,
    /// A volunteer checks in or out.
    Duty,
    /// Somebody writes a remark, or the desk answers one.
    Feedback,
    /// Somebody deals with what was refused, or gives up what was not sent.
    Tidy,
    /// The person looks at the app: it asks the server.
    Look,
    /// Minutes or hours pass, the app sleeps.
    Later,
    /// Days pass.
    MuchLater,
    /// A phone goes out of the network or comes back.
    Network,
    /// Half of all phones do.
    Partition,
    /// The app is killed and started again.
    Kill,
    /// The phone loses power: what its disk had not written through is gone.
    PowerLoss,
    /// The disk is full, or has room again.
    DiskFull,
    /// The browser threw the data of the app away.
    Evict,
    /// The clock of a phone is set.
    PhoneClock,
    /// The clock of the server is set.
    ServerClock,
    /// The server is killed and comes back.
    ServerKill,
    /// The server stops for a while.
    ServerDown,
    /// The server is of an older version for a while.
    OldServer,
    /// A new build of the app starts over stored data.
    NewBuild,
    /// Somebody's roles or areas change.
    Empower,
    /// The buildings of a community change.
    Rebuild,
    /// Consent is given or withdrawn.
    Consent,
    /// A proxy is allowed or ended.
    Proxy,
    /// A session runs out, or its person signs in again.
    Session,
    /// A device is signed out on purpose.
    Revoke,
    /// A second tab opens, or the first closes.
    Tab,
    /// A phone is copied, and both copies go on.
    Clone,
    /// Tombstones older than thirty days are dropped.
    Sweep,
    /// A backup is taken.
    Backup,
    /// The last backup is restored; a recovery window opens.
    Restore,
    /// The machine is put back to the last backup by somebody who tells nobody.
    RollBack,
    /// The operator closes the recovery window.
    EndRecovery,
}

/// Kinds that are work, with how often they come.
const WORK: [(Kind, u64); 9] = [
    (Kind::Place, 10),
    (Kind::Act, 50),
    (Kind::Wild, 2),
    (Kind::Duty, 3),
    (Kind::Feedback, 2),
    (Kind::Tidy, 4),
    (Kind::Look, 14),
    (Kind::Later, 10),
    (Kind::MuchLater, 1),
];
/// Kinds that are faults or changes. Each run has some of them and not the others, so that none hides another.
const FAULTS: [(Kind, u64); 25] = [
    (Kind::Network, 6),
    (Kind::Partition, 1),
    (Kind::Kill, 5),
    (Kind::PowerLoss, 3),
    (Kind::DiskFull, 3),
    (Kind::Evict, 1),
    (Kind::PhoneClock, 3),
    (Kind::ServerClock, 1),
    (Kind::ServerKill, 3),
    (Kind::ServerDown, 2),
    (Kind::OldServer, 1),
    (Kind::NewBuild, 2),
    (Kind::Empower, 3),
    (Kind::Rebuild, 1),
    (Kind::Consent, 2),
    (Kind::Proxy, 2),
    (Kind::Session, 3),
    (Kind::Revoke, 1),
    (Kind::Tab, 3),
    (Kind::Clone, 1),
    (Kind::Sweep, 1),
    (Kind::Backup, 3),
    (Kind::Restore, 1),
    (Kind::RollBack, 1),
    (Kind::EndRecovery, 1),
];

/// One step. `a`, `b` and `c` choose among what is there.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// What.
    pub kind: Kind,
    /// Milliseconds after the step before.
    pub after: i64,
    /// Usually the phone.
    pub a: u64,
    /// Usually the thing.
    pub b: u64,
    /// Usually the manner.
    pub c: u64,
}

/// How the network and the disks behave in a run, in percent.
#[derive(Clone, Copy, Debug, Default)]
pub struct Weather {
    /// Requests that never arrive.
    pub lost: u64,
    /// Answers that never come back, although the server did what was asked.
    pub answer_lost: u64,
    /// Requests that arrive twice, the second time later.
    pub twice: u64,
    /// Longest way of a message, in milliseconds. Two messages may overtake each other.
    pub slow: i64,
    /// Writes that the disk refuses.
    pub disk_refuses: u64,
    /// Every message goes through JSON text, as on the real line; otherwise only the parts that are text anyway.
    pub wire: bool,
}

/// One run.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The seed it was made from.
    pub seed: u64,
    /// Phones.
    pub phones: usize,
    /// Network and disks.
    pub weather: Weather,
    /// How far each community had come before, in sequences.
    pub past: [u64; 2],
    /// What happens.
    pub steps: Vec<Step>,
}

impl Plan {
    /// The plan of a seed.
    pub fn new(seed: u64) -> Self {
        let mut dice = Dice::new(seed ^ 0x5eed_0f1e_5500);
        let phones = match dice.below(64) {
            0 => 20 + dice.place(31),
            1..=8 => 10 + dice.place(8),
            _ => 3 + dice.place(6),
        };
        let calm = dice.one_in(8);
        let mut some = |most: u64| {
            if calm || dice.one_in(3) {
                0
            } else {
                dice.below(most + 1)
            }
        };
        let (lost, answer_lost, twice, disk_refuses) = (some(30), some(30), some(30), some(10));
        let weather = Weather {
            lost,
            answer_lost,
            twice,
            disk_refuses,
            slow: [200, 2_000, 20_000][dice.place(3)],
            wire: dice.one_in(4),
        };
        let mut kinds: Vec<(Kind, u64)> = WORK.to_vec();
        if !calm {
            kinds.extend(FAULTS.iter().filter(|_| dice.one_in(2)));
        }
        let total = kinds.iter().map(|(_, weight)| weight).sum();
        let length = 30 + dice.place(90) + phones;
        let steps = (0..length).map(|_| Self::step(&kinds, total, &mut dice)).collect();
        Self {
            seed,
            phones,
            weather,
            past: past(seed),
            steps,
        }
    }

    fn step(kinds: &[(Kind, u64)], total: u64, dice: &mut Dice) -> Step {
        let mut rest = dice.below(total);
        let found = kinds.iter().find(|(_, weight)| {
            let here = rest < *weight;
            rest = rest.saturating_sub(*weight);
            here
        });
        let kind = found.map_or(Kind::Look, |(kind, _)| *kind);
        let after = match dice.below(10) {
            0..=3 => dice.between(0, 500),
            4..=7 => dice.between(500, 20_000),
            _ => dice.between(20_000, 180_000),
        };
        Step {
            kind,
            after,
            a: dice.roll(),
            b: dice.roll(),
            c: dice.roll(),
        }
    }

    /// The same run with only these steps.
    #[must_use]
    pub fn with(&self, steps: Vec<Step>) -> Self {
        Self { steps, ..self.clone() }
    }
}

/// Some communities have years behind them, so their sequences are far beyond the city's. Made by dice of its own: the steps of a seed
/// stay as they were.
const fn past(seed: u64) -> [u64; 2] {
    let mut dice = Dice::new(seed ^ 0x0a9e_d000);
    if dice.one_in(4) {
        [dice.below(400), dice.below(400)]
    } else {
        [0, 0]
    }
}
