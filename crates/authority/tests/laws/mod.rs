//! What holds of the authority over any store. `authority_laws!(make_store, oracle: seeds)` expands to one test per law.

#![allow(dead_code, reason = "each test program uses what it needs")]

pub(crate) mod blobs;
pub(crate) mod consent;
pub(crate) mod faults;
pub(crate) mod numbers;
pub(crate) mod once;
pub(crate) mod oracle;
pub(crate) mod play;
pub(crate) mod pulls;
pub(crate) mod timers;
pub(crate) mod town;

macro_rules! authority_laws {
    ($make:path, oracle: $seeds:expr) => {
        authority_laws!(@tests $make, once, [
            the_same_command_gets_its_first_answer_byte_for_byte,
            the_same_id_with_another_body_is_a_fork,
            a_missing_number_is_a_gap_and_a_used_one_a_fork,
            a_gap_stops_the_batch_and_nothing_behind_it_happens,
            a_renewed_client_repeats_its_commands_without_doing_them_again,
            other_peoples_clients_and_commands_stay_theirs,
            what_nobody_knows_and_what_is_too_large_stop_nothing,
            a_batch_over_two_partitions_is_answered_in_order,
            receipts_are_signed_and_reach_the_cursor,
        ]);
        authority_laws!(@tests $make, faults, [
            a_broken_row_faults_its_command_and_the_next_goes_on,
            a_broken_row_keeps_no_other_row_from_coming,
            a_broken_answer_is_no_wall,
            a_broken_row_holds_up_nobody_elses_deadline,
            a_fault_says_nothing_of_what_was_stored,
        ]);
        authority_laws!(@tests $make, pulls, [
            the_first_pull_is_a_reset_of_what_lives,
            pages_of_any_size_carry_the_same,
            what_is_lost_from_sight_is_gone,
            another_grant_or_proxy_is_a_reset,
            another_life_or_an_impossible_cursor_is_a_reset,
            a_cursor_older_than_the_tombstones_starts_over,
            a_reset_that_outlives_its_tombstones_starts_over,
            a_reset_under_way_hears_of_what_happens_meanwhile,
            an_order_follows_its_resident_out_of_the_community,
            an_operator_reads_the_city_and_nobodys_orders,
            only_the_desk_receives_the_first_letters_of_names,
        ]);
        authority_laws!(@tests $make, timers, [
            a_due_timer_passes_before_the_command_that_touches_its_order,
            deadlines_pass_in_the_background_once,
            held_timers_do_not_pass_at_all,
            the_clock_never_goes_back,
            a_grant_that_ends_by_time_pokes_its_person,
        ]);
        authority_laws!(@tests $make, consent, [
            a_withdrawn_consent_erases_the_notes_everywhere,
            a_signature_lies_where_it_is_erased_with_the_contacts,
        ]);
        authority_laws!(@tests $make, blobs, [
            bytes_come_after_their_command_from_its_author_and_once,
            bytes_are_shown_to_whoever_the_order_shows_them_to,
            bytes_are_erased_with_what_named_them_and_never_come_again,
        ]);
        authority_laws!(@tests $make, numbers, [
            two_leased_blocks_never_clash,
            a_number_that_is_not_leased_or_taken_is_replaced,
            a_refused_order_leaves_its_number_free,
        ]);
        #[test]
        fn every_pull_equals_the_view_of_everything() {
            for seed in 0..$seeds {
                laws::oracle::every_pull_equals_the_view_of_everything($make(), seed);
            }
        }
    };
    (@tests $make:path, $module:ident, [$($name:ident,)*]) => {
        $(
            #[test]
            fn $name() {
                laws::$module::$name($make());
            }
        )*
    };
}
pub(crate) use authority_laws;
