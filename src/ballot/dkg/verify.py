"""Check a key ceremony's transcript and derive the election key and the trustees' public shares."""

from collections.abc import Sequence
from dataclasses import dataclass

from ballot.dkg.messages import Complaint, Registration, Reveal, Session, Transcript
from ballot.errors import Invalid, ensure
from ballot.group import IDENTITY, Group
from ballot.group import scalars as sc
from ballot.proofs import verify_equality
from ballot.signature import require_key, verify
from ballot.transcript import digest, u64, wide


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceremony:
    """The outcome of a valid transcript."""

    threshold: int
    key: bytes
    shares: dict[int, bytes]
    signers: dict[int, bytes]
    hash: bytes


def registration_message(nonce: bytes, index: int, sign: bytes, encrypt: bytes) -> bytes:
    """Give what a trustee signs with both its keys."""
    return nonce + u64(index) + sign + encrypt


def commitment_of(session: Session, reveal_by: int, coefficients: bytes, possession: bytes) -> bytes:
    """Give the promise a dealer publishes before it reveals."""
    return digest("dkg-commitment", session.id, u64(reveal_by), coefficients, possession)


def reveal_message(session: Session, trustee: int, coefficients: bytes, possession: bytes, shares: bytes) -> bytes:
    """Give what a dealer signs when it reveals."""
    return digest("dkg-reveal", session.id, u64(trustee), coefficients, possession, shares)


def pad(session: Session, dealer: int, trustee: int, ephemeral: bytes, secret: bytes) -> bytes:
    """Give the mask of one encrypted share."""
    return digest("dkg-pad", session.id, u64(dealer), u64(trustee), ephemeral, secret)


def complaint_context(session: Session, trustee: int, against: int) -> bytes:
    """Give the context of a complaint's proof."""
    return wide("dkg-complaint", session.id, u64(trustee), u64(against))


def image(group: Group, points: Sequence[bytes], x: int) -> bytes:
    """Evaluate a polynomial in the exponent, lowest coefficient first. Raises: ValueError."""
    result = IDENTITY
    for point in reversed(points):
        result = group.add(group.multiply(x, result), point)
    return result


def share_fits(group: Group, reveal: Reveal, trustee: int, share: bytes) -> bool:
    """Tell whether an opened share lies on the dealer's committed polynomial."""
    try:
        value = sc.decode(share)
    except ValueError:
        return False
    return group.base(value) == image(group, reveal.points(), trustee)


def unmask(cipher: bytes, mask: bytes) -> bytes:
    """Remove (or put on) the mask of a share."""
    return bytes(c ^ m for c, m in zip(cipher, mask, strict=True))


def verify_registration(group: Group, nonce: bytes, t: Registration) -> None:
    """Check that a trustee holds both secrets.

    Raises: Invalid("dkg" | "signature", where).
    """
    where = f"dkg.json: trustee {t.index}"
    message = registration_message(nonce, t.index, t.sign, t.encrypt)
    for key in (t.sign, t.encrypt):
        require_key(group, key, "dkg", where)
    verify(group, t.sign, "dkg-sign-key", message, t.proof[:64], where)
    verify(group, t.encrypt, "dkg-encrypt-key", message, t.proof[64:], where)


def verify_reveal(group: Group, session: Session, commitment: bytes, reveal: Reveal) -> None:
    """Check what a dealer reveals against its promise, and that it knows its part of the key.

    Raises: Invalid("dkg" | "signature", where).
    """
    i, where = reveal.trustee, f"dkg.json: reveal {reveal.trustee}"
    promised = commitment_of(session, i, reveal.coefficients, reveal.possession)
    ensure(promised == commitment, "dkg", f"{where}: not what was committed to")
    points = reveal.points()
    ensure(len(points) == session.threshold, "dkg", f"{where}: number of coefficients")
    for point in points:
        require_key(group, point, "dkg", f"{where}: coefficient")
    message = reveal_message(session, i, reveal.coefficients, reveal.possession, reveal.shares)
    verify(group, session.trustees[i - 1].sign, "dkg-reveal", message, reveal.signature, where)
    verify(group, points[0], "dkg-coefficient", session.tag(i), reveal.possession, where)


def verify_complaint(group: Group, session: Session, complaint: Complaint, reveal: Reveal) -> None:
    """Check that a complaint stands: the dealer did give a bad share.

    Raises: Invalid("dkg", where).
    """
    j, i = complaint.trustee, complaint.against
    where = f"dkg.json: complaint of {j} against {i}"
    ephemeral, cipher = reveal.share_of(j)
    if not group.is_point(ephemeral):
        blank = not any(complaint.secret) and not any(complaint.proof)
        ensure(blank, "dkg", f"{where}: nothing is to be proved about a malformed share")
    else:
        context = complaint_context(session, j, i)
        encrypt = session.trustees[j - 1].encrypt
        verify_equality(group, context, encrypt, ephemeral, complaint.secret, complaint.proof, "dkg", where)
        share = unmask(cipher, pad(session, i, j, ephemeral, complaint.secret))
        ensure(not share_fits(group, reveal, j, share), "dkg", f"{where}: the share is good")


def verify_transcript(group: Group, transcript: Transcript) -> Ceremony:
    """Check a whole ceremony.

    Raises: Invalid("dkg" | "signature", where).
    """
    session = transcript.session
    pairs = [(c.trustee, c.against) for c in transcript.complaints]
    ensure(pairs == sorted(set(pairs)), "dkg", "dkg.json: order of complaints")
    keys = [key for t in session.trustees for key in (t.sign, t.encrypt)]
    ensure(len(set(keys)) == len(keys), "dkg", "dkg.json: a trustee's key stands twice")
    for t, commit, reveal in zip(session.trustees, transcript.commits, transcript.reveals, strict=True):
        verify_registration(group, session.nonce, t)
        message = session.tag(t.index) + commit.commitment
        verify(group, t.sign, "dkg-commit", message, commit.signature, f"dkg.json: commit {t.index}")
        verify_reveal(group, session, commit.commitment, reveal)
    for complaint in transcript.complaints:
        verify_complaint(group, session, complaint, transcript.reveals[complaint.against - 1])
    ceremony = derive(group, transcript)
    ensure(
        [c.trustee for c in transcript.confirms] == list(ceremony.shares), "dkg", "dkg.json: confirmations are missing"
    )
    message = transcript.confirmed_digest()
    for confirm in transcript.confirms:
        where = f"dkg.json: confirmation {confirm.trustee}"
        verify(group, ceremony.shares[confirm.trustee], "dkg-confirm", message, confirm.possession, where)
    return ceremony


def derive(group: Group, transcript: Transcript) -> Ceremony:
    """Sum the qualified dealers' parts; the messages must have been checked.

    Raises: Invalid("dkg", where).
    """
    session = transcript.session
    out = {c.against for c in transcript.complaints}
    qualified = [r for r in transcript.reveals if r.trustee not in out]
    ensure(len(qualified) >= session.threshold, "dkg", "dkg.json: too few qualified trustees")
    try:
        columns = [IDENTITY] * session.threshold
        for reveal in qualified:
            columns = [group.add(c, p) for c, p in zip(columns, reveal.points(), strict=True)]
        shares = {r.trustee: image(group, columns, r.trustee) for r in qualified}
    except ValueError:
        raise Invalid("dkg", "dkg.json: malformed point") from None
    ensure(columns[0] != IDENTITY and IDENTITY not in shares.values(), "dkg", "dkg.json: a key is the identity")
    return Ceremony(
        threshold=session.threshold,
        key=columns[0],
        shares=shares,
        signers={r.trustee: session.trustees[r.trustee - 1].sign for r in qualified},
        hash=transcript.hash(),
    )
