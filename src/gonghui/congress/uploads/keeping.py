"""An uploaded file on its way into our keeping: bounded, told apart, under a random name below MEDIA_ROOT."""

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings

from gonghui.congress.uploads import refusals
from gonghui.congress.uploads.reading import text_of
from gonghui.congress.uploads.sniffing import MOST_BYTES, FileType, type_of
from gonghui.kernel.db.scope import current
from gonghui.kernel.ids import uuid4

_MEGABYTE: Final = 1024 * 1024
_LONGEST_NAME: Final = 120
_NOT_IN_NAMES: Final = '<>:"/\\|?*'


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as it arrives: the name it had there, and its content piece by piece."""

    name: str
    chunks: Iterable[bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A file in our keeping. `path` is below MEDIA_ROOT; `name` is what it is called when somebody saves it."""

    name: str
    path: str
    media_type: str
    size: int
    sha256: str
    text: str


def keep(upload: Upload) -> Kept:
    """Take a file into our keeping and read its text.

    Raises: UploadRefused; nothing is kept then.
    """
    folder = Path(settings.MEDIA_ROOT) / "papers" / current().slug
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / uuid4().hex
    try:
        digest, size = _write(path, upload.chunks)
        kind = type_of(path)
        text = text_of(path, kind)
        final = path.with_suffix(f".{kind.ending}")
        path.rename(final)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return Kept(
        name=clean_name(upload.name, kind), path=str(final.relative_to(settings.MEDIA_ROOT)),
        media_type=kind.media_type, size=size, sha256=digest, text=text,
    )  # fmt: skip


def drop(kept: Kept) -> None:
    """Delete a file that was kept in vain."""
    (Path(settings.MEDIA_ROOT) / kept.path).unlink(missing_ok=True)


def clean_name(name: str, kind: FileType) -> str:
    """Return a name to save a file under: one line, no signs that systems forbid, with the ending of what it is."""
    last = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    plain = "".join(char for char in last if unicodedata.category(char)[0] != "C" and char not in _NOT_IN_NAMES)
    stem = (plain.rsplit(".", 1)[0] if "." in plain else plain).strip(" .") or "材料"
    return f"{stem[:_LONGEST_NAME]}.{kind.ending}"


def _write(path: Path, chunks: Iterable[bytes]) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    path.touch(mode=0o600, exist_ok=False)
    with path.open("wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > MOST_BYTES:
                raise refusals.too_large(MOST_BYTES // _MEGABYTE)
            digest.update(chunk)
            file.write(chunk)
    return digest.hexdigest(), size
