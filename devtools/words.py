"""Reads the command line and starts the word."""

import argparse
import io
import signal
import sys
from types import FrameType

from devtools import bench, check, clean, demo, docs, e2e, lock, test
from devtools.commands import end_all
from devtools.progress import Refusal, say

WORDS = {
    "demo": demo,
    "test": test,
    "check": check,
    "bench": bench,
    "e2e": e2e,
    "docs": docs,
    "lock": lock,
    "clean": clean,
}


def parser() -> argparse.ArgumentParser:
    """Build the parser: one sub-parser a word."""
    top = argparse.ArgumentParser(prog="./dev", description="工会 Gonghui：一个入口 · the one entry point")
    words = top.add_subparsers(dest="word", metavar="WORD", required=True)
    for name, module in WORDS.items():
        sub = words.add_parser(name, help=module.SHORT, description=module.SHORT)
        module.arguments(sub)
    return top


def run(argv: list[str]) -> int:
    """Run a word to its end; 0 is good, 1 found something, 2 could not be done, 130 was stopped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that is not UTF-8 lacks some of our signs
    options = parser().parse_args(argv)
    for sign in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, _stop)
    try:
        code: int = WORDS[options.word].run(options)
    except Refusal as refusal:
        say(f"\n{refusal}")
        return 2
    except KeyboardInterrupt:
        say("\n已停止。 · Stopped.")
        return 130
    finally:
        end_all()
    return code


def _stop(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)
