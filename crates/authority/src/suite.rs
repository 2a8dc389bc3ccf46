//! The conformance suite: what every store must do, as tests that every store runs.
//!
//! `conformance_suite!(make_store)` expands to one `#[test]` per promise; `make_store` is a function that returns an empty store.
//! `conformance_suite!(make_store, reopen = reopen)` adds the promises about persistence; `reopen` takes a store, closes it and
//! opens what it left. Nothing here waits or measures time.

#![expect(
    clippy::missing_panics_doc,
    reason = "a promise that is not kept panics: that is what a test does"
)]

pub mod audience;
pub mod blobs;
pub mod keep;
pub mod model;
pub mod rows;
pub mod sample;
pub mod threads;
pub mod undo;

/// Expands to the tests that hold a store to its contract. See the module.
#[macro_export]
macro_rules! conformance_suite {
    ($make:path, reopen = $reopen:path) => {
        $crate::conformance_suite!($make);
        #[test]
        fn what_was_acknowledged_is_there_after_reopening() {
            $crate::suite::keep::what_was_acknowledged_is_there_after_reopening(&mut || $make(), &mut $reopen);
        }
        #[test]
        fn a_random_history_is_the_same_after_reopening() {
            $crate::suite::keep::a_random_history_is_the_same_after_reopening(&mut || $make(), &mut $reopen);
        }
    };
    ($make:path) => {
        $crate::conformance_suite!(@tests $make, rows, [
            a_new_store_is_empty,
            sequences_count_by_partition_and_the_clock_never_goes_back,
            an_entity_comes_back_as_it_was_put,
            personal_fields_come_and_go_one_by_one,
            facts_come_in_the_order_of_their_appending,
            facts_may_come_before_their_entity,
            an_answer_is_given_once,
            a_client_is_overwritten,
            due_moments_come_earliest_first,
            records_are_found_by_id_and_by_owner,
            expired_records_are_dropped,
            names_may_be_strange,
        ]);
        $crate::conformance_suite!(@tests $make, blobs, [
            bytes_come_back_as_they_were_put_and_the_first_stay,
            bytes_belong_to_one_entity,
            erased_bytes_are_gone_and_may_come_anew,
            bytes_need_no_entity_and_make_none,
        ]);
        $crate::conformance_suite!(@tests $make, audience, [
            a_change_reaches_the_old_and_the_new_audience,
            an_entity_that_comes_back_is_no_longer_gone,
            under_lists_what_is_there_now,
            reached_names_every_partition_that_ever_used_a_scope,
            changed_never_splits_a_sequence,
            changed_never_splits_a_sequence_larger_than_its_page,
            changed_gives_each_entity_once_at_its_last_sequence,
            changed_walks_the_whole_history_in_pages_of_any_size,
            what_left_before_live_until_is_left_out,
            a_sweep_drops_old_tombstones_and_raises_the_floor,
        ]);
        $crate::conformance_suite!(@tests $make, undo, [
            an_error_undoes_the_whole_job,
            a_nested_error_undoes_only_the_nest,
            nests_undo_from_the_inside_out,
            an_error_after_a_nest_undoes_the_nest_too,
            a_panic_undoes_the_job_and_leaves_the_store_usable,
            a_panic_in_a_nest_can_be_caught,
            a_job_reads_its_own_writes,
        ]);
        $crate::conformance_suite!(@tests $make, threads, [
            sequences_follow_the_order_of_commits,
            readers_see_whole_transactions_only,
            a_failing_neighbour_harms_nobody,
        ]);
        $crate::conformance_suite!(@tests $make, model, [
            a_random_history_reads_like_the_model,
        ]);
    };
    (@tests $make:path, $module:ident, [$($name:ident,)*]) => {
        $(
            #[test]
            fn $name() {
                $crate::suite::$module::$name(&mut || $make());
            }
        )*
    };
}

#[cfg(test)]
mod tests {
    use crate::MemoryStore;

    crate::conformance_suite!(MemoryStore::default);
}
