"""Counting: what a sheet must add up to, what two sheets must agree on, what a result is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.congress.rules.kinds import Channel
from gonghui.congress.rules.parameters import PASS, QUORUM
from gonghui.congress.rules.tests.examples import CN, SH
from gonghui.congress.rules.vote import NOTHING, Tally, combine, decide, sheet_differences, tally_faults, tie_words


def tally(yes: int, no: int, abstained: int, *, issued: int | None = None, blank: int = 0, spoiled: int = 0) -> Tally:
    returned = yes + no + abstained + blank + spoiled
    return Tally(
        issued=returned if issued is None else issued,
        returned=returned,
        votes_for=yes,
        votes_against=no,
        abstained=abstained,
        blank=blank,
        spoiled=spoiled,
    )


def test_a_sheet_that_adds_up_has_no_fault():
    sheet = tally(171, 9, 5, issued=187)
    assert tally_faults(sheet) == ()
    assert (sheet.valid, sheet.not_cast) == (185, 2)
    assert tally_faults(NOTHING) == ()


@pytest.mark.parametrize(
    ("sheet", "faults"),
    [
        (tally(171, 9, 8, issued=187), ["收回 188 票，多于发出的 187 票，本轮无效，应当重新表决"]),
        (
            Tally(issued=187, returned=186, votes_for=171, votes_against=9, abstained=5),
            ["赞成、反对、弃权、空白票、废票合计 185 票，与收回的 186 票不符，请重新清点"],
        ),
        (
            Tally(issued=3, returned=1, votes_for=2, votes_against=-1, abstained=0),
            ["反对不能是负数"],
        ),
    ],
)
def test_a_sheet_that_cannot_be_right_says_why(sheet, faults):
    assert [str(fault) for fault in tally_faults(sheet)] == faults


def test_two_sheets_are_compared_field_by_field():
    first, second = tally(171, 9, 5), tally(170, 10, 5)
    assert [str(line) for line in sheet_differences(first, second)] == [
        "两份计票单的“赞成”不一致：171 与 170，请共同重新清点",
        "两份计票单的“反对”不一致：9 与 10，请共同重新清点",
    ]
    assert sheet_differences(first, first) == ()


def test_channels_add_up():
    whole = combine({Channel.ONLINE: tally(100, 3, 2, issued=110), Channel.PAPER: tally(20, 1, 0, spoiled=2)})
    assert whole == Tally(issued=133, returned=128, votes_for=120, votes_against=4, abstained=2, spoiled=2)
    assert combine({}) == NOTHING


def test_the_result_of_the_plant_is_told_in_integers():
    result = decide(SH[PASS], base=213, tally=tally(171, 9, 5, issued=187))
    assert (result.passed, result.passes_by_law, result.needed, result.not_cast, result.absent) == (
        True,
        True,
        107,
        2,
        26,
    )
    assert str(result.sentence) == (
        "赞成 171 票，反对 9 票，弃权 5 票，未表决 28 人（其中 26 人表决时不在场）；"
        "须全体代表 213 人过半数，即 107 票，通过"
    )
    assert result.note is None


@pytest.mark.parametrize(("yes", "passed"), [(106, False), (107, True)])
def test_one_vote_decides(yes, passed):
    result = decide(SH[PASS], base=213, tally=tally(yes, 40, 0))
    assert result.passed is passed
    assert str(result.sentence).endswith("即 107 票，通过" if passed else "即 107 票，未通过")


def test_a_majority_of_those_present_is_not_enough():
    result = decide(SH[PASS], base=213, tally=tally(100, 42, 0))
    assert not result.passed
    assert result.absent == 71


def test_spoiled_and_blank_ballots_stay_in_the_base():
    result = decide(SH[PASS], base=213, tally=tally(106, 0, 10, blank=10, spoiled=20))
    assert not result.passed
    assert "空白票 10 票，废票 20 票" in str(result.sentence)


def test_the_parts_told_add_up_to_the_base():
    whole = decide(SH[PASS], base=213, tally=tally(139, 9, 3, issued=153, spoiled=1))
    assert str(whole.sentence).startswith(
        "赞成 139 票，反对 9 票，弃权 3 票，废票 1 票，未表决 61 人（其中 60 人表决时不在场）；"
    )
    assert whole.not_cast + whole.absent == 61
    present = decide(SH[PASS], base=6, tally=tally(4, 1, 0, issued=6))
    assert str(present.sentence).startswith("赞成 4 票，反对 1 票，弃权 0 票，未表决 1 人；")


def test_exactly_half_prints_both_wordings():
    result = decide(SH[PASS], base=212, tally=tally(106, 100, 0))
    assert (result.passed, result.passes_by_law) == (False, True)
    assert str(result.note) == ("赞成 106 票恰好在 212 人的界线上：法律用语“半数以上”已达到，本次适用的“过半数”未达到")
    assert decide(CN[PASS], base=212, tally=tally(106, 100, 0)).note is None


def test_equal_votes_are_no_matter_for_the_chair():
    result = decide(SH[PASS], base=213, tally=tally(90, 90, 7))
    assert str(result.note) == "赞成与反对票数相同；是否通过只看赞成票是否达到 107 票，不由主持人裁定"
    assert decide(SH[PASS], base=213, tally=tally(0, 0, 7)).note is None


@pytest.mark.parametrize(
    ("sheet", "base", "reason"),
    [(tally(10, 0, 0, issued=5), 213, "faults"), (tally(214, 0, 0), 213, "issued"), (NOTHING, 0, "nobody")],
)
def test_a_count_that_cannot_be_has_no_result(sheet, base, reason):
    with pytest.raises(ValueError, match=reason):
        decide(SH[PASS], base=base, tally=sheet)


@given(st.integers(1, 800), st.data())
def test_a_result_never_loses_anybody(base, data):
    parts = [data.draw(st.integers(0, base)) for _ in range(5)]
    while sum(parts) > base:
        parts[parts.index(max(parts))] -= sum(parts) - base if max(parts) >= sum(parts) - base else max(parts)
    issued = data.draw(st.integers(sum(parts), base))
    result = decide(SH[PASS], base=base, tally=tally(*parts[:3], issued=issued, blank=parts[3], spoiled=parts[4]))
    assert (
        result.votes_for
        + result.votes_against
        + result.abstained
        + result.blank
        + result.spoiled
        + result.not_cast
        + result.absent
        == base
    )
    assert result.passed == (2 * result.votes_for > base)
    assert result.passes_by_law == (2 * result.votes_for >= base)
    assert result.passes_by_law or not result.passed


@given(st.integers(1, 800), st.integers(0, 800))
def test_one_more_vote_for_never_turns_a_result(base, yes):
    yes = min(yes, base - 1)
    before = decide(SH[QUORUM], base=base, tally=tally(yes, 0, 0))
    after = decide(SH[QUORUM], base=base, tally=tally(yes + 1, 0, 0))
    assert after.passed or not before.passed


@given(st.integers(1, 400), st.integers(1, 400))
def test_what_is_told_of_equal_votes_before_is_true_of_every_count(base, needed):
    told = str(tie_words(needed=needed, base=base))
    passes = any(votes >= needed for votes in range(base // 2 + 1))
    assert told.startswith("赞成、反对票数相同的，不通过") is not passes
    if passes:
        assert f"是否达到 {needed} 票" in told
