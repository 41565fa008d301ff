"""Sees that no file names a package registry: locks and settings must work behind any mirror."""

import json
import os
import re
import shutil
from pathlib import Path
from urllib.parse import urlsplit

from devtools.commands import ask
from devtools.places import PYTHON, ROOT

# Written with character classes, so that this file does not name them either.
KNOWN = re.compile(
    r"py[p]i\.(org|tuna|doubanio|mirrors)|python[h]osted\.org|npm[j]s\.(org|com)|npm[m]irror\.com|yarn[p]kg\.com"
    r"|taobao[.]org|mirrors?[.](aliyun|tuna|ustc|cloud\.tencent|huaweicloud|163|bfsu|nju)"
    r"|(deb|security|ftp|snapshot)[.]debian\.org|static[.]crates\.io|index[.]crates\.io|repo1?[.]maven"
)
ADDRESSED = re.compile(r"^\s*(-i|--index-url|--extra-index-url|--find-links|registry\s*=)\s*\S*:/[/]", re.MULTILINE)
RESOLVED = re.compile(r'"resolved":\s*"[a-z+]+:/[/]')
LARGEST = 4 * 2**20


def problems(root: Path = ROOT) -> list[str]:
    """List `file:line: what` for each place that names a registry, committed files and new ones alike."""
    private = configured()
    found = []
    for path in listed(root):
        if not path.is_file() or path.stat().st_size > LARGEST:
            continue
        content = path.read_bytes()
        if b"\0" in content:
            continue
        found += in_text(content.decode("utf-8", "replace"), str(path.relative_to(root)), private)
    return found


def in_text(text: str, name: str, private: tuple[str, ...] = ()) -> list[str]:
    """List the places of one text that name a registry."""
    spots = {
        match.start(): match.group(0).strip() for rule in (KNOWN, ADDRESSED, RESOLVED) for match in rule.finditer(text)
    }
    for host in private:
        spots |= {match.start(): "the registry set up on this machine" for match in re.finditer(re.escape(host), text)}
    return [f"{name}:{text.count(chr(10), 0, at) + 1}: {what}" for at, what in sorted(spots.items())]


def listed(root: Path = ROOT) -> list[Path]:
    """List what git tracks, and what it would if it were added; without git, nothing."""
    names = ask(["git", "-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"])
    return sorted({root / name for name in (names or "").split("\0") if name})


def configured() -> tuple[str, ...]:
    """Read the hosts that this machine's own pip and npm are set up with."""
    addresses = [value for name, value in os.environ.items() if re.fullmatch(r"(PIP|UV|NPM_CONFIG)_\w+", name.upper())]
    pip = ask([PYTHON, "-m", "pip", "config", "list"]) if PYTHON.exists() else None
    addresses += re.findall(r"[a-z+]+://[^\s'\"]+", pip or "")
    npm = ask(["npm", "config", "list", "--json"]) if shutil.which("npm") else None
    addresses += [str(value) for key, value in json.loads(npm or "{}").items() if "registry" in key]
    hosts = {urlsplit(address).hostname or "" for address in addresses if "://" in address}
    return tuple(sorted(host for host in hosts if "." in host and not host.replace(".", "").isdigit()))
