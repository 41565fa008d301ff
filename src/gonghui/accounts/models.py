"""Accounts: a phone number that can be proved, and the sessions opened with it."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from gonghui.kernel.ids import uuid7
from gonghui.kernel.privacy import EncryptedTextField


class AccountManager(BaseUserManager["Account"]):
    """Finds an account by the key of its phone number."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(phone_key=username)


class Account(AbstractBaseUser):
    """Who can log in. The person behind it stands in the registry."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    phone = EncryptedTextField()
    phone_key = models.CharField(max_length=64, unique=True)
    """Keyed hash of the phone number in E.164 form."""
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "phone_key"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = AccountManager()
