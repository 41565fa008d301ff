"""What is sealed opens in its own place only, and shows itself to nobody who does not ask."""

import base64
import copy
import logging
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from gonghui.kernel.privacy import KeysMissing, Sealed, Tampered, blind_index
from gonghui.kernel.privacy.index import LENGTH, normalise
from gonghui.kernel.privacy.sealing import Place, key_of, new_key, read_key, read_ring, ring, seal, unseal

HERE = Place("people", "resident_id")
THERE = Place("people", "phone")
NUMBER = "310000190001010002"
OLD, NEW = f"old:{'A' * 43}=", f"new:{'B' * 42}A="


@given(st.text())
def test_text_when_sealed_and_opened_in_place_is_the_same(plain: str) -> None:
    assert unseal(seal(plain, HERE), HERE) == plain


def test_text_when_sealed_twice_gives_two_different_values() -> None:
    assert seal(NUMBER, HERE) != seal(NUMBER, HERE)


def test_text_when_sealed_stands_nowhere_in_the_value() -> None:
    stored = seal(NUMBER, HERE)
    assert stored.isascii()
    assert NUMBER not in stored
    assert NUMBER.encode() not in base64.urlsafe_b64decode(stored.rsplit(".", 1)[1])


def test_value_when_moved_to_another_column_or_table_does_not_open() -> None:
    stored = seal(NUMBER, HERE)
    for place in (THERE, Place("other", "resident_id"), Place("peopleresident", "_id")):
        with pytest.raises(Tampered) as tampered:
            unseal(stored, place)
        assert NUMBER not in str(tampered.value)


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_value_when_any_byte_is_changed_does_not_open(position: int, change: int) -> None:
    head, body = seal(NUMBER, HERE).rsplit(".", 1)
    raw = bytearray(base64.urlsafe_b64decode(body))
    raw[position % len(raw)] ^= change
    with pytest.raises(Tampered):
        unseal(f"{head}.{base64.urlsafe_b64encode(bytes(raw)).decode()}", HERE)


@pytest.mark.parametrize(
    "change",
    [
        lambda stored: stored[:-8],
        lambda stored: stored + "=",
        lambda stored: stored + "\n",
        lambda stored: stored.replace("v1.", "v2."),
        lambda stored: stored.replace("v1.t1.", "v1.t9."),
        lambda _stored: "v1.t1.AAAA",
        lambda _stored: "v1.t1.",
        lambda _stored: "310000190001010002",
        lambda _stored: "",
        lambda _stored: "v1.t1.ä",
    ],
)
def test_value_when_malformed_does_not_open(change, settings: Settings) -> None:
    settings.GONGHUI_COLUMN_KEYS = f"t1:{'A' * 43}="
    with pytest.raises(Tampered) as tampered:
        unseal(change(seal(NUMBER, HERE)), HERE)
    assert str(tampered.value).startswith("people.resident_id: ")


def test_value_when_written_in_a_second_way_does_not_open(settings: Settings) -> None:
    # 17 bytes leave two idle bits in the last character: only the canonical writing is accepted.
    stored = seal("12345", HERE)
    twisted = stored[:-2] + chr(ord(stored[-2]) + 1) + stored[-1] if stored.endswith("=") else stored + "A"
    with pytest.raises(Tampered):
        unseal(twisted, HERE)


def test_key_when_exchanged_opens_old_values_and_seals_new_ones(settings: Settings) -> None:
    settings.GONGHUI_COLUMN_KEYS = OLD
    stored = seal(NUMBER, HERE)
    assert key_of(stored) == "old"
    settings.GONGHUI_COLUMN_KEYS = f"{NEW},{OLD}"
    assert unseal(stored, HERE) == NUMBER
    value = Sealed.stored(stored, HERE)
    assert value.is_stale
    again = value.stored_for(HERE)
    assert key_of(again) == "new"
    assert unseal(again, HERE) == NUMBER
    settings.GONGHUI_COLUMN_KEYS = NEW
    assert unseal(again, HERE) == NUMBER
    with pytest.raises(Tampered, match="no key opens it"):
        unseal(stored, HERE)


def test_sealed_when_kept_in_place_is_not_sealed_again() -> None:
    stored = seal(NUMBER, HERE)
    assert Sealed.stored(stored, HERE).stored_for(HERE) == stored


def test_sealed_when_put_elsewhere_is_sealed_for_there() -> None:
    moved = Sealed.stored(seal(NUMBER, HERE), HERE).stored_for(THERE)
    assert unseal(moved, THERE) == NUMBER


def test_sealed_when_printed_or_logged_tells_nothing(caplog: pytest.LogCaptureFixture) -> None:
    for value in (Sealed.of(NUMBER), Sealed.stored(seal(NUMBER, HERE), HERE)):
        value.reveal()
        assert repr(value) == str(value) == f"{value}" == f"{value!r}" == f"{value:>20}" == "%s" % value == "<sealed>"  # noqa: UP031
        with caplog.at_level(logging.WARNING):
            logging.getLogger("gonghui").warning("value %s in %r", value, {"id": value})
    assert NUMBER not in caplog.text


def test_sealed_when_pickled_refuses() -> None:
    with pytest.raises(TypeError, match="not pickled"):
        pickle.dumps(Sealed.of(NUMBER))


def test_sealed_when_compared_is_equal_by_text_only_to_another_sealed() -> None:
    assert Sealed.of(NUMBER) == Sealed.stored(seal(NUMBER, HERE), HERE)
    assert Sealed.of(NUMBER) != Sealed.of("x")
    assert Sealed.of(NUMBER) != NUMBER
    with pytest.raises(TypeError):
        hash(Sealed.of(NUMBER))


def test_sealed_when_copied_deeply_is_itself() -> None:
    value = Sealed.of(NUMBER)
    assert copy.deepcopy([value]) == [value]


@pytest.mark.parametrize("text", ["", " , \n", "k1", "k1:", "k1:AAAA", f"k 1:{'A' * 43}=", f"{OLD},{OLD}", "k1:ä"])
def test_ring_when_malformed_says_which_setting_and_never_the_key(text: str) -> None:
    with pytest.raises(KeysMissing) as missing:
        read_ring(text)
    assert str(missing.value).startswith("GONGHUI_COLUMN_KEYS")
    assert "AAAA" not in str(missing.value)


def test_ring_when_kept_in_lines_takes_the_first_key_as_current() -> None:
    keys = read_ring(f"{NEW}\n{OLD}\n")
    assert (keys.current, sorted(keys.keys)) == ("new", ["new", "old"])
    assert "AAAA" not in repr(keys)


def test_ring_when_asked_for_is_the_one_of_the_settings(settings: Settings) -> None:
    settings.GONGHUI_COLUMN_KEYS = NEW
    assert ring().current == "new"


def test_key_when_new_is_read_back_and_never_the_same() -> None:
    first, second = new_key(), new_key()
    assert len(read_key(first, setting="X")) == len(read_key(second, setting="X")) == 32
    assert first != second


def test_index_when_written_differently_is_the_same() -> None:
    index = blind_index("31000019000101000x", "resident-id")
    assert len(index) == LENGTH
    assert index == blind_index(" 310000 19000101 000X\u200b", "resident-id")
    assert index == blind_index("３１００００１９０００１０１０００Ｘ", "resident-id")
    assert index != blind_index("310000190001010002", "resident-id")


def test_index_when_for_another_purpose_or_key_is_unrelated(settings: Settings) -> None:
    index = blind_index(NUMBER, "resident-id")
    assert index != blind_index(NUMBER, "phone")
    settings.GONGHUI_INDEX_KEY = new_key()
    assert index != blind_index(NUMBER, "resident-id")


def test_index_when_key_is_missing_says_which_setting(settings: Settings) -> None:
    settings.GONGHUI_INDEX_KEY = ""
    with pytest.raises(KeysMissing, match=r"^GONGHUI_INDEX_KEY: a key is 32 bytes in base64$"):
        blind_index(NUMBER, "resident-id")


@pytest.mark.parametrize(
    ("value", "purpose"), [("", "phone"), (" \u200b", "phone"), ("1", ""), ("1", "Phone"), ("1", "p")]
)
def test_index_when_nothing_to_index_or_no_purpose_is_an_error(value: str, purpose: str) -> None:
    with pytest.raises(ValueError, match=r"^(nothing to index|a purpose is a lower-case word)$"):
        blind_index(value, purpose)


@given(st.text())
def test_value_when_normalised_twice_is_as_after_once(value: str) -> None:
    assert normalise(normalise(value)) == normalise(value)
