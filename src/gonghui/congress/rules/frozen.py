"""Freeze a rule pack into a meeting: one canonical text, its hash, and the way back."""

import hashlib
from dataclasses import dataclass

from gonghui.congress.rules.pack import Pack
from gonghui.congress.rules.packfile import read_pack, write_pack
from gonghui.congress.rules.reader import PackInvalid, canonical

_DOMAIN = b"gonghui/rule-pack/1\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenPack:
    """A pack as it is kept with a meeting: `text` is canonical JSON, `sha256` 64 hexadecimal digits."""

    pack_id: str
    version: str
    text: str
    sha256: str


def freeze(pack: Pack) -> FrozenPack:
    """Write a pack, with all it inherited and the unit's measures, into text that never changes again."""
    text = canonical(write_pack(pack))
    return FrozenPack(pack_id=pack.id, version=pack.version, text=text, sha256=digest(text))


def thaw(text: str, sha256: str) -> Pack:
    """Read a frozen pack back. Raises: PackInvalid when the text does not have that hash or is not canonical."""
    if digest(text) != sha256:
        raise PackInvalid("", "the text of the frozen pack does not have its hash")
    pack = read_pack(text, _no_parent)
    if canonical(write_pack(pack)) != text:
        raise PackInvalid("", "the text of the frozen pack is not in canonical form")
    return pack


def digest(text: str) -> str:
    """Return the SHA-256 of a frozen pack's text, under a domain tag of its own."""
    return hashlib.sha256(_DOMAIN + text.encode("utf-8")).hexdigest()


def _no_parent(pack_id: str) -> Pack:
    raise PackInvalid("inherits", f"a frozen pack stands alone, but names {pack_id!r}")
