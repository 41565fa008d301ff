"""The archive of a box: one zip that anybody can verify offline."""

from pathlib import Path
from tempfile import SpooledTemporaryFile

from ballot.archive import BOARD, DKG, HEADS, MANIFEST, ROLL, Archive, ArchiveWriter
from ballot.errors import Invalid
from ballot.verify.naive import verify_naive
from gonghui.congress.ballotbox import boards
from gonghui.congress.models import SealedBox

IN_MEMORY = 8 * 2**20


def archive_of(box: SealedBox) -> bytes:
    """Return the zip of a box as it stands: same board, same bytes."""
    with SpooledTemporaryFile(IN_MEMORY) as file:
        with ArchiveWriter(file) as archive:
            for name in (MANIFEST, DKG, ROLL, BOARD, HEADS):
                archive.add(name, boards.file_of(box, name))
        file.seek(0)
        return file.read()


def fault_of(path: Path) -> str | None:
    """Verify an archive with the naive verifier; return the failed check and place, None when everything holds."""
    try:
        with Archive(path) as archive:
            verify_naive(archive)
    except Invalid as failure:
        return f"{failure.check}: {failure.where}"
    return None
