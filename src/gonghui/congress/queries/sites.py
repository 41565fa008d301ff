"""The sites of a meeting: who is expected where, and how many are there."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from gonghui.congress.models import Delegate, Meeting, PresenceEntry, Site, SitePlan
from gonghui.congress.queries.presence import FULL, last_entries
from gonghui.kernel.errors import NotFound

ONLINE = "ONLINE"


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePresence:
    """Full delegates expected at a site and here now, wherever they were expected; `site` is None for those online."""

    site: Site | None
    should: int
    present: int


def of(meeting: Meeting) -> list[Site]:
    """Return the sites of a meeting, the main one first."""
    return list(Site.objects.filter(meeting=meeting).order_by("-is_main", "position"))


def ids(meeting: Meeting) -> list[UUID]:
    """Return the ids of the sites of a meeting, the main one first."""
    return list(Site.objects.filter(meeting=meeting).order_by("-is_main", "position").values_list("id", flat=True))


def one(meeting: Meeting, site_id: object) -> Site:
    """Return a site of a meeting. Raises: NotFound."""
    found = next((site for site in of(meeting) if str(site.id) == str(site_id)), None)
    if found is None:
        raise NotFound
    return found


def plans(meeting: Meeting) -> dict[UUID, Site | None]:
    """Return delegate id -> the site where they are expected, None for online; who has no plan is not in it."""
    rows = SitePlan.objects.filter(meeting=meeting).select_related("site")
    return {plan.delegate_id: plan.site for plan in rows}


def plan_of(meeting: Meeting, delegate: Delegate) -> SitePlan | None:
    """Return where one delegate is expected, None while nothing has been planned for them."""
    return SitePlan.objects.filter(meeting=meeting, delegate=delegate).select_related("site").first()


def places(meeting: Meeting) -> dict[UUID, UUID | None]:
    """Return delegate id -> the site where they are now, None for online; only who is here is in it."""
    newest = last_entries(meeting.id)
    rows = PresenceEntry.objects.filter(meeting=meeting, direction="IN").values_list("delegate_id", "seq", "site_id")
    return {delegate: site for delegate, seq, site in rows if newest[delegate] == seq}


def presence(meeting: Meeting) -> list[SitePresence]:
    """Return the full delegates expected and here, by site, those online last; empty without sites."""
    sites = of(meeting)
    if not sites:
        return []
    full = set(Delegate.objects.filter(term_id=meeting.term_id, kind=FULL, ended_on=None).values_list("id", flat=True))
    plan: dict[UUID, UUID | None] = dict(SitePlan.objects.filter(meeting=meeting).values_list("delegate_id", "site_id"))
    should: Counter[UUID | None] = Counter(site for delegate, site in plan.items() if delegate in full)
    here: Counter[UUID | None] = Counter(site for delegate, site in places(meeting).items() if delegate in full)
    rows = [SitePresence(site=site, should=should[site.id], present=here[site.id]) for site in sites]
    afar = SitePresence(site=None, should=should[None], present=here[None])
    return [*rows, afar] if afar.should or afar.present else rows
