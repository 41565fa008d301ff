"""The desk's page of slips, and what a kiosk shows to whoever types one."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gonghui.congress.models import KioskSlip, Meeting, Vote
from gonghui.congress.queries import find, kiosk, sealed, state
from gonghui.congress.screens import rows, words
from gonghui.congress.screens.ballot import REASONS
from gonghui.kernel import live
from gonghui.ui.parts import Text

SHOWN = 40
WAITS: tuple[Text, Text] = (
    gettext_noop("现在还不能投票"),
    gettext_noop("投票条有效。主持人宣布开始表决以后，请再来输入编码。"),
)


def slips_page(meeting: Meeting, number: str) -> dict[str, object]:
    """Return the page on which the desk gives slips; `number` is of the delegate who stands before it."""
    keyless = kiosk.keyless(meeting)
    one = find.by_number(meeting, number) if number else None
    return {
        "m": meeting, "union": meeting.term.union.unit_name, "meeting": words.meeting_name(meeting),
        "number": number, "one": one, "unknown": bool(number) and one is None,
        "has_slip": one is not None and kiosk.has_slip(meeting, one.id),
        "has_phone": one is not None and bool(sealed.own_key(meeting, one.id)),
        "slips": kiosk.slips(meeting), "keyless": keyless[:SHOWN], "more": max(0, len(keyless) - SHOWN),
        "needed": sealed.has_sealed_items(meeting), "live_topic": f"meeting/{meeting.id}",
        "live_seq": live.latest(f"meeting/{meeting.id}"), "bar_clock": True,
    }  # fmt: skip


def page(meeting: Meeting, token: str) -> dict[str, object]:
    """Return the kiosk that waits for a slip."""
    return {
        "m": meeting, "union": meeting.term.union.unit_name, "meeting": words.meeting_name(meeting), "token": token,
    }  # fmt: skip


def ballot(meeting: Meeting, slip: KioskSlip, token: str, now: datetime) -> dict[str, object]:
    """Return the ballot of whoever holds a slip, or why there is none now."""
    vote, delegate = kiosk.sealed_round(meeting), slip.delegate
    mine = state.my_ballot(vote, delegate.id, now, at_kiosk=True)
    title, text = WAITS if mine.state in ("NONE", "WAITING") else REASONS.get(mine.state, ("", ""))
    shown: dict[str, object] = {
        "delegate": delegate, "mine": mine, "title": _(str(title)) if title else "",
        "text": _(str(text)) if text else "",
    }  # fmt: skip
    return shown | _paper(vote, token) if vote is not None and mine.state == "OPEN" else shown


def _paper(vote: Vote, token: str) -> dict[str, object]:
    box = sealed.box_to_follow(vote)
    return {
        "vote": vote, "base": rows.base_words(vote), "form_words": _(state.form_words(vote.item)),
        **rows.ballot_part(vote, ()),
        "sealed": {
            "owner": "slip", "election": box.election, "hosted": box.ceremony.hosted, "size": len(box.roll.split()),
            "manifest": reverse("congress:kiosk-file", args=[token, "manifest.json"]),
            "cast": reverse("congress:kiosk-cast", args=[token]),
        },
    }  # fmt: skip
