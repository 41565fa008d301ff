"""What is done again and again beside the requests: in every tenant, by a thread or by `gonghui rounds`."""

import logging
import threading
from datetime import datetime, timedelta
from typing import Final

from django.db import connections

from gonghui.accounts import public as accounts
from gonghui.kernel import clock, live, outbox, staging, tenants

logger = logging.getLogger(__name__)

DELIVER_EVERY: Final = 5.0
TIDY_EVERY: Final = timedelta(hours=1)
IMPORTS_KEPT_FOR: Final = timedelta(days=180)
"""How long the rows of an import stay readable; what they brought about stays."""


def until(stop: threading.Event, *, every: float = DELIVER_EVERY) -> None:
    """Deliver events that wait, every few seconds, and tidy up every hour, until told to stop."""
    tidied = clock.now() - TIDY_EVERY
    while not stop.wait(every):
        now = clock.now()
        try:
            for tenant in tenants.every():
                with tenants.using(tenant):
                    outbox.deliver_waiting()
                    if now - tidied >= TIDY_EVERY:
                        tidy(now)
        except Exception:
            # The database may be restarting; the next round comes.
            logger.exception("a round failed")
        else:
            tidied = now if now - tidied >= TIDY_EVERY else tidied
        finally:
            connections.close_all()


def tidy(now: datetime) -> None:
    """Forget what nobody waits for any more: old live signs, spent codes and sessions, rows of old imports."""
    live.forget_old(now)
    accounts.forget_old(now)
    staging.purge(before=now - IMPORTS_KEPT_FOR, now=now)
