"""The compiled kernels that check many ballots at once: optional, and made ready before the first one comes."""

import logging
import threading

from ballot.verify.kernels import Kernel, kernel

logger = logging.getLogger(__name__)

_ready: list[Kernel] = []


def compiled() -> Kernel | None:
    """Return the compiled kernels where they are ready. Whoever casts never waits for a compiler."""
    return _ready[0] if _ready else None


def make_ready() -> threading.Thread:
    """Begin to load the compiled kernels, where they are installed, beside whatever else happens."""
    thread = threading.Thread(target=_load, daemon=True, name="kernels")
    thread.start()
    return thread


def _load() -> None:
    try:
        found = kernel("fast")
    except ImportError:
        logger.info("ballots are checked one by one: the compiled kernels are not installed")
        return
    _ready[:] = [found]
