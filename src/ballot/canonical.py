"""Canonical JSON and strict readers of its members (section 1.1 of the specification)."""

import binascii
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn, final

from ballot.errors import Invalid, ensure

MAX_INTEGER = 2**53 - 1
MAX_DEPTH = 8
MAX_TEXT = 2000
_NAME = re.compile(r"[a-z0-9_]+\Z")
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}\Z")
_HEX = re.compile(r"(?:[0-9a-f]{2})*\Z")
_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def write(value: object) -> bytes:
    """Serialise in the one canonical form. Raises: ValueError for what JSON of the protocol cannot hold."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def _refuse_number(_: str) -> NoReturn:
    raise ValueError("only integers are allowed")


def _check(value: object, depth: int) -> None:
    """Refuse what the canonical form excludes and its byte comparison would let pass."""
    if isinstance(value, dict):
        if depth == 0:
            raise ValueError("nested too deep")
        for name, member in value.items():
            if not _NAME.match(name):
                raise ValueError(f"member name {name[:40]!r}")
            _check(member, depth - 1)
    elif isinstance(value, list):
        if depth == 0:
            raise ValueError("nested too deep")
        for member in value:
            _check(member, depth - 1)
    elif isinstance(value, int) and not isinstance(value, bool) and not 0 <= value <= MAX_INTEGER:
        raise ValueError("integer out of range")


def parse(data: bytes, where: str) -> Any:
    """Parse canonical JSON: what does not serialise back to the same bytes is refused, so no name stands twice.

    Raises: Invalid("json", where).
    """
    try:
        value = json.loads(data.decode(), parse_float=_refuse_number, parse_constant=_refuse_number)
        _check(value, MAX_DEPTH)
        same = write(value) == data
    except (ValueError, RecursionError) as error:
        reason = str(error) if len(str(error)) < 80 else "malformed"
        raise Invalid("json", f"{where}: {reason}") from None
    ensure(same, "json", f"{where}: not in canonical form, or a member stands twice")
    return value


def unbase64(text: str) -> bytes:
    """Decode base64, canonical only. Raises: ValueError."""
    data = binascii.a2b_base64(text, strict_mode=True)
    if binascii.b2a_base64(data, newline=False).decode() != text:
        raise ValueError("not canonical base64")
    return data


def base64(data: bytes) -> str:
    """Encode base64 with padding."""
    return binascii.b2a_base64(data, newline=False).decode()


@final
class Members:
    """Read the members of one JSON object, every one by its type; an unknown or missing one is refused."""

    __slots__ = ("_check", "_object", "_where")

    def __init__(self, value: object, names: Iterable[str], check: str, where: str) -> None:
        ensure(isinstance(value, dict), check, f"{where}: an object is expected")
        assert isinstance(value, dict)
        expected = frozenset(names)
        if value.keys() != expected:
            odd = ", ".join(sorted(value.keys() ^ expected))[:120]
            raise Invalid(check, f"{where}: unknown or missing members: {odd}")
        self._object: Mapping[str, object] = value
        self._check = check
        self._where = where

    def _fail(self, name: str, why: str) -> NoReturn:
        raise Invalid(self._check, f"{self._where}: {name}: {why}")

    def string(self, name: str) -> str:
        """Give any string."""
        value = self._object[name]
        if not isinstance(value, str):
            self._fail(name, "a string is expected")
        return value

    def text(self, name: str) -> str:
        """Give a text for people: bounded, without control characters."""
        return self._text(name, self._object[name])

    def _text(self, name: str, value: object) -> str:
        if not isinstance(value, str) or not 1 <= len(value) <= MAX_TEXT or _FORBIDDEN.search(value):
            self._fail(name, "a text without control characters is expected")
        return value

    def texts(self, name: str, least: int, most: int) -> tuple[str, ...]:
        """Give `least` to `most` texts."""
        return tuple(self._text(name, value) for value in self.array(name, least, most))

    def id(self, name: str) -> str:
        """Give an id."""
        value = self.string(name)
        if not _ID.match(value):
            self._fail(name, "not an id")
        return value

    def hex(self, name: str, length: int = 32) -> bytes:
        """Give `length` bytes written in lower-case hex."""
        value = self.string(name)
        if len(value) != 2 * length or not _HEX.match(value):
            self._fail(name, f"{length} bytes in lower-case hex are expected")
        return bytes.fromhex(value)

    def hexes(self, name: str, most: int) -> tuple[bytes, ...]:
        """Give up to `most` values of 32 bytes in hex."""
        values = self.array(name, 0, most)
        return tuple(Members({name: v}, (name,), self._check, self._where).hex(name) for v in values)

    def blob(self, name: str, length: int | None = None) -> bytes:
        """Give bytes written in base64, of exactly `length` when given."""
        try:
            data = unbase64(self.string(name))
        except ValueError:
            self._fail(name, "not canonical base64")
        if length is not None and len(data) != length:
            self._fail(name, f"{length} bytes are expected, {len(data)} found")
        return data

    def integer(self, name: str, least: int = 0, most: int = MAX_INTEGER) -> int:
        """Give an integer from `least` to `most`."""
        value = self._object[name]
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            self._fail(name, f"an integer from {least} to {most} is expected")
        return value

    def integers(self, name: str, length: int) -> tuple[int, ...]:
        """Give exactly `length` integers."""
        values = self.array(name, length, length)
        return tuple(Members({name: v}, (name,), self._check, self._where).integer(name) for v in values)

    def boolean(self, name: str) -> bool:
        """Give true or false."""
        value = self._object[name]
        if not isinstance(value, bool):
            self._fail(name, "true or false is expected")
        return value

    def choice(self, name: str, allowed: Iterable[str]) -> str:
        """Give one of the allowed words."""
        value = self.string(name)
        if value not in allowed:
            self._fail(name, f"unknown value {value[:40]!r}")
        return value

    def array(self, name: str, least: int = 0, most: int = MAX_INTEGER) -> list[object]:
        """Give an array of `least` to `most` values."""
        value = self._object[name]
        if not isinstance(value, list) or not least <= len(value) <= most:
            self._fail(name, f"an array of {least} to {most} is expected")
        return value

    def optional(self, name: str) -> object | None:
        """Give the value, null as None."""
        return self._object[name]
