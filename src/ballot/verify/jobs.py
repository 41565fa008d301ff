"""Chunks as jobs: here, in other processes, or on an existing dask cluster; results always in order."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from multiprocessing import get_context
from typing import Any

from ballot.group import standard
from ballot.manifest import read_manifest
from ballot.verify.chunk import ChunkResult, ChunkVerifier
from ballot.verify.kernels import kernel


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A chunk of the board with all a worker needs to verify its ballots."""

    manifest: bytes
    kernel: str
    lines: tuple[bytes, ...]
    heads: tuple[bytes, ...]
    first: int
    skip: int = 0
    hints: bytes = b""


Runner = Callable[[Iterable[Job]], Iterator[tuple[Job, ChunkResult]]]


@lru_cache(maxsize=4)
def _verifier(manifest: bytes, name: str) -> ChunkVerifier:
    return ChunkVerifier(read_manifest(standard(), manifest), kernel(name))


def run_job(job: Job) -> ChunkResult:
    """Verify one chunk.

    Raises: Invalid(check, where).
    """
    return _verifier(job.manifest, job.kernel).verify(job.lines, job.first, job.hints, job.skip)


def run_here(jobs: Iterable[Job]) -> Iterator[tuple[Job, ChunkResult]]:
    """Verify chunk after chunk in this process."""
    for job in jobs:
        yield job, run_job(job)


def _in_order(
    submit: Callable[[Job], "Future[ChunkResult] | Any"], jobs: Iterable[Job], ahead: int
) -> Iterator[tuple[Job, ChunkResult]]:
    waiting: deque[tuple[Job, Any]] = deque()
    for job in jobs:
        waiting.append((job, submit(job)))
        if len(waiting) > ahead:
            done, future = waiting.popleft()
            yield done, future.result()
    while waiting:
        done, future = waiting.popleft()
        yield done, future.result()


def processes(workers: int) -> Runner:
    """Verify on several processes of this machine, a bounded number of chunks ahead."""

    def run(jobs: Iterable[Job]) -> Iterator[tuple[Job, ChunkResult]]:
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            yield from _in_order(lambda job: pool.submit(run_job, job), jobs, workers + 1)

    return run


def cluster(address: str) -> Runner:
    """Verify on an existing dask cluster whose workers have this library.

    Raises: ImportError when dask is not installed; OSError when the scheduler does not answer.
    """
    distributed: Any = import_module("distributed")
    client = distributed.Client(address, timeout="10s")
    ahead = 2 * max(1, sum(client.ncores().values()))

    def run(jobs: Iterable[Job]) -> Iterator[tuple[Job, ChunkResult]]:
        with client:
            yield from _in_order(lambda job: client.submit(run_job, job, pure=False), jobs, ahead)

    return run
