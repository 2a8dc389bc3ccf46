//! The steps of the form, by what is ordered and how.

use super::draft::Draft;
use crate::routes::FormStep;

/// The steps of `draft`, when the item leaves `modes` ways of doing it. 再来一单 has only the last one.
pub fn steps(draft: &Draft, modes: usize) -> Vec<FormStep> {
    if draft.again {
        return vec![FormStep::Service, FormStep::Check];
    }
    let asked = |step: &FormStep| match step {
        FormStep::How => modes > 1,
        FormStep::Where => draft.mode.travels(),
        _ => true,
    };
    let all = [
        FormStep::Service,
        FormStep::How,
        FormStep::When,
        FormStep::Where,
        FormStep::Note,
        FormStep::Check,
    ];
    all.into_iter().filter(asked).collect()
}

/// Where a draft goes on after the service was chosen.
pub fn first(draft: &Draft, modes: usize) -> FormStep {
    next(draft, modes, FormStep::Service)
}

/// The step after `step`; the last stays where it is.
pub fn next(draft: &Draft, modes: usize, step: FormStep) -> FormStep {
    let after = steps(draft, modes).into_iter().find(|s| *s > step);
    after.unwrap_or(FormStep::Check)
}

/// Which step `step` is, and of how many; both count from one.
pub fn number(draft: &Draft, modes: usize, step: FormStep) -> (usize, usize) {
    let all = steps(draft, modes);
    let at = all.iter().position(|s| *s >= step).unwrap_or(all.len() - 1);
    (at + 1, all.len())
}
