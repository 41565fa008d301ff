"""Papers as JSON for machines: stable order, integers and ISO dates, nothing that changes from run to run."""

import json
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum

from gonghui.congress.papers.content import Paper

FORMAT = "gonghui-paper-1"


def render(paper: Paper) -> bytes:
    """Write a paper as UTF-8 JSON: fields in the order of its dataclass, moments in UTC, a newline at the end.

    `format` and `paper` say how to read it; text is given as it was entered.
    """
    body = {"format": FORMAT, "paper": type(paper).__name__} | _record(paper)
    # A lone half of a surrogate pair has no UTF-8; as an escape it is still JSON.
    return (json.dumps(body, ensure_ascii=False, indent=1) + "\n").encode(errors="backslashreplace")


def _value(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_value(one) for one in value]
    return _record(value) if is_dataclass(value) else value


def _record(value: object) -> dict[str, object]:
    return {field.name: _value(getattr(value, field.name)) for field in fields(value)}  # type: ignore[arg-type]
