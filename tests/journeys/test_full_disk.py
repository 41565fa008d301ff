"""The disk of the database is full while ballots come: nothing acknowledged is lost, and all goes on by itself."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from devtools import debian, postgres
from tests.journeys import storming
from tests.journeys.storming import PATIENCE, PHONES, Hall, Phone, together

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.alone]
SIZE = "512m"
FIRST = 10
"""How many phones vote before the disk is full."""


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk of its own for the database, small enough to be filled.

    Not in the folder of pytest, which it keeps to itself: the database has a user of its own.
    """
    disk = Path(tempfile.mkdtemp(prefix="gonghui-disk-"))
    mount = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=755", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mount.returncode != 0:
        disk.rmdir()
        pytest.skip("this machine does not let us mount a disk: only root may")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)
    disk.rmdir()


@pytest.fixture
def hall(small_disk: Path, tmp_path: Path) -> Iterator[Hall]:
    if debian.postgres_folder() is None:
        pytest.skip("there is no PostgreSQL on this machine")
    with postgres.running(durable=True, within=small_disk) as server:
        _keep_the_log_short(server.url)
        (tmp_path / "database-url").write_text(server.url, encoding="utf-8")
        made = Hall(storming.made(tmp_path))
        yield made
        made.site.stop()


def _keep_the_log_short(database: str) -> None:
    """Let the log of the database take less than the disk: building a hall writes much of it."""
    with psycopg.connect(database, autocommit=True, connect_timeout=10) as connection:
        for setting in ("max_wal_size = '64MB'", "min_wal_size = '32MB'"):
            connection.execute(f"ALTER SYSTEM SET {setting}")
        connection.execute("SELECT pg_reload_conf()")


def filled(disk: Path, database: str) -> Path:
    """Fill a disk to its last byte, and return the file to delete.

    The database has just begun a new file of its log: what runs full is a table, as on most days.
    """
    with psycopg.connect(database, autocommit=True, connect_timeout=10) as connection:
        connection.execute("SELECT pg_switch_wal()")
        connection.execute("CHECKPOINT")
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12):
            with suppress(OSError):  # no space left on the device
                while file.write(bytes(size)) == size:
                    pass
    assert shutil.disk_usage(disk).free == 0
    return ballast


def test_disk_of_the_database_when_full_then_nothing_acknowledged_is_lost_and_all_goes_on_once_there_is_room(
    hall: Hall, small_disk: Path
) -> None:
    before = together(hall.cast_until_answered, hall.phones[:FIRST])
    ballast = filled(small_disk, (hall.site.folder / "database-url").read_text(encoding="utf-8"))
    answers: dict[str, bytes] = {}
    refused: list[Phone] = []
    for phone in hall.phones[FIRST:]:
        status, answer = hall.cast(phone)
        if status == 200:  # room that the tables had left
            answers[phone["session"]] = answer
            continue
        assert status == 503, (status, answer)
        assert "系统正在恢复" in answer.decode()
        refused.append(phone)
        if len(refused) == FIRST:
            break
    assert len(refused) == FIRST, "the disk was not full"
    assert len(hall.trackers()) == len(before) + len(answers)
    with ThreadPoolExecutor(12) as pool:
        casting = [pool.submit(hall.cast_until_answered, phone) for phone in refused]
        os.truncate(ballast, 0)
        acknowledged = [one.result(PATIENCE) for one in casting]
    assert len(hall.trackers()) == len(before) + len(answers) + len(acknowledged)
    assert set(before) | set(acknowledged) <= set(hall.trackers())
    again = together(hall.cast_until_answered, hall.phones)
    assert sorted(again) == sorted(hall.trackers())
    assert len(set(again)) == PHONES
    hall.result_is_whole()
