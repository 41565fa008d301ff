"""Personal information at rest and on screens: masked, sealed in its column, found again by a keyed hash."""

from gonghui.kernel.privacy import checks as _checks  # noqa: F401 - registers itself with Django
from gonghui.kernel.privacy.columns import EncryptedTextField
from gonghui.kernel.privacy.index import BlindIndexField, blind_index
from gonghui.kernel.privacy.masking import mask_identity, mask_name, mask_phone
from gonghui.kernel.privacy.sealing import KeysMissing, Sealed, Tampered

__all__ = [
    "BlindIndexField",
    "EncryptedTextField",
    "KeysMissing",
    "Sealed",
    "Tampered",
    "blind_index",
    "mask_identity",
    "mask_name",
    "mask_phone",
]
