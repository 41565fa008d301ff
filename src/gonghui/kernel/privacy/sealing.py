"""Sealing: a text encrypted for one place, under a ring of keys that can be exchanged one after the other."""

import base64
import binascii
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NoReturn, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12
_TAG_BYTES: Final = 16
_VERSION: Final = "v1"
_DOMAIN: Final = b"gonghui-column-v1"
_KEY_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,32}", re.ASCII)


class KeysMissing(ImproperlyConfigured):
    """The keys for personal information are absent or malformed; says which setting, never what it held."""


class Tampered(Exception):
    """A stored value was changed, moved from another column, or its key is gone. Names the place, never the value."""


@dataclass(frozen=True, slots=True)
class Place:
    """The column that a value is sealed for; the same bytes do not open anywhere else."""

    table: str
    column: str

    @property
    def associated_data(self) -> bytes:
        parts = (_DOMAIN, self.table.encode(), self.column.encode())
        return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


@dataclass(frozen=True, slots=True, repr=False)
class KeyRing:
    """Keys by id; the first one seals, all of them open."""

    current: str
    keys: Mapping[str, bytes]


def read_key(text: str, *, setting: str) -> bytes:
    """Return 32 bytes from base64 (either alphabet).

    Raises: KeysMissing, naming the setting.
    """
    try:
        key = base64.b64decode(text.strip().replace("-", "+").replace("_", "/"), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        # `from None`, and no value in the sentence: an error page or a log must not carry half a key.
        raise KeysMissing(f"{setting}: a key is 32 bytes in base64") from None
    return key


@lru_cache(maxsize=8)
def read_ring(text: str) -> KeyRing:
    """Read `id:base64,id:base64`; commas or line ends part the keys, the first one is current.

    Raises: KeysMissing when there is none, an id is malformed or comes twice.
    """
    keys: dict[str, bytes] = {}
    for entry in text.replace("\n", ",").split(","):
        if not entry.strip():
            continue
        key_id, colon, key = entry.strip().partition(":")
        if not colon or not _KEY_ID.fullmatch(key_id) or key_id in keys:
            raise KeysMissing("GONGHUI_COLUMN_KEYS: each key is `id:base64`, and each id comes once")
        keys[key_id] = read_key(key, setting="GONGHUI_COLUMN_KEYS")
    if not keys:
        raise KeysMissing("GONGHUI_COLUMN_KEYS (or the file GONGHUI_COLUMN_KEYS_FILE) holds no key")
    return KeyRing(current=next(iter(keys)), keys=MappingProxyType(keys))


def ring() -> KeyRing:
    """Return the key ring of this deployment."""
    return read_ring(settings.GONGHUI_COLUMN_KEYS)


def new_key() -> str:
    """Return a fresh key in base64."""
    return base64.b64encode(os.urandom(KEY_BYTES)).decode()


def seal(plain: str, place: Place) -> str:
    """Encrypt a text for its place: `v1.<key id>.<base64 of nonce and ciphertext>`.

    Source: NIST SP 800-38D (AES-GCM, 96-bit random nonce).
    """
    keys = ring()
    nonce = os.urandom(_NONCE_BYTES)
    sealed = AESGCM(keys.keys[keys.current]).encrypt(nonce, plain.encode(), place.associated_data)
    return f"{_VERSION}.{keys.current}.{base64.urlsafe_b64encode(nonce + sealed).decode()}"


def unseal(stored: str, place: Place) -> str:
    """Decrypt what `seal` made for the same place.

    Raises: Tampered when it was changed, comes from elsewhere, or was sealed under a key that is not on the ring.
    """
    version, _, rest = stored.partition(".")
    key_id, _, body = rest.partition(".")
    key = ring().keys.get(key_id)
    if version != _VERSION or key is None:
        raise Tampered(f"{place.table}.{place.column}: no key opens it")
    try:
        raw = base64.b64decode(body.encode(), altchars=b"-_", validate=True)
        if base64.urlsafe_b64encode(raw).decode() != body or len(raw) < _NONCE_BYTES + _TAG_BYTES:
            raise ValueError(place)
        plain = AESGCM(key).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], place.associated_data)
    except (ValueError, InvalidTag):
        raise Tampered(f"{place.table}.{place.column}: changed, or moved from elsewhere") from None
    return plain.decode()


def key_of(stored: str) -> str:
    """Return the id of the key that a stored value names."""
    return stored.partition(".")[2].partition(".")[0]


class Sealed:
    """A text that shows itself only when asked: `reveal()`. Printing, logging or formatting it tells nothing.

    A value that was read from the database stays encrypted until then.
    """

    __slots__ = ("_at", "_plain")

    def __init__(self, plain: str | None, at: tuple[str, Place] | None) -> None:
        self._plain = plain
        self._at = at

    @classmethod
    def of(cls, plain: str) -> "Sealed":
        """Return a text that is not stored yet."""
        return cls(plain, None)

    @classmethod
    def stored(cls, stored: str, place: Place) -> "Sealed":
        """Return a text as it was read from its place; it is decrypted when it is asked for."""
        return cls(None, (stored, place))

    def reveal(self) -> str:
        """Return the text.

        Raises: Tampered when what is stored does not open here.
        """
        if self._plain is None:
            # `of` gave a text, `stored` gave a place: one of the two is always there.
            self._plain = unseal(*cast(tuple[str, Place], self._at))
        return self._plain

    def stored_for(self, place: Place) -> str:
        """Return the form to store; what is stored there already under the current key stays as it is."""
        if self._at is not None and self._at[1] == place and not self.is_stale:
            return self._at[0]
        return seal(self.reveal(), place)

    @property
    def is_stale(self) -> bool:
        """Whether what is stored names another key than the current one."""
        return self._at is not None and key_of(self._at[0]) != ring().current

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sealed) and self.reveal() == other.reveal()

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return "<sealed>"

    __str__ = __repr__

    def __format__(self, format_spec: str) -> str:
        return repr(self)

    def __deepcopy__(self, memo: object) -> "Sealed":
        return self

    def __reduce__(self) -> NoReturn:
        raise TypeError("a sealed text is not pickled")
