//! Every state × every act × every person, by walking: from each order of a new shape, everybody tries everything.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use doorstep_domain::{
    Code, Command, Decision, Fact, Key,
    order::{Act, Order, Outcome, Part, State, Step, Why, table},
    time::HOUR,
};

use crate::{
    acts, checks,
    city::{CODE, City, MEMBER, PEOPLE, RESIDENT, SKILLED, STAFF, STEP, VOLUNTEER, placing},
    partial::Partial,
    restored::taken_back,
    run::{ORDER, OTHER, on},
};

/// What makes one order different from another for the rules.
fn shape(order: &Order) -> String {
    let former: BTreeSet<_> = order.former.iter().map(|f| order.lost_unasked(f.person)).collect();
    let contest = order.contest.as_ref().map(|c| (c.settled, c.evidence.is_some()));
    let asked = (
        order.slot_ask.is_some(),
        order.handover.is_some(),
        order.standby.is_empty(),
    );
    let ended = (
        order.finish.is_some(),
        order.contacts_hidden,
        order.contacts_erased,
        order.rating.is_some(),
    );
    let flags = (
        order.spoken,
        order.appealed,
        order.reopened.min(1),
        order.still_there_asked,
    );
    let from = order.suspension.as_ref().map(|s| s.from);
    format!(
        "{:?}{}{former:?}{contest:?}{asked:?}{ended:?}{flags:?}{from:?}",
        order.state, order.taken
    )
}

type Seen = BTreeMap<(Step, State, State), BTreeSet<Part>>;

struct Walk {
    seen: Seen,
    shapes: BTreeSet<String>,
    queue: VecDeque<City>,
    limit: usize,
}

impl Walk {
    fn from(starts: Vec<City>, limit: usize) -> Self {
        let mut walk = Self {
            seen: Seen::new(),
            shapes: BTreeSet::new(),
            queue: VecDeque::new(),
            limit,
        };
        for city in starts {
            walk.enqueue(city);
        }
        walk
    }

    fn enqueue(&mut self, city: City) {
        if self.shapes.len() < self.limit && self.shapes.insert(shape(city.the(ORDER))) {
            self.queue.push_back(city);
        }
    }

    fn run(mut self) -> Seen {
        while let Some(city) = self.queue.pop_front() {
            self.time(&city);
            for person in PEOPLE {
                self.everything(&city, *person);
            }
        }
        self.seen
    }

    /// Whatever happens next by itself.
    fn time(&mut self, city: &City) {
        let mut later = city.clone();
        let key = Key::order(ORDER);
        if let Some(due) = city.rows[&key].next_timer() {
            later.now = later.now.max(due);
            if let Some(fact) = later.rows[&key].fire(later.now, &crate::run::hours()) {
                self.follow(later, &[(key, fact)]);
            }
        }
    }

    fn everything(&mut self, city: &City, person: doorstep_domain::PersonId) {
        let phone = Partial::of(city, person);
        let order = city.the(ORDER);
        for act in acts::all(order, OTHER) {
            let command = on(ORDER, act.clone());
            let answer = city.ask(person, &command, None);
            checks::sides(city, order, person, &act, &answer);
            checks::decided(city, &phone, &command, &answer);
            checks::needs(city, person, &command);
            self.outcome(city, answer);
            // The same, done an hour ago without a network.
            if matches!(act, Act::Depart | Act::Arrive | Act::Accept { .. }) {
                self.outcome(city, city.ask(person, &command, Some(city.now.plus(-HOUR))));
            }
        }
    }

    fn outcome(&mut self, city: &City, answer: Decision) {
        if let Decision::Facts(facts) | Decision::Instead(_, facts) = answer {
            self.follow(city.clone(), &facts);
        }
    }

    /// Notes the steps; checks them in full where they lead to something new.
    fn follow(&mut self, mut city: City, facts: &[(Key, Fact)]) {
        let mut new = false;
        let mut ahead = city.clone();
        for (key, fact) in facts {
            let from = ahead.the(ORDER).state;
            ahead.apply(key, fact);
            let to = ahead.the(ORDER).state;
            let Fact::Order(fact) = fact else { continue };
            let Some(step) = fact.did.step() else { continue };
            assert!(
                table::allows(step, fact.by.part, from, to),
                "{step:?} by {:?}: {from:?} to {to:?}",
                fact.by.part
            );
            new |= self.seen.entry((step, from, to)).or_default().insert(fact.by.part);
        }
        new |= !self.shapes.contains(&shape(ahead.the(ORDER)));
        if new {
            city.commit(facts);
            city.now = city.now.plus(STEP);
            self.enqueue(city);
        }
    }
}

/// Orders that a walk would reach late: wished for by name, lost unasked while another took it, contested; held before a restore.
pub(crate) fn far() -> Vec<City> {
    let mut wished = City::new();
    let mut command = placing(ORDER, "A1");
    if let Act::Place(placing) = &mut command.act {
        placing.wish = Some(MEMBER);
    }
    wished.does(RESIDENT, Command::Order(command));
    let mut lost = City::with("A2");
    let accept = |city: &City| Act::Accept {
        generation: city.the(ORDER).generation,
    };
    lost.act(MEMBER, accept(&lost));
    let why = Why::Rebalanced;
    lost.act(STAFF, Act::Release { person: MEMBER, why });
    lost.act(VOLUNTEER, accept(&lost));
    let mut contested = lost.clone();
    contested.act(VOLUNTEER, Act::Arrive);
    contested.fails(MEMBER, acts::finish(Outcome::Solved, Some(CODE)), Code::Reassigned);
    let mut again = contested.clone();
    let (why, text) = (Why::Ill, String::new());
    again.act(VOLUNTEER, Act::HandBack { why, text });
    again.act(SKILLED, accept(&again));
    let all = [wished, lost, contested, again].into_iter().chain(taken_back());
    all.map(|city| city.and("P1")).collect()
}

fn walked() -> Seen {
    let mut seen = Seen::new();
    let one = |item| vec![City::with(item).and("P1")];
    let walks = [
        (far(), 120),
        (one("A1"), 260),
        (one("T2"), 160),
        (one("D1"), 60),
        (one("P1"), 60),
        (one("V1"), 60),
    ];
    for (starts, limit) in walks {
        for (edge, parts) in Walk::from(starts, limit).run() {
            seen.entry(edge).or_default().extend(parts);
        }
    }
    seen
}

/// Edges that a walk from a placed order can't take, with the test that does.
const ELSEWHERE: &[(Step, &str)] = &[
    (Step::Placed, "laws::anybody_places"),
    (
        Step::Undone,
        "restored::whatever_a_restore_undoes_can_be_noted_anywhere",
    ),
    (Step::HealthErased, "a chore of the server"),
];

#[test]
fn everybody_tries_everything_everywhere_and_every_edge_of_the_table_is_taken() {
    let seen = walked();
    let mut missing = Vec::new();
    for edge in table::MOVES.iter().chain(table::STAYS) {
        if ELSEWHERE.iter().any(|(step, _)| *step == edge.step) {
            continue;
        }
        let taken = |f: &dyn Fn(State, State, &BTreeSet<Part>) -> bool| {
            seen.iter()
                .any(|((step, from, to), parts)| *step == edge.step && f(*from, *to, parts))
        };
        for from in edge.from {
            if !taken(&|f, t, _| f == *from && (edge.to.is_empty() && t == f || edge.to.contains(&t))) {
                missing.push(format!("{:?} from {from:?}", edge.step));
            }
        }
        for to in edge.to {
            if !taken(&|f, t, _| t == *to && edge.from.contains(&f)) {
                missing.push(format!("{:?} to {to:?}", edge.step));
            }
        }
        for part in edge.who {
            if !taken(&|f, t, parts| parts.contains(part) && edge.from.contains(&f) && (f == t || edge.to.contains(&t)))
            {
                missing.push(format!("{:?} by {part:?}", edge.step));
            }
        }
    }
    assert!(missing.is_empty(), "the table allows what nobody can do: {missing:#?}");
}
