"""Step 1, the places: sites with who is expected there, delegation by delegation."""

from collections import Counter
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.congress.forms.sites import EditSiteForm, SiteForm, WhereForm
from gonghui.congress.models import Delegate, Meeting, Site
from gonghui.congress.queries import prepare as asked
from gonghui.congress.queries import sites
from gonghui.congress.queries.sites import ONLINE
from gonghui.congress.rules.kinds import MODE_WORDS, Mode
from gonghui.ui.parts import Crumb


def page(meeting: Meeting, form: SiteForm | None = None, faulty: EditSiteForm | None = None) -> dict[str, object]:
    """Return the page of the places; `form` is a new one that was refused, `faulty` one that was edited."""
    found, plans = sites.of(meeting), sites.plans(meeting)
    expected = Counter(site.id if site else None for site in plans.values())
    back = reverse("congress:prepare-basics", args=[meeting.id])
    return {
        "title": _("会场"), "back": back, "form": form or SiteForm(initial=_start(meeting, found)),
        "lede": _("会议在几个地方同时开的，在这里列出会场，按代表团安排。法定人数按全体代表合并计算。"),
        "crumbs": [Crumb(label=_("基本信息"), url=back), Crumb(label=_("会场"))],
        "sites": [
            {"site": site, "expected": expected[site.id],
             "form": faulty if faulty and faulty.prefix == str(site.id) else edit_form(site)}
            for site in found
        ],
        "online": expected[None], "unplanned": asked.delegates(meeting, {}).count() - sum(expected.values()),
        "groups": _groups(meeting, found, plans) if found or meeting.mode == Mode.MIXED else [],
        "has_hall": meeting.mode != Mode.ONLINE,
    }  # fmt: skip


def edit_form(site: Site, data: QueryDict | None = None) -> EditSiteForm:
    """Return the form of one site; its fields carry the site's id, for several stand on one page."""
    start = {"name": site.name, "place": site.place, "is_main": site.is_main}
    return EditSiteForm(data, initial=start, prefix=str(site.id))


def where_form(meeting: Meeting, data: QueryDict | None = None, *, now: str = "") -> WhereForm:
    """Return the form that asks where somebody is expected; `now` is where that is."""
    found = [(str(site.id), site.name) for site in sites.of(meeting)]
    return WhereForm(data, sites=found, online=meeting.mode != Mode.ON_SITE, initial={"where": now})


def where_of(meeting: Meeting, delegate: Delegate) -> str:
    """Return where a delegate is expected, as the form names it; empty when nothing has been planned."""
    plan = sites.plan_of(meeting, delegate)
    return "" if plan is None else str(plan.site_id or ONLINE)


def _start(meeting: Meeting, found: list[Site]) -> dict[str, object]:
    return {} if found else {"name": _("主会场"), "place": meeting.place}


def _groups(meeting: Meeting, found: list[Site], plans: dict[UUID, Site | None]) -> list[dict[str, object]]:
    """Return the delegations with where they are expected; one that is parted says how."""
    options = [("", _("未安排")), *((str(site.id), site.name) for site in found)]
    if meeting.mode != Mode.ON_SITE:
        options.append((ONLINE, _("线上参加")))
    names = dict(options)
    members: dict[object, Counter[str]] = {}
    for delegate in asked.delegates(meeting, {}):
        site = plans.get(delegate.id)
        where = str(site.id) if site else ONLINE if delegate.id in plans else ""
        members.setdefault(delegate.delegation_id, Counter())[where] += 1
    rows = []
    for group in asked.delegations(meeting):
        counts = members.get(group.id, Counter())
        parted = len(counts) > 1
        told = "、".join(_("%(where)s%(n)s人") % {"where": names.get(key, ""), "n": n} for key, n in counts.items())
        rows.append(
            {"group": group, "options": options, "value": "" if parted else next(iter(counts), ""),
             "parted": told if parted else "", "members": sum(counts.values())}
        )  # fmt: skip
    return rows


def conduct(meeting: Meeting) -> dict[str, object]:
    """Return what stands around the form of the steps."""
    back = reverse("congress:prepare-basics", args=[meeting.id])
    mode = _(MODE_WORDS[Mode(meeting.mode)])
    return {
        "title": _("各环节线上线下"), "back": back, "go": _("保存"),
        "lede": _("会议召开方式是%(mode)s。有的环节办法不同的，在这里分别定。单项议题只在现场表决的，在议程里定。")
        % {"mode": mode},
        "crumbs": [Crumb(label=_("基本信息"), url=back), Crumb(label=_("各环节线上线下"))],
    }  # fmt: skip
