"""The runs of the test suite: what each is called, how it starts, how many tests it counted."""

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from devtools import debian, junit, node, site
from devtools.commands import Finished, Words
from devtools.commands import run as run_command
from devtools.places import PYTHON, ROOT, VAR, shown
from devtools.progress import Steps, say

RESULTS = VAR / "test"
NOTHING_COLLECTED = 5
LONGEST = 40 * 60
"""Seconds after which a run is ended, whatever it waits for: several times what the longest takes on two cores."""
COVERED = ("gonghui.kernel", "gonghui.congress.rules", "gonghui.registry.rules", "gonghui.accounts.rules",
           "gonghui.openness.rules")  # fmt: skip
"""What must be covered, every branch of it, by the runs on both databases together."""
COVER = [*(f"--cov={package}" for package in COVERED), "--cov-branch", "--cov-append", "--cov-report="]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How one run ended."""

    name: str
    count: junit.Count
    seconds: float
    good: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a person asked for on the command line."""

    paths: tuple[str, ...] = ()
    only: str = ""
    workers: int = 2
    headed: bool = False
    cover: bool = False

    @property
    def narrowed(self) -> bool:
        """Whether a run may rightly find no test."""
        return bool(self.paths or self.only)


def pytest(name: str, marks: str, wish: Wish, steps: Steps, *, title: str, env: Mapping[str, str]) -> Result:
    """Run pytest on the tests with these marks, and count."""
    report = RESULTS / f"{name}.xml"
    report.parent.mkdir(parents=True, exist_ok=True)
    report.unlink(missing_ok=True)
    argv: Words = [PYTHON, "-m", "pytest", "-v", "--color=no", "--durations=10", "-m", marks, f"--junit-xml={report}"]
    argv += ["-n", str(wish.workers), "--dist", "worksteal"] if wish.workers > 1 else []
    argv += ["-k", wish.only] if wish.only else []
    argv += COVER if wish.cover else []
    given = surroundings(name) | dict(env) | ({"GONGHUI_HEADED": "1"} if wish.headed else {})
    with steps.step(title, name) as step:
        done = run_command([*argv, *wish.paths], name=f"test-{name}", env=given, tail=step.tail, within=LONGEST)
        result = judged(name, done, junit.read(report), narrowed=wish.narrowed)
        step.note = str(result.count)
    if not result.good:
        say(done.last(150))
    return result


def judged(name: str, done: Finished, count: junit.Count | None, *, narrowed: bool) -> Result:
    """Turn an ended pytest into a result; a run that broke down or found nothing counts as one failure."""
    if done.code == NOTHING_COLLECTED and narrowed:
        return Result(name=name, count=junit.Count(), seconds=done.seconds, good=True)
    count = count or junit.Count()
    if done.code != 0 and count.failed == 0:
        count += junit.Count(failed=1)
    return Result(name=name, count=count, seconds=done.seconds, good=done.code == 0 and count.failed == 0)


def uncovered(steps: Steps) -> Result:
    """Report what the runs so far have left uncovered; each file with a gap counts as a failure."""
    with steps.step("覆盖", "coverage") as step:
        argv: Words = [PYTHON, "-m", "coverage", "report", "--show-missing", "--skip-covered", "--fail-under=100"]
        done = run_command(argv, name="test-coverage", tail=step.tail)
        bad = len(re.findall(r"^src/", done.output, re.MULTILINE))
    if done.code != 0:
        say(done.last(60))
    count = junit.Count(passed=int(done.code == 0), failed=max(bad, int(done.code != 0)))
    return Result(name="coverage", count=count, seconds=done.seconds, good=done.code == 0)


def surroundings(name: str) -> dict[str, str]:
    """Return the environment of a run: its own data folder, and the browser that was found."""
    folder = RESULTS / f"data-{name}"
    folder.mkdir(parents=True, exist_ok=True)
    browser = debian.chromium()
    return {"GONGHUI_VAR": str(folder)} | ({"GONGHUI_CHROMIUM": browser} if browser else {})


def sqlite_env(name: str) -> dict[str, str]:
    """Return the address of a run's own embedded database."""
    return {"GONGHUI_DATABASE_URL": site.sqlite_url(RESULTS / f"data-{name}" / "gonghui.sqlite3")}


def has_booth() -> bool:
    """Tell whether the booth brings tests of its own."""
    manifest = ROOT / "booth" / "package.json"
    return manifest.is_file() and "test" in json.loads(manifest.read_text(encoding="utf-8")).get("scripts", {})


def booth(found: node.Node | None, steps: Steps) -> Result | None:
    """Run the booth's own tests with Node, or return None where it has none."""
    if found is None or not has_booth():
        return None
    with steps.step("投票端", "booth") as step:
        done = run_command([*found.npm, "test", "--workspace", "booth"], name="test-booth", tail=step.tail)
        count = node_count(done.output)
        if done.code != 0 and count.failed == 0:
            count += junit.Count(failed=1)
        step.note = str(count)
    if done.code != 0:
        say(done.last(100))
    return Result(name="booth", count=count, seconds=done.seconds, good=done.code == 0 and count.passed > 0)


def node_count(output: str) -> junit.Count:
    """Add up the closing lines of Node's test runner (`# pass 3` or `ℹ pass 3`)."""
    sums = {"pass": 0, "fail": 0, "skipped": 0}
    for word, number in re.findall(r"^[#ℹ] (pass|fail|skipped) (\d+)\s*$", output, re.MULTILINE):
        sums[word] += int(number)
    return junit.Count(passed=sums["pass"], failed=sums["fail"], skipped=sums["skipped"])


def timed(name: str, work: Callable[[], tuple[int, int]]) -> Result:
    """Make a result of something that counts for itself: how many were good, how many were not."""
    began = time.monotonic()
    passed, failed = work()
    count = junit.Count(passed=passed, failed=failed)
    return Result(name=name, count=count, seconds=time.monotonic() - began, good=failed == 0)


def logs() -> str:
    """Say where the whole output of the runs lies."""
    return shown(Path(VAR / "log"))
