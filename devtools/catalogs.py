"""Translations: read .po files, compile them to .mo without gettext installed."""

import ast
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from devtools.places import SOURCE


@dataclass(slots=True)
class Entry:
    """One message; `said` holds the translation, or one per plural form."""

    context: str | None = None
    id: str = ""
    plural: str | None = None
    said: list[str] = field(default_factory=list)
    fuzzy: bool = False
    line: int = 0

    @property
    def key(self) -> tuple[str | None, str]:
        """What makes a message the same message."""
        return (self.context, self.id)

    @property
    def translated(self) -> bool:
        """Whether every form has words, and nobody only guessed them."""
        return bool(self.said) and all(self.said) and not self.fuzzy


def catalogs(root: Path = SOURCE) -> list[Path]:
    """List the .po files of the product."""
    return sorted(root.glob("**/locale/*/LC_MESSAGES/*.po"))


def read(path: Path) -> list[Entry]:
    """Read a .po file; obsolete entries are left out, the header is the entry with the empty id."""
    entries: list[Entry] = []
    entry, where = Entry(), ""
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            if where.startswith("msgstr"):
                entries.append(entry)
                entry, where = Entry(), ""
            entry.fuzzy = entry.fuzzy or (line.startswith("#,") and "fuzzy" in line)
            continue
        keyword, _, rest = line.partition(" ") if not line.startswith('"') else (where, "", line)
        if keyword in ("msgctxt", "msgid") and where.startswith("msgstr"):
            entries.append(entry)
            entry = Entry()
        fresh = not line.startswith('"')
        if keyword == "msgid" and fresh:
            entry.line = number
        where = keyword
        _add(entry, keyword, ast.literal_eval(rest), fresh=fresh)
    if where.startswith("msgstr"):
        entries.append(entry)
    return entries


def _add(entry: Entry, keyword: str, text: str, *, fresh: bool) -> None:
    if keyword == "msgctxt":
        entry.context = (entry.context or "") + text
    elif keyword == "msgid":
        entry.id += text
    elif keyword == "msgid_plural":
        entry.plural = (entry.plural or "") + text
    elif fresh:
        entry.said.append(text)
    else:
        entry.said[-1] += text


def pairs(entries: list[Entry]) -> Iterator[tuple[bytes, bytes]]:
    """Turn the translated entries into gettext's keys and values."""
    for entry in entries:
        if entry.id and not entry.translated:
            continue
        name = entry.id if entry.plural is None else f"{entry.id}\0{entry.plural}"
        name = name if entry.context is None else f"{entry.context}\4{name}"
        yield name.encode(), "\0".join(entry.said).encode()


def compiled(entries: list[Entry]) -> bytes:
    """Make the content of a .mo file (GNU format, little endian, no hash table)."""
    both = sorted(pairs(entries))
    header, row = 28, 8
    ids_at, texts_at = header, header + row * len(both)
    at = texts_at + row * len(both)
    tables: list[list[int]] = [[], []]
    blobs: list[bytes] = []
    for column in (0, 1):
        for pair in both:
            tables[column] += [len(pair[column]), at]
            blobs.append(pair[column] + b"\0")
            at += len(pair[column]) + 1
    numbers = [*tables[0], *tables[1]]
    head = struct.pack("<7I", 0x950412DE, 0, len(both), ids_at, texts_at, 0, texts_at + row * len(both))
    return head + struct.pack(f"<{len(numbers)}I", *numbers) + b"".join(blobs)


def compile_all(root: Path = SOURCE) -> int:
    """Write the .mo beside each .po where it differs; return how many were written."""
    written = 0
    for path in catalogs(root):
        target, content = path.with_suffix(".mo"), compiled(read(path))
        if not target.exists() or target.read_bytes() != content:
            draft = target.with_suffix(".mo.part")
            draft.write_bytes(content)
            draft.replace(target)
            written += 1
    return written
