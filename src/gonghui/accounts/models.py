"""Accounts: a phone number that can be proved, the codes that prove it, and the sessions opened with it."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from gonghui.kernel.ids import uuid4, uuid7
from gonghui.kernel.privacy import EncryptedTextField


class AccountManager(BaseUserManager["Account"]):
    """Finds an account by the key of its phone number."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(phone_key=username)


class Account(AbstractBaseUser):
    """Who can log in. The person behind it stands in the registry."""

    # Django would write this on every log-in, outside of any action; the sessions and the ledger know it better.
    last_login = None

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    phone = EncryptedTextField()
    phone_key = models.CharField(max_length=64, unique=True)
    """Keyed hash of the phone number in E.164 form."""
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    hat = models.CharField(max_length=80, blank=True)
    """Key of the hat chosen last, worn again at the next log-in."""

    USERNAME_FIELD = "phone_key"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = AccountManager()


class LoginCode(models.Model):
    """A one-time code, asked for by one browser; only its keyed digest is stored.

    For a number without an account there is a row as well, with `account` empty: both do the same work, and nobody
    learns which numbers are known.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="+")
    phone_key = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    issued_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    """When it was used, or replaced by another one."""

    class Meta:
        indexes = [
            models.Index(fields=["phone_key", "issued_at"], name="accounts_code_by_phone"),
            models.Index(fields=["issued_at"], name="accounts_code_by_age"),
        ]


class LoginSlip(models.Model):
    """A slip of paper with a code that logs one account in once (登录条); only the code's keyed digest is stored."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["ends_at"], name="accounts_slip_by_end")]


class OpenSession(models.Model):
    """One browser that is logged in. Its id stands in that browser's Django session; to end it is to delete the row."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    method = models.CharField(max_length=10)
    """A value of `rules.Method`."""
    on_shared_machine = models.BooleanField(default=False)
    device = models.CharField(max_length=40)
    """Words of `rules.device_of`, such as `iphone wechat`."""
    network = models.CharField(max_length=60)
    """The address it was opened from, without its last part."""
    hat = models.CharField(max_length=80, blank=True)
    """Key of the hat worn now."""
    opened_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["account", "last_seen_at"], name="accounts_session_by_account")]


class Meter(models.Model):
    """How often something was tried since a moment; counts hold over all processes."""

    key = models.CharField(max_length=64, primary_key=True)
    """Keyed hash of what is counted: a limit and the phone or address it is for."""
    since = models.DateTimeField()
    times = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["since"], name="accounts_meter_by_age")]
