"""The entries of the board in their types, and the strict reader of a line (section 8)."""

from collections.abc import Callable
from dataclasses import dataclass

from ballot.canonical import Members, base64, parse
from ballot.errors import Invalid, ensure
from ballot.manifest import Manifest
from ballot.questions import Item
from ballot.sealed import Audit, Ballot

MAX_LINE = 2**20
_BALLOT = ("ciphertexts", "counter", "item", "key", "kind", "previous", "proofs", "signature")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """One scrutineer's signature under an entry."""

    scrutineer: int
    signature: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class RollChange:
    """`roll_seal`, `roll_add` (new), `roll_replace` (old and new) or `roll_remove` (old)."""

    kind: str
    old: bytes | None = None
    new: bytes | None = None
    reason: str = ""
    signatures: tuple[Signed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """A trustee's part of the rehearsal decryption."""

    trustee: int
    factor: bytes
    proof: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """A decryption of a known number before voting opens."""

    value: int
    randomness: int
    shares: tuple[Factor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """`open` or `close` of an item."""

    kind: str
    item: Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One batch of paper ballots, as totals that two scrutineers signed separately."""

    item: Item
    batch: str
    issued: int
    received: int
    valid: int
    totals: tuple[int, ...]
    signatures: tuple[Signed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The sum of the counted ballots of an item, still encrypted."""

    item: Item
    count: int
    ciphertexts: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A trustee's partial decryption of a tally."""

    item: Item
    trustee: int
    factors: bytes
    proofs: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The opened totals of an item."""

    item: Item
    totals: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """Too few ballots to open a sum."""

    item: Item
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFile:
    """A document of the meeting kept in the archive."""

    name: str
    size: int
    sha256: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """The meeting's documents."""

    files: tuple[PaperFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """The last entry."""

    entries: int


Entry = Ballot | Audit | RollChange | Rehearsal | Stage | Paper | Tally | Share | Result | Withheld | Papers | Seal


def read_entry(manifest: Manifest, line: bytes, where: str) -> tuple[Entry, dict[str, object]]:
    """Read one line of the board (without its line feed): the entry and its JSON members.

    Raises: Invalid("json" | "entry", where).
    """
    ensure(len(line) < MAX_LINE, "entry", f"{where}: line too long")
    value = parse(line, where)
    kind = value.get("kind") if isinstance(value, dict) else None
    reader = _READERS.get(kind) if isinstance(kind, str) else None
    if reader is None:
        raise Invalid("entry", f"{where}: unknown kind of entry")
    names, read = reader
    return read(Members(value, names, "entry", where), manifest, where), value


def _item(m: Members, manifest: Manifest, where: str) -> Item:
    item = manifest.by_id.get(m.string("item"))
    if item is None:
        raise Invalid("entry", f"{where}: unknown item")
    return item


def _ballot(m: Members, manifest: Manifest, where: str) -> Ballot:
    item = _item(m, manifest, where)
    return Ballot(
        item=item.id,
        key=m.hex("key"),
        counter=m.integer("counter", 1),
        previous=m.hex("previous"),
        ciphertexts=m.blob("ciphertexts", 64 * item.cells),
        proofs=m.blob("proofs", item.proof_length),
        signature=m.blob("signature", 64),
    )


def _audit(m: Members, manifest: Manifest, where: str) -> Audit:
    item = _item(m, manifest, where)
    choices = m.string("choices")
    ensure(len(choices) == item.cells and set(choices) <= {"0", "1"}, "entry", f"{where}: choices")
    return Audit(ballot=_ballot(m, manifest, where), choices=choices, opening=m.blob("opening", 32 * item.cells))


def _signatures(m: Members, where: str) -> tuple[Signed, ...]:
    signatures = []
    for value in m.array("signatures", 0, 32):
        one = Members(value, ("scrutineer", "signature"), "entry", f"{where}: signature")
        signatures.append(Signed(scrutineer=one.integer("scrutineer", 1, 32), signature=one.blob("signature", 64)))
    return tuple(signatures)


def _change(m: Members, _: Manifest, where: str) -> RollChange:
    kind = m.string("kind")
    old = {"roll_replace": "old", "roll_remove": "key"}.get(kind)
    new = {"roll_replace": "new", "roll_add": "key"}.get(kind)
    return RollChange(
        kind=kind,
        old=m.hex(old) if old else None,
        new=m.hex(new) if new else None,
        reason="" if kind == "roll_seal" else m.text("reason"),
        signatures=_signatures(m, where),
    )


def _rehearsal(m: Members, _: Manifest, where: str) -> Rehearsal:
    shares = []
    for value in m.array("shares", 1, 32):
        one = Members(value, ("factor", "proof", "trustee"), "entry", f"{where}: share")
        trustee = one.integer("trustee", 1, 32)
        shares.append(Factor(trustee=trustee, factor=one.hex("factor"), proof=one.blob("proof", 96)))
    randomness = int.from_bytes(m.hex("randomness"), "little")
    return Rehearsal(value=m.integer("value", 1, 1000), randomness=randomness, shares=tuple(shares))


def _stage(m: Members, manifest: Manifest, where: str) -> Stage:
    return Stage(kind=m.string("kind"), item=_item(m, manifest, where))


def _paper(m: Members, manifest: Manifest, where: str) -> Paper:
    item = _item(m, manifest, where)
    return Paper(
        item=item,
        batch=m.id("batch"),
        issued=m.integer("issued"),
        received=m.integer("received"),
        valid=m.integer("valid"),
        totals=m.integers("totals", item.cells),
        signatures=_signatures(m, where),
    )


def _tally(m: Members, manifest: Manifest, where: str) -> Tally:
    item = _item(m, manifest, where)
    return Tally(item=item, count=m.integer("count", 1), ciphertexts=m.blob("ciphertexts", 64 * item.cells))


def _share(m: Members, manifest: Manifest, where: str) -> Share:
    item = _item(m, manifest, where)
    return Share(
        item=item,
        trustee=m.integer("trustee", 1, 32),
        factors=m.blob("factors", 32 * item.cells),
        proofs=m.blob("proofs", 96 * item.cells),
    )


def _result(m: Members, manifest: Manifest, where: str) -> Result:
    item = _item(m, manifest, where)
    return Result(item=item, totals=m.integers("totals", item.cells))


def _withheld(m: Members, manifest: Manifest, where: str) -> Withheld:
    return Withheld(item=_item(m, manifest, where), count=m.integer("count"))


def _papers(m: Members, _: Manifest, where: str) -> Papers:
    files = []
    for value in m.array("files", 1, 1000):
        one = Members(value, ("name", "sha256", "size"), "entry", f"{where}: file")
        name = one.text("name")
        ensure(len(name) <= 200 and not set(name) & set("/\\:") and name[0] != ".", "entry", f"{where}: file name")
        files.append(PaperFile(name=name, size=one.integer("size", 0, 2**28), sha256=one.hex("sha256")))
    return Papers(files=tuple(files))


def _seal(m: Members, _: Manifest, __: str) -> Seal:
    return Seal(entries=m.integer("entries"))


_Reader = Callable[[Members, Manifest, str], Entry]
_READERS: dict[str, tuple[tuple[str, ...], _Reader]] = {
    "ballot": (_BALLOT, _ballot),
    "audit": ((*_BALLOT, "choices", "opening"), _audit),
    "roll_seal": (("kind", "signatures"), _change),
    "roll_add": (("key", "kind", "reason", "signatures"), _change),
    "roll_replace": (("kind", "new", "old", "reason", "signatures"), _change),
    "roll_remove": (("key", "kind", "reason", "signatures"), _change),
    "rehearsal": (("kind", "randomness", "shares", "value"), _rehearsal),
    "open": (("item", "kind"), _stage),
    "close": (("item", "kind"), _stage),
    "paper": (("batch", "issued", "item", "kind", "received", "signatures", "totals", "valid"), _paper),
    "tally": (("ciphertexts", "count", "item", "kind"), _tally),
    "share": (("factors", "item", "kind", "proofs", "trustee"), _share),
    "result": (("item", "kind", "totals"), _result),
    "withheld": (("count", "item", "kind"), _withheld),
    "papers": (("files", "kind"), _papers),
    "seal": (("entries", "kind"), _seal),
}


KINDS = frozenset(_READERS)


def signatures_json(signatures: tuple[Signed, ...]) -> list[dict[str, object]]:
    """Give the member `signatures`."""
    return [{"scrutineer": s.scrutineer, "signature": base64(s.signature)} for s in signatures]
