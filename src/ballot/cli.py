"""The command line: verify, inspect, keygen, simulate."""

import argparse
import hashlib
import json
import os
import sqlite3
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from ballot.archive import BOARD, Archive
from ballot.board import MAX_HEAD_LINE, Head, read_head
from ballot.contents import describe_contents
from ballot.errors import Invalid, ensure
from ballot.group import named, standard
from ballot.group import scalars as sc
from ballot.questions import MAX_OPTIONS
from ballot.signature import key_pair
from ballot.simulate import simulate
from ballot.verify.batch import SMALL, verify_batch
from ballot.verify.jobs import Runner, cluster, processes, run_here
from ballot.verify.kernels import fast_trouble, kernel
from ballot.verify.naive import verify_naive
from ballot.verify.report import Report
from ballot.words import LANGUAGES, describe, failure_line

KERNELS = ("fast", "libsodium", "reference")
MAX_SEEN = 1000


class Bar:
    """A progress bar on standard error; silent when nobody looks."""

    def __init__(self, label: str, total: int, *, show: bool) -> None:
        self._label = label
        self._total = max(1, total)
        self._show = show
        self._started = time.monotonic()
        self._drawn = -1.0

    def __call__(self, done: int) -> None:
        """Draw how far it went, at most ten times a second."""
        now = time.monotonic()
        if not self._show or (now - self._drawn < 0.1 and done < self._total):
            return
        self._drawn = now
        part = min(1.0, done / self._total)
        filled = int(30 * part)
        left = (now - self._started) / part * (1 - part) if part else 0.0
        bar = "#" * filled + "-" * (30 - filled)
        sys.stderr.write(f"\r{self._label} [{bar}] {100 * part:5.1f} %  -{left:4.0f} s ")
        sys.stderr.flush()

    def close(self) -> None:
        """End the line."""
        if self._show and self._drawn >= 0:
            sys.stderr.write("\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give the exit code: 0 when all is well, else 1."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot write Chinese shows question marks instead of ending the verification.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    options = _parser().parse_args(arguments)
    language: str = options.lang
    run: Callable[[argparse.Namespace], None] = options.run
    try:
        run(options)
    except Invalid as failure:
        sys.stderr.write(failure_line(language, failure.check, failure.where) + "\n")
        return 1
    except (OSError, ImportError, BrokenProcessPool, ValueError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        return _stopped(language, reason)
    except MemoryError:
        return _stopped(language, LANGUAGES[language]["no_memory"])
    except sqlite3.Error as error:
        return _stopped(language, LANGUAGES[language]["no_room"].format(reason=error))
    except KeyboardInterrupt:
        sys.stderr.write("\n")
        return 1
    return 0


def _stopped(language: str, reason: str) -> int:
    words = LANGUAGES[language]
    sys.stderr.write(f"{words['stopped']}{words['colon']}{reason[:200]}\n")
    return 1


def _language() -> str:
    tag = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return "en" if tag.startswith("en") else "zh"


def _head(text: str) -> bytes:
    head = bytes.fromhex(text.rsplit(maxsplit=1)[-1]) if text.strip() else b""
    if len(head) != 32:
        raise argparse.ArgumentTypeError("64 hex digits are expected")
    return head


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m ballot", description="脱机核验密封投票的归档 · Verify archives of sealed ballots offline."
    )
    parser.add_argument(
        "--lang", choices=sorted(LANGUAGES), default=_language(), help="报告的语言 · language of what is said"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _verify_words(commands.add_parser("verify", help="核验归档 · check an archive from beginning to end"))
    inspect = commands.add_parser("inspect", help="查看归档，不核验 · show what an archive says of itself, unchecked")
    inspect.add_argument("archive", type=Path, metavar="ARCHIVE", help="归档 · the zip")
    inspect.set_defaults(run=_inspect)
    keygen = commands.add_parser("keygen", help="生成密钥对 · make a key pair, for a board or a scrutineer")
    keygen.add_argument(
        "--out",
        type=Path,
        metavar="FILE",
        help="私钥写入此文件，仅本人可读 · write the secret there, readable by its owner alone; print the public half",
    )
    keygen.set_defaults(run=_keygen)
    simulated = commands.add_parser(
        "simulate", help="模拟一次选举 · play a whole election, for tests and measurements; its secrets are nobody's"
    )
    simulated.add_argument("voters", type=int, metavar="VOTERS", help="人数，各投一票 · each casts one ballot")
    simulated.add_argument("archive", type=Path, metavar="ARCHIVE", help="写到 · where to write")
    simulated.add_argument("--options", type=int, default=3, metavar="N", help="选项数 · number of options (3)")
    simulated.add_argument("--seed", metavar="TEXT", help="种子相同，归档相同 · the same seed gives the same bytes")
    simulated.add_argument(
        "--workers", type=int, default=1, metavar="N", help="进程数 · processes that make ballots (1)"
    )
    simulated.set_defaults(run=_simulate)
    return parser


def _verify_words(verify: argparse.ArgumentParser) -> None:
    verify.description = "退出码：0 通过，1 未通过或无法进行 · Exit code: 0 verified, 1 refused or not to be done."
    add = verify.add_argument
    add("archive", type=Path, metavar="ARCHIVE", help="归档 · the zip")
    add("--naive", action="store_true", help="逐式核验，较慢，结论相同 · one equation at a time: slower, same verdict")
    add("--kernel", choices=KERNELS, default="", help="计算内核 · back end; the fastest there is without it")
    add("--workers", type=int, default=1, metavar="N", help="进程数 · processes (1)")
    add("--dask", metavar="ADDRESS", help="现有 dask 集群 · spread over an existing dask cluster")
    add("--since", type=_head, metavar="HEAD", help="从已核验的链首继续 · continue from a head verified before")
    add("--hints", type=Path, metavar="FILE", help="缓存，使下次更快 · keep here what makes the next run cheaper")
    add(
        "--seen",
        action="append",
        default=[],
        metavar="HEAD",
        help="回执中的链首：一行，或内有若干行的文件 · a signed head you hold, a receipt's line or a file of lines: "
        "it must lie on this board",
    )
    add(
        "--booth",
        type=Path,
        metavar="FILE",
        help="所用的投票程序，须与公告中的指纹一致 · the booth script you were served: it must be the manifest's",
    )
    add("--unsealed", action="store_true", help="接受未封存的公告板 · accept a board that goes on")
    add("--json", action="store_true", help="以 JSON 输出 · report as JSON")
    verify.set_defaults(run=_verify)


def _runner(options: argparse.Namespace) -> Runner:
    if options.dask:
        return cluster(options.dask)
    return processes(options.workers) if options.workers > 1 else run_here


def _seen(given: Sequence[str]) -> list[Head]:
    """Read signed heads somebody kept: each a line, or a file of lines."""
    heads = []
    for text in given:
        lines, where = [text.encode()], "--seen"
        if not text.lstrip().startswith("{"):
            with Path(text).open("rb") as stream:
                lines, where = stream.read(MAX_HEAD_LINE * MAX_SEEN).splitlines(), text
        heads += [read_head(line.strip(), f"{where}, line {n}") for n, line in enumerate(lines, 1) if line.strip()]
    return heads


def _refuse_mixtures(options: argparse.Namespace) -> None:
    """Refuse options that say two things, before anything is read."""
    words = LANGUAGES[options.lang]
    more = options.workers != 1 or options.dask or options.hints or options.kernel == "fast"
    if options.naive and more:
        raise ValueError(words["naive_alone"])
    if options.workers < 1 or (options.workers > 1 and options.dask):
        raise ValueError(words["workers_or_dask"])


def _verify(options: argparse.Namespace) -> None:
    words = LANGUAGES[options.lang]
    _refuse_mixtures(options)
    options.heads = _seen(options.seen)
    started = time.monotonic()
    with Archive(options.archive) as archive:
        bar = Bar(words["reading"], archive.size(BOARD), show=sys.stderr.isatty())
        try:
            report = _checked(options, archive, bar)
        finally:
            bar.close()
    if options.booth:
        same = hashlib.sha256(options.booth.read_bytes()).digest() == report.booth
        ensure(same, "manifest", f"{options.booth}: not the booth whose hash the manifest holds")
    seconds = time.monotonic() - started
    sys.stdout.write(_as_json(report, seconds) if options.json else describe(report, seconds, options.lang))


def _checked(options: argparse.Namespace, archive: Archive, bar: Bar) -> Report:
    if options.naive:
        return verify_naive(
            archive,
            group=named(options.kernel or standard().name),
            since=options.since,
            unsealed=options.unsealed,
            seen=options.heads,
            progress=bar,
        )
    if not options.kernel and archive.size(BOARD) >= SMALL and (trouble := fast_trouble()):
        sys.stderr.write(LANGUAGES[options.lang]["no_kernel"].format(kernel=kernel().name, reason=trouble) + "\n")
    return verify_batch(
        archive,
        kernel=options.kernel,
        runner=_runner(options),
        since=options.since,
        unsealed=options.unsealed,
        seen=options.heads,
        hints=options.hints,
        progress=bar,
    )


def _as_json(report: Report, seconds: float) -> str:
    items = [
        {
            "audits": item.audits,
            "ballots": item.ballots,
            "counted": item.counted,
            "id": item.id,
            "paper": list(item.paper_totals),
            "step": item.step,
            "totals": None if item.totals is None else list(item.totals),
        }
        for item in report.items
    ]
    value = {
        "ballots": report.ballots,
        "booth": report.booth.hex(),
        "election": report.election.hex(),
        "entries": report.entries,
        "head": report.head.hex(),
        "hosted": list(report.hosted),
        "items": items,
        "k_min": report.k_min,
        "method": list(report.method),
        "sealed": report.sealed,
        "seconds": round(seconds, 3),
        "skipped": report.skipped,
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _inspect(options: argparse.Namespace) -> None:
    with Archive(options.archive) as archive:
        sys.stdout.write(describe_contents(archive, options.lang))


def _keygen(options: argparse.Namespace) -> None:
    pair = key_pair()
    secret = json.dumps({"public": pair.public.hex(), "secret": sc.encode(pair.secret).hex()}) + "\n"
    if options.out is None:
        sys.stdout.write(secret)
        return
    descriptor = os.open(options.out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        stream.write(secret)
    sys.stdout.write(pair.public.hex() + "\n")


def _simulate(options: argparse.Namespace) -> None:
    if options.voters < 1 or not 2 <= options.options <= MAX_OPTIONS or options.workers < 1:
        raise ValueError(LANGUAGES[options.lang]["simulate_range"].format(most=MAX_OPTIONS))
    election = simulate(options.archive, options.voters, options.options, options.seed, options.workers)
    sys.stdout.write(f"{election.manifest.election.hex()} {election.board.chain.head.hex()}\n")
