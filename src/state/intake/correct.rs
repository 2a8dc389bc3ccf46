//! A refused order of the desk, taken up again on the page it was written on.

use doorstep_domain::{CommandId, Reason, order::Placing};
use doorstep_protocol::json;
use doorstep_replica::Replica;

use super::form::{Form, KEPT, Refused};
use crate::state::{App, form};

/// Where 没发出的 leaves which command is to be corrected.
pub const CORRECT: &str = "desk.intake.correct";
/// Where a page that was begun waits while a refused order is corrected.
const ASIDE: &str = "desk.intake.aside";

/// The page to show: the refused order that is to be corrected, else what was kept, else the page that waited. The second says
/// that the order to be corrected is there no more. Call untracked.
pub fn open(app: App) -> (Option<Form>, bool) {
    let kept = read(app, KEPT);
    let Some(wanted) = app.kept(CORRECT) else {
        return (kept.or_else(|| take(app, ASIDE)), false);
    };
    app.keep(CORRECT, None);
    let found = wanted
        .parse()
        .ok()
        .and_then(|id| app.peek(|replica, _| corrected(replica, id)).flatten());
    let Some(form) = found else { return (kept, true) };
    if kept.as_ref().is_some_and(|kept| kept.corrects.is_none()) {
        app.keep(ASIDE, app.kept(KEPT));
    }
    app.keep(KEPT, json::write(&form).ok());
    (Some(form), false)
}

/// The page that waited, after a correction. Call untracked.
pub fn waiting(app: App) -> Option<Form> {
    take(app, ASIDE)
}

/// Why what `form` corrects was refused; none once it is settled or given up.
pub fn refusal(replica: &Replica, form: &Form) -> Option<Option<Reason>> {
    let command = parked(replica, form)?;
    let entry = replica.outbox().find(|e| e.command_id == command)?;
    Some(entry.parked()?.reason.clone())
}

/// The command that `form` corrects, while it still waits for that.
pub fn parked(replica: &Replica, form: &Form) -> Option<CommandId> {
    let command = form.corrects.as_ref()?.command;
    form::refused(replica, command).map(|_| command)
}

fn read(app: App, name: &str) -> Option<Form> {
    json::read(&app.kept(name)?).ok()
}

fn take(app: App, name: &str) -> Option<Form> {
    let form = read(app, name);
    app.keep(name, None);
    form
}

/// The page as it was when the order was refused.
fn corrected(replica: &Replica, command: CommandId) -> Option<Form> {
    let (order, placing) = form::refused(replica, command)?;
    let Placing {
        item,
        mode,
        resident,
        channel,
        building,
        door,
        slot,
        note,
        health,
        code,
        ..
    } = placing.clone();
    Some(Form {
        channel,
        resident: Some(resident),
        item: Some(item),
        mode: Some(mode),
        slot: Some(slot),
        elsewhere: building.is_some(),
        building,
        door,
        note,
        health_agreed: !health.is_empty(),
        health,
        corrects: Some(Refused { command, order, code }),
        ..Form::default()
    })
}

#[cfg(test)]
mod tests {
    use doorstep_domain::{
        Code, Command, Instant, OrderId, PersonId,
        order::{Act, Channel},
    };

    use super::*;
    use crate::state::{
        desk::fixture::{WANG, at, device, item, people, tomorrow},
        intake::{Fresh, commands},
        phone_fixture::{give, refuse},
    };

    #[test]
    fn what_was_refused_stands_on_the_page_again_and_becomes_the_same_order() {
        let mut replica = device(Vec::new());
        let form = Form {
            channel: Channel::Counter,
            resident: Some(WANG),
            item: Some("C01".into()),
            mode: item().modes.first().copied(),
            slot: Some(tomorrow(9)),
            note: "剪短一点".into(),
            told: true,
            ..Form::default()
        };
        let wang = people().into_iter().find(|p| p.id == WANG);
        let fresh = |order| Fresh {
            order: OrderId::from_bits(order),
            person: PersonId::from_bits(71),
            random: 14_729,
            now: Instant(0),
        };
        let place = |form: &Form, order| {
            commands(form, wang.as_ref(), &item(), fresh(order), false)
                .unwrap()
                .pop()
        };
        let asked = place(&form, 70).unwrap();
        let mut known = form;
        known.told = false;
        assert_eq!(give(&mut replica, 1, asked.clone(), at(1)), None);
        let id = CommandId::from_bits(1);
        assert_eq!(corrected(&replica, id), None, "what waits is not refused");
        refuse(&mut replica, 1, Code::Duplicate.into(), at(2));

        let again = corrected(&replica, id).unwrap();
        let Refused { command, order, .. } = again.corrects.clone().unwrap();
        assert_eq!((command, order), (id, OrderId::from_bits(70)));
        assert_eq!(parked(&replica, &again), Some(id));
        assert_eq!(refusal(&replica, &again), Some(Some(Code::Duplicate.into())));
        let Some(Command::Order(second)) = place(&again, order.0.as_u128()) else {
            panic!("an order")
        };
        let Command::Order(first) = asked else {
            panic!("an order")
        };
        let (Act::Place(first), Act::Place(second)) = (first.act, second.act) else {
            panic!("placings")
        };
        assert_eq!(first, second, "nothing is lost or added, and the code stays");
        assert_eq!(
            Form {
                corrects: None,
                ..again
            },
            known
        );
    }
}
