"""Keys of a played election: a ceremony in which everybody is honest, and a group that knows its secret."""

import secrets

from ballot import dkg
from ballot.group import Entropy, Group
from ballot.signature import KeyPair


class KnowingGroup:
    """A group that knows the election secret: one multiplication of the base point instead of one of the key."""

    def __init__(self, group: Group, key: bytes, secret: int) -> None:
        self.name = group.name
        self.is_point, self.base, self.from_uniform = group.is_point, group.base, group.from_uniform
        self.add, self.subtract = group.add, group.subtract
        self._group, self._key, self._secret = group, key, secret

    def multiply(self, scalar: int, point: bytes) -> bytes:
        """Multiply a point."""
        return self.base(scalar * self._secret) if point == self._key else self._group.multiply(scalar, point)


def ceremony(
    trustees: int, threshold: int, entropy: Entropy = secrets.token_bytes, group: Group | None = None
) -> tuple[dkg.Transcript, list[dkg.Secrets], list[KeyPair]]:
    """Play a key ceremony in which everybody is honest: transcript, long-term secrets, shares of the key."""
    nonce = entropy(32)
    names = ("工会", "代表监票人", "上级工会", *(f"受托人 {i}" for i in range(4, 33)))
    made = [dkg.register(nonce, i, names[i - 1], entropy, group) for i in range(1, trustees + 1)]
    session = dkg.Session(nonce=nonce, threshold=threshold, trustees=tuple(r for _, r in made))
    dealings = [dkg.deal(session, own, entropy, group) for own, _ in made]
    draft = dkg.Transcript(
        session=session, commits=tuple(d.commit for d in dealings), reveals=tuple(d.reveal for d in dealings)
    )
    shares = [dkg.finish(draft, own, group) for own, _ in made]
    confirms = tuple(
        dkg.confirm(draft, own, share, entropy, group) for (own, _), share in zip(made, shares, strict=True)
    )
    transcript = dkg.Transcript(session=session, commits=draft.commits, reveals=draft.reveals, confirms=confirms)
    return transcript, [own for own, _ in made], shares
