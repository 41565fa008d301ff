"""Ids keep their promises."""

from gonghui.kernel.ids import uuid4, uuid7


def test_uuid7_when_many_are_made_then_each_is_larger_than_the_one_before():
    made = [uuid7() for _ in range(5000)]
    assert made == sorted(made)
    assert len(set(made)) == 5000


def test_uuid7_when_made_then_version_and_variant_are_those_of_rfc_9562():
    assert {(made.version, made.variant) for made in (uuid7() for _ in range(50))} == {(7, "specified in RFC 4122")}


def test_uuid4_when_made_then_it_is_random():
    assert uuid4().version == 4
