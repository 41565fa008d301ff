"""./dev clean: remove what ./dev made."""

import argparse
import shutil
import sys
from pathlib import Path

from devtools.places import BUILT, NODE_MODULES, ROOT, SHOTS, SOURCE, VAR, VENV, shown
from devtools.progress import Refusal, say

SHORT = "删除生成的文件 · remove what ./dev made (data of the demo included)"
CACHES = (
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    ".import_linter_cache",
    ".hypothesis",
    "build",
    "dist",
    "htmlcov",
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this word's options."""
    parser.add_argument("--all", action="store_true", help="连同 .venv 和 node_modules · .venv and node_modules too")
    parser.add_argument("--yes", action="store_true", help="不再询问 · do not ask")


def run(options: argparse.Namespace) -> int:
    """Name what goes, ask, remove it."""
    doomed = [path for path in targets(everything=options.all) if path.exists()]
    if not doomed:
        say("没有可删除的。 · There is nothing to remove.")
        return 0
    for path in doomed:
        say(f"  {shown(path)}")
    if not options.yes and not _agreed():
        say("什么也没有删除。 · Nothing was removed.")
        return 0
    for path in doomed:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    say("已删除。 · Removed.")
    return 0


def targets(*, everything: bool) -> list[Path]:
    """List what may be removed: generated files only, never sources, never anything outside the working copy."""
    made = [VAR, BUILT, SHOTS, *(ROOT / name for name in CACHES), *sorted(SOURCE.glob("**/locale/*/LC_MESSAGES/*.mo"))]
    return [*made, *([VENV, NODE_MODULES] if everything else [])]


def _agreed() -> bool:
    if not sys.stdin.isatty():
        raise Refusal("无人可问：请加 --yes。 · There is nobody to ask: add --yes.")
    return input("删除以上内容？ · Remove these? [y/N] ").strip().lower() in ("y", "yes", "是")
