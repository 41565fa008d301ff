"""Sealed ballots: every allowed choice proves, nothing else does, and the vectors are remade."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ballot import sealed
from ballot.archive import MANIFEST
from ballot.canonical import write
from ballot.drbg import Drbg
from ballot.entries import read_entry
from ballot.errors import Invalid
from ballot.group import Group, named
from ballot.group import scalars as sc
from ballot.manifest import Manifest, read_manifest
from ballot.questions import Item, Kind, Revote, read_item
from ballot.sealed import Audit, Ballot
from ballot.signature import key_of, key_pair
from ballot.simulate import Election
from ballot.strategies import choices, items
from ballot.tests.world import unpack

GROUP = named("libsodium")
FIVE = Item(id="five", kind=Kind.CHOOSE, title="选举", options=tuple("甲乙丙丁戊"), least=1, most=3, revote=Revote.LAST)


@pytest.fixture(scope="module")
def worked(worked_archive: Any) -> Manifest:
    return read_manifest(GROUP, unpack(worked_archive)[MANIFEST])


class Once:
    """Entropy read from hex, once."""

    def __init__(self, text: str) -> None:
        self._rest = bytes.fromhex(text)

    def __call__(self, length: int) -> bytes:
        data, self._rest = self._rest[:length], self._rest[length:]
        return data


@pytest.mark.parametrize("number", range(5))
def test_ballot_is_that_of_the_vectors(
    number: int, worked: Manifest, group: Group, vectors: Callable[[str], Any]
) -> None:
    v = vectors("ballot.json")[number]
    pair = key_of(sc.decode(bytes.fromhex(v["secret"])), group)
    body = v["ballot"]
    prepared = sealed.prepare(
        worked,
        worked.by_id[v["item"]],
        pair.public,
        v["choices"],
        counter=body["counter"],
        previous=bytes.fromhex(body["previous"]),
        entropy=Once(v["entropy_prepare"]),
        group=group,
    )
    assert prepared.tracker.hex() == v["tracker"]
    assert sealed.short_tracker(prepared.tracker) == v["short_tracker"]
    cast = sealed.cast(prepared, pair, Once(v["entropy_sign"]), group)
    assert cast.to_json() == body
    assert cast.context(worked.election).hex() == v["context"]
    opened = sealed.audit(prepared, pair, Once(v["entropy_audit"]), group)
    assert opened.to_json() == v["audit"]
    sealed.check_ballot(group, worked, cast, "here")
    sealed.check_audit(group, worked, opened, "here")
    assert read_entry(worked, write(body), "here")[0] == cast
    assert read_entry(worked, write(v["audit"]), "here")[0] == opened


@settings(max_examples=15, deadline=None)
@given(st.data(), items())
def test_every_allowed_choice_makes_a_ballot_that_verifies(data: st.DataObject, item: Item) -> None:
    chosen = data.draw(choices(item))
    election = Election(voters=1, items=(item,), entropy=Drbg(item.id), group=GROUP)
    ballot = election.ballot(election.voters[0], item, chosen)
    sealed.check_ballot(GROUP, election.manifest, ballot, "here")
    assert read_item(item.to_json(), "here") == item


@settings(max_examples=60)
@given(st.data(), items())
def test_choices_the_item_does_not_allow_are_refused(data: st.DataObject, item: Item) -> None:
    chosen = list(data.draw(choices(item)))
    item.check_choices(chosen)
    everything = [1] * item.cells
    if not all(s.high >= len(s.cells) for s in item.sums):
        with pytest.raises(ValueError, match="choices are allowed"):
            item.check_choices(everything)
    for wrong in (chosen[:-1], [*chosen, 0], [2, *chosen[1:]], [-1, *chosen[1:]]):
        with pytest.raises(ValueError, match="one 0 or 1"):
            item.check_choices(wrong)


def test_overfull_ballot_cannot_be_prepared() -> None:
    election = Election(voters=1, items=(FIVE,), entropy=Drbg("five"), group=GROUP)
    with pytest.raises(ValueError, match="1 to 3"):
        election.ballot(election.voters[0], FIVE, [1, 1, 1, 1, 0])


def test_tracker_is_written_for_people_in_four_groups() -> None:
    assert sealed.short_tracker(bytes(32)) == "0000-0000-0000-0000"
    assert sealed.short_tracker(b"\xff" * 32) == "ZZZZ-ZZZZ-ZZZZ-ZZZZ"
    assert sealed.short_tracker(bytes([0b00001_000, 0b10_00011_0]) + bytes(30))[:4] == "1230"


def test_prepared_ballot_does_not_show_choices_or_randomness() -> None:
    election = Election(voters=1, items=(FIVE,), entropy=Drbg("five"), group=GROUP)
    pair = election.voters[0]
    prepared = sealed.prepare(election.manifest, FIVE, pair.public, [1, 0, 0, 0, 0], group=GROUP)
    assert repr(prepared) == f"Prepared(tracker={prepared.tracker.hex()})"


@pytest.fixture(scope="module")
def opened() -> tuple[Manifest, Audit]:
    election = Election(voters=1, items=(FIVE,), entropy=Drbg("audit"), group=GROUP)
    return election.manifest, election.audit(election.voters[0], FIVE, [0, 1, 0, 1, 0])


def test_audit_opened_to_other_choices_is_refused(opened: tuple[Manifest, Audit]) -> None:
    manifest, audit = opened
    sealed.check_audit(GROUP, manifest, audit, "here")
    for wrong in (
        replace(audit, choices="10010"),
        replace(audit, opening=audit.opening[32:] + audit.opening[:32]),
        replace(audit, opening=b"\xff" * len(audit.opening)),
    ):
        with pytest.raises(Invalid):
            sealed.check_audit(GROUP, manifest, wrong, "here")


def test_device_that_encrypts_another_choice_is_caught_by_an_audit() -> None:
    election = Election(voters=1, items=(FIVE,), entropy=Drbg("liar"), group=GROUP)
    pair = election.voters[0]
    prepared = sealed.prepare(election.manifest, FIVE, pair.public, [1, 0, 0, 0, 0], group=GROUP)
    lie = replace(prepared, choices=(0, 1, 0, 0, 0))
    with pytest.raises(Invalid) as failure:
        sealed.check_audit(GROUP, election.manifest, sealed.audit(lie, pair, group=GROUP), "here")
    assert failure.value.check == "audit"


def test_signature_of_a_cast_does_not_open_an_audit_nor_the_other_way(opened: tuple[Manifest, Audit]) -> None:
    manifest, audit = opened
    with pytest.raises(Invalid) as failure:
        sealed.check_ballot(GROUP, manifest, audit.ballot, "here")
    assert failure.value.check == "signature"


@pytest.mark.parametrize(
    "value",
    [
        {"kind": "shuffle"},
        {},
        None,
        FIVE.to_json() | {"kind": "one"},
        FIVE.to_json() | {"max": 6},
        FIVE.to_json() | {"max": 0, "min": 0},
        FIVE.to_json() | {"min": 4},
        FIVE.to_json() | {"options": ["甲"]},
        FIVE.to_json() | {"options": ["甲", 2]},
        FIVE.to_json() | {"revote": "both"},
        FIVE.to_json() | {"id": "Five"},
        FIVE.to_json() | {"majority": {"base": "roll", "den": 2, "num": 3, "op": ">"}},
        FIVE.to_json() | {"majority": {"base": "roll", "den": 2, "num": 1, "op": "="}},
        FIVE.to_json() | {"title": "a\nb"},
        {**FIVE.to_json(), "more": 1},
    ],
)
def test_item_of_another_form_is_refused(value: object) -> None:
    with pytest.raises(Invalid) as failure:
        read_item(value, "here")
    assert failure.value.check == "manifest"


def test_key_made_for_each_voter_differs() -> None:
    assert len({key_pair(group=GROUP).public for _ in range(5)}) == 5


def test_ballot_without_its_proofs_is_refused() -> None:
    election = Election(voters=1, items=(FIVE,), entropy=Drbg("bare"), group=GROUP)
    ballot = election.ballot(election.voters[0], FIVE, [1, 0, 0, 0, 0])
    bare: Ballot = replace(ballot, proofs=b"")
    with pytest.raises(Invalid, match="length of the proofs"):
        sealed.check_ballot(GROUP, election.manifest, bare, "here")
