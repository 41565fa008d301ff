"""Who hears of which event: the one visible table."""

from collections.abc import Iterable, Mapping

from gonghui.kernel import outbox
from gonghui.kernel.outbox import Handler

HANDLERS: Mapping[type[object], Iterable[Handler]] = {}


def connect() -> None:
    """Join the contexts; called once when Django starts."""
    outbox.wire(HANDLERS)
