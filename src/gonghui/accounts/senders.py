"""How a one-time code reaches a phone: the port, the senders that need no provider, the thread that does it."""

import json
import logging
import sys
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import lru_cache
from pathlib import Path
from typing import Final, Protocol
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from gonghui.accounts.phones import Phone
from gonghui.kernel.db.scope import current, using

logger = logging.getLogger(__name__)

_KEPT_TO_SHOW: Final = 200


class CodeSender(Protocol):
    """Sends one code to one phone; named by `GONGHUI_CODE_SENDER`, made without arguments, once per process.

    An SMS sender posts to its provider with whatever client it likes. It runs on a thread of its own, may take its
    time, should give up after about ten seconds, and raises when the provider did not accept the message. It must log
    neither number nor code.
    """

    def send(self, *, phone: Phone, code: str, minutes: int) -> None:
        """Send `code`, which is good for `minutes`, to `phone.e164`."""


class ConsoleSender:
    """Writes codes to the terminal: for a trial on one's own machine."""

    def send(self, *, phone: Phone, code: str, minutes: int) -> None:
        sys.stdout.write(f"[gonghui] {phone.masked}: {code} ({minutes} min)\n")
        sys.stdout.flush()


class FileSender:
    """Appends codes to `codes.jsonl` in the data folder: for tests in a browser."""

    def send(self, *, phone: Phone, code: str, minutes: int) -> None:
        with codes_file().open("a", encoding="utf-8") as out:
            out.write(json.dumps({"phone": phone.e164, "code": code, "minutes": minutes}) + "\n")


def codes_file() -> Path:
    """Return where `FileSender` writes."""
    return Path(settings.VAR) / "codes.jsonl"


_pool: Final = ThreadPoolExecutor(max_workers=4, thread_name_prefix="codes")
_under_way: Final[set["Future[None]"]] = set()
_shown: Final[OrderedDict[UUID, str]] = OrderedDict()


def dispatch(*, code_id: UUID, phone: Phone, code: str, minutes: int) -> None:
    """Send a code from another thread, so that no answer takes longer for a number that is known."""
    if settings.DEMO:
        _show(code_id, code)
    tenant = current()

    def send() -> None:
        try:
            with using(tenant):
                _sender(settings.GONGHUI_CODE_SENDER).send(phone=phone, code=code, minutes=minutes)
        except Exception as error:  # whatever a sender raises, nobody waits for it
            # The type alone: a provider's message may quote the number it was given.
            logger.error("a one-time code was not sent: %s", type(error).__name__)

    future = _pool.submit(send)
    _under_way.add(future)
    future.add_done_callback(_under_way.discard)


def settle() -> None:
    """Wait until every code handed over so far has been sent."""
    wait(set(_under_way), timeout=30)


def shown_code(code_id: UUID) -> str | None:
    """Return a code that a demo may show on its page; None anywhere else."""
    return _shown.get(code_id) if settings.DEMO else None


@lru_cache(maxsize=4)
def _sender(dotted: str) -> CodeSender:
    sender: CodeSender = import_string(dotted)()
    return sender


def _show(code_id: UUID, code: str) -> None:
    _shown[code_id] = code
    while len(_shown) > _KEPT_TO_SHOW:
        _shown.popitem(last=False)
