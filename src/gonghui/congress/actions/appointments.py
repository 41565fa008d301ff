"""Who does what at a meeting: presidium, executive chair, secretary-general, scrutineers, tellers, desk, operator."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gonghui.congress.actions.naming import delegate_of, member_of
from gonghui.congress.actions.preparing import lock_to_prepare, settle
from gonghui.congress.actions.presence import require_running, stream, topic
from gonghui.congress.models import Appointment, Delegate, Meeting
from gonghui.congress.queries import posts
from gonghui.congress.queries.presence import pack_of
from gonghui.congress.rules.parameters import SCRUTINEERS_APART
from gonghui.congress.rules.states import POST_WORDS, Post
from gonghui.kernel.action import action, record, touch, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import NotFound, RuleBroken

OF_DELEGATES: Final = frozenset({Post.PRESIDIUM, Post.PRESIDING, Post.SCRUTINEER, Post.TELLER})
"""Posts that a full delegate alone may hold; the others may go to any member of the union."""
APART: Final = ((Post.SCRUTINEER, Post.PRESIDING), (Post.SCRUTINEER, Post.TELLER), (Post.SCRUTINEER, Post.OPERATOR))
"""Posts that nobody holds together: who counts neither leads the count nor works the desk it is shown on."""


@action
def appoint(
    actor: Actor, *, meeting_id: UUID, role: str, now: datetime, delegate_id: UUID | None = None,
    person_id: UUID | None = None,
) -> UUID:  # fmt: skip
    """Appoint somebody to a post of a meeting: a delegate, or for desk, operator and secretary-general any member.

    Raises: RuleBroken when they may not hold it; Conflict after the close; NotAllowed, NotFound.
    Source: 上海市职工代表大会条例 art. 23, 31.
    """
    meeting = lock_to_prepare(actor, meeting_id)
    require_running(meeting)
    if role not in set(Post):
        raise RuleBroken(_("没有这个职务。"), code="no-such-post")
    delegate = delegate_of(meeting.term, delegate_id, person_id)
    person = delegate.person_id if delegate else member_of(meeting.term, person_id)[0]
    held = Appointment.objects.filter(meeting=meeting, person_id=person, role=role, ended_at=None).first()
    if held is not None:
        unchanged()
        return held.id
    _check(meeting, Post(role), person, delegate)
    post = Appointment.objects.create(meeting=meeting, person_id=person, delegate=delegate, role=role)
    record("appointed", stream=stream(meeting), subject=("appointment", post.id), role=role)
    settle(meeting)
    touch(topic(meeting), "guards")
    return post.id


@action
def end_appointment(actor: Actor, *, appointment_id: UUID, now: datetime) -> None:
    """End an appointment; what was signed under it stands.

    Raises: NotAllowed, NotFound.
    """
    post = Appointment.objects.select_related("meeting").filter(id=appointment_id).first()
    if post is None:
        raise NotFound
    meeting = lock_to_prepare(actor, post.meeting_id)
    if post.ended_at is not None:
        return unchanged()
    post.ended_at = now
    post.save(update_fields=["ended_at"])
    record("ended-appointment", stream=stream(meeting), subject=("appointment", post.id), role=post.role)
    settle(meeting)
    touch(topic(meeting), "guards")
    return None


def _check(meeting: Meeting, role: Post, person: UUID, delegate: Delegate | None) -> None:
    if role in OF_DELEGATES and (delegate is None or delegate.kind != "FULL"):
        raise RuleBroken(
            _("%(post)s应当由正式代表担任。") % {"post": gettext(POST_WORDS[role])}, code="post-not-delegate"
        )
    theirs = set(
        Appointment.objects.filter(meeting=meeting, person_id=person, ended_at=None).values_list("role", flat=True)
    )
    if role is Post.PRESIDING and Post.PRESIDIUM not in theirs and posts.of(meeting, Post.PRESIDIUM):
        raise RuleBroken(
            _("执行主席应当是主席团成员。"), code="presiding-not-presidium", remedy=_("请先把这位代表列入主席团。")
        )
    for pair in APART:
        if role in pair and (theirs & set(pair)) - {role}:
            raise RuleBroken(
                _("同一人不能既任%(one)s又任%(other)s。")
                % {"one": gettext(POST_WORDS[pair[0]]), "other": gettext(POST_WORDS[pair[1]])}, code="posts-apart",
                remedy=_("请另提名一位代表。"),
            )  # fmt: skip
    if role is Post.SCRUTINEER:
        _check_apart(meeting, delegate)


def _check_apart(meeting: Meeting, delegate: Delegate | None) -> None:
    pack = pack_of(meeting)
    groups = meeting.term.delegations.count()
    others = {post.delegate.delegation_id for post in posts.of(meeting, Post.SCRUTINEER) if post.delegate}
    if not pack[SCRUTINEERS_APART] or delegate is None or delegate.delegation_id not in others:
        return
    # With fewer delegations than scrutineers some must share one; the law does not ask the impossible.
    if len(others) >= groups:
        return
    raise RuleBroken(
        _("监票人应当来自不同的代表团。"), code="scrutineers-apart", law=pack.rule(SCRUTINEERS_APART.rule).law,
        remedy=_("请从其他代表团提名。"),
    )  # fmt: skip
