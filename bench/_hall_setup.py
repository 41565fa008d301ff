"""Make the hall that `bench.hall` storms: delegates with phones, a sealed round that is open, ballots made beforehand.

`python -m bench._hall_setup PHONES FILE` writes what the load needs as JSON.
"""

import json
import os
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gonghui.config.settings")
django.setup()

from django.conf import settings  # noqa: E402 - names models, so Django must be set up
from django.contrib.sessions.models import Session  # noqa: E402

from ballot.canonical import write  # noqa: E402
from ballot.group import standard  # noqa: E402
from ballot.manifest import read_manifest  # noqa: E402
from ballot.sealed import cast, prepare  # noqa: E402
from ballot.signature import key_of  # noqa: E402
from gonghui.accounts.models import OpenSession  # noqa: E402
from gonghui.accounts.rules import Method  # noqa: E402
from gonghui.congress.actions import ceremony, devices, presence, running, sealing, voting  # noqa: E402
from gonghui.congress.ballotbox import played  # noqa: E402
from gonghui.congress.models import PresenceEntry, SealedBox, VoterKey  # noqa: E402
from gonghui.congress.rules.kinds import VoteForm  # noqa: E402
from gonghui.congress.tests import make  # noqa: E402
from gonghui.kernel import clock  # noqa: E402

SECRET = "bench"
FEW = 300
"""Ballots up to which nothing is gained by more processes."""


def main() -> None:
    """Build everything through the product's actions; presence, keys and sessions of the crowd go in at once."""
    size, target = int(sys.argv[1]), Path(sys.argv[2])
    hall = make.hall(delegates=size, forms=(VoteForm.SECRET_BALLOT,), sealed=True)
    meeting, chair, now = hall.meeting, hall.posts["presiding"], clock.now()
    presence.open_sign_in(hall.posts["operator"], meeting_id=meeting.id, now=now)
    PresenceEntry.objects.bulk_create(
        [PresenceEntry(meeting=meeting, delegate=one, seq=1, direction="IN", channel="DESK_NUMBER", at=now)
         for one in hall.delegates]
    )  # fmt: skip
    pairs = [played.pair(SECRET, meeting.id, one.id) for one in hall.delegates]
    VoterKey.objects.bulk_create(
        [VoterKey(meeting=meeting, delegate=one, key=pair.public.hex())
         for one, pair in zip(hall.delegates, pairs, strict=True)]
    )  # fmt: skip
    running.open_meeting(chair, meeting_id=meeting.id, now=clock.now())
    running.start_item(chair, item_id=hall.items[0].id, now=clock.now())
    ceremony.host_key(chair, meeting_id=meeting.id, now=clock.now())
    vote = voting.prepare_vote(chair, item_id=hall.items[0].id, now=clock.now())
    sealing.freeze_roll(chair, vote_id=vote, now=clock.now())
    voting.open_vote(chair, vote_id=vote, seconds=None, now=clock.now())
    manifest = SealedBox.objects.get(vote_id=vote).manifest
    lines = ballots(manifest, [pair.secret for pair in pairs])
    accounts = [one.person.account_id for one in hall.delegates if one.person.account_id is not None]
    keys = sessions(accounts, f"delegate:{meeting.id}")
    told = {
        "meeting": str(meeting.id), "vote": str(vote), "cookie": settings.SESSION_COOKIE_NAME,
        "phones": [{"session": key, "line": line} for key, line in zip(keys, lines, strict=True)],
        "chair": sessions(accounts[:1], f"presiding:{meeting.id}")[0],
        "wall": devices.make_wall(chair, meeting_id=meeting.id, now=clock.now()),
    }  # fmt: skip
    target.write_text(json.dumps(told), encoding="utf-8")


def ballots(manifest: str, secrets: list[int]) -> list[str]:
    """Make everybody's ballot; a small hall's in this process, for others cost seconds to begin."""
    asked = ([manifest] * len(secrets), secrets, range(len(secrets)))
    if len(secrets) <= FEW:
        return list(map(ballot, *asked))
    # Not forked: a copy of a process with threads may wait for ever for a lock that nobody holds any more.
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        return list(pool.map(ballot, *asked, chunksize=50))


def ballot(manifest: str, secret: int, n: int) -> str:
    """Make one phone's ballot."""
    election = read_manifest(standard(), manifest.encode())
    phone = key_of(secret)
    item = election.items[0]
    choices = [int(option == n % 3) for option in range(3)]
    prepared = prepare(election, item, phone.public, choices)
    return write(cast(prepared, phone).to_json()).decode()


def sessions(accounts: Sequence[UUID], hat: str) -> list[str]:
    """Log accounts in, all at once, and give the values of their cookies."""
    now = clock.now()
    opened = [
        OpenSession(account_id=account, method=Method.CODE, device="iphone wechat", network="203.0.113.", hat=hat,
                    opened_at=now, last_seen_at=now)
        for account in accounts
    ]  # fmt: skip
    OpenSession.objects.bulk_create(opened, batch_size=1000)
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    kept = [
        Session(session_key=store._get_new_session_key(), session_data=store.encode({"accounts.session": str(one.id)}),
                expire_date=now + timedelta(seconds=settings.SESSION_COOKIE_AGE))
        for one in opened
    ]  # fmt: skip
    Session.objects.bulk_create(kept, batch_size=1000)
    return [one.session_key for one in kept]


if __name__ == "__main__":
    main()
