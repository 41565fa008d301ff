"""The ledger: an append-only chain of what was done, by whom, when; one chain per stream."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from gonghui.kernel.models import LedgerEntry, LedgerHead

GENESIS: Final = b"\x00" * 32
_TAG: Final = b"gonghui-ledger-v1"

Fact = str | int | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One thing done, before it is chained. `facts` hold ids, counts and words, never personal data."""

    stream: str
    verb: str
    subject: str
    facts: Mapping[str, Fact]


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """The first place of a stream where the chain does not hold."""

    stream: str
    seq: int
    why: str


def entry_hash(
    *, prev: bytes, stream: str, seq: int, at: datetime, actor: str, verb: str, subject: str, facts: str
) -> bytes:
    """Return the SHA-256 that chains an entry: every part length-prefixed, so that no two entries share a preimage."""
    digest = hashlib.sha256(_TAG + prev)
    for part in (stream, str(seq), at.isoformat(), actor, verb, subject, facts):
        data = part.encode()
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.digest()


def facts_text(facts: Mapping[str, Fact]) -> str:
    """Return facts as canonical JSON: sorted keys, no spaces, UTF-8 left as it is."""
    return json.dumps(dict(facts), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def append(records: Iterable[Record], *, actor: str, at: datetime) -> None:
    """Chain records to their streams. Called once an action, last before the commit: a head is locked briefly."""
    for record in sorted(records, key=lambda r: r.stream):
        LedgerHead.objects.get_or_create(stream=record.stream, defaults={"seq": 0, "digest": GENESIS})
        head = LedgerHead.objects.select_for_update().get(stream=record.stream)
        facts = facts_text(record.facts)
        seq = head.seq + 1
        digest = entry_hash(
            prev=bytes(head.digest), stream=record.stream, seq=seq, at=at, actor=actor,
            verb=record.verb, subject=record.subject, facts=facts,
        )  # fmt: skip
        LedgerEntry.objects.create(
            stream=record.stream, seq=seq, at=at, actor=actor, verb=record.verb, subject=record.subject,
            facts=facts, digest=digest,
        )  # fmt: skip
        LedgerHead.objects.filter(stream=record.stream).update(seq=seq, digest=digest)


def verify(stream: str) -> Broken | None:
    """Walk one stream from its beginning and return the first break, or None when every link and the head hold."""
    prev, expected = GENESIS, 0
    for entry in LedgerEntry.objects.filter(stream=stream).order_by("seq").iterator():
        expected += 1
        if entry.seq != expected:
            return Broken(stream=stream, seq=expected, why="missing")
        prev = entry_hash(
            prev=prev, stream=stream, seq=entry.seq, at=entry.at, actor=entry.actor,
            verb=entry.verb, subject=entry.subject, facts=entry.facts,
        )  # fmt: skip
        if bytes(entry.digest) != prev:
            return Broken(stream=stream, seq=entry.seq, why="changed")
    head = LedgerHead.objects.filter(stream=stream).first()
    if (head.seq if head else 0) != expected or (head is not None and bytes(head.digest) != prev):
        return Broken(stream=stream, seq=expected, why="head")
    return None


def streams() -> list[str]:
    """Return the names of all streams, in order."""
    return list(LedgerHead.objects.order_by("stream").values_list("stream", flat=True))


def subject(kind: str, ident: UUID | str) -> str:
    """Return the word for a thing in the ledger: its kind and id."""
    return f"{kind}:{ident}"
