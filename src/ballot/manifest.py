"""The manifest: everything an election fixes before it opens; its hash is the election id."""

from dataclasses import dataclass, field

from ballot.canonical import Members, parse, write
from ballot.errors import ensure
from ballot.group import Group
from ballot.questions import Item, read_item
from ballot.signature import require_key
from ballot.transcript import SUITE, digest, require_suite

MAX_BYTES = 4 * 2**20
MAX_ROLL = 100_000_000
_MEMBERS = (
    *("suite", "title", "items", "trustees", "threshold", "dkg", "key", "roll", "board_key"),
    *("scrutineers", "quorum", "auditors", "booth", "opens", "closes", "k_min"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trustee:
    """Who holds a share of the election secret; `hosted` when a server holds it."""

    index: int
    name: str
    key: bytes
    hosted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scrutineer:
    """Who countersigns."""

    name: str
    key: bytes


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """The frozen terms of an election."""

    title: str
    items: tuple[Item, ...]
    trustees: tuple[Trustee, ...]
    threshold: int
    dkg: bytes
    key: bytes
    roll_hash: bytes
    roll_size: int
    board_key: bytes
    booth: bytes
    opens: str
    closes: str
    roll_paper: int = 0
    scrutineers: tuple[Scrutineer, ...] = ()
    quorum: int = 0
    auditors: tuple[bytes, ...] = ()
    k_min: int = 10
    data: bytes = field(init=False, repr=False, compare=False)
    election: bytes = field(init=False, compare=False)
    by_id: dict[str, Item] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        data = write(self.to_json())
        object.__setattr__(self, "data", data)
        object.__setattr__(self, "election", digest("manifest", data))
        object.__setattr__(self, "by_id", {item.id: item for item in self.items})

    def to_json(self) -> dict[str, object]:
        """Give the members as JSON values."""
        return {
            "auditors": [key.hex() for key in self.auditors],
            "board_key": self.board_key.hex(),
            "booth": self.booth.hex(),
            "closes": self.closes,
            "dkg": self.dkg.hex(),
            "items": [item.to_json() for item in self.items],
            "k_min": self.k_min,
            "key": self.key.hex(),
            "opens": self.opens,
            "quorum": self.quorum,
            "roll": {"hash": self.roll_hash.hex(), "paper": self.roll_paper, "size": self.roll_size},
            "scrutineers": [{"key": s.key.hex(), "name": s.name} for s in self.scrutineers],
            "suite": SUITE,
            "threshold": self.threshold,
            "title": self.title,
            "trustees": [
                {"hosted": t.hosted, "index": t.index, "key": t.key.hex(), "name": t.name} for t in self.trustees
            ],
        }


def read_manifest(group: Group, data: bytes) -> Manifest:
    """Read `manifest.json`.

    Raises: Invalid("json" | "suite" | "manifest", where).
    """
    where = "manifest.json"
    ensure(len(data) <= MAX_BYTES, "manifest", f"{where}: too long")
    value = parse(data, where)
    require_suite(value, where)
    m = Members(value, _MEMBERS, "manifest", where)
    roll = Members(m.optional("roll"), ("hash", "paper", "size"), "manifest", f"{where}: roll")
    trustees = tuple(_trustee(t) for t in m.array("trustees", 1, 32))
    scrutineers = tuple(_scrutineer(s) for s in m.array("scrutineers", 0, 32))
    manifest = Manifest(
        title=m.text("title"),
        items=tuple(read_item(item, f"{where}: item {i}") for i, item in enumerate(m.array("items", 1, 64))),
        trustees=trustees,
        threshold=m.integer("threshold", 1, len(trustees)),
        dkg=m.hex("dkg"),
        key=m.hex("key"),
        roll_hash=roll.hex("hash"),
        roll_size=roll.integer("size", 0, MAX_ROLL),
        roll_paper=roll.integer("paper", 0, MAX_ROLL),
        board_key=m.hex("board_key"),
        scrutineers=scrutineers,
        quorum=m.integer("quorum", 0, len(scrutineers)),
        auditors=m.hexes("auditors", 256),
        booth=m.hex("booth"),
        opens=m.text("opens"),
        closes=m.text("closes"),
        k_min=m.integer("k_min", 1, 1_000_000),
    )
    _check(group, manifest, where)
    return manifest


def _check(group: Group, manifest: Manifest, where: str) -> None:
    ensure(len(manifest.by_id) == len(manifest.items), "manifest", f"{where}: an item id stands twice")
    keys = [s.key for s in manifest.scrutineers]
    ensure(len(set(keys)) == len(keys), "manifest", f"{where}: a scrutineer's key stands twice")
    ensure(manifest.board_key not in keys, "manifest", f"{where}: the board's key is a scrutineer's")
    indices = [t.index for t in manifest.trustees]
    ensure(indices == sorted(set(indices)), "manifest", f"{where}: order of trustees")
    auditors = list(manifest.auditors)
    ensure(auditors == sorted(set(auditors)), "manifest", f"{where}: order of auditors")
    trustees = [t.key for t in manifest.trustees]
    for key in (manifest.key, manifest.board_key, *trustees, *keys, *auditors):
        require_key(group, key, "manifest", where)


def _trustee(value: object) -> Trustee:
    m = Members(value, ("hosted", "index", "key", "name"), "manifest", "manifest.json: trustee")
    return Trustee(index=m.integer("index", 1, 32), name=m.text("name"), key=m.hex("key"), hosted=m.boolean("hosted"))


def _scrutineer(value: object) -> Scrutineer:
    m = Members(value, ("key", "name"), "manifest", "manifest.json: scrutineer")
    return Scrutineer(name=m.text("name"), key=m.hex("key"))
