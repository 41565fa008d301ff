"""One durable transaction that leaves a trace, or nothing."""

from dataclasses import dataclass

import pytest
from django.db import transaction

from gonghui.kernel import ledger, live, outbox
from gonghui.kernel.action import NothingRecorded, OutsideAction, action, publish, record, touch, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict
from gonghui.kernel.models import LedgerEntry, LiveChange, OutboxEvent
from gonghui.kernel.testing import NOON, OUR_UNION, cast_of

SECRETARY = cast_of(OUR_UNION)["secretary"]


@outbox.event("kernel.test.happened")
@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    what: str


@action
def ring(actor: Actor, *, what: str, now):
    record("rang", stream="bell", subject=("bell", what), loud=True)
    publish(Happened(what=what))
    touch("bell/1", "sound", "light")
    return what


@action
def write_without_a_word(actor: Actor):
    LiveChange.objects.create(topic="silent", parts="", at=NOON)


@action
def find_it_done(actor: Actor):
    LiveChange.objects.create(topic="done before", parts="", at=NOON)
    unchanged()
    return "as before"


@action
def fail_late(actor: Actor):
    record("began", stream="bell", subject=("bell", "x"))
    raise Conflict("太晚了")


@pytest.mark.django_db
def test_action_when_it_records_then_entry_event_and_sign_are_stored_together():
    assert ring(SECRETARY, what="doorbell", now=NOON) == "doorbell"
    entry = LedgerEntry.objects.get()
    assert (entry.verb, entry.subject, entry.actor, entry.at, entry.facts) == (
        "rang", "bell:doorbell", SECRETARY.name, NOON, '{"loud":true}',
    )  # fmt: skip
    assert OutboxEvent.objects.get().payload == '{"what": "doorbell"}'
    change = live.since(0)[0]
    assert (change.topic, change.parts) == ("bell/1", ("light", "sound"))
    assert live.latest("bell/1") == live.last() == change.seq


@pytest.mark.django_db
def test_action_when_nothing_was_recorded_then_it_raises_and_writes_nothing():
    with pytest.raises(NothingRecorded):
        write_without_a_word(SECRETARY)
    assert not LiveChange.objects.exists()


@pytest.mark.django_db
def test_action_when_unchanged_then_whatever_it_wrote_is_rolled_back():
    assert find_it_done(SECRETARY) == "as before"
    assert not LiveChange.objects.exists()
    assert not LedgerEntry.objects.exists()


@pytest.mark.django_db
def test_action_when_it_refuses_then_nothing_is_written():
    with pytest.raises(Conflict):
        fail_late(SECRETARY)
    assert not LedgerEntry.objects.exists()


@pytest.mark.django_db
def test_action_when_called_inside_another_transaction_then_it_refuses():
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        ring(SECRETARY, what="nested", now=NOON)


def test_record_when_no_action_runs_then_it_is_a_bug():
    with pytest.raises(OutsideAction):
        record("rang", stream="bell", subject=("bell", "x"))


@pytest.mark.django_db
def test_event_when_committed_then_handlers_hear_it_once(django_capture_on_commit_callbacks, wired):
    heard = wired(Happened)
    with django_capture_on_commit_callbacks(execute=True):
        ring(SECRETARY, what="doorbell", now=NOON)
    assert heard == [Happened(what="doorbell")]
    assert outbox.deliver_waiting() == 0
    row = OutboxEvent.objects.get()
    assert row.delivered_at is not None
    assert not outbox.deliver(row.id)


@pytest.mark.django_db
def test_event_when_a_handler_fails_then_it_waits_with_the_error_name_only(wired):
    heard = wired(Happened, fail=1)
    ring(SECRETARY, what="张三", now=NOON)
    assert outbox.deliver_waiting() == 0
    row = OutboxEvent.objects.get()
    assert (row.attempts, row.last_error, row.delivered_at) == (1, "ValueError", None)
    assert outbox.deliver_waiting() == 1
    assert heard == [Happened(what="张三")]


@pytest.fixture
def wired():
    before = dict(outbox._handlers)

    def wire(kind, fail=0):
        heard = []
        failures = [ValueError("张三")] * fail

        def handler(fact):
            if failures:
                raise failures.pop()
            heard.append(fact)

        outbox.wire({kind: [handler]})
        return heard

    yield wire
    outbox.wire(before)


@pytest.mark.django_db
def test_ledger_when_untouched_then_verifies():
    for what in ("a", "b", "c"):
        ring(SECRETARY, what=what, now=NOON)
    assert ledger.verify("bell") is None
    assert ledger.verify("no such stream") is None
    assert ledger.streams() == ["bell"]
