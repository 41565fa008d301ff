"""A trustee's own side of the key ceremony; what it returns as a secret stays with the trustee."""

import secrets
from dataclasses import dataclass

from ballot.dkg.messages import Commit, Complaint, Confirm, Registration, Reveal, Session, Transcript
from ballot.dkg.verify import (
    commitment_of,
    complaint_context,
    derive,
    pad,
    registration_message,
    reveal_message,
    share_fits,
    unmask,
    verify_reveal,
)
from ballot.errors import Invalid, ensure
from ballot.group import Entropy, Group, standard
from ballot.group import scalars as sc
from ballot.proofs import prove_equality
from ballot.signature import KeyPair, key_of, key_pair, sign


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """A trustee's long-term secrets: keep them, they decrypt."""

    index: int
    sign: KeyPair
    encrypt: KeyPair


@dataclass(frozen=True, slots=True, kw_only=True)
class Dealing:
    """What a dealer publishes: the commitment first, the rest when everybody has committed."""

    commit: Commit
    reveal: Reveal


def register(
    nonce: bytes, index: int, name: str, entropy: Entropy = secrets.token_bytes, group: Group | None = None
) -> tuple[Secrets, Registration]:
    """Make a trustee's keys and its registration."""
    group = group or standard()
    own = Secrets(index=index, sign=key_pair(entropy, group), encrypt=key_pair(entropy, group))
    message = registration_message(nonce, index, own.sign.public, own.encrypt.public)
    proof = sign(own.sign, "dkg-sign-key", message, entropy, group)
    proof += sign(own.encrypt, "dkg-encrypt-key", message, entropy, group)
    return own, Registration(index=index, name=name, sign=own.sign.public, encrypt=own.encrypt.public, proof=proof)


def deal(session: Session, own: Secrets, entropy: Entropy = secrets.token_bytes, group: Group | None = None) -> Dealing:
    """Draw a polynomial and prepare commitment and reveal."""
    group = group or standard()
    polynomial = [sc.random_scalar(entropy) for _ in range(session.threshold)]
    coefficients = b"".join(map(group.base, polynomial))
    possession = sign(key_of(polynomial[0], group), "dkg-coefficient", session.tag(own.index), entropy, group)
    shares = b""
    for j, trustee in enumerate(session.trustees, 1):
        u = sc.random_scalar(entropy)
        ephemeral, secret = group.base(u), group.multiply(u, trustee.encrypt)
        share = sc.encode(sc.evaluate(polynomial, j))
        shares += ephemeral + unmask(share, pad(session, own.index, j, ephemeral, secret))
    commitment = commitment_of(session, own.index, coefficients, possession)
    signed = sign(own.sign, "dkg-commit", session.tag(own.index) + commitment, entropy, group)
    message = reveal_message(session, own.index, coefficients, possession, shares)
    return Dealing(
        commit=Commit(trustee=own.index, commitment=commitment, signature=signed),
        reveal=Reveal(
            trustee=own.index,
            coefficients=coefficients,
            possession=possession,
            shares=shares,
            signature=sign(own.sign, "dkg-reveal", message, entropy, group),
        ),
    )


def receive(
    session: Session,
    own: Secrets,
    commit: Commit,
    reveal: Reveal,
    entropy: Entropy = secrets.token_bytes,
    group: Group | None = None,
) -> int | Complaint:
    """Check a dealer's reveal and open the share it gave us; a bad share makes a complaint.

    Raises: Invalid("dkg" | "signature", where) when the message itself is bad: nobody may accept it.
    """
    group = group or standard()
    verify_reveal(group, session, commit.commitment, reveal)
    ephemeral, cipher = reveal.share_of(own.index)
    if not group.is_point(ephemeral):
        return Complaint(trustee=own.index, against=reveal.trustee, secret=bytes(32), proof=bytes(96))
    secret = group.multiply(own.encrypt.secret, ephemeral)
    share = unmask(cipher, pad(session, reveal.trustee, own.index, ephemeral, secret))
    if share_fits(group, reveal, own.index, share):
        return sc.decode(share)
    context = complaint_context(session, own.index, reveal.trustee)
    _, proof = prove_equality(group, context, own.encrypt.secret, ephemeral, entropy)
    return Complaint(trustee=own.index, against=reveal.trustee, secret=secret, proof=proof)


def finish(transcript: Transcript, own: Secrets, group: Group | None = None) -> KeyPair:
    """Add up our shares of the qualified dealers: our share of the election secret.

    Raises: Invalid("dkg", where) when a share is bad and nobody complained, or we are disqualified.
    """
    group = group or standard()
    ceremony = derive(group, transcript)
    ensure(own.index in ceremony.shares, "dkg", "this trustee is disqualified")
    total = 0
    for dealer in ceremony.shares:
        share = receive(
            transcript.session, own, transcript.commits[dealer - 1], transcript.reveals[dealer - 1], group=group
        )
        if isinstance(share, Complaint):
            raise Invalid("dkg", f"dealer {dealer} gave a bad share: complain first")
        total += share
    pair = key_of(total % sc.ORDER, group)
    ensure(pair.public == ceremony.shares[own.index], "dkg", "the share does not fit the transcript")
    return pair


def confirm(
    transcript: Transcript,
    own: Secrets,
    share: KeyPair,
    entropy: Entropy = secrets.token_bytes,
    group: Group | None = None,
) -> Confirm:
    """Show that we hold our share of the key of exactly this transcript."""
    message = transcript.confirmed_digest()
    return Confirm(trustee=own.index, possession=sign(share, "dkg-confirm", message, entropy, group))
