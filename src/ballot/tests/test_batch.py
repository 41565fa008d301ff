"""Batch verification of whole archives: chunks, hints, continuation, processes, a cluster; always the naive verdict."""

import json
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ballot.archive import BOARD, HEADS, Archive
from ballot.board import Chain
from ballot.canonical import write
from ballot.drbg import Drbg
from ballot.errors import Invalid
from ballot.group import IDENTITY, named
from ballot.questions import Revote
from ballot.sealed import cast, prepare
from ballot.simulate import THREE, Election
from ballot.store import Last, MemoryStore, Store
from ballot.tests.world import both, lines_of, members_of, pack, play_small, rebuilt, start_small
from ballot.verify.batch import verify_batch
from ballot.verify.jobs import cluster, processes
from ballot.verify.naive import verify_naive
from ballot.verify.report import Report
from ballot.verify.spill import ChunkSums, SpillStore


def run(members: dict[str, bytes], **more: Any) -> Report:
    with Archive(pack(members)) as archive:
        return verify_batch(archive, **more)


@pytest.fixture(scope="module")
def played() -> Election:
    return play_small(Drbg("batch"))


@pytest.fixture(scope="module")
def members(played: Election) -> dict[str, bytes]:
    return members_of(played)


@pytest.mark.parametrize("chunk", [1, 2, 3, 7, 2000])
@pytest.mark.parametrize("kernel", ["fast", "libsodium", "reference"])
def test_every_chunk_size_and_kernel_gives_the_same_report(members: dict[str, bytes], chunk: int, kernel: str) -> None:
    with Archive(pack(members)) as archive:
        naive = verify_naive(archive)
    report = run(members, chunk=chunk, kernel=kernel)
    assert report.items == naive.items
    assert (report.head, report.entries, report.ballots) == (naive.head, naive.entries, 5)
    assert report.items[0].totals == (1, 1, 2)
    assert report.method == ("batch", kernel)


def test_worked_election_gives_the_results_of_the_vectors(worked_archive: Path, vectors: Any) -> None:
    expected = vectors("board.json")
    with Archive(worked_archive) as archive:
        report = verify_batch(archive, kernel="fast", chunk=10)
    assert report.election.hex() == expected["election"]
    assert report.head.hex() == expected["heads"][-1]
    for item in report.items:
        outcome = expected["results"][item.id]
        assert item.counted == outcome["counted"]
        assert (None if item.totals is None else list(item.totals)) == outcome["totals"]
        assert list(item.paper_totals) == outcome.get("paper", [])


def heads_of(election: Election) -> list[bytes]:
    chain = Chain(election.manifest.election)
    return [chain.head] + [chain.extend(line) for line in lines_of(election)]


@pytest.mark.parametrize("chunk", [1, 4, 2000])
def test_since_skips_the_proofs_up_to_a_head_and_nothing_else(played: Election, chunk: int) -> None:
    members, heads = members_of(played), heads_of(played)
    lines = lines_of(played)
    ballots = [n for n, line in enumerate(lines) if b'"kind":"ballot"' in line]
    for at in (0, ballots[0], ballots[1] + 1, len(lines)):
        skipped = sum(1 for n in ballots if n < at)
        report = run(members, since=heads[at], chunk=chunk)
        assert report.skipped == skipped
        with Archive(pack(members)) as archive:
            naive = verify_naive(archive, since=heads[at])
        assert (naive.skipped, naive.items) == (skipped, report.items)
        assert report.items[0].totals == (1, 1, 2)


def test_since_still_checks_what_follows_and_the_sums_before(played: Election) -> None:
    lines, heads = lines_of(played), heads_of(played)
    ballots = [n for n, line in enumerate(lines) if b'"kind":"ballot"' in line]
    late = json.loads(lines[ballots[3]])
    spoiled = write(late | {"counter": 2})
    changed = [*lines[: ballots[3]], spoiled, *lines[ballots[3] + 1 :]]
    made = rebuilt(played, changed)
    assert both(made, since=heads[ballots[2] + 1]) == ("proof", "proof")
    missing = rebuilt(played, [*lines[: ballots[3]], *lines[ballots[3] + 1 :]])
    assert both(missing, since=heads[ballots[2] + 1]) == ("tally", "tally")


def test_since_a_head_of_another_board_is_refused(members: dict[str, bytes]) -> None:
    assert both(members, since=bytes(32)) == ("since", "since")


def test_since_with_a_ciphertext_that_is_no_point_is_refused(played: Election) -> None:
    election = start_small(Drbg("since"))
    ballot = election.ballot(election.voters[0], THREE, (1, 0, 0))
    election.append(ballot)
    lines = lines_of(election)
    value = json.loads(lines[-1])
    spoiled = write(value | {"ciphertexts": "/" * 42 + "8=" + value["ciphertexts"][44:]})
    lines[-1] = spoiled
    chain = Chain(election.manifest.election)
    for line in lines:
        chain.extend(line)
    verdicts = both(rebuilt(election, lines), since=chain.head, unsealed=True)
    assert "ok" not in verdicts


def test_hints_are_kept_used_and_never_trusted(members: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "hints"
    first = run(members, kernel="fast", hints=path, chunk=3)
    kept = path.read_bytes()
    assert len(kept) > 5 * 22 * 32
    for content in (
        kept,
        kept[:-5],
        kept[:60],
        b"",
        kept[:21] + b"0\n" + kept[23:],
        kept[:60] + b"\xff" * (len(kept) - 60),
    ):
        path.write_bytes(content)
        assert run(members, kernel="fast", hints=path, chunk=3).items == first.items
        assert path.read_bytes() == kept
    assert run(members, kernel="fast", hints=path, chunk=2).items == first.items
    assert list(tmp_path.iterdir()) == [path]


def test_hints_never_take_the_place_of_another_file(members: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "archive.zip"
    data = pack(members).getvalue()
    path.write_bytes(data)
    with pytest.raises(ValueError, match="something else than hints"):
        run(members, kernel="fast", hints=path)
    assert path.read_bytes() == data
    assert list(tmp_path.iterdir()) == [path]


def test_hints_of_a_refused_archive_are_not_kept(members: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "hints"
    with pytest.raises(Invalid):
        run(members | {HEADS: b""}, kernel="fast", hints=path)
    assert not list(tmp_path.iterdir())


def test_processes_give_the_same_report_and_the_same_refusal(played: Election, members: dict[str, bytes]) -> None:
    assert run(members, kernel="libsodium", runner=processes(2), chunk=3).items == run(members).items
    lines = lines_of(played)
    at = next(n for n, line in enumerate(lines) if b'"kind":"ballot"' in line)
    value = json.loads(lines[at])
    spoiled = rebuilt(played, [*lines[:at], write(value | {"counter": 2}), *lines[at + 1 :]])
    with pytest.raises(Invalid, match=f"board entry {at + 1}: cell 0"):
        run(spoiled, kernel="libsodium", runner=processes(2), chunk=3)


# The libraries of the cluster open event loops and sockets that they close late.
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_dask_cluster_gives_the_same_report(members: dict[str, bytes]) -> None:
    distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None, protocol="tcp"
    ) as local:
        report = run(members, kernel="libsodium", runner=cluster(local.scheduler_address), chunk=3)
    assert report.items == run(members).items


def test_board_of_interleaved_items_is_summed_by_item() -> None:
    other = replace(THREE, id="other", title="另一议题", options=("同意", "不同意"), revote=Revote.FIRST)
    election = Election(voters=5, items=(THREE, other), entropy=Drbg("two items"), k_min=2)
    election.prepare()
    election.open(THREE)
    election.open(other)
    for n, pair in enumerate(election.voters):
        election.vote(pair, THREE, [int(c == n % 3) for c in range(3)])
        election.vote(pair, other, [int(c == n % 2) for c in range(2)])
        election.vote(pair, THREE, [0, 0, 1])
    for item in (THREE, other):
        election.close(item)
        election.count(item)
    election.seal()
    for chunk in (1, 4, 2000):
        report = run(members_of(election), kernel="fast", chunk=chunk)
        assert [item.totals for item in report.items] == [(0, 0, 5), (3, 2)]
        assert [item.ballots for item in report.items] == [10, 5]


@pytest.mark.parametrize("make", [MemoryStore, SpillStore])
def test_stores_remember_alike(make: type[MemoryStore] | type[SpillStore]) -> None:
    store = make()
    with store if isinstance(store, SpillStore) else nullcontext():
        check_store(store)


def check_store(store: Store) -> None:
    a, b, c = (bytes([n]) * 32 for n in (1, 2, 3))
    assert store.add_key(a) == 0
    assert store.add_key(b) == 1
    assert store.add_key(a) is None
    assert (store.seat(a), store.seat(b), store.seat(c)) == (0, 1, None)
    store.retire(a)
    assert store.add_key(c, 0) == 0
    assert (store.seat(a), store.seat(c)) == (None, 0)
    assert store.add_key(a) is None
    assert store.last(0, 0) is None
    store.put(0, 0, Last(1, a, b))
    store.put(0, 0, Last(2, b, c))
    store.put(1, 0, Last(1, c, c))
    assert store.last(0, 0) == Last(2, b, c)
    assert store.first_seen([a, b])
    assert not store.first_seen([c, a])
    assert not store.first_seen([b])


def test_spilled_memory_is_the_same_after_a_chunk_and_names_a_repeated_point() -> None:
    with SpillStore() as store:
        a, b, c = (bytes([n]) * 32 for n in (1, 2, 3))
        store.add_roll([a, b])
        store.begin([(0, a), (0, c)])
        assert (store.seat(a), store.seat(b), store.seat(c)) == (0, 1, None)
        store.put(0, 0, Last(1, a, b))
        assert store.first_seen([a, b])
        assert store.finish() is None
        store.begin([(0, a), (0, b)])
        assert (store.last(0, 0), store.last(0, 1)) == (Last(1, a, b), None)
        store.put(0, 0, Last(2, b, b))
        assert store.first_seen([c])
        assert store.finish() is None
        store.begin([])
        assert store.last(0, 0) == Last(2, b, b)
        assert store.first_seen([bytes(32), b])
        assert store.finish() == b


def test_sums_of_nothing_are_the_identity() -> None:
    assert ChunkSums(named("libsodium")).total(THREE) == IDENTITY * 6


@pytest.mark.parametrize("chunk", [1, 3, 2000])
def test_ciphertext_repeated_in_another_chunk_is_found(chunk: int) -> None:
    election = start_small(Drbg("repeat"))
    for n, voter in enumerate(election.voters):
        seed = "same" if n in (0, 3) else str(n)
        prepared = prepare(election.manifest, THREE, voter.public, (1, 0, 0), entropy=Drbg(seed))
        election.append(cast(prepared, voter))
    election.sign_heads()
    with pytest.raises(Invalid) as failure:
        run(members_of(election), kernel="fast", chunk=chunk, unsealed=True)
    assert failure.value.check == "duplicate"
    assert failure.value.where.startswith("board entry 7")


def test_progress_ends_at_the_size_of_the_board(members: dict[str, bytes]) -> None:
    seen: list[int] = []
    run(members, progress=seen.append, chunk=2)
    assert seen == sorted(seen)
    assert seen[-1] == len(members[BOARD])
