"""What comes from Debian: found, installed where we may, else named exactly."""

import ctypes.util
import importlib.util
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from devtools.commands import ask, need
from devtools.progress import Refusal, Steps

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> str | None:
    """Find the browser of the journeys; GONGHUI_CHROMIUM names another."""
    named = os.environ.get("GONGHUI_CHROMIUM")
    return named or next((found for name in CHROMIUM if (found := shutil.which(name))), None)


def postgres_folder() -> Path | None:
    """Find the newest PostgreSQL server's programs (initdb, postgres)."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name.split(".")[0]))
    on_path = shutil.which("initdb")
    folders = [*reversed(debian), *([Path(on_path).resolve().parent] if on_path else [])]
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "postgres").exists()), None)


def _han_font() -> bool:
    """Tell whether the screen fonts of the system hold Han characters."""
    listed = ask(["fc-list", ":lang=zh-cn", "family"])
    return bool(listed) or any(Path("/usr/share/fonts").rglob("NotoSansCJK*"))


def _has_ensurepip() -> bool:
    """Tell whether this Python can make a virtual environment; Debian's plain python3 cannot."""
    return importlib.util.find_spec("ensurepip") is not None


@dataclass(frozen=True, slots=True)
class Need:
    """A Debian package, and how to see that what it brings is there already."""

    package: str
    is_there: Callable[[], bool]


POSTGRES = Need("postgresql", lambda: postgres_folder() is not None)
BROWSER = Need("chromium", lambda: chromium() is not None)
FONTS = Need("fonts-noto-cjk", _han_font)
POPPLER = Need("poppler-utils", lambda: shutil.which("pdftoppm") is not None)
SODIUM = Need("libsodium23", lambda: ctypes.util.find_library("sodium") is not None)
GETTEXT = Need("gettext", lambda: shutil.which("xgettext") is not None)
BELENIOS = Need("belenios-tool", lambda: shutil.which("belenios-tool") is not None)
VENV_MODULE = Need("python3-venv", _has_ensurepip)


def missing(needs: Iterable[Need]) -> list[str]:
    """Name the packages that are not there, in the order given."""
    return [each.package for each in needs if not each.is_there()]


def ensure(needs: Iterable[Need], steps: Steps, *, may_install: bool = True) -> None:
    """Install what is missing, or say what to install.

    Raises: Refusal, naming the one command that a person has to run.
    """
    packages = missing(needs)
    if not packages:
        return
    how = _apt()
    if how is None or not may_install:
        line = f"apt-get install --no-install-recommends {' '.join(packages)}"
        raise Refusal(
            f"缺少：{'、'.join(packages)}。请以管理员身份运行：\n    {line}\n"
            f"Missing: {', '.join(packages)}. Run the line above as root, then this again."
        )
    steps.total += 1
    with steps.step(f"安装 {' '.join(packages)}", "from Debian") as step:
        need([*how, "update", "-q"], name="apt-update", env=_QUIET, tail=step.tail)
        install = [*how, "install", "-y", "-q", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300"]
        need([*install, *packages], name="apt-install", env=_QUIET, tail=step.tail)


_QUIET = {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}


def _apt() -> list[str] | None:
    """Return how apt-get may be called without a question, or None."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    if shutil.which("sudo") and ask(["sudo", "-n", "true"]) is not None:
        return ["sudo", "-n", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    return None
