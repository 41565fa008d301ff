"""A text column that is encrypted in the database and sealed in Python."""

from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import FieldError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.query_utils import DeferredAttribute

from gonghui.kernel.privacy.sealing import Place, Sealed


class _SealedAttribute(DeferredAttribute):
    """Seals whatever text is put into the attribute, so that an instance never holds it bare."""

    def __set__(self, instance: models.Model, value: object) -> None:
        instance.__dict__[self.field.attname] = Sealed.of(value) if isinstance(value, str) else value


Set_contra = TypeVar("Set_contra", contravariant=True)
Got_co = TypeVar("Got_co", covariant=True)

# Django's fields are generic for the type checker only.
if TYPE_CHECKING:

    class _Field(models.Field[Set_contra, Got_co]):
        _pyi_private_set_type: str | Sealed
        _pyi_private_get_type: Sealed

else:

    class _Field(models.Field):
        def __class_getitem__(cls, _types: object) -> type:
            return cls


class EncryptedTextField(_Field[Set_contra, Got_co]):
    """A text encrypted with AES-256-GCM and bound to its table and column.

    Takes a text, gives a `Sealed`. It cannot be filtered by (keep a `BlindIndexField` beside it), ordered by or
    serialized; only `isnull` can be asked. An empty text is a text: use null for "none".
    """

    description = "Encrypted text"
    descriptor_class = _SealedAttribute
    empty_strings_allowed = False

    def get_internal_type(self) -> str:
        return "TextField"

    @property
    def place(self) -> Place:
        """The column that values are bound to."""
        return Place(self.model._meta.db_table, self.column or self.get_attname())

    def to_python(self, value: object) -> Any:
        return Sealed.of(value) if isinstance(value, str) else value

    def from_db_value(self, value: str | None, _expression: object, _connection: BaseDatabaseWrapper) -> Sealed | None:
        """Take up what is stored without opening it."""
        return None if value is None else Sealed.stored(value, self.place)

    def get_prep_value(self, value: object) -> Any:
        """Accept a text, a sealed text or nothing.

        Raises: TypeError for anything else, without showing it.
        """
        value = self.to_python(value)
        if value is None or isinstance(value, Sealed):
            return value
        raise TypeError(f"{self.name} takes a text, not {type(value).__name__}")

    def get_db_prep_value(self, value: object, connection: BaseDatabaseWrapper, prepared: bool = False) -> str | None:  # noqa: ARG002
        sealed = value if prepared else self.get_prep_value(value)
        return sealed.stored_for(self.place) if isinstance(sealed, Sealed) else None

    def get_lookup(self, lookup_name: str) -> Any:
        """Return `isnull`, the one question an encrypted column can answer.

        Raises: FieldError for any other.
        """
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is encrypted: filter by its blind index instead of `{lookup_name}`")
        return super().get_lookup(lookup_name)

    def value_to_string(self, _obj: models.Model) -> str:
        """Refuse to be dumped.

        Raises: TypeError always.
        """
        raise TypeError(f"{self.name} is encrypted and not serialized")
