"""Sees that every sentence of the product has its English: extracted afresh, compared with the catalogue."""

import re
import shutil
import tempfile
from pathlib import Path

from devtools import catalogs
from devtools.commands import Words, run
from devtools.places import PYTHON, SOURCE, shown
from devtools.progress import Refusal

PACKAGE = SOURCE / "gonghui"
LANGUAGE = "en"
SOURCES = {"django": (".py", ".html", ".txt"), "djangojs": (".ts", ".js")}
HEADER = """\
# The English of Gonghui. Made in line with the sources by: ./dev check --only translations --fix
msgid ""
msgstr ""
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
LEFT_OUT = {"tests", "migrations", "static", "node_modules", "__pycache__", "locale"}
_HOLES = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def problems() -> list[str]:
    """List what is missing, unsaid, guessed or broken, a line each.

    Raises: Refusal, when gettext's programs are not installed.
    """
    if shutil.which("xgettext") is None:
        raise Refusal("缺少 gettext：apt-get install gettext · gettext is missing: run that line as root.")
    found: list[str] = []
    for domain in SOURCES:
        said = {entry.key: entry for path in _catalogs(domain) for entry in catalogs.read(path)}
        for path in _catalogs(domain):
            found += in_catalog(catalogs.read(path), shown(path))
        for entry in extracted(domain):
            if entry.key not in said and entry.id:
                found.append(f"{domain}: not in the catalogue: {entry.id!r}")
    return found


def in_catalog(entries: list[catalogs.Entry], name: str) -> list[str]:
    """List the entries of one catalogue without words, with guessed words, or with other holes than the original."""
    found = []
    for entry in entries:
        if not entry.id:
            continue
        where = f"{name}:{entry.line}"
        if entry.fuzzy:
            found.append(f"{where}: fuzzy: {entry.id!r}")
        elif not entry.translated:
            found.append(f"{where}: not translated: {entry.id!r}")
        elif not _same_holes(entry):
            found.append(f"{where}: placeholders differ: {entry.id!r}")
    return found


def _same_holes(entry: catalogs.Entry) -> bool:
    """Tell whether the translation fills in the same values; a plural form may leave one out."""
    wanted = set(_HOLES.findall(entry.id)) | set(_HOLES.findall(entry.plural or ""))
    if entry.plural is not None:
        return all(set(_HOLES.findall(form)) <= wanted for form in entry.said)
    return sorted(_HOLES.findall(entry.id)) == sorted(_HOLES.findall(entry.said[0]))


def _catalogs(domain: str) -> list[Path]:
    return [path for path in catalogs.catalogs() if path.parts[-3] == LANGUAGE and path.stem == domain]


def extracted(domain: str) -> list[catalogs.Entry]:
    """Extract the messages of the sources, in a copy, so that looking changes nothing."""
    with tempfile.TemporaryDirectory(prefix="gonghui-words-") as scratch:
        made = _made(domain, Path(scratch), kept=None)
        return catalogs.read(made) if made else []


def renew() -> None:
    """Bring the catalogues in line with the sources: new messages come in without words, those no longer said go."""
    for domain in SOURCES:
        target = PACKAGE / _place(domain)
        with tempfile.TemporaryDirectory(prefix="gonghui-words-") as scratch:
            made = _made(domain, Path(scratch), kept=target if target.exists() else None)
            if made:
                target.parent.mkdir(parents=True, exist_ok=True)
                _, _, messages = made.read_text(encoding="utf-8").partition("\n\n")
                target.write_text(HEADER + messages, encoding="utf-8")


def _place(domain: str) -> Path:
    return Path("locale", LANGUAGE, "LC_MESSAGES", f"{domain}.po")


def _made(domain: str, scratch: Path, *, kept: Path | None) -> Path | None:
    """Extract into a copy of the sources, merged with the catalogue given; None where nothing is said at all."""
    made = scratch / _place(domain)
    made.parent.mkdir(parents=True)
    if kept is not None:
        shutil.copyfile(kept, made)
    for path in sorted(PACKAGE.rglob("*")):
        inside = path.relative_to(PACKAGE)
        if path.suffix in SOURCES[domain] and not LEFT_OUT & set(inside.parts):
            (scratch / inside).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, scratch / inside)
    kinds = ",".join(suffix.removeprefix(".") for suffix in SOURCES[domain])
    argv: Words = [PYTHON, "-m", "django", "makemessages", "-l", LANGUAGE, "-d", domain, "-e", kinds]
    argv += ["--no-wrap", "--no-obsolete", "--add-location", "file"]
    done = run(argv, name=f"messages-{domain}", env={"DJANGO_SETTINGS_MODULE": ""}, cwd=scratch)
    if done.code != 0:
        raise Refusal(f"makemessages: {done.last(10)}")
    return made if made.exists() else None
