"""Make what the other words need: virtual environment, packages, front end, compiled translations."""

import fcntl
import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from devtools import catalogs, debian, node, stamps
from devtools.commands import Words, ask, need, run, surroundings
from devtools.places import ASSETS, BUILT, CONGRESS_ASSETS, NODE_MODULES, PYTHON, REQUIREMENTS, ROOT, SOURCE, VAR, VENV
from devtools.progress import Steps, say

APP, DEV = "app", "dev"
RECIPE = ROOT / "build.mjs"
KERNELS = SOURCE / "ballot" / "fast"
COMPILED = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "gonghui-ballot"
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")


@contextmanager
def alone() -> Iterator[None]:
    """Let one ./dev at a time change the environment; another waits."""
    VAR.mkdir(exist_ok=True)
    with (VAR / "dev.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("另一个 ./dev 正在准备环境，请稍候… · Another ./dev is preparing; waiting …")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def prepare(group: str, steps: Steps, *, front: bool = True, may_install: bool = True) -> node.Node | None:
    """Bring the environment up to date; return the Node that was found, or None where there is nothing to build.

    Raises: Refusal, with what is missing.
    """
    with alone():
        has_front = (ROOT / "package.json").is_file()
        wanted = [not _venv_stands(), not _packages_stand(group), group == DEV and not _kernels_stand()]
        wanted += [node.find() is None, not _node_packages_stand()] if has_front else []
        wanted += [not _front_stands()] if has_front and front else []
        steps.total += sum(wanted)
        _virtualenv(steps, may_install=may_install)
        _packages(group, steps)
        _project()
        _kernels(group, steps)
        catalogs.compile_all()
        if not has_front:
            return None
        found = node.ensure(steps)
        _node_packages(found, steps)
        if front:
            _front(found, steps)
        return found


def _venv_stands() -> bool:
    alive = "import pip, sys; print(sys.version_info >= (3, 11))"
    return PYTHON.exists() and ask([PYTHON, "-c", alive]) == "True"


def _virtualenv(steps: Steps, *, may_install: bool) -> None:
    """Make .venv unless a whole one stands there."""
    if _venv_stands():
        return
    debian.ensure([debian.VENV_MODULE], steps, may_install=may_install)
    with steps.step("建立 Python 环境", ".venv") as step:
        shutil.rmtree(VENV, ignore_errors=True)
        ours = getattr(sys, "_base_executable", sys.executable)
        try:
            need([ours, "-m", "venv", VENV], name="venv", tail=step.tail)
        except BaseException:
            shutil.rmtree(VENV, ignore_errors=True)
            raise


def _packages_stand(group: str) -> bool:
    """Tell whether the group is installed as locked; the group `dev` holds all of `app`."""
    return any(stamps.is_fresh(f".installed-{name}", _lock_digest(name), folder=VENV) for name in {DEV, group})


def _packages(group: str, steps: Steps) -> None:
    """Install the locked packages of a group."""
    if _packages_stand(group):
        return
    with steps.step("安装 Python 依赖", f"requirements/{group}.txt") as step:
        pip: Words = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
        # The lock is whole. Left to resolve it anew, Debian's pip takes the newest `coverage` for another package's
        # `coverage[toml]`, and refuses that for want of a hash as soon as there is one newer than the lock.
        locked: Words = ["--no-deps", "--require-hashes", "-r", REQUIREMENTS / f"{group}.txt"]
        need([*pip, *locked], name="pip", tail=step.tail)
        stamps.put(f".installed-{group}", _lock_digest(group), folder=VENV)


def _lock_digest(group: str) -> str:
    return stamps.digest([REQUIREMENTS / f"{group}.txt"], str(VENV))


def _project() -> None:
    """Put src/ on the path of .venv: a .pth file needs no build and no network."""
    for site in VENV.glob("lib/python*/site-packages"):
        pth, line = site / "gonghui-src.pth", f"{SOURCE}\n"
        if not pth.exists() or pth.read_text(encoding="utf-8") != line:
            pth.write_text(line, encoding="utf-8")


def _kernels_stand() -> bool:
    """Tell whether the verifier's kernels were compiled from these sources with these packages, by this person."""
    return stamps.is_fresh(".kernels", _kernels_digest(), folder=VENV) and COMPILED.is_dir()


def _kernels_digest() -> str:
    return stamps.digest([*stamps.files_below(KERNELS, suffixes=(".py",)), REQUIREMENTS / f"{DEV}.txt"], str(VENV))


def _kernels(group: str, steps: Steps) -> None:
    """Compile the kernels of the ballots' verifier now rather than at its first use; without them it is slower."""
    if group != DEV or _kernels_stand():
        return
    with steps.step("编译选票核验内核", "python -m ballot.fast") as step:
        done = run([PYTHON, "-m", "ballot.fast"], name="kernels", tail=step.tail)
        if done.code == 0:
            stamps.put(".kernels", _kernels_digest(), folder=VENV)
        else:
            step.note = f"不能编译，核验时改用 libsodium · not compiled, libsodium instead: {done.last(1)}"


def _node_packages(found: node.Node, steps: Steps) -> None:
    """Run npm ci unless node_modules holds what package-lock.json asks for."""
    if not _node_packages_stand():
        with steps.step("安装前端依赖", "npm ci") as step:
            argv = [*found.npm, "ci", "--no-fund", "--no-audit", "--loglevel=warn"]
            need(argv, name="npm", env=_node_env(found), tail=step.tail)


def _node_packages_stand() -> bool:
    return node_modules_match(ROOT / "package-lock.json", NODE_MODULES / ".package-lock.json")


def node_modules_match(lock: Path, installed: Path) -> bool:
    """Tell whether npm's own record of node_modules, written last, holds every package of the lock."""
    if not lock.is_file() or not installed.is_file():
        return False
    wanted = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    there = json.loads(installed.read_text(encoding="utf-8"))["packages"]
    return all(
        name in there and there[name].get("version") == entry.get("version")
        for name, entry in wanted.items()
        if name.startswith("node_modules/") and not entry.get("link") and not entry.get("optional")
    )


def _front_digest() -> str:
    """Hash all that the build reads."""
    booth = [path for path in stamps.files_below(ROOT / "booth") if not {"node_modules", "dist"} & set(path.parts)]
    return stamps.digest(
        [RECIPE, ROOT / "package-lock.json", *stamps.files_below(ASSETS), *stamps.files_below(CONGRESS_ASSETS), *booth],
        str(ROOT),
    )


def _front_stands() -> bool:
    """Tell whether the last build was made from the same sources, and is still there."""
    if not RECIPE.is_file():
        return True
    return BUILT.is_dir() and any(BUILT.iterdir()) and stamps.is_fresh("front", _front_digest())


def _front(found: node.Node, steps: Steps) -> None:
    """Build scripts and styles where needed."""
    if _front_stands():
        return
    with steps.step("构建前端", "front end") as step:
        wanted = _front_digest()
        stamps.drop("front")
        need([found.node, RECIPE], name="front", env=_node_env(found), tail=step.tail)
        stamps.put("front", wanted)


def _node_env(found: node.Node) -> dict[str, str]:
    """What npm's own children need: the same Node first, and the certificates that the system trusts."""
    given = surroundings()
    path = {"PATH": os.pathsep.join([found.path, given["PATH"]])}
    # A Node from PyPI knows only its own certificates; behind a company's proxy the system's are the right ones.
    known = "NODE_EXTRA_CA_CERTS" in given or not CERTIFICATES.is_file()
    return path if known else path | {"NODE_EXTRA_CA_CERTS": str(CERTIFICATES)}
