"""The specification and the vectors cannot fall behind the code."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import ballot
from ballot.drbg import Drbg
from ballot.entries import _READERS
from ballot.manifest import _MEMBERS
from ballot.questions import Kind
from ballot.transcript import SUITE
from ballot.vectors.__main__ import write_all
from ballot.words import CHECKS_ZH

ROOT = Path(__file__).resolve().parents[3]
SOURCES = sorted((ROOT / "src/ballot").rglob("*.py"))


@pytest.fixture(scope="module")
def specification() -> str:
    return (ROOT / "docs/reference/ballot-v1.md").read_text(encoding="utf-8")


def own_sources() -> Iterator[str]:
    for path in SOURCES:
        if "tests" not in path.parts and "vectors" not in path.parts:
            yield path.read_text(encoding="utf-8")


def test_every_label_and_purpose_of_the_code_stands_in_the_specification(specification: str) -> None:
    labels = set()
    for text in own_sources():
        labels |= set(re.findall(r'\b(?:wide|digest|challenge|prefix|stream)\(\s*"([a-z-]+)"', text))
        labels |= set(re.findall(r'\b(?:sign|verify)\([^)"]*"([a-z-]+)"', text))
    assert {"ballot", "tracker", "signature", "decrypt", "dkg-confirm", "head", "entry", "nonce"} <= labels
    assert not {label for label in labels if f'"{label}"' not in specification}


def test_every_check_of_the_code_has_its_name_in_the_specification(specification: str) -> None:
    named = re.search(r"Names of checks: `([^`]*)`", specification)
    assert named is not None
    names = set(named[1].split())
    used = set()
    for text in own_sources():
        used |= set(re.findall(r'Invalid\("([a-z]+)"', text))
        used |= set(re.findall(r'ensure\([^"]*, "([a-z]+)", ', text))
    assert used <= names
    assert names == set(CHECKS_ZH)


def test_every_kind_of_entry_item_and_member_stands_in_the_specification(specification: str) -> None:
    for name in (*_READERS, *Kind, *_MEMBERS, SUITE):
        assert f"`{name}`" in specification, name


def test_vectors_are_those_the_code_writes(tmp_path: Path) -> None:
    write_all(tmp_path)
    for path in sorted(tmp_path.iterdir()):
        committed = ROOT / "vectors" / path.name
        if path.suffix == ".zip":
            # What was packed must be the same; how tightly differs from one zlib to the next.
            assert members(path) == members(committed), path.name
        else:
            assert path.read_bytes() == committed.read_bytes(), path.name


def members(path: Path) -> list[tuple[str, bytes]]:
    """Return the members of an archive, in order, unpacked."""
    with zipfile.ZipFile(path) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def test_library_knows_neither_django_nor_the_platform_nor_the_network() -> None:
    forbidden = re.compile(
        r"^\s*(?:import|from) (?:django|gonghui|logging|socket|urllib|http|requests)\b", re.MULTILINE
    )
    for path in SOURCES:
        if "tests" not in path.parts:
            assert not forbidden.search(path.read_text(encoding="utf-8")), path


def test_naive_verifier_is_small_enough_to_read() -> None:
    assert len((ROOT / "src/ballot/verify/naive.py").read_text(encoding="utf-8").splitlines()) < 300


def test_public_names_are_these() -> None:
    assert sorted(ballot.__all__) == [
        "Invalid", "Item", "Kind", "Majority", "Manifest", "Revote", "Scrutineer", "Trustee",
    ]  # fmt: skip


def test_test_stream_repeats_itself_however_it_is_cut() -> None:
    whole, parts = Drbg("a"), Drbg("a")
    assert whole(200) == parts(3) + parts(64) + parts(133)
    assert Drbg("a")(64) != Drbg("b")(64)
