"""The places of a meeting, and which delegates are expected where."""

from datetime import datetime
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from gonghui.congress.actions.preparing import lock_preparing, lock_to_prepare, settle
from gonghui.congress.actions.presence import require_running, stream
from gonghui.congress.models import Delegate, Delegation, Device, Meeting, PresenceEntry, Site, SitePlan
from gonghui.congress.queries import sites
from gonghui.congress.queries.sites import ONLINE
from gonghui.congress.rules.kinds import Mode
from gonghui.kernel.action import action, record, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, NotFound, RuleBroken


@action
def add_site(actor: Actor, *, meeting_id: UUID, name: str, now: datetime, place: str = "") -> UUID:
    """Add a site to a meeting that is being prepared; the first one is its main place. Returns its id.

    Raises: RuleBroken without a name or at a meeting with no hall; Conflict for a name in use or once the meeting is
        ready; NotAllowed, NotFound.
    """
    meeting = lock_preparing(actor, meeting_id)
    if meeting.mode == Mode.ONLINE:
        raise RuleBroken(
            _("本次会议全程线上召开，没有会场。"), code="no-hall", remedy=_("要设会场，请先在基本信息里改召开方式。")
        )
    wanted = _name(meeting, name, None)
    last = meeting.sites.aggregate(last=Max("position"))["last"]
    site = Site.objects.create(
        meeting=meeting, position=(last or 0) + 1, name=wanted, place=place.strip()[:120], is_main=last is None
    )
    record("added-site", stream=stream(meeting), subject=("site", site.id))
    settle(meeting)
    return site.id


@action
def edit_site(
    actor: Actor, *, meeting_id: UUID, site_id: UUID, name: str, now: datetime, place: str = "", is_main: bool = False
) -> None:
    """Change name and place of a site, or make it the main one instead of the other.

    Raises: RuleBroken without a name; Conflict for a name in use or once the meeting is ready; NotAllowed, NotFound.
    """
    meeting = lock_preparing(actor, meeting_id)
    site = sites.one(meeting, site_id)
    wanted = (_name(meeting, name, site), place.strip()[:120], is_main or site.is_main)
    if (site.name, site.place, site.is_main) == wanted:
        return unchanged()
    if wanted[2] and not site.is_main:
        meeting.sites.filter(is_main=True).update(is_main=False)
    site.name, site.place, site.is_main = wanted
    site.save(update_fields=["name", "place", "is_main"])
    record("edited-site", stream=stream(meeting), subject=("site", site.id), main=site.is_main)
    settle(meeting)
    return None


@action
def remove_site(actor: Actor, *, meeting_id: UUID, site_id: UUID, now: datetime) -> None:
    """Take a site away; whoever was expected there is expected nowhere, and the walls bound to it show the whole.

    Raises: Conflict for the main place while there are others, where somebody has signed in, or once the meeting is
        ready; NotAllowed, NotFound.
    """
    meeting = lock_preparing(actor, meeting_id)
    site = sites.one(meeting, site_id)
    if site.is_main and meeting.sites.count() > 1:
        raise Conflict(
            _("主会场不能删去。"), code="main-site", remedy=_("请先把另一个会场改为主会场。")
        )  # fmt: skip
    if PresenceEntry.objects.filter(site=site).exists():
        raise Conflict(_("已有代表在这个会场签到，不能删去。"), code="site-used")
    SitePlan.objects.filter(site=site).delete()
    Device.objects.filter(site=site).update(site=None)
    record("removed-site", stream=stream(meeting), subject=("site", site.id))
    site.delete()
    settle(meeting)


@action
def expect_delegation(actor: Actor, *, meeting_id: UUID, delegation_id: UUID, where: str, now: datetime) -> int:
    """Expect all of a delegation at a site, online, or nowhere in particular. Returns how many delegates changed.

    `where` is a site's id, ONLINE or empty.

    Raises: RuleBroken where the meeting is not held so; Conflict when it is over; NotAllowed, NotFound.
    """
    meeting = lock_to_prepare(actor, meeting_id)
    require_running(meeting)
    group = Delegation.objects.filter(id=delegation_id, term_id=meeting.term_id).first()
    if group is None:
        raise NotFound
    members = list(group.delegates.filter(ended_on=None).values_list("id", flat=True))
    changed = _expect(meeting, members, where)
    if not changed:
        unchanged()
        return 0
    record("expected-delegation", stream=stream(meeting), subject=("delegation", group.id), where=where, count=changed)
    settle(meeting)
    return changed


@action
def expect_delegate(actor: Actor, *, meeting_id: UUID, delegate_id: UUID, where: str, now: datetime) -> None:
    """Expect one delegate at a site, online, or nowhere in particular; `where` is a site's id, ONLINE or empty.

    Raises: RuleBroken where the meeting is not held so; Conflict when it is over; NotAllowed, NotFound.
    """
    meeting = lock_to_prepare(actor, meeting_id)
    require_running(meeting)
    if not Delegate.objects.filter(id=delegate_id, term_id=meeting.term_id, ended_on=None).exists():
        raise NotFound
    if not _expect(meeting, [delegate_id], where):
        return unchanged()
    record("expected-delegate", stream=stream(meeting), subject=("delegate", delegate_id), where=where)
    settle(meeting)
    return None


def _expect(meeting: Meeting, delegates: list[UUID], where: str) -> int:
    site = sites.one(meeting, where) if where not in ("", ONLINE) else None
    if where == ONLINE and meeting.mode == Mode.ON_SITE:
        raise RuleBroken(
            _("本次会议现场召开，不能安排代表线上参加。"), code="on-site-only",
            remedy=_("有代表要线上参加的，请先在基本信息里改为线上线下结合。"),
        )  # fmt: skip
    before = dict(
        SitePlan.objects.filter(meeting=meeting, delegate__in=delegates).values_list("delegate_id", "site_id")
    )
    target = site.id if site else None
    same = [who for who in delegates if (who in before and before[who] == target if where else who not in before)]
    if len(same) == len(delegates):
        return 0
    SitePlan.objects.filter(meeting=meeting, delegate__in=delegates).delete()
    if where:
        SitePlan.objects.bulk_create(SitePlan(meeting=meeting, delegate_id=who, site=site) for who in delegates)
    return len(delegates) - len(same)


def _name(meeting: Meeting, name: str, own: Site | None) -> str:
    wanted = name.strip()[:40]
    if not wanted:
        raise RuleBroken(_("请填写会场名称。"), code="name-missing")
    others = meeting.sites.exclude(id=own.id) if own else meeting.sites.all()
    if others.filter(name=wanted).exists():
        raise Conflict(_("已经有叫这个名称的会场。"), code="site-exists", remedy=_("请换一个名称。"))
    return wanted
