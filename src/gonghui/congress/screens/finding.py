"""A finding of the rules as a band of a page: what stands against something, the way out, the article."""

from gonghui.congress.rules.findings import Finding
from gonghui.congress.screens import words


def band(one: Finding) -> dict[str, str]:
    """Return one finding in the words of the band: red where it stops, amber where it warns."""
    return {
        "kind": "bad" if one.stops or one.needs_reason else "warn",
        "title": words.translated(one.sentence), "text": words.translated(one.way_out),
        "law": str(one.law) if one.law else "",
    }  # fmt: skip


def band_of(one: Finding | None) -> dict[str, str] | None:
    """Return one finding as a band, None where there is none."""
    return None if one is None else band(one)
