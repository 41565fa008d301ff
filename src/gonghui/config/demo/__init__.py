"""The demo: invented unions and people, loaded through the same actions that people use."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from uuid import UUID

from django.conf import settings

from gonghui.accounts.public import DemoPerson

FILE: Final = "demo-people.json"


def people() -> Iterable[DemoPerson]:
    """Return whom the demo offers on the log-in page, in order; nobody where no demo was loaded."""
    path = Path(settings.VAR) / FILE
    if not settings.DEMO or not path.exists():
        return []
    rows = json.loads(path.read_text(encoding="utf-8"))
    return [DemoPerson(account_id=UUID(row["account"]), name=row["name"], words=row["words"]) for row in rows]


def write(rows: Iterable[DemoPerson]) -> None:
    """Write down whom the demo offers."""
    path = Path(settings.VAR) / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    listed = [{"account": str(row.account_id), "name": row.name, "words": row.words} for row in rows]
    path.write_text(json.dumps(listed, ensure_ascii=False, indent=1), encoding="utf-8")
