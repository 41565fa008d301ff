"""Which test shows that the software does what the page on the Shanghai ordinance says, rule by rule.

A path is below `src/gonghui/congress`. The test refuses, or tells, what goes against the rule; it would fail if the
product no longer asked.
"""

#: Rule -> the test that shows it at work.
RULES = {
    "V01": "tests/test_tenure_term.py"
    "::test_form_when_a_hundred_staff_would_hold_a_general_meeting_then_the_term_is_told",
    "V02": "rules/tests/test_composition.py::test_too_few_delegates_are_told_how_many_more",
    "V03": "rules/tests/test_composition.py::test_one_manager_too_many_is_told_the_way_out_and_the_article",
    "V04": "rules/tests/test_composition.py"
    "::test_exactly_half_is_no_main_body_in_shanghai_but_meets_the_national_floor",
    "V05": "rules/tests/test_composition.py::test_women_match_their_share_of_the_staff",
    "V07": "tests/test_unit_figures.py"
    "::test_unit_when_its_figures_do_not_agree_or_are_too_few_then_its_election_does_not_stand",
    "V08": "tests/test_tenure_units.py::test_by_election_when_one_vote_short_of_what_the_pack_asks_then_refused",
    "V11": "tests/test_tenure_units.py::test_recall_when_counted_of_those_who_came_then_it_is_too_few",
    "V12": "rules/tests/test_calendar.py::test_a_term_has_a_lawful_length",
    "V13": "tests/test_tenure_term.py"
    "::test_term_when_extended_beyond_a_year_then_refused_with_the_article_unless_the_chair_signs",
    "V14": "tests/test_tenure_term.py::test_term_when_the_superior_must_agree_then_the_extension_waits_for_it",
    "V15": "tests/test_tenure_term.py::test_year_when_no_meeting_was_held_then_the_term_is_told_how_many_are_due",
    "V16": "tests/test_tenure_term.py::test_proposal_when_a_third_of_all_delegates_signed_then_a_meeting_rests_on_it",
    "V17": "tests/test_prepare_ready.py"
    "::test_meeting_when_opened_before_papers_were_out_for_seven_days_then_refused_with_the_article",
    "V18": "rules/tests/test_agenda.py::test_union_and_enterprise_agree_on_the_agenda",
    "V19": "tests/test_voting.py::test_meeting_when_below_quorum_then_it_cannot_open_and_nothing_changes",
    "V20": "tests/test_voting.py::test_vote_when_three_of_six_are_for_then_it_fails_and_the_exact_half_is_explained",
    "V21": "rules/tests/test_agenda.py::test_an_approval_by_show_of_hands_is_refused_with_the_article",
    "V24": "rules/tests/test_presidium.py::test_a_presidium_too_small_or_too_large_is_told_the_way_out",
    "V25": "rules/tests/test_presidium.py::test_half_of_the_presidium_is_front_line",
    "V26": "tests/test_between.py::test_joint_item_when_it_belongs_to_the_congress_then_it_is_refused_with_the_article",
    "V27": "tests/test_between.py::test_agenda_when_a_joint_meeting_was_not_reported_then_it_is_owed_with_the_article",
    "V28": "rules/tests/test_calendar.py::test_resolutions_are_published_in_time_and_stay_up",
    "V30": "rules/tests/test_calendar.py::test_the_report_upwards_is_told_in_a_sentence",
    "V44": "rules/tests/test_composition.py::test_a_regional_congress_has_its_own_figures",
    "V46": "tests/test_corrections.py"
    "::test_advice_when_the_term_of_the_opinion_still_runs_then_it_is_refused_with_the_article",
    "V47": "rules/tests/test_agenda.py::test_what_is_owed_by_one_article_is_one_finding_with_that_article",
    "V51": "tests/test_binding.py::test_vote_when_cast_by_somebody_without_a_vote_then_it_is_refused_with_the_article",
    "V52": "tests/test_between.py"
    "::test_committee_head_when_not_a_delegate_on_the_roll_then_it_is_refused_with_the_article",
    "V53": "tests/test_between_owed.py"
    "::test_item_when_sent_back_then_the_next_agenda_is_told_until_it_is_brought_again",
    "V54": "tests/test_binding.py::test_item_when_passed_then_it_is_neither_voided_nor_sent_back",
    "V55": "tests/test_tenure_term.py::test_mandates_when_the_term_is_over_then_they_are_told_to_end_and_end_with_it",
    "V56": "tests/test_tenure_units.py::test_results_when_published_one_by_one_then_the_rule_is_kept_with_the_last",
    "V57": "tests/test_between.py::test_joint_meeting_when_the_unit_called_it_then_it_is_refused_with_the_article",
    "V58": "rules/tests/test_readiness.py::test_one_thing_missing_is_one_gap_with_its_step_and_law",
    "V59": "rules/tests/test_presidium.py::test_the_congress_elects_its_presidium",
    "V63": "tests/test_tenure_term.py::test_branches_when_without_a_congress_then_they_are_named_until_they_have_one",
    "V64": "tests/test_corrections.py"
    "::test_demand_when_no_written_answer_came_by_its_day_then_it_stands_against_the_unit",
    "V65": "tests/test_tenure_units.py"
    "::test_vacancy_when_filled_by_another_unit_then_the_term_says_so_with_the_article",
    "V66": "rules/tests/test_agenda.py::test_an_approval_may_not_be_brought_as_advice",
}
#: Articles that name matters or powers -> the test that shows what is asked of them.
ARTICLES = {
    9: "rules/tests/test_agenda.py::test_a_matter_may_be_brought_with_more_power_and_never_with_less",
    10: "rules/tests/test_agenda.py::test_what_is_owed_by_one_article_is_one_finding_with_that_article",
    11: "rules/tests/test_agenda.py::test_an_approval_may_not_be_brought_as_advice",
    12: "rules/tests/test_agenda.py::test_missing_yearly_reports_are_named",
    13: "tests/test_between_owed.py"
    "::test_committee_when_no_congress_elected_it_then_page_and_agenda_say_so_with_the_article",
    14: "rules/tests/test_agenda.py::test_approval_decision_election_and_evaluation_are_secret",
    40: "rules/tests/test_agenda.py::test_a_regional_congress_owes_its_own_reports_and_not_those_of_an_enterprise",
}
