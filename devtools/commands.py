"""Run other programs: output to a log, the last line to the screen, and no child left behind."""

import contextlib
import os
import select
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from devtools.places import LOGS, ROOT, shown
from devtools.progress import Refusal, say

Words = list[str | Path]
"""A command and its arguments."""

NOT_OURS = {"PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "DJANGO_SETTINGS_MODULE"}

_children: set[subprocess.Popen[bytes]] = set()
_children_turn = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """How a command ended; `output` is all it printed, both streams."""

    code: int
    seconds: float
    output: str
    log: Path

    def last(self, lines: int) -> str:
        """Return the last lines it printed."""
        return "\n".join(self.output.rstrip().splitlines()[-lines:])


def surroundings(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Copy the environment for a child: nothing of another virtual environment, UTF-8, our own bin first."""
    kept = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    kept["PATH"] = os.pathsep.join([str(ROOT / ".venv" / "bin"), kept.get("PATH", os.defpath)])
    kept["PYTHONUNBUFFERED"] = "1"
    kept["PYTHONUTF8"] = "1"
    kept.setdefault("LANG", "C.UTF-8")
    return kept | dict(extra or {})


def run(
    argv: Sequence[str | Path],
    *,
    name: str,
    env: Mapping[str, str] | None = None,
    tail: Callable[[str], None] | None = None,
    cwd: Path = ROOT,
    within: float | None = None,
) -> Finished:
    """Run a command to its end, whatever its exit code; its output goes to `var/log/<name>.log`.

    One that has not ended `within` seconds is killed with all it started.
    """
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / f"{name}.log"
    began = time.monotonic()
    try:
        child = subprocess.Popen(
            [str(word) for word in argv],
            cwd=cwd,
            env=surroundings(env),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            process_group=0,
        )
    except FileNotFoundError as missing:
        raise Refusal(f"找不到程序 {argv[0]}。 · The program {argv[0]} was not found.") from missing
    with _children_turn:
        _children.add(child)
    alarm = threading.Timer(within, _kill, [child, name, within]) if within is not None else None
    try:
        if alarm:
            alarm.start()
        output = _follow(child, log, tail)
    except BaseException:
        end(child)
        raise
    finally:
        if alarm:
            alarm.cancel()
        with _children_turn:
            _children.discard(child)
    return Finished(code=child.wait(), seconds=time.monotonic() - began, output=output, log=log)


def need(
    argv: Sequence[str | Path],
    *,
    name: str,
    env: Mapping[str, str] | None = None,
    tail: Callable[[str], None] | None = None,
    cwd: Path = ROOT,
) -> Finished:
    """Run a command that must succeed.

    Raises: Refusal, after the last lines of its output were shown.
    """
    done = run(argv, name=name, env=env, tail=tail, cwd=cwd)
    if done.code != 0:
        say(done.last(40))
        raise Refusal(
            f"命令失败（退出码 {done.code}），全文见 {shown(done.log)}：{_line(argv)}\n"
            f"The command failed (exit code {done.code}); all of its output is in {shown(done.log)}."
        )
    return done


def ask(argv: Sequence[str | Path], env: Mapping[str, str] | None = None) -> str | None:
    """Return what a quick command prints, stripped, or None where it is missing or fails."""
    try:
        done = subprocess.run(
            [str(word) for word in argv],
            env=surroundings(env),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=60,
            check=False,
        )
    except (FileNotFoundError, PermissionError, NotADirectoryError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else None


def end(child: subprocess.Popen[bytes], *, patience: float = 10.0) -> None:
    """Stop a child and all of its group: asked first, then told, then killed."""
    for sign, wait in ((signal.SIGINT, patience), (signal.SIGTERM, 5.0), (signal.SIGKILL, 5.0)):
        if child.poll() is not None:
            break
        with contextlib.suppress(ProcessLookupError, subprocess.TimeoutExpired):
            os.killpg(child.pid, sign)
            child.wait(timeout=wait)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)  # what the child left behind in its group
    if child.stdout is not None:
        child.stdout.close()


def _kill(child: subprocess.Popen[bytes], name: str, within: float) -> None:
    """Kill a child that takes too long, with all of its group, and say so."""
    say(f"{name} 超过 {within:.0f} 秒，已终止。 · {name} took more than {within:.0f} seconds and was killed.")
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)


def end_all() -> None:
    """Stop every child that still runs."""
    with _children_turn:
        left = list(_children)
    for child in left:
        end(child)


def _follow(child: subprocess.Popen[bytes], log: Path, tail: Callable[[str], None] | None) -> str:
    """Copy the child's output to the log until it ends; a grandchild that keeps the pipe open does not hold us."""
    assert child.stdout is not None
    pipe = child.stdout.fileno()
    chunks: list[bytes] = []
    open_line = newest = ""
    with log.open("wb", buffering=0) as copy:
        while True:
            ready, _, _ = select.select([pipe], [], [], 0.25)
            chunk = os.read(pipe, 65536) if ready else b""
            if chunk:
                chunks.append(chunk)
                copy.write(chunk)
                *lines, open_line = (open_line + chunk.decode("utf-8", "replace")).replace("\r", "\n").split("\n")
                newest = next((line for line in (open_line, *reversed(lines)) if line.strip()), newest)[-400:]
            elif ready or child.poll() is not None:
                break
            if tail is not None:
                tail(newest)
    child.stdout.close()
    return b"".join(chunks).decode("utf-8", "replace")


def _line(argv: Sequence[str | Path]) -> str:
    """Write a command for a person: short, as seen from the working copy."""
    words = " ".join(str(word) for word in argv).replace(f"{ROOT}/", "")
    return words if len(words) <= 160 else words[:157] + "…"
