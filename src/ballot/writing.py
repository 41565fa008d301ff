"""Entries as the JSON members of a board line, and the scrutineers' signatures under them."""

import secrets
from functools import singledispatch

from ballot.canonical import base64, write
from ballot.entries import (
    Entry,
    Paper,
    Papers,
    Rehearsal,
    Result,
    RollChange,
    Seal,
    Share,
    Signed,
    Stage,
    Tally,
    Withheld,
    signatures_json,
)
from ballot.errors import Invalid, ensure
from ballot.group import Entropy, Group
from ballot.group import scalars as sc
from ballot.manifest import Manifest
from ballot.sealed import Audit, Ballot
from ballot.signature import KeyPair, sign, verify
from ballot.transcript import digest


@singledispatch
def entry_json(entry: Entry) -> dict[str, object]:
    """Give an entry as JSON members."""
    raise TypeError(f"not an entry: {type(entry).__name__}")


@entry_json.register
def _ballot(entry: Ballot) -> dict[str, object]:
    return entry.to_json()


@entry_json.register
def _audit(entry: Audit) -> dict[str, object]:
    return entry.to_json()


@entry_json.register
def _change(entry: RollChange) -> dict[str, object]:
    members: dict[str, object] = {"kind": entry.kind, "signatures": signatures_json(entry.signatures)}
    if entry.kind != "roll_seal":
        members["reason"] = entry.reason
    if entry.kind == "roll_replace":
        members |= {"old": (entry.old or b"").hex(), "new": (entry.new or b"").hex()}
    elif entry.kind != "roll_seal":
        members["key"] = (entry.new or entry.old or b"").hex()
    return members


@entry_json.register
def _rehearsal(entry: Rehearsal) -> dict[str, object]:
    shares = [{"factor": s.factor.hex(), "proof": base64(s.proof), "trustee": s.trustee} for s in entry.shares]
    return {
        "kind": "rehearsal",
        "randomness": sc.encode(entry.randomness).hex(),
        "shares": shares,
        "value": entry.value,
    }


@entry_json.register
def _stage(entry: Stage) -> dict[str, object]:
    return {"item": entry.item.id, "kind": entry.kind}


@entry_json.register
def _paper(entry: Paper) -> dict[str, object]:
    return {
        "batch": entry.batch,
        "issued": entry.issued,
        "item": entry.item.id,
        "kind": "paper",
        "received": entry.received,
        "signatures": signatures_json(entry.signatures),
        "totals": list(entry.totals),
        "valid": entry.valid,
    }


@entry_json.register
def _tally(entry: Tally) -> dict[str, object]:
    return {
        "ciphertexts": base64(entry.ciphertexts),
        "count": entry.count,
        "item": entry.item.id,
        "kind": "tally",
    }


@entry_json.register
def _share(entry: Share) -> dict[str, object]:
    return {
        "factors": base64(entry.factors),
        "item": entry.item.id,
        "kind": "share",
        "proofs": base64(entry.proofs),
        "trustee": entry.trustee,
    }


@entry_json.register
def _result(entry: Result) -> dict[str, object]:
    return {"item": entry.item.id, "kind": "result", "totals": list(entry.totals)}


@entry_json.register
def _withheld(entry: Withheld) -> dict[str, object]:
    return {"count": entry.count, "item": entry.item.id, "kind": "withheld"}


@entry_json.register
def _papers(entry: Papers) -> dict[str, object]:
    files = [{"name": f.name, "sha256": f.sha256.hex(), "size": f.size} for f in entry.files]
    return {"files": files, "kind": "papers"}


@entry_json.register
def _seal(entry: Seal) -> dict[str, object]:
    return {"entries": entry.entries, "kind": "seal"}


def signed_digest(election: bytes, members: dict[str, object]) -> bytes:
    """Give what scrutineers sign under an entry: its members without `signatures`."""
    rest = {name: value for name, value in members.items() if name != "signatures"}
    return digest("signed-entry", election, write(rest))


def countersign(
    election: bytes,
    entry: RollChange | Paper,
    scrutineer: int,
    pair: KeyPair,
    entropy: Entropy = secrets.token_bytes,
    group: Group | None = None,
) -> Signed:
    """Sign an entry as scrutineer number `scrutineer` (from 1)."""
    message = signed_digest(election, entry_json(entry))
    return Signed(scrutineer=scrutineer, signature=sign(pair, "entry", message, entropy, group))


def check_signed(
    group: Group,
    manifest: Manifest,
    members: dict[str, object],
    signatures: tuple[Signed, ...],
    least: int,
    where: str,
) -> None:
    """Check that at least `least` distinct scrutineers signed an entry, and that every signature holds.

    Raises: Invalid("entry" | "signature", where).
    """
    numbers = [s.scrutineer for s in signatures]
    ensure(numbers == sorted(set(numbers)), "entry", f"{where}: order of signatures")
    if len(numbers) < least:
        raise Invalid("entry", f"{where}: {least} scrutineers must sign, {len(numbers)} did")
    message = signed_digest(manifest.election, members)
    for s in signatures:
        ensure(s.scrutineer <= len(manifest.scrutineers), "entry", f"{where}: unknown scrutineer")
        key = manifest.scrutineers[s.scrutineer - 1].key
        verify(group, key, "entry", message, s.signature, f"{where}: scrutineer {s.scrutineer}")
