"""./dev e2e: the journeys alone."""

import argparse

from devtools import debian, env, test
from devtools.places import SHOTS, shown
from devtools.progress import Steps, say
from devtools.suites import Wish

SHORT = "浏览器走查 · the journeys in a real browser; leaves screenshots"
NEEDS = (debian.BROWSER, debian.FONTS, debian.POPPLER, debian.SODIUM)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this word's options."""
    parser.add_argument("--only", metavar="EXPR", default="", help="只走名字匹配的 · only journeys whose names match")
    parser.add_argument("--headed", action="store_true", help="看得见的浏览器 · show the browser")
    parser.add_argument("--no-install", action="store_true", help="不装系统软件 · install nothing from Debian")
    parser.add_argument("paths", nargs="*", metavar="PATH", help="只走这些 · only these files")


def run(options: argparse.Namespace) -> int:
    """Prepare and walk."""
    steps = Steps(2)
    env.prepare(env.DEV, steps, may_install=not options.no_install)
    debian.ensure(NEEDS, steps, may_install=not options.no_install)
    wish = Wish(paths=tuple(options.paths), only=options.only, headed=options.headed)
    results = test.journeys(wish, steps)
    if SHOTS.is_dir():
        say(f"截图 · screenshots: {shown(SHOTS)}/ ({sum(1 for _ in SHOTS.rglob('*.png'))})")
    return test.summed(results, sum(one.seconds for one in results))
