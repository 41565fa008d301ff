"""Schnorr signatures and key pairs (section 2 of the specification)."""

import secrets
from dataclasses import dataclass

from ballot.errors import Invalid, ensure
from ballot.group import IDENTITY, Entropy, Group, standard
from ballot.group import scalars as sc
from ballot.transcript import challenge, wide

LENGTH = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPair:
    """A secret scalar and its public point."""

    secret: int
    public: bytes

    def __repr__(self) -> str:
        return f"KeyPair(public={self.public.hex()})"


def key_pair(entropy: Entropy = secrets.token_bytes, group: Group | None = None) -> KeyPair:
    """Make a fresh key pair."""
    secret = sc.random_scalar(entropy)
    return KeyPair(secret=secret, public=(group or standard()).base(secret))


def key_of(secret: int, group: Group | None = None) -> KeyPair:
    """Rebuild a key pair from its secret. Raises: ValueError for zero."""
    if secret % sc.ORDER == 0:
        raise ValueError("a secret of zero")
    return KeyPair(secret=secret, public=(group or standard()).base(secret))


def sign(
    pair: KeyPair, purpose: str, message: bytes, entropy: Entropy = secrets.token_bytes, group: Group | None = None
) -> bytes:
    """Sign for one purpose; 64 bytes, R then s."""
    group = group or standard()
    tag = purpose.encode()
    nonce = sc.from_wide(wide("nonce", sc.encode(pair.secret), entropy(32), tag, message))
    commitment = group.base(nonce)
    e = challenge("signature", tag, pair.public, commitment, message)
    return commitment + sc.encode(nonce + e * pair.secret)


def verify(group: Group, public: bytes, purpose: str, message: bytes, signature: bytes, where: str) -> None:
    """Check a signature.

    Raises: Invalid("signature", where).
    """
    ensure(len(signature) == LENGTH and public != IDENTITY, "signature", where)
    commitment = signature[:32]
    e = challenge("signature", purpose.encode(), public, commitment, message)
    try:
        right = group.add(commitment, group.multiply(e, public))
        left = group.base(sc.decode(signature[32:]))
    except ValueError:
        raise Invalid("signature", where) from None
    ensure(left == right, "signature", where)


def require_key(group: Group, public: bytes, check: str, where: str) -> None:
    """Refuse a public key that is no canonical point or the identity.

    Raises: Invalid(check, where).
    """
    ensure(public != IDENTITY and group.is_point(public), check, f"{where}: not a public key")
