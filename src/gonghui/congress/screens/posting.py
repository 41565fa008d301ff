"""The public page of a meeting's resolutions and results.

Open to everybody without a log-in, so it tells only what must be public: the words of the resolutions, results in
integers, the window, where to object. No delegate, scrutineer or objector is named. After the window the page stays as
the archive's public copy, says so on top, and takes no more objections.
"""

from datetime import datetime

from django.urls import reverse

from gonghui.congress.documents import decided, posting, votes
from gonghui.congress.documents import frame as facts
from gonghui.congress.models import Publication
from gonghui.congress.queries.presence import pack_of
from gonghui.congress.rules.parameters import PUBLISH_DAYS
from gonghui.congress.rules.states import Post
from gonghui.congress.screens import rows, words
from gonghui.congress.screens.after import is_intact
from gonghui.congress.screens.phone import tally_of
from gonghui.kernel.actor import Actor
from gonghui.kernel.clock import local_date


def page(one: Publication, now: datetime, actor: Actor) -> dict[str, object]:
    """Return the page as it stands now for whoever looks."""
    meeting = one.meeting
    paper = facts.facts(meeting)
    law = pack_of(meeting).rule(PUBLISH_DAYS.rule).law
    digest = posting.digest(one)
    inside = {hat.within for hat in actor.hats}
    return {
        "publication": one, "m": meeting, "unit": paper.unit, "session": paper.session, "held_on": paper.held_on,
        "union": meeting.term.union.unit_name, "meeting": words.meeting_name(meeting), "starts_at": one.starts_at,
        "last_day": decided.last_day(one), "days_left": (decided.last_day(one) - local_date(now)).days,
        "running": one.starts_at <= now < one.ends_at, "results": _results(one), "texts": _texts(one),
        "contact": meeting.contact_name, "phone": meeting.contact_phone, "issuer": facts.issuer(meeting),
        "basis": str(law) if law else "", "code": posting.short(digest), "intact": is_intact(meeting, digest),
        "may_object": actor.person_id is not None and bool({meeting.id, meeting.term.union_id} & inside),
        "stranger": actor.is_stranger, "qr": reverse("congress:posting-qr", args=[one.slug]),
    }  # fmt: skip


def _results(one: Publication) -> list[dict[str, object]]:
    found, chairs = [], facts.names(one.meeting, Post.PRESIDING)
    for vote in facts.votes(one.meeting):
        told = votes.for_everybody(vote, chairs=chairs)
        found.append(
            {"position": vote.item.position, "title": vote.item.title, "question": vote.question, "form": told.form,
             "tally": rows.for_everybody(vote) if vote.paper else tally_of(vote.result),
             "note": "" if vote.paper else facts.close_set(vote.result.note),
             "sentence": facts.close_set(vote.result.sentence),
             "due": told.attendance.due, "present": told.attendance.present, "code": votes.check_code(told)}
        )  # fmt: skip
    return found


def _texts(one: Publication) -> list[dict[str, object]]:
    return [
        {"id": text.id, "number": text.number, "title": text.title, "paragraphs": text.text.splitlines()}
        for text in decided.published_resolutions(one.meeting)
    ]
