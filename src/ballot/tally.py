"""Partial decryption, its proofs, and the opening of a sum (section 9 of the specification)."""

import secrets
from collections.abc import Mapping, Sequence

from ballot import elgamal
from ballot.dkg import Ceremony
from ballot.entries import Factor, Rehearsal, Share, Tally
from ballot.errors import Invalid, ensure
from ballot.group import IDENTITY, Entropy, Group, standard
from ballot.group import scalars as sc
from ballot.manifest import Manifest
from ballot.proofs import EQUALITY, prove_equality, verify_equality
from ballot.signature import KeyPair
from ballot.transcript import u64, wide


def decrypt_context(election: bytes, tally: Tally, trustee: int, cell: int) -> bytes:
    """Give what a decryption proof binds besides the points themselves."""
    return wide(
        "decrypt",
        election,
        tally.item.id.encode(),
        u64(tally.count),
        tally.ciphertexts,
        u64(trustee),
        u64(cell),
    )


def decrypt(
    election: bytes,
    tally: Tally,
    trustee: int,
    share: KeyPair,
    entropy: Entropy = secrets.token_bytes,
    group: Group | None = None,
) -> Share:
    """Make a trustee's partial decryption of a tally it has checked itself against the whole board."""
    group = group or standard()
    factors, proofs = b"", b""
    for j, (alpha, _) in enumerate(elgamal.split(tally.ciphertexts)):
        context = decrypt_context(election, tally, trustee, j)
        factor, proof = prove_equality(group, context, share.secret, alpha, entropy)
        factors += factor
        proofs += proof
    return Share(item=tally.item, trustee=trustee, factors=factors, proofs=proofs)


def check_share(group: Group, election: bytes, ceremony: Ceremony, tally: Tally, share: Share, where: str) -> None:
    """Check a partial decryption.

    Raises: Invalid("share", where), which names the trustee.
    """
    where = f"{where}: trustee {share.trustee}"
    public = ceremony.shares.get(share.trustee)
    if public is None:
        raise Invalid("share", f"{where}: not a trustee of this election")
    pairs = elgamal.split(tally.ciphertexts)
    right = len(share.factors) == 32 * len(pairs) and len(share.proofs) == EQUALITY * len(pairs)
    ensure(share.item == tally.item and right, "share", f"{where}: not a share of this tally")
    for j, (alpha, _) in enumerate(pairs):
        factor = share.factors[32 * j : 32 * j + 32]
        proof = share.proofs[EQUALITY * j : EQUALITY * (j + 1)]
        context = decrypt_context(election, tally, share.trustee, j)
        verify_equality(group, context, public, alpha, factor, proof, "share", f"{where}: cell {j}")


def good_shares(
    group: Group, election: bytes, ceremony: Ceremony, tally: Tally, shares: Sequence[Share]
) -> tuple[list[Share], list[Invalid]]:
    """Part shares into those that hold and the failures, each naming its trustee; one bad share stops nobody."""
    good: list[Share] = []
    bad: list[Invalid] = []
    for share in shares:
        try:
            ensure(all(share.trustee != s.trustee for s in good), "share", f"trustee {share.trustee}: twice")
            check_share(group, election, ceremony, tally, share, "share")
        except Invalid as failure:
            bad.append(failure)
        else:
            good.append(share)
    return good, bad


def _masked(group: Group, threshold: int, tally: Tally, shares: Sequence[Share]) -> list[bytes]:
    if len(shares) < threshold:
        raise Invalid("result", f"{len(shares)} of {threshold} shares: too few to open anything")
    chosen = shares[:threshold]
    return [
        elgamal.combine(group, beta, [(s.trustee, s.factors[32 * j : 32 * j + 32]) for s in chosen])
        for j, (_, beta) in enumerate(elgamal.split(tally.ciphertexts))
    ]


def open_totals(group: Group, threshold: int, tally: Tally, shares: Sequence[Share]) -> tuple[int, ...]:
    """Open a tally with checked shares; the first `threshold` of them are used.

    Raises: Invalid("result", where) when there are too few, or a total is not 0 … count.
    """
    points = _masked(group, threshold, tally, shares)
    try:
        return tuple(elgamal.small_logarithm(group, point, tally.count) for point in points)
    except ValueError:
        raise Invalid("result", f"item {tally.item.id}: no total from 0 to {tally.count}") from None


def check_totals(
    group: Group, threshold: int, tally: Tally, shares: Sequence[Share], totals: Sequence[int], where: str
) -> None:
    """Check published totals against checked shares; no logarithm is needed.

    Raises: Invalid("result", where).
    """
    for j, (point, total) in enumerate(zip(_masked(group, threshold, tally, shares), totals, strict=True)):
        right = total <= tally.count and group.base(total) == point
        ensure(right, "result", f"{where}: cell {j}: not the sum of the ballots")
    ensure(tally.item.check_totals(totals, tally.count), "result", f"{where}: totals")


def rehearsal_context(election: bytes, trustee: int, value: int) -> bytes:
    """Give the context of a rehearsal's proofs."""
    return wide("rehearsal", election, u64(trustee), u64(value))


def rehearse(
    election: bytes,
    value: int,
    randomness: int,
    trustee: int,
    share: KeyPair,
    entropy: Entropy = secrets.token_bytes,
    group: Group | None = None,
) -> Factor:
    """Make a trustee's part of the rehearsal decryption."""
    group = group or standard()
    context = rehearsal_context(election, trustee, value)
    factor, proof = prove_equality(group, context, share.secret, group.base(randomness), entropy)
    return Factor(trustee=trustee, factor=factor, proof=proof)


def check_rehearsal(group: Group, manifest: Manifest, ceremony: Ceremony, rehearsal: Rehearsal, where: str) -> None:
    """Check that the trustees could decrypt before voting opened.

    Raises: Invalid("share" | "entry" | "result", where).
    """
    ensure(0 < rehearsal.randomness < sc.ORDER, "entry", f"{where}: randomness")
    numbers = [s.trustee for s in rehearsal.shares]
    ensure(numbers == sorted(set(numbers)), "entry", f"{where}: order of shares")
    ensure(len(numbers) >= ceremony.threshold, "entry", f"{where}: too few trustees rehearsed")
    ciphertext = elgamal.encrypt(group, manifest.key, rehearsal.value, rehearsal.randomness)
    for s in rehearsal.shares:
        public = ceremony.shares.get(s.trustee, IDENTITY)
        place = f"{where}: trustee {s.trustee}"
        ensure(public != IDENTITY, "share", f"{place}: not a trustee of this election")
        context = rehearsal_context(manifest.election, s.trustee, rehearsal.value)
        verify_equality(group, context, public, ciphertext[:32], s.factor, s.proof, "share", place)
    factors = [(s.trustee, s.factor) for s in rehearsal.shares[: ceremony.threshold]]
    opened = elgamal.combine(group, ciphertext[32:], factors)
    ensure(opened == group.base(rehearsal.value), "result", f"{where}: the rehearsal gives another number")


def check_disclosure(units: Mapping[str, int], total: int, k_min: int) -> None:
    """Refuse a breakdown by units that would show a few people's votes, directly or as a difference.

    `units` holds the counted ballots per unit whose totals are to be published beside the overall one of `total`
    ballots. What is not published is a unit too: the rest. When each of them is empty or has `k_min` ballots, so has
    every sum of some of them, and no difference shows fewer.

    Raises: Invalid("result", where), which names the unit.
    """
    rest = total - sum(units.values())
    ensure(rest >= 0, "result", f"the units have {-rest} ballots more than the whole")
    for name, count in units.items():
        ensure(count == 0 or count >= k_min, "result", f"unit {name}: {count} ballots, fewer than {k_min}")
    ensure(rest == 0 or rest >= k_min, "result", f"beside these units {rest} ballots are left, fewer than {k_min}")
