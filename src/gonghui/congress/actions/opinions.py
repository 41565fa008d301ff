"""Opinions of delegates: the time in which they are given, named ones, and ones that nobody can be told from."""

from datetime import datetime
from secrets import SystemRandom
from typing import Final
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gonghui.congress.actions.preparing import lock_to_prepare
from gonghui.congress.actions.presence import require_running, stream, topic
from gonghui.congress.models import AgendaItem, Delegate, Meeting, Opinion, Paper
from gonghui.congress.queries import find
from gonghui.congress.rules.opinions import LONGEST_OPINION, Voice, Window, paragraph_fault, window
from gonghui.kernel.action import action, record, touch, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, NotFound, RuleBroken
from gonghui.kernel.ids import uuid4

BOX: Final = Actor.system("opinion-box")
"""Who puts an anonymous opinion in: the ledger does not tell whose it is."""


@action
def set_opinion_window(
    actor: Actor, *, meeting_id: UUID, begins_at: datetime | None, ends_at: datetime | None, now: datetime
) -> None:
    """Say when delegates may give opinions before the sitting; None leaves that side open.

    Raises: RuleBroken when it ends before it begins, has ended already, or ends after the meeting has begun;
        Conflict after the close; NotAllowed, NotFound.
    """
    meeting = lock_to_prepare(actor, meeting_id)
    require_running(meeting)
    if (meeting.opinions_from, meeting.opinions_until) == (begins_at, ends_at):
        return unchanged()
    if begins_at is not None and ends_at is not None and ends_at <= begins_at:
        raise RuleBroken(_("截止时间应当晚于开始时间。"), code="window-order")
    if ends_at is not None and ends_at <= now:
        raise RuleBroken(_("截止时间已经过去，请选今后的时间。"), code="window-past")
    latest = max((at for at in (begins_at, ends_at) if at is not None), default=None)
    if latest is not None and latest > meeting.opens_at:
        raise RuleBroken(
            _("会前征求意见应当在开会以前结束。"), code="window-late",
            remedy=_("开会以后，代表在会上照样可以提意见，不用另设时间。"),
        )  # fmt: skip
    meeting.opinions_from, meeting.opinions_until = begins_at, ends_at
    meeting.save(update_fields=["opinions_from", "opinions_until"])
    record("set-opinion-window", stream=stream(meeting), subject=("meeting", meeting.id))
    touch(topic(meeting), "opinions")
    return None


@action
def give_opinion(
    actor: Actor, *, meeting_id: UUID, item_id: UUID | None, text: str, key: UUID, paper_id: UUID | None = None,
    paragraph: int | None = None, now: datetime,
) -> UUID:  # fmt: skip
    """Give an opinion on an item, or on the meeting as a whole. `key` is made by the page: a resend is one opinion.

    Raises: NotFound; RuleBroken for an empty or over-long text, or a paragraph that the paper has not; Conflict outside
        the time set, or after the close.
    """
    meeting = find.meeting(actor, meeting_id)
    delegate = find.own_mandate(actor, meeting)
    require_running(meeting)
    # A double tap waits here for the first, and then finds its opinion by the key.
    Delegate.objects.select_for_update(of=("self",)).get(id=delegate.id)
    before = Opinion.objects.filter(key=key).first()
    if before is not None:
        unchanged()
        return before.id
    _require_window(meeting, now)
    paper = checked_place(meeting, paper_id, paragraph)
    opinion = Opinion.objects.create(
        meeting=meeting, item_id=_checked_item(meeting, item_id, paper), delegate=delegate, text=checked_text(text),
        paper=paper, paragraph=paragraph, key=key, at=now,
    )  # fmt: skip
    record("gave-opinion", stream=stream(meeting), subject=("opinion", opinion.id))
    touch(topic(meeting), "opinions")
    return opinion.id


def give_anonymous(
    actor: Actor, *, meeting_id: UUID, item_id: UUID | None, text: str, key: UUID, paper_id: UUID | None = None,
    paragraph: int | None = None, now: datetime,
) -> None:  # fmt: skip
    """Give an opinion without a name: that the actor may is checked here, and nothing of them goes any further.

    Raises: as `give_opinion`.
    """
    meeting = find.meeting(actor, meeting_id)
    find.own_mandate(actor, meeting)
    require_running(meeting)
    _require_window(meeting, now)
    paper = checked_place(meeting, paper_id, paragraph)
    item, place = _checked_item(meeting, item_id, paper), paper.id if paper else None
    _put_among(
        BOX, meeting_id=meeting_id, item_id=item, text=checked_text(text), key=key, paper_id=place, paragraph=paragraph,
        now=now.replace(minute=0, second=0, microsecond=0),
    )  # fmt: skip


@action
def _put_among(
    _actor: Actor, *, meeting_id: UUID, item_id: UUID | None, text: str, key: UUID, paper_id: UUID | None,
    paragraph: int | None, now: datetime,
) -> None:  # fmt: skip
    """Put it among the meeting's anonymous opinions: all their rows are written anew in an order by lot.

    So neither ids nor the order of rows tell which came when. Their answers point at them by ids that stay; the
    database looks at those only when the transaction ends.
    """
    meeting = Meeting.objects.select_for_update().get(id=meeting_id)
    if Opinion.objects.filter(key=key).exists():
        return unchanged()
    known = Opinion.objects.filter(meeting=meeting, voice=Voice.ANONYMOUS)
    new = Opinion(
        id=uuid4(), meeting=meeting, item_id=item_id, voice=Voice.ANONYMOUS, text=text, key=key, paper_id=paper_id,
        paragraph=paragraph,
    )  # fmt: skip
    rows = [*known, new]
    SystemRandom().shuffle(rows)
    known._raw_delete(known.db)
    Opinion.objects.bulk_create(rows)
    record("anonymous-opinion-came", stream=stream(meeting), subject=("meeting", meeting.id))
    touch(topic(meeting), "opinions")
    return None


def checked_text(text: str) -> str:
    """Return an opinion's words. Raises: RuleBroken when there are none, or too many."""
    words = text.strip()
    if not words:
        raise RuleBroken(_("请写下您的意见再提交。"), code="text-missing")
    if len(words) > LONGEST_OPINION:
        raise RuleBroken(
            _("意见太长：写了 %(n)s 字，最多 %(most)s 字。") % {"n": len(words), "most": LONGEST_OPINION},
            code="text-too-long", remedy=_("请分成几条提交。"),
        )  # fmt: skip
    return words


def checked_place(meeting: Meeting, paper_id: UUID | None, paragraph: int | None) -> Paper | None:
    """Return the paper that an opinion, or what became of it, points at; None when it points at none.

    Raises: RuleBroken for a paragraph without a paper, or one that the paper has not; NotFound for another's paper.
    """
    if paper_id is None:
        if paragraph is not None:
            raise RuleBroken(_("填了段号，还没有选材料。"), code="paper-missing", remedy=_("请选材料，或清空段号。"))
        return None
    paper = Paper.objects.filter(id=paper_id, meeting=meeting).first()
    if paper is None:
        raise NotFound
    found = paragraph_fault(paper.text, paragraph)
    if found is not None:
        raise RuleBroken(f"{found.render(gettext)}。", code="no-such-paragraph")
    return paper


def _checked_item(meeting: Meeting, item_id: UUID | None, paper: Paper | None) -> UUID | None:
    if item_id is None:
        return paper.item_id if paper else None
    if not AgendaItem.objects.filter(id=item_id, meeting=meeting).exists():
        raise NotFound
    return item_id


def _require_window(meeting: Meeting, now: datetime) -> None:
    stands = window(meeting.opinions_from, meeting.opinions_until, is_sitting=meeting.opened_at is not None, now=now)
    if stands is Window.AHEAD:
        raise Conflict(_("征求意见还没有开始。"), remedy=_("请到时间再提；会上审议时也可以提。"))
    if stands is Window.PAST:
        raise Conflict(_("会前征求意见已经截止。"), remedy=_("会上审议时还可以提。"))
