"""What the tests of the library share: vectors, back ends, and a small election played once."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ballot.drbg import Drbg
from ballot.group import Group, named
from ballot.simulate import Election
from ballot.tests.world import CachedGroup, play_small
from ballot.verify.kernels import Kernel, kernel

VECTORS = Path(__file__).resolve().parents[3] / "vectors"


@pytest.fixture(scope="session")
def vectors() -> Callable[[str], Any]:
    """Read a file of `vectors/`."""

    def read(name: str) -> Any:
        return json.loads((VECTORS / name).read_text(encoding="utf-8"))

    return read


@pytest.fixture(scope="session")
def worked_archive() -> Path:
    """Give the worked election's archive."""
    return VECTORS / "election.zip"


@pytest.fixture(params=["reference", "libsodium"])
def group(request: pytest.FixtureRequest) -> Group:
    """Run a test on both back ends of the group."""
    return named(request.param)


@pytest.fixture(scope="session", params=["reference", "libsodium", "fast"])
def any_kernel(request: pytest.FixtureRequest) -> Kernel:
    """Run a test on the three back ends of batch verification."""
    return kernel(request.param)


@pytest.fixture(scope="session")
def cached() -> CachedGroup:
    """Give libsodium with a memory, so that verifying nearly the same board again costs little."""
    return CachedGroup()


@pytest.fixture
def election() -> Election:
    """Play a small election, ready to be read or spoiled."""
    return play_small(Drbg("small"))


@pytest.fixture
def target() -> io.BytesIO:
    """Give a place to write an archive to."""
    return io.BytesIO()
