"""Sealed ballots: encrypt and prove, then cast or audit; and the checks of one ballot (section 6)."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from ballot import elgamal, proofs
from ballot.canonical import base64
from ballot.errors import Invalid, ensure
from ballot.group import IDENTITY, Entropy, Group, standard
from ballot.group import scalars as sc
from ballot.manifest import Manifest
from ballot.questions import Item
from ballot.signature import KeyPair, sign, verify
from ballot.transcript import digest, u64, wide

NO_TRACKER = bytes(32)
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """A signed sealed ballot as it stands on the board."""

    item: str
    key: bytes
    counter: int
    previous: bytes
    ciphertexts: bytes
    proofs: bytes
    signature: bytes

    def to_json(self) -> dict[str, object]:
        """Give the entry as JSON values."""
        return {
            "ciphertexts": base64(self.ciphertexts),
            "counter": self.counter,
            "item": self.item,
            "key": self.key.hex(),
            "kind": "ballot",
            "previous": self.previous.hex(),
            "proofs": base64(self.proofs),
            "signature": base64(self.signature),
        }

    def context(self, election: bytes) -> bytes:
        """Give the 64 bytes every challenge of this ballot binds."""
        return wide(
            "ballot",
            election,
            self.item.encode(),
            self.key,
            u64(self.counter),
            self.previous,
            self.ciphertexts,
        )

    def tracker(self, election: bytes) -> bytes:
        """Give the hash by which its voter finds the ballot."""
        return digest("tracker", self.context(election), self.proofs)

    def alphas(self) -> list[bytes]:
        """Give the first half of every ciphertext: none may stand twice on a board, nor in one ballot."""
        return [self.ciphertexts[at : at + 32] for at in range(0, len(self.ciphertexts), elgamal.SIZE)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """A ballot opened instead of cast: spoiled, published with its randomness."""

    ballot: Ballot
    choices: str
    opening: bytes

    def to_json(self) -> dict[str, object]:
        """Give the entry as JSON values."""
        more = {"choices": self.choices, "kind": "audit", "opening": base64(self.opening)}
        return self.ballot.to_json() | more


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """An encrypted ballot whose voter has not yet said whether to cast or to audit it."""

    ballot: Ballot
    tracker: bytes
    choices: tuple[int, ...]
    opening: tuple[int, ...]

    def __repr__(self) -> str:
        return f"Prepared(tracker={self.tracker.hex()})"


def short_tracker(tracker: bytes) -> str:
    """Write the first 80 bits of a tracker for people: four groups of four."""
    number = int.from_bytes(tracker[:10], "big")
    letters = "".join(_CROCKFORD[number >> shift & 31] for shift in range(75, -1, -5))
    return "-".join(letters[at : at + 4] for at in range(0, 16, 4))


def prepare(
    manifest: Manifest,
    item: Item,
    key: bytes,
    choices: Sequence[int],
    *,
    counter: int = 1,
    previous: bytes = NO_TRACKER,
    entropy: Entropy = secrets.token_bytes,
    group: Group | None = None,
) -> Prepared:
    """Encrypt and prove the choices (0 or 1 per cell) for the voter key.

    Raises: ValueError when the item does not allow these choices.
    """
    group = group or standard()
    item.check_choices(choices)
    opening = [sc.random_scalar(entropy) for _ in choices]
    pairs = zip(choices, opening, strict=True)
    ciphertexts = b"".join(elgamal.encrypt(group, manifest.key, value, r) for value, r in pairs)
    draft = Ballot(
        item=item.id,
        key=key,
        counter=counter,
        previous=previous,
        ciphertexts=ciphertexts,
        proofs=b"",
        signature=b"",
    )
    context = draft.context(manifest.election)
    proof = b""
    for j, (value, r) in enumerate(zip(choices, opening, strict=True)):
        proof += proofs.prove_range(group, manifest.key, "cell", context, j, 0, 1, value, r, entropy)
    for q, s in enumerate(item.sums):
        value, r = sum(choices[j] for j in s.cells), sum(opening[j] for j in s.cells)
        proof += proofs.prove_range(group, manifest.key, "sum", context, q, s.low, s.high, value, r, entropy)
    ballot = _with(draft, proof, b"")
    return Prepared(
        ballot=ballot,
        tracker=ballot.tracker(manifest.election),
        choices=tuple(choices),
        opening=tuple(opening),
    )


def _with(ballot: Ballot, proof: bytes, signature: bytes) -> Ballot:
    return Ballot(
        item=ballot.item,
        key=ballot.key,
        counter=ballot.counter,
        previous=ballot.previous,
        ciphertexts=ballot.ciphertexts,
        proofs=proof,
        signature=signature,
    )


def cast(
    prepared: Prepared, pair: KeyPair, entropy: Entropy = secrets.token_bytes, group: Group | None = None
) -> Ballot:
    """Sign a prepared ballot; afterwards forget its randomness."""
    signature = sign(pair, "ballot", prepared.tracker, entropy, group)
    return _with(prepared.ballot, prepared.ballot.proofs, signature)


def audit(
    prepared: Prepared, pair: KeyPair, entropy: Entropy = secrets.token_bytes, group: Group | None = None
) -> Audit:
    """Open a prepared ballot instead of casting it: it must never be cast afterwards."""
    choices = "".join(map(str, prepared.choices))
    opening = b"".join(map(sc.encode, prepared.opening))
    message = audit_message(prepared.tracker, choices, opening)
    signature = sign(pair, "audit", message, entropy, group)
    return Audit(ballot=_with(prepared.ballot, prepared.ballot.proofs, signature), choices=choices, opening=opening)


def audit_message(tracker: bytes, choices: str, opening: bytes) -> bytes:
    """Give what is signed when a ballot is opened."""
    return digest("audit", tracker, choices.encode(), opening)


def check_proofs(group: Group, manifest: Manifest, ballot: Ballot, where: str) -> bytes:
    """Check every proof of one ballot, one equation at a time, and give its tracker.

    Raises: Invalid("ballot" | "proof", where).
    """
    item = manifest.by_id[ballot.item]
    ensure(len(ballot.ciphertexts) == elgamal.SIZE * item.cells, "ballot", f"{where}: number of cells")
    ensure(len(ballot.proofs) == item.proof_length, "ballot", f"{where}: length of the proofs")
    pairs = elgamal.split(ballot.ciphertexts)
    for j, pair in enumerate(pairs):
        ensure(IDENTITY not in pair, "ballot", f"{where}: cell {j}: ciphertext")
    context, key, at = ballot.context(manifest.election), manifest.key, 0
    for j, pair in enumerate(pairs):
        proof, at = ballot.proofs[at : at + 224], at + 224
        try:
            proofs.verify_range(group, key, "cell", context, j, 0, 1, pair, proof, f"{where}: cell {j}")
        except Invalid:
            # No proof holds for what is no point; asking first would decode every point once more.
            _check_points(group, pairs, where)
            raise
    for q, s in enumerate(item.sums):
        length = proofs.range_length(s.low, s.high)
        proof, at = ballot.proofs[at : at + length], at + length
        total = elgamal.total(group, [pairs[j] for j in s.cells])
        proofs.verify_range(group, key, "sum", context, q, s.low, s.high, total, proof, f"{where}: sum {q}")
    return digest("tracker", context, ballot.proofs)


def _check_points(group: Group, pairs: Sequence[tuple[bytes, bytes]], where: str) -> None:
    for j, pair in enumerate(pairs):
        good = group.is_point(pair[0]) and group.is_point(pair[1])
        ensure(good, "ballot", f"{where}: cell {j}: ciphertext")


def check_ballot(group: Group, manifest: Manifest, ballot: Ballot, where: str) -> bytes:
    """Check proofs and signature of one ballot and give its tracker; the place on the board is checked elsewhere.

    Raises: Invalid("ballot" | "proof" | "signature", where).
    """
    tracker = check_proofs(group, manifest, ballot, where)
    verify(group, ballot.key, "ballot", tracker, ballot.signature, where)
    return tracker


def check_audit(group: Group, manifest: Manifest, opened: Audit, where: str) -> None:
    """Check an opened ballot: proofs, signature, and that the opening gives exactly these ciphertexts.

    Raises: Invalid("ballot" | "proof" | "signature" | "audit", where).
    """
    ballot, item = opened.ballot, manifest.by_id[opened.ballot.item]
    tracker = check_proofs(group, manifest, ballot, where)
    message = audit_message(tracker, opened.choices, opened.opening)
    verify(group, ballot.key, "audit", message, ballot.signature, where)
    try:
        choices = [int(c) for c in opened.choices]
        item.check_choices(choices)
        opening = [sc.decode(opened.opening[at : at + 32]) for at in range(0, len(opened.opening), 32)]
        made = b"".join(elgamal.encrypt(group, manifest.key, v, r) for v, r in zip(choices, opening, strict=True))
    except ValueError as error:
        raise Invalid("audit", f"{where}: {error}") from None
    ensure(made == ballot.ciphertexts, "audit", f"{where}: the opening does not give these ciphertexts")
