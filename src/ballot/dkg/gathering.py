"""The server's side of a key ceremony: takes the trustees' messages one by one, and makes the transcript."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from ballot.canonical import parse, write
from ballot.dkg.messages import (
    Commit,
    Complaint,
    Confirm,
    Registration,
    Reveal,
    Session,
    Transcript,
    read_commit,
    read_complaint,
    read_confirm,
    read_registration,
    read_reveal,
)
from ballot.dkg.verify import derive, verify_complaint, verify_registration, verify_reveal
from ballot.errors import Invalid, ensure
from ballot.group import Group, standard
from ballot.signature import verify

MAX_MESSAGE = 2**16
T = TypeVar("T")


class Gathering:
    """A ceremony of `len(names)` trustees while it goes on; messages are canonical JSON, one a step and trustee.

    With `trust` a message is taken without its proofs: for those that were checked when they came.
    """

    def __init__(self, *, nonce: bytes, threshold: int, names: Sequence[str], group: Group | None = None) -> None:
        self.nonce = nonce
        self.threshold = threshold
        self.names = tuple(names)
        self.group = group or standard()
        self.registrations: dict[int, Registration] = {}
        self.commits: dict[int, Commit] = {}
        self.reveals: dict[int, Reveal] = {}
        self.complaints: dict[int, list[Complaint]] = {}
        self.confirms: dict[int, Confirm] = {}

    def register(self, index: int, data: bytes, *, trust: bool = False) -> None:
        """Take a trustee's keys.

        Raises: Invalid("json" | "dkg" | "signature", where).
        """
        made = read_registration(_value(data), index)
        ensure(made.name == self.names[index - 1], "dkg", f"dkg.json: trustee {index}: another name")
        if not trust:
            verify_registration(self.group, self.nonce, made)
            others = [key for i, t in self.registrations.items() if i != index for key in (t.sign, t.encrypt)]
            fresh = made.sign != made.encrypt and made.sign not in others and made.encrypt not in others
            ensure(fresh, "dkg", "dkg.json: a trustee's key stands twice")
        self.registrations[index] = made

    def commit(self, index: int, data: bytes, *, trust: bool = False) -> None:
        """Take a dealer's promise, when everybody has registered.

        Raises: Invalid("json" | "dkg" | "signature", where).
        """
        made, session = read_commit(_value(data), index), self.session()
        if not trust:
            message = session.tag(index) + made.commitment
            where = f"dkg.json: commit {index}"
            verify(self.group, session.trustees[index - 1].sign, "dkg-commit", message, made.signature, where)
        self.commits[index] = made

    def reveal(self, index: int, data: bytes, *, trust: bool = False) -> None:
        """Take what a dealer reveals, when everybody has committed.

        Raises: Invalid("json" | "dkg" | "signature", where).
        """
        session = self.session()
        made = read_reveal(_value(data), index, self.threshold, len(self.names))
        _whole(self.commits, len(self.names))
        if not trust:
            verify_reveal(self.group, session, self.commits[index].commitment, made)
        self.reveals[index] = made

    def complain(self, index: int, data: bytes, *, trust: bool = False) -> None:
        """Take a trustee's complaints, mostly none, when everybody has revealed.

        Raises: Invalid("json" | "dkg", where), also for a complaint that does not stand.
        """
        session, value = self.session(), _value(data)
        _whole(self.reveals, len(self.names))
        if not isinstance(value, list):
            raise Invalid("dkg", "dkg.json: complaints are an array")
        made = [read_complaint(one, len(self.names)) for one in value]
        for one in made:
            ensure(one.trustee == index, "dkg", "dkg.json: another trustee's complaint")
            if not trust:
                verify_complaint(self.group, session, one, self.reveals[one.against])
        self.complaints[index] = made

    def confirm(self, index: int, data: bytes, *, trust: bool = False) -> None:
        """Take a trustee's confirmation, when everybody has checked the shares.

        Raises: Invalid("json" | "dkg" | "signature", where).
        """
        made = read_confirm(_value(data), len(self.names))
        ensure(made.trustee == index, "dkg", "dkg.json: another trustee's confirmation")
        _whole(self.complaints, len(self.names))
        if not trust:
            draft = self.transcript()
            shares = derive(self.group, draft).shares
            ensure(index in shares, "dkg", f"dkg.json: trustee {index} is disqualified")
            where = f"dkg.json: confirmation {index}"
            verify(self.group, shares[index], "dkg-confirm", draft.confirmed_digest(), made.possession, where)
        self.confirms[index] = made

    @property
    def takers(self) -> dict[str, Callable[..., None]]:
        """The steps in their order, by name."""
        return {
            "REGISTER": self.register,
            "COMMIT": self.commit,
            "REVEAL": self.reveal,
            "COMPLAIN": self.complain,
            "CONFIRM": self.confirm,
        }

    def session(self) -> Session:
        """Give the ceremony's terms.

        Raises: Invalid("dkg", where) before everybody has registered.
        """
        _whole(self.registrations, len(self.names))
        return Session(nonce=self.nonce, threshold=self.threshold, trustees=_in_order(self.registrations))

    def transcript(self) -> Transcript:
        """Give the transcript so far; later lists are empty."""
        return Transcript(
            session=self.session(),
            commits=_in_order(self.commits),
            reveals=_in_order(self.reveals),
            complaints=tuple(one for i in sorted(self.complaints) for one in self.complaints[i]),
            confirms=_in_order(self.confirms),
        )

    def trustees_text(self) -> str:
        """Give the registrations as the canonical array that every dealer deals under."""
        return write([t.to_json() for t in self.session().trustees]).decode()

    def commits_text(self) -> str:
        """Give the commitments as a canonical array."""
        return write([c.to_json() for c in _in_order(self.commits)]).decode()


def _in_order(made: Mapping[int, T]) -> tuple[T, ...]:
    return tuple(made[index] for index in sorted(made))


def _whole(made: Mapping[int, object], count: int) -> None:
    ensure(len(made) == count, "dkg", "dkg.json: the step before is not over")


def _value(data: bytes) -> object:
    ensure(len(data) <= MAX_MESSAGE, "dkg", "dkg.json: message too long")
    return parse(data, "dkg.json")
