"""./dev docs: every link leads somewhere, every example still works."""

import argparse
import contextlib
import io
import json
import re
import shlex
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from devtools import env, pictures
from devtools.commands import Words
from devtools.commands import run as run_command
from devtools.hosts import listed
from devtools.places import PYTHON, ROOT, shown
from devtools.progress import Steps, say

SHORT = "检查文档 · check the links and the examples of the documentation"
_FENCE = re.compile(r"^(?P<fence>`{3,})(?P<kind>[\w-]*)[^\n]*\n(?P<code>.*?)^(?P=fence)\s*$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)(?:\s+\"[^\"]*\")?\)")
_HEADING = re.compile(r"^#{1,6}\s+(?P<text>.+?)\s*#*$", re.MULTILINE)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this word's options."""
    parser.add_argument(
        "--pictures", action="store_true", help="从完整走查的截图更新图片 · take docs/pictures from a full ./dev e2e"
    )
    parser.add_argument("paths", nargs="*", metavar="PATH", help="只查这些文件 · only these files")


def run(options: argparse.Namespace) -> int:
    """Check the pages, then run the examples that are Python sessions; on wish, take the pictures anew before."""
    if options.pictures:
        changed = pictures.copy()
        say(f"{shown(pictures.FOLDER)}/: {'、'.join(changed) or '没有变化 · nothing has changed'}")
    steps = Steps(1)
    env.prepare(env.DEV, steps, front=False)
    files = [Path(path).resolve() for path in options.paths] or pages()
    with steps.step("链接与示例", f"{len(files)} pages") as step:
        found = problems(files)
        sessions = [
            path for path in files if any(">>>" in block.code for block in blocks(path) if block.kind == "python")
        ]
        step.note = f"{len(found)} ✗" if found else ""
    for line in found:
        say(line)
    failed = bool(found)
    if sessions:
        steps.total += 1
        with steps.step("运行示例", f"doctest, {len(sessions)} pages") as step:
            argv: Words = [PYTHON, "-m", "pytest", "-q", "-p", "no:randomly", "--doctest-glob=*.md", *sessions]
            done = run_command(argv, name="docs", tail=step.tail)
            failed = failed or done.code != 0
        say(done.last(3 if done.code == 0 else 60))
    return 1 if failed else 0


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced example; `line` is where its fence opens."""

    kind: str
    code: str
    line: int


def pages() -> list[Path]:
    """List the documentation: each Markdown file of the tree."""
    return [path for path in listed() if path.suffix == ".md" and path.is_file()]


def blocks(path: Path) -> list[Block]:
    """Read the fenced examples of a page."""
    text = path.read_text(encoding="utf-8")
    return [
        Block(match["kind"], match["code"], text.count("\n", 0, match.start()) + 1) for match in _FENCE.finditer(text)
    ]


def problems(files: list[Path]) -> list[str]:
    """List `file:line: what is wrong` for the pages given."""
    found = []
    for path in files:
        name = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
        found += [f"{name}:{line}: {what}" for line, what in [*broken_links(path), *broken_examples(path)]]
    return found


def broken_links(path: Path) -> Iterator[tuple[int, str]]:
    """Yield each link to a file or heading that is not there; addresses on the web are left alone."""
    text = _FENCE.sub(lambda match: "\n" * match.group(0).count("\n"), path.read_text(encoding="utf-8"))
    for match in _LINK.finditer(text):
        target = match["target"]
        if re.match(r"[a-z][a-z0-9+.-]*:", target):
            continue
        file, _, anchor = unquote(target).partition("#")
        place = (ROOT / file.lstrip("/") if file.startswith("/") else path.parent / file) if file else path
        line = text.count("\n", 0, match.start()) + 1
        if not place.exists():
            yield line, f"dead link: {target}"
        elif anchor and place.suffix == ".md" and anchor not in anchors(place):
            yield line, f"no such heading: {target}"


def anchors(path: Path) -> set[str]:
    """Return the anchors of a page's headings, made the way the usual viewers make them."""
    text = _FENCE.sub("", path.read_text(encoding="utf-8"))
    words = (re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", match["text"]) for match in _HEADING.finditer(text))
    return {re.sub(r"[^\w\- ]", "", word.lower()).replace(" ", "-") for word in words}


def broken_examples(path: Path) -> Iterator[tuple[int, str]]:
    """Yield each example that does not parse, or calls ./dev in a way it does not know."""
    for block in blocks(path):
        try:
            _try(block)
        except (SyntaxError, ValueError) as wrong:
            yield block.line, f"{block.kind} example: {wrong}"


def _try(block: Block) -> None:
    if block.kind == "python" and ">>>" not in block.code:
        compile(block.code, "example", "exec")
    elif block.kind == "json":
        json.loads(block.code)
    elif block.kind == "toml":
        tomllib.loads(block.code)
    elif block.kind in ("sh", "bash", "console", "shell"):
        for line in block.code.splitlines():
            _try_line(line)


def _try_line(line: str) -> None:
    """Parse a `./dev …` line as ./dev itself would.

    Raises: ValueError, when ./dev does not know it.
    """
    from devtools.words import parser  # words knows this module: the parser is only needed here

    words = shlex.split(line.strip().removeprefix("$ "), comments=True)
    if not words or words[0] != "./dev":
        return
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            parser().parse_args(words[1:])
    except SystemExit as refused:
        if refused.code:
            raise ValueError(f"{line.strip()}: {said.getvalue().strip().splitlines()[-1]}") from None
