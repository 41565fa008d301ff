"""What is done beside the requests."""

import threading
from datetime import timedelta

import pytest

from gonghui.config import rounds
from gonghui.congress.events import NoticeSent
from gonghui.kernel import clock, live, outbox
from gonghui.kernel.models import LiveChange, OutboxEvent
from gonghui.kernel.testing import NOON, ident


@pytest.mark.django_db
def test_tidy_when_signs_are_old_then_they_are_forgotten_and_fresh_ones_stay():
    live.announce("meeting/1", ["now"], at=NOON)
    live.announce("meeting/1", ["vote"], at=NOON + timedelta(hours=2))
    rounds.tidy(NOON + timedelta(hours=2))
    assert LiveChange.objects.get().parts == "vote"


@pytest.mark.django_db(transaction=True)
def test_until_when_an_event_waits_then_it_is_delivered_within_a_round():
    outbox.store(NoticeSent(meeting_id=ident("m"), notice_id=ident("n")), at=clock.now())
    stop = threading.Event()
    worker = threading.Thread(target=rounds.until, args=(stop,), kwargs={"every": 0.05})
    worker.start()
    try:
        for _wait in range(100):
            if OutboxEvent.objects.filter(delivered_at__isnull=False).exists():
                break
            stop.wait(0.05)
    finally:
        stop.set()
        worker.join(5)
    assert OutboxEvent.objects.get().delivered_at is not None
