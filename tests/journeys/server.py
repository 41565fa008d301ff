"""A real server process with a data folder and a database of its own, as a unit would run it."""

import json
import os
import resource
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from devtools.postgres import end_with_parent

ROOT = Path(__file__).resolve().parents[2]
READY_WITHIN = 60
STOPS_WITHIN = 20
ENDS_WITHIN = 240
"""Seconds after which a program that sets a stage is killed with all it has started."""
SECRETS = {
    "GONGHUI_SECRET_KEY": "only-for-the-journeys",
    "GONGHUI_COLUMN_KEYS": "t1:dGVzdC1jb2x1bW4ta2V5LTMyLWJ5dGVzLWxvbmchISE=",
    "GONGHUI_INDEX_KEY": "dGVzdC1pbmRleC1rZXktMzItYnl0ZXMtbG9uZyEhISE=",
}


def database_of(folder: Path) -> str:
    """Return the address of the database that belongs to `folder`: a file in it, unless another one was named."""
    named = folder / "database-url"
    return named.read_text(encoding="utf-8") if named.exists() else f"sqlite:///{folder / 'gonghui.sqlite3'}"


def surroundings(folder: Path) -> dict[str, str]:
    """Return the environment of a process whose data lies in `folder`."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GONGHUI_", "DJANGO_", "PYTEST_"))}
    return kept | SECRETS | {
        "DJANGO_SETTINGS_MODULE": "gonghui.config.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "GONGHUI_VAR": str(folder),
        "GONGHUI_DATABASE_URL": database_of(folder),
        "GONGHUI_DEMO": "1",
        "GONGHUI_CODE_SENDER": "gonghui.accounts.senders.FileSender",
    }  # fmt: skip


def run(folder: Path, *words: str, given: str = "", within: int = ENDS_WITHIN) -> str:
    """Run a module of ours on the data in `folder`, to its end; returns what it printed.

    What it prints goes into a file, for a pipe ends only when everybody whom it started has let go of it.
    """
    argv, env = [sys.executable, "-m", *words], surroundings(folder)
    with ExitStack() as stack:
        told = stack.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8"))
        said = stack.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8"))
        cried = stack.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8"))
        told.write(given)
        told.seek(0)
        process = subprocess.Popen(argv, env=env, cwd=ROOT, stdin=told, stdout=said, stderr=cried, process_group=0,
                                   preexec_fn=end_with_parent)  # fmt: skip
        try:
            process.wait(within)
        finally:
            ended = _end_group(process)
        for stream in (said, cried):
            stream.seek(0)
        printed = said.read()
        assert ended == 0, f"{' '.join(words)} ended with {ended}\n{printed}{cried.read()}"
    return printed


def _end_group(process: subprocess.Popen[bytes]) -> int:
    """Kill whatever is left of a process and of those whom it started; returns how it had ended."""
    ended = process.poll()
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(STOPS_WITHIN)
    return process.returncode if ended is None else ended


def copied(template: Path, folder: Path) -> Path:
    """Copy a data folder, its database through SQLite itself so that nothing still in the log is lost."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in template.glob("*.json"):
        (folder / path.name).write_bytes(path.read_bytes())
    with (
        closing(sqlite3.connect(template / "gonghui.sqlite3")) as source,
        closing(sqlite3.connect(folder / "gonghui.sqlite3")) as target,
    ):
        source.backup(target)
    return folder


class Site:
    """The running server: an address, a database to look into, and a way to take it down and up again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def on_postgresql(self) -> bool:
        """Whether the data lie in a PostgreSQL."""
        return database_of(self.folder).startswith("postgresql")

    def start(self, *, largest_file: int | None = None) -> None:
        """Start, and wait until the log-in page answers. No file grows beyond `largest_file` bytes: a full disk."""

        def confine() -> None:
            end_with_parent()
            if largest_file is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))

        argv = [sys.executable, "-m", "gonghui.config.serve", "--port", str(self.port)]
        with (self.folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(argv, env=surroundings(self.folder), cwd=ROOT, stdout=log, stderr=log,
                                             process_group=0, preexec_fn=confine)  # fmt: skip
        deadline = time.monotonic() + READY_WITHIN
        while not self._answers():
            assert time.monotonic() < deadline, self.log()
            time.sleep(0.05)

    def stop(self) -> None:
        """End in an orderly way."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End as a power cut does."""
        self._end(signal.SIGKILL)

    def log(self) -> str:
        """Return what the server has said so far."""
        return (self.folder / "server.log").read_text(encoding="utf-8", errors="replace")

    def rows(self, question: str, *given: object) -> list[tuple[Any, ...]]:
        """Ask the database itself; ids and JSON come as SQLite keeps them."""
        if self.on_postgresql:
            with psycopg.connect(database_of(self.folder), connect_timeout=10) as connection:
                found = connection.execute(question.replace("?", "%s"), given).fetchall()
            return [tuple(map(_as_kept_by_sqlite, row)) for row in found]
        with closing(sqlite3.connect(self.folder / "gonghui.sqlite3", timeout=20)) as database:
            return database.execute(question, given).fetchall()

    def one(self, question: str, *given: object) -> Any:
        """Return the one value of the one row that answers."""
        ((value,),) = self.rows(question, *given)
        return value

    def _answers(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, self.log()
        try:
            with urllib.request.urlopen(f"{self.url}/login/", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def _end(self, how: signal.Signals) -> None:
        """Ask, wait, and kill whatever has not gone: a server that does not stop is told of, and left behind never."""
        process, self._process = self._process, None
        if process is None:
            return
        try:
            if process.poll() is None:
                process.send_signal(how)
                process.wait(timeout=STOPS_WITHIN)
        finally:
            _end_group(process)


def _as_kept_by_sqlite(value: object) -> object:
    if isinstance(value, UUID):
        return value.hex
    return json.dumps(value) if isinstance(value, list | dict) else value
