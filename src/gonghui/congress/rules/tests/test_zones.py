"""A show of hands counted zone by zone."""

from hypothesis import given
from hypothesis import strategies as st

from gonghui.congress.rules.vote import tally_faults
from gonghui.congress.rules.zones import Zone, total, zone_differences, zone_faults


def zone(name, votes_for=0, votes_against=0, abstained=0):
    return Zone(name=name, votes_for=votes_for, votes_against=votes_against, abstained=abstained)


counts = st.integers(min_value=0, max_value=300)


@given(st.lists(st.tuples(counts, counts, counts), min_size=1, max_size=9))
def test_total_when_zones_are_summed_then_every_hand_is_in_it_once(numbers):
    zones = [zone(str(n), *three) for n, three in enumerate(numbers)]
    hands = sum(map(sum, numbers))
    whole = total(zones, entitled=hands + 3)
    assert (whole.returned, whole.valid, whole.not_cast) == (hands, hands, 3)
    assert tally_faults(whole) == ()
    assert zone_differences(zones, zones) == ()


def test_total_when_more_hands_than_delegates_then_the_count_is_faulty():
    assert tally_faults(total([zone("东", 5), zone("西", 6)], entitled=10))


def test_zones_when_unnamed_twice_or_negative_then_each_is_said():
    said = " ".join(map(str, zone_faults([zone("东"), zone("东"), zone(" "), zone("西", -1)])))
    assert "“东”写了两次" in said
    assert "没有写名称" in said
    assert "负数" in said
    assert zone_faults([zone("东"), zone("西")]) == ()


def test_differences_when_the_sum_is_the_same_then_the_zones_still_tell():
    first, second = [zone("东", 3, 1), zone("西", 2)], [zone("东", 2, 1), zone("西", 3)]
    assert total(first, entitled=9) == total(second, entitled=9)
    assert [str(one) for one in zone_differences(first, second)] == [
        "分区“东”的赞成不一致：3 与 2，请共同重新清点", "分区“西”的赞成不一致：2 与 3，请共同重新清点",
    ]  # fmt: skip
    assert "“南”只有一位" in str(zone_differences(first, [*first, zone("南")])[0])
