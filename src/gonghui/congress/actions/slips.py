"""Login slips for a hall without text messages: all of them before the day, one at the desk."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from gonghui.accounts.public import make_slips
from gonghui.congress import policy
from gonghui.congress.actions.presence import lock_meeting, stream, topic
from gonghui.congress.models import Delegate, Incident
from gonghui.kernel.action import action, record, touch
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import NotFound, RuleBroken

HOLDS_AFTER: Final = timedelta(hours=6)
"""How long after the meeting's end a slip still holds: sittings run late."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Slip:
    """What is printed on one slip."""

    name: str
    number: str
    delegation: str
    code: str


def make_login_slips(actor: Actor, *, meeting_id: UUID, delegate_id: UUID | None, now: datetime) -> list[Slip]:
    """Make a slip for every delegate who has an account, or for one; their older slips are dead.

    All slips are the secretary's to print. One slip may be made at the desk, and the hall's log tells for whom: a
    scrutineer sees it there. It is written down first: a slip that nobody knows of is worse than a line too many.
    Raises: RuleBroken where the site has no login slips, or a delegate has no account; NotAllowed, NotFound.
    """
    asked = _note_slips(actor, meeting_id=meeting_id, delegate_id=delegate_id, now=now)
    by_account = {one.person.account_id: one for one in asked.delegates if one.person.account_id is not None}
    codes = make_slips(actor, account_ids=by_account, ends_at=asked.ends_at, now=now)
    return [_slip(one, codes[account_id]) for account_id, one in by_account.items()]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    delegates: list[Delegate]
    ends_at: datetime


@action
def _note_slips(actor: Actor, *, meeting_id: UUID, delegate_id: UUID | None, now: datetime) -> _Asked:
    meeting = lock_meeting(actor, meeting_id)
    (policy.require_desk if delegate_id else policy.require_preparer)(actor, meeting)
    if not settings.GONGHUI_LOGIN_SLIPS:
        raise RuleBroken(
            _("本站没有启用登录条。"), remedy=_("代表用手机号和验证码登录；要用登录条，请系统管理员启用。"),
            code="no-login-slips",
        )  # fmt: skip
    people = Delegate.objects.filter(term=meeting.term, ended_on=None).select_related("person", "delegation")
    chosen = list((people.filter(id=delegate_id) if delegate_id else people).order_by("number"))
    if not chosen:
        raise NotFound
    if all(one.person.account_id is None for one in chosen):
        raise RuleBroken(_("这位代表没有登记手机，不能登录。"), remedy=_("请用纸质票或举手表决。"), code="no-account")
    if delegate_id:
        words = f"签到台为{chosen[0].number}号代表打印了登录条"
        Incident.objects.create(meeting=meeting, text=words, by_account=actor.account_id, at=now)
        touch(topic(meeting), "log")
    record("made-login-slips", stream=stream(meeting), subject=("meeting", meeting.id), slips=len(chosen))
    return _Asked(delegates=chosen, ends_at=max(meeting.ends_at, now) + HOLDS_AFTER)


def _slip(delegate: Delegate, code: str) -> Slip:
    delegation = delegate.delegation.name if delegate.delegation else ""
    return Slip(name=delegate.name, number=delegate.number, delegation=delegation, code=code)
