"""What trustees publish in a key ceremony, and its one JSON form (section 4 of the specification)."""

from dataclasses import dataclass, field

from ballot.canonical import Members, base64, parse, write
from ballot.errors import ensure
from ballot.transcript import SUITE, digest, require_suite, u64

MAX_BYTES = 4 * 2**20
MAX_TRUSTEES = 32
SHARE = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """A trustee's public keys with the proofs that it holds their secrets."""

    index: int
    name: str
    sign: bytes
    encrypt: bytes
    proof: bytes

    def to_json(self) -> dict[str, object]:
        """Give the members as JSON values."""
        return {
            "encrypt": self.encrypt.hex(),
            "index": self.index,
            "name": self.name,
            "proof": base64(self.proof),
            "sign": self.sign.hex(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """A dealer's promise, before anybody reveals."""

    trustee: int
    commitment: bytes
    signature: bytes

    def to_json(self) -> dict[str, object]:
        """Give the members as JSON values."""
        return {
            "commitment": self.commitment.hex(),
            "signature": base64(self.signature),
            "trustee": self.trustee,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Reveal:
    """A dealer's coefficient commitments and the encrypted shares."""

    trustee: int
    coefficients: bytes
    possession: bytes
    shares: bytes
    signature: bytes

    def points(self) -> list[bytes]:
        """Cut the coefficient commitments."""
        return [self.coefficients[at : at + 32] for at in range(0, len(self.coefficients), 32)]

    def share_of(self, trustee: int) -> tuple[bytes, bytes]:
        """Give the ephemeral point and the encrypted share of a trustee."""
        at = SHARE * (trustee - 1)
        return self.shares[at : at + 32], self.shares[at + 32 : at + SHARE]

    def to_json(self) -> dict[str, object]:
        """Give the members as JSON values."""
        return {
            "coefficients": base64(self.coefficients),
            "possession": base64(self.possession),
            "shares": base64(self.shares),
            "signature": base64(self.signature),
            "trustee": self.trustee,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """A trustee opens the bad share a dealer gave it."""

    trustee: int
    against: int
    secret: bytes
    proof: bytes

    def to_json(self) -> dict[str, object]:
        """Give the members as JSON values."""
        return {
            "against": self.against,
            "proof": base64(self.proof),
            "secret": self.secret.hex(),
            "trustee": self.trustee,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirm:
    """A trustee shows that it holds its share of the key."""

    trustee: int
    possession: bytes

    def to_json(self) -> dict[str, object]:
        """Give the members as JSON values."""
        return {"possession": base64(self.possession), "trustee": self.trustee}


@dataclass(frozen=True, kw_only=True)
class Session:
    """The ceremony's fixed terms: everybody signs under their hash."""

    nonce: bytes
    threshold: int
    trustees: tuple[Registration, ...]
    id: bytes = field(init=False)

    def __post_init__(self) -> None:
        keys = b"".join(t.sign + t.encrypt for t in self.trustees)
        terms = digest("dkg-session", self.nonce, u64(self.threshold), u64(len(self.trustees)), keys)
        object.__setattr__(self, "id", terms)

    def tag(self, trustee: int) -> bytes:
        """Give the message that names a trustee of this session."""
        return self.id + u64(trustee)


@dataclass(frozen=True, kw_only=True)
class Transcript:
    """The whole public record of a key ceremony."""

    session: Session
    commits: tuple[Commit, ...]
    reveals: tuple[Reveal, ...]
    complaints: tuple[Complaint, ...] = ()
    confirms: tuple[Confirm, ...] = ()

    def to_json(self, *, confirmed: bool = True) -> dict[str, object]:
        """Give the members as JSON values; without the confirmations for what they sign."""
        return {
            "commits": [m.to_json() for m in self.commits],
            "complaints": [m.to_json() for m in self.complaints],
            "confirms": [m.to_json() for m in self.confirms] if confirmed else [],
            "nonce": self.session.nonce.hex(),
            "reveals": [m.to_json() for m in self.reveals],
            "suite": SUITE,
            "threshold": self.session.threshold,
            "trustees": [t.to_json() for t in self.session.trustees],
        }

    def data(self) -> bytes:
        """Give the bytes of `dkg.json`."""
        return write(self.to_json())

    def hash(self) -> bytes:
        """Give the hash the manifest names."""
        return digest("dkg", self.data())

    def confirmed_digest(self) -> bytes:
        """Give what the confirmations sign."""
        return digest("dkg-transcript", write(self.to_json(confirmed=False)))


def read_transcript(data: bytes) -> Transcript:
    """Read `dkg.json`: its form only, `verify_transcript` checks what it says.

    Raises: Invalid("json" | "suite" | "dkg", where).
    """
    where = "dkg.json"
    ensure(len(data) <= MAX_BYTES, "dkg", f"{where}: too long")
    names = ("commits", "complaints", "confirms", "nonce", "reveals", "suite", "threshold", "trustees")
    value = parse(data, where)
    require_suite(value, where)
    m = Members(value, names, "dkg", where)
    trustees = m.array("trustees", 1, MAX_TRUSTEES)
    n = len(trustees)
    threshold = m.integer("threshold", 1, n)
    session = Session(
        nonce=m.hex("nonce"),
        threshold=threshold,
        trustees=tuple(read_registration(t, i) for i, t in enumerate(trustees, 1)),
    )
    return Transcript(
        session=session,
        commits=tuple(read_commit(c, i) for i, c in enumerate(m.array("commits", n, n), 1)),
        reveals=tuple(read_reveal(r, i, threshold, n) for i, r in enumerate(m.array("reveals", n, n), 1)),
        complaints=tuple(read_complaint(c, n) for c in m.array("complaints", 0, n * n)),
        confirms=tuple(read_confirm(c, n) for c in m.array("confirms", 0, n)),
    )


def read_registration(value: object, index: int) -> Registration:
    """Read one registration.

    Raises: Invalid("dkg", where).
    """
    m = Members(value, ("encrypt", "index", "name", "proof", "sign"), "dkg", f"dkg.json: trustee {index}")
    return Registration(
        index=m.integer("index", index, index),
        name=m.text("name"),
        sign=m.hex("sign"),
        encrypt=m.hex("encrypt"),
        proof=m.blob("proof", 128),
    )


def read_commit(value: object, index: int) -> Commit:
    """Read one promise.

    Raises: Invalid("dkg", where).
    """
    m = Members(value, ("commitment", "signature", "trustee"), "dkg", f"dkg.json: commit {index}")
    return Commit(
        trustee=m.integer("trustee", index, index),
        commitment=m.hex("commitment"),
        signature=m.blob("signature", 64),
    )


def read_reveal(value: object, index: int, threshold: int, n: int) -> Reveal:
    """Read what one dealer reveals.

    Raises: Invalid("dkg", where).
    """
    names = ("coefficients", "possession", "shares", "signature", "trustee")
    m = Members(value, names, "dkg", f"dkg.json: reveal {index}")
    return Reveal(
        trustee=m.integer("trustee", index, index),
        coefficients=m.blob("coefficients", 32 * threshold),
        possession=m.blob("possession", 64),
        shares=m.blob("shares", SHARE * n),
        signature=m.blob("signature", 64),
    )


def read_complaint(value: object, n: int) -> Complaint:
    """Read one complaint.

    Raises: Invalid("dkg", where).
    """
    m = Members(value, ("against", "proof", "secret", "trustee"), "dkg", "dkg.json: complaint")
    return Complaint(
        trustee=m.integer("trustee", 1, n),
        against=m.integer("against", 1, n),
        secret=m.hex("secret"),
        proof=m.blob("proof", 96),
    )


def read_confirm(value: object, n: int) -> Confirm:
    """Read one confirmation.

    Raises: Invalid("dkg", where).
    """
    m = Members(value, ("possession", "trustee"), "dkg", "dkg.json: confirmation")
    return Confirm(trustee=m.integer("trustee", 1, n), possession=m.blob("possession", 64))
