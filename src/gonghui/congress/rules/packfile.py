"""Rule packs at hand: those that come with the product, and those frozen into a meeting."""

import hashlib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from gonghui.congress.rules.pack import Pack
from gonghui.congress.rules.packcodec import read_pack, write_pack
from gonghui.congress.rules.reader import Json, PackInvalid, canonical, parse

PACKS = Path(__file__).resolve().parent.parent / "packs"
_DOMAIN = b"gonghui/rule-pack/1\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenPack:
    """A pack as it is kept with a meeting.

    `content` is its JSON, `sha256` 64 hexadecimal digits over the canonical text of it, so that a database which
    reorders keys does no harm.
    """

    pack_id: str
    version: str
    content: dict[str, Json]
    sha256: str

    @property
    def text(self) -> str:
        """The canonical text, as it goes into an archive."""
        return canonical(self.content)


def builtin_ids() -> tuple[str, ...]:
    """Return the ids of the packs that come with the product, sorted."""
    return tuple(sorted(path.stem for path in PACKS.glob("*.json")))


@cache
def builtin(pack_id: str) -> Pack:
    """Return a pack that comes with the product. Raises: PackInvalid when there is none of that id."""
    if pack_id not in builtin_ids():
        raise PackInvalid("id", f"no rule pack {pack_id!r}")
    return load((PACKS / f"{pack_id}.json").read_text(encoding="utf-8"), pack_id)


def load(text: str, pack_id: str) -> Pack:
    """Read the text of a pack that may inherit from the built-in ones.

    Raises: PackInvalid for a fault in the text, or when it holds another pack than `pack_id`.
    """
    pack = read_pack(parse(text), builtin)
    if pack.id != pack_id:
        raise PackInvalid("id", f"the file of {pack_id!r} holds the pack {pack.id!r}")
    return pack


def freeze(pack: Pack) -> FrozenPack:
    """Write a pack, with all it inherited and the unit's measures, so that it never changes again."""
    content = write_pack(pack)
    return FrozenPack(pack_id=pack.id, version=pack.version, content=content, sha256=digest(content))


def thaw(content: Json, sha256: str) -> Pack:
    """Read a frozen pack back from its JSON.

    Raises: PackInvalid when the content does not have that hash or cannot be read.
    """
    text = canonical(content)
    if _digest_of(text) != sha256:
        raise PackInvalid("", "the frozen pack does not have its hash")
    return _thawed(text)


def digest(content: Json) -> str:
    """Return the SHA-256 of a frozen pack's canonical text, under a domain tag of its own."""
    return _digest_of(canonical(content))


def _digest_of(text: str) -> str:
    return hashlib.sha256(_DOMAIN + text.encode("utf-8")).hexdigest()


@lru_cache(maxsize=64)
def _thawed(text: str) -> Pack:
    """Read each frozen text once: every page of a running meeting asks for its pack."""
    return read_pack(parse(text), _no_parent)


def _no_parent(pack_id: str) -> Pack:
    raise PackInvalid("inherits", f"a frozen pack stands alone, but names {pack_id!r}")
