"""A keyed hash by which an encrypted value is found again, and the column that holds it."""

import base64
import hashlib
import hmac
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeVar

from django.conf import settings
from django.db import models

from gonghui.kernel.privacy.sealing import read_key

LENGTH: Final = 43
"""Characters of 32 bytes in unpadded base64."""

_DOMAIN: Final = b"gonghui-index-v1"
_DIGEST: Final = re.compile(rf"[A-Za-z0-9_-]{{{LENGTH}}}", re.ASCII)
_PURPOSE: Final = re.compile(r"[a-z][a-z0-9-]{1,40}", re.ASCII)


@lru_cache(maxsize=8)
def _key(text: str) -> bytes:
    return read_key(text, setting="GONGHUI_INDEX_KEY")


def blind_index(value: str, purpose: str) -> str:
    """Return the HMAC-SHA-256 of a value under the index key, in 43 characters.

    `purpose` is a fixed word of code such as `resident-id`: the same value under two purposes gives two unrelated
    results. Case, width, spaces and invisible characters make no difference.

    Raises: ValueError when nothing is left of the value, or the purpose is not such a word.
    Source: RFC 2104.
    """
    if not _PURPOSE.fullmatch(purpose):
        raise ValueError("a purpose is a lower-case word")
    bare = normalise(value)
    if not bare:
        raise ValueError("nothing to index")
    message = b"".join(len(part).to_bytes(4, "big") + part for part in (_DOMAIN, purpose.encode(), bare.encode()))
    digest = hmac.new(_key(settings.GONGHUI_INDEX_KEY), message, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def normalise(value: str) -> str:
    """Return a value as it is compared: compatibility forms folded, upper case, nothing blank or invisible."""
    folded = unicodedata.normalize("NFKC", value).upper()
    bare = "".join(char for char in folded if unicodedata.category(char)[0] not in "CZ")
    # What stood apart may join up once a space between is gone.
    return unicodedata.normalize("NFKC", bare)


Set_contra = TypeVar("Set_contra", contravariant=True)
Got_co = TypeVar("Got_co", covariant=True)

# Django's fields are generic for the type checker only.
if TYPE_CHECKING:

    class _Field(models.CharField[Set_contra, Got_co]):
        _pyi_private_set_type: str
        _pyi_private_get_type: str

else:

    class _Field(models.CharField):
        def __class_getitem__(cls, _types: object) -> type:
            return cls


class BlindIndexField(_Field[Set_contra, Got_co]):
    """Holds what `blind_index` returned, and refuses anything else, so that no bare value ever lands here."""

    description = "Blind index"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = LENGTH
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def get_prep_value(self, value: Any) -> Any:
        """Accept a blind index or nothing.

        Raises: ValueError for anything else, without showing it.
        """
        prepared = super().get_prep_value(value)
        if prepared is not None and not _DIGEST.fullmatch(prepared):
            raise ValueError(f"{self.name} takes what blind_index returned")
        return prepared
