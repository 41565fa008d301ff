"""A finished sealed vote, seen by somebody who has all the server has: nobody's choice can be told from it."""

import io
import json
import logging
import pickle
import zipfile

import pytest
from django.core.cache import cache
from django.test import Client

from gonghui.accounts.tests.make import log_in
from gonghui.congress.ballotbox import archives
from gonghui.congress.tests import box as play
from gonghui.congress.tests.linking import Dump, choice_of, dump, leaks, planted

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
VOTERS = 90


def cached():
    """Return what the process' cache holds, read back."""
    kept = cache._cache.items()  # type: ignore[attr-defined]
    return [{"key": key, "text": repr(pickle.loads(value))} for key, value in kept]


@pytest.fixture
def finished(caplog):
    """A sealed round of ninety, cast over HTTP with every logger listening; dump, cache, logs and archive of it."""
    caplog.set_level(logging.DEBUG)
    box = play.with_key(delegates=VOTERS).open()
    choices = {}
    for n, delegate in enumerate(box.hall.delegates):
        actor, choices[delegate.id] = box.hall.delegate(n), choice_of(n)
        client = Client()
        log_in(client, actor.account_id, hat=f"delegate:{box.hall.meeting.id}")
        answer = client.post(
            f"/vote/{box.vote_id}/cast/", {"line": box.line(n, choice_of(n))}, headers={"Accept": "application/json"}
        )
        assert answer.status_code == 200
    box.stop().count()
    found: Dump = dump()
    found["cache"] = cached()
    found["logs"] = [{"text": record.getMessage(), "logger": record.name} for record in caplog.records]
    with zipfile.ZipFile(io.BytesIO(archives.archive_of(box.box))) as archive:
        found["archive"] = [{"line": line} for line in archive.read("board.jsonl").decode().splitlines()]
    assert box.box.totals == [list(choices.values()).count(one) for one in ("FOR", "AGAINST", "ABSTAIN")]
    return found, choices


def test_dump_when_a_sealed_vote_is_over_then_no_column_tells_a_choice_and_planted_leaks_are_found(finished):
    found, choices = finished
    assert leaks(found, choices) == []
    assert len([line for line in found["archive"] if json.loads(line["line"])["kind"] == "ballot"]) == VOTERS
    for how in ("value", "size", "time", "id", "order", "text"):
        assert leaks(planted(found, choices, how), choices) != [], how
    written = [row for row in found["logs"] if any(word in row["text"] for word in ("FOR", "AGAINST", "ABSTAIN"))]
    assert [row["logger"] for row in written if not row["logger"].startswith("django.db")] == []
