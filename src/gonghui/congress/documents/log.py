"""What the system itself adds to the archive: the chain of the meeting's events, and the rules it was held under."""

import json

from gonghui.congress.models import Meeting
from gonghui.congress.rules.reader import canonical
from gonghui.kernel import ledger
from gonghui.kernel.models import LedgerEntry

HOW = (
    "每条记录的校验值是 SHA-256：先写“gonghui-ledger-v1”和上一条的校验值（首条为32个零字节），"
    "再依次写 stream、seq、at、actor、verb、subject、facts，每项前加8字节大端长度。facts 为原文，不得改动空格和顺序。"
)


def stream(meeting: Meeting) -> str:
    """Return the name of a meeting's chain in the ledger."""
    return f"congress/{meeting.id}"


def event_log(meeting: Meeting) -> bytes:
    """Return the chain as JSON, link by link with its hashes, so that it can be checked without this system."""
    name = stream(meeting)
    broken = ledger.verify(name)
    links = [
        {
            "seq": entry.seq, "at": entry.at.isoformat(), "actor": entry.actor, "verb": entry.verb,
            "subject": entry.subject, "facts": entry.facts, "sha256": bytes(entry.digest).hex(),
        }
        for entry in LedgerEntry.objects.filter(stream=name).order_by("seq").iterator()
    ]  # fmt: skip
    whole = {
        "format": "gonghui-ledger-1", "stream": name, "how": HOW, "holds": broken is None,
        "first_break": broken.seq if broken else None, "entries": links,
        "head": links[-1]["sha256"] if links else None,
    }  # fmt: skip
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def rule_pack(meeting: Meeting) -> bytes:
    """Return the frozen rules as their canonical text, the one over which their hash was made."""
    return (canonical(meeting.pack) + "\n").encode()
