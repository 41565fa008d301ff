"""How much a file may hold before it is refused unread."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of one kind of import. The usual ones fit a roster; a city's registers raise `file_bytes` and `rows`."""

    file_bytes: int = 20 * 1024 * 1024
    unpacked_bytes: int = 200 * 1024 * 1024
    """Of everything in an xlsx together, unpacked."""
    ratio: int = 200
    """How many times larger than packed one part of an xlsx may be; real sheets stay below 40."""
    parts: int = 2_000
    rows: int = 100_000
    columns: int = 200
    area: int = 5_000_000
    """Rows times columns of the box around all filled cells of a sheet, which is what reading it costs in memory."""
    text_bytes: int = 300 * 1024 * 1024
    """Of all texts of a sheet, a shared text counted as often as it is used."""
    cell_chars: int = 1_000
