"""A PostgreSQL for one test run: its own folder, its own socket, no port, gone afterwards."""

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from devtools.commands import Words, ask, end, surroundings
from devtools.debian import postgres_folder
from devtools.progress import Refusal

USER = "gonghui"
_OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "128MB",
    "max_connections": "60",
    "timezone": "UTC",
    "logging_collector": "off",
}


_DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "max_connections": "120"}


class Server:
    """A throw-away server in a folder of its own, that can be taken down and up again; `url` is its address."""

    def __init__(self, programs: Path, folder: Path, owner: pwd.struct_passwd | None, options: dict[str, str]) -> None:
        self.url = f"postgresql://{USER}@/{USER}?host={folder}"
        self._programs, self._folder, self._owner, self._options = programs, folder, owner, options
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, and wait until it answers.

        Raises: Refusal, when it does not come up.
        """
        self._process = _start(self._programs, self._folder, self._owner, self._options)
        _await(self._programs, self._folder, self._process)

    def kill(self) -> None:
        """End it with all its processes as a power cut does: nothing is written any more."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(timeout=20)

    def stop(self) -> None:
        """End in an orderly way."""
        if self._process is not None:
            end(self._process)


@contextmanager
def cluster(*, durable: bool = False) -> Iterator[str]:
    """Start a throw-away server and give its address for GONGHUI_DATABASE_URL; stop and remove it in any case.

    `durable`: a commit is on disk before it is answered, as on a real server; tests do without.

    Raises: Refusal, when there is no PostgreSQL or it does not come up.
    """
    with running(durable=durable) as server:
        yield server.url


@contextmanager
def running(*, durable: bool = False, within: Path | None = None) -> Iterator[Server]:
    """Do as `cluster` does, and give the server itself, for whoever takes it down and up again.

    `within` says where its folder lies: on a disk of its own.
    """
    programs = postgres_folder()
    if programs is None:
        raise Refusal("没有 PostgreSQL。 · There is no PostgreSQL: apt-get install postgresql")
    # Outside the working copy: the server's own user must be able to reach it, and a socket's path is short.
    folder = Path(tempfile.mkdtemp(prefix="gonghui-pg-", dir=within))
    owner = _owner()
    try:
        if owner is not None:
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        _init(programs, folder, owner)
        server = Server(programs, folder, owner, _OPTIONS | (_DURABLE if durable else {}))
        try:
            server.start()
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _owner() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root: then it runs as `postgres`, or as `nobody` where that is missing."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Refusal("没有可运行 PostgreSQL 的用户。 · PostgreSQL may not run as root, and there is no user postgres.")


def _init(programs: Path, folder: Path, owner: pwd.struct_passwd | None) -> None:
    done = subprocess.run(
        [
            str(programs / "initdb"),
            "-D",
            str(folder / "data"),
            "-U",
            USER,
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-locale",
            "-N",
        ],
        cwd=folder,
        env=surroundings({"HOME": str(folder)}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        user=owner.pw_uid if owner else None,
        group=owner.pw_gid if owner else None,
        extra_groups=[] if owner else None,
    )
    if done.returncode != 0:
        raise Refusal(f"initdb 失败。 · initdb failed:\n{done.stdout.decode('utf-8', 'replace')}")


def _start(
    programs: Path, folder: Path, owner: pwd.struct_passwd | None, options: dict[str, str]
) -> subprocess.Popen[bytes]:
    settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    with (folder / "server.log").open("ab") as log:
        return subprocess.Popen(
            [str(programs / "postgres"), "-D", str(folder / "data"), "-k", str(folder), *settings],
            cwd=folder,
            env=surroundings({"HOME": str(folder)}),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            process_group=0,
            preexec_fn=end_with_parent,  # noqa: PLW1509 - no other thread runs at this point
            user=owner.pw_uid if owner else None,
            group=owner.pw_gid if owner else None,
            extra_groups=[] if owner else None,
        )


def end_with_parent() -> None:
    """Ask Linux to stop a process when the one that starts it dies, even by SIGKILL; runs in the new process."""
    pr_set_pdeathsig = 1
    libc = ctypes.CDLL(None)
    if hasattr(libc, "prctl"):
        libc.prctl(pr_set_pdeathsig, signal.SIGINT)


def _await(programs: Path, folder: Path, server: subprocess.Popen[bytes], *, patience: float = 60.0) -> None:
    """Wait until the server answers, and make the database named like the user where it is not there yet."""
    deadline = time.monotonic() + patience
    at: Words = [programs / "psql", "-h", str(folder), "-U", USER]
    while time.monotonic() < deadline and server.poll() is None:
        if ask([*at, "-d", USER, "-c", "SELECT 1"]) is not None:
            return
        if ask([*at, "-d", "postgres", "-c", f"CREATE DATABASE {USER}"]) is not None:
            return
        time.sleep(0.1)
    log = (folder / "server.log").read_text(encoding="utf-8", errors="replace")
    raise Refusal(f"PostgreSQL 没有启动。 · PostgreSQL did not start:\n{log[-2000:]}")
