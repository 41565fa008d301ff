"""How far the preparation of a meeting has come: one snapshot for the rules."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, QuerySet

from gonghui.congress.models import (
    AgendaItem,
    Delegate,
    ElectoralUnit,
    Meeting,
    NoticeReceipt,
    Paper,
    PaperReceipt,
    Term,
)
from gonghui.congress.queries import between, notices, papers, posts, rooms
from gonghui.congress.queries.ballots import draft_paper
from gonghui.congress.queries.presence import pack_of
from gonghui.congress.rules.agenda import ItemPlan
from gonghui.congress.rules.ballotpaper import paper_fault
from gonghui.congress.rules.calendar import check_materials
from gonghui.congress.rules.election import check_unit_election
from gonghui.congress.rules.findings import Finding
from gonghui.congress.rules.kinds import CongressPower, Mode, OnlineReason, UnitType, VoteForm
from gonghui.congress.rules.pack import Pack
from gonghui.congress.rules.people import Category, Mix, Workforce, mix_of
from gonghui.congress.rules.preparation import Preparation
from gonghui.congress.rules.presidium import Scrutineer
from gonghui.congress.rules.readiness import Readiness, readiness
from gonghui.congress.rules.states import Post
from gonghui.kernel.clock import local_date


def readiness_of(meeting: Meeting, now: datetime) -> Readiness:
    """Return what is still missing before a meeting can open."""
    return readiness(pack_of(meeting), preparation_of(meeting, now))


def preparation_of(meeting: Meeting, now: datetime) -> Preparation:
    """Read the preparation of a meeting as it stands."""
    term, pack = meeting.term, pack_of(meeting)
    full = list(full_delegates(term))
    presidium = posts.of(meeting, Post.PRESIDIUM)
    report = getattr(meeting, "upward_report", None)
    return Preparation(
        today=local_date(now), opens_on=local_date(meeting.opens_at), mode=Mode(meeting.mode),
        workforce=workforce_of(term), mix=mix(full), term_years=years_of(term),
        online_reason=OnlineReason(meeting.online_reason) if meeting.online_reason else None,
        online_explained=bool(meeting.online_reason_text.strip()), onsite_others=_onsite_others(meeting),
        conduct=meeting.conduct,
        report_sent=report is not None and report.sent_on is not None,
        report_answered=report is not None and report.answered_on is not None,
        failing_units=tuple(unit.name for unit in failing_units(pack, term)), silent_units=silent_units(term),
        without_unit=sum(delegate.electoral_unit_id is None for delegate in full),
        without_delegation=sum(delegate.delegation_id is None for delegate in full),
        review_done=term.qualified_at is not None, presidium=len(presidium),
        presidium_frontline=sum(_is_frontline(post.delegate) for post in presidium),
        has_secretary_general=bool(posts.of(meeting, Post.SECRETARY_GENERAL)),
        has_presiding=bool(posts.of(meeting, Post.PRESIDING)), scrutineers=_scrutineers(meeting),
        tellers=len(posts.of(meeting, Post.TELLER)), items=tuple(item_plans(meeting)),
        union_signed=meeting.agenda_union_signed_at is not None,
        unit_signed=meeting.agenda_unit_signed_at is not None, yearly=meeting.number == 1 or _is_yearly(meeting),
        joint_unreported=between.unreported(term.union_id, before=local_date(meeting.opens_at)).count(),
        remanded=between.remanded_before(meeting), committees=between.manned(term),
        committees_elected=between.committees_elected(term), papers_served_on=_served_on(meeting),
        papers_unreached=papers_unreached(meeting),
        groups=term.delegations.count(), groups_discussed=rooms.reported(meeting),
        notice_sent=meeting.notices.filter(sent_at__isnull=False).exists(),
        notice_unreached=_without_notice(meeting, len(full)), rehearsed=meeting.rehearsed_at is not None,
        fallback_printed=meeting.fallback_printed_at is not None,
        overridden=frozenset(meeting.overrides.values_list("rule", flat=True)),
    )  # fmt: skip


def full_delegates(term: Term) -> QuerySet[Delegate]:
    """Return the full delegates of a term whose mandate runs, by number."""
    return Delegate.objects.filter(term=term, kind="FULL", ended_on=None).order_by("number")


def mix(delegates: Iterable[Delegate]) -> Mix:
    """Count delegates by what they are."""
    return mix_of((Category(delegate.category), delegate.sex == "FEMALE") for delegate in delegates)


def workforce_of(term: Term) -> Workforce:
    """Return the staff figures that the composition is measured against."""
    return Workforce(
        staff=term.staff, women=term.women_staff, dispatched=term.dispatched_staff, disabled=term.disabled_staff,
        unit_type=UnitType(term.union.unit_kind), is_large_group=term.is_large_group,
        is_professional=term.is_professional_unit, is_general_meeting=term.is_general_meeting,
    )  # fmt: skip


def years_of(term: Term) -> int:
    """Return the length of a term in whole years, nearest to its months."""
    months = (term.ends_on.year - term.starts_on.year) * 12 + term.ends_on.month - term.starts_on.month
    return (months + 6) // 12


def failing_units(pack: Pack, term: Term) -> list[ElectoralUnit]:
    """Return the electoral units whose election does not stand, by name. Units without figures are not judged."""
    return [
        unit
        for unit, votes in _elections(term)
        if has_figures(unit) and not _stands(pack, unit, [one for one in votes if one is not None])
    ]


def silent_units(term: Term) -> tuple[str, ...]:
    """Return the names of the units that elected full delegates and of whose election not all figures are known."""
    return tuple(unit.name for unit, votes in _elections(term) if votes and (not has_figures(unit) or None in votes))


def has_figures(unit: ElectoralUnit) -> bool:
    """Tell whether it is known how many staff a unit has and how many took part. Nobody elects in a unit of nobody."""
    return unit.staff > 0 and unit.took_part is not None


def _elections(term: Term) -> list[tuple[ElectoralUnit, list[int | None]]]:
    """Return the units of a term by name, each with the votes of its full delegates, None where they are not known.

    Whoever came by a by-election was measured by the figures of that day.
    """
    elected = full_delegates(term).exclude(decisions__kind="BY_ELECTION")
    votes: dict[UUID | None, list[int | None]] = {}
    for unit_id, votes_for in elected.values_list("electoral_unit_id", "votes_for"):
        votes.setdefault(unit_id, []).append(votes_for)
    return [(unit, votes.get(unit.id, [])) for unit in term.electoral_units.order_by("name")]


def _stands(pack: Pack, unit: ElectoralUnit, votes: list[int]) -> bool:
    took_part = unit.took_part or 0
    if took_part > unit.staff or any(one > took_part for one in votes):
        return False  # figures of two lists that do not agree
    found = check_unit_election(pack, staff=unit.staff, took_part=took_part, votes=tuple(votes))
    return not any(finding.stops for finding in found)


def item_plans(meeting: Meeting) -> Iterable[ItemPlan]:
    """Return the items of a meeting as the rules see them, in order."""
    with_papers = set(
        Paper.objects.filter(meeting=meeting, withdrawn_at=None, item__isnull=False).values_list("item_id", flat=True)
    )
    return [
        item_plan(item, has_paper=bool({item.id, item.class_of_id} & with_papers))
        for item in meeting.items.order_by("position")
    ]


def item_plan(item: AgendaItem, *, has_paper: bool) -> ItemPlan:
    """Return one item as the rules see it."""
    paper = draft_paper(item)
    return ItemPlan(
        title=item.title, matter=item.matter, power=CongressPower(item.power), form=VoteForm(item.form),
        mode=Mode(item.mode), has_paper=has_paper, is_signed=item.signed_on is not None,
        on_paper=item.form == VoteForm.SECRET_BALLOT and item.count_by == "SHEET",
        ballot_fault=paper_fault(paper) if paper is not None else None,
    )  # fmt: skip


def _scrutineers(meeting: Meeting) -> tuple[Scrutineer, ...]:
    return tuple(
        Scrutineer(delegation=post.delegate.delegation_id if post.delegate else post.person_id)
        for post in posts.of(meeting, Post.SCRUTINEER)
    )


def _is_frontline(delegate: Delegate | None) -> bool:
    return delegate is not None and delegate.category in (Category.FRONT_LINE, Category.DISPATCHED)


def _is_yearly(meeting: Meeting) -> bool:
    others = Meeting.objects.filter(term=meeting.term, is_rehearsal=False, opens_at__year=meeting.opens_at.year)
    return not others.exclude(id=meeting.id).filter(number__lt=meeting.number).exists()


def _onsite_others(meeting: Meeting) -> int:
    # Of the union's whole year: a new term does not begin its count anew. What was put off is not held until it is.
    union, year = meeting.term.union_id, local_date(meeting.opens_at).year
    others = Meeting.objects.filter(term__union_id=union, is_rehearsal=False, opens_at__year=year)
    return others.exclude(id=meeting.id).exclude(mode=Mode.ONLINE).exclude(state__in=("CANCELLED", "POSTPONED")).count()


def _served_on(meeting: Meeting) -> date | None:
    moments = [paper.served_at for paper in papers.newest(meeting) if paper.served_at]
    return local_date(max(moments)) if moments else None


def materials_on(meeting: Meeting, day: date) -> Finding:
    """Return whether the papers of a meeting reached every delegate in time for an opening on a day."""
    return check_materials(
        pack_of(meeting), opens_on=day, served_on=_served_on(meeting), unreached=papers_unreached(meeting)
    )


def papers_unreached(meeting: Meeting) -> int:
    """Return how many full delegates have not got the newest version of every paper."""
    newest, delegates = papers.newest(meeting), full_delegates(meeting.term).count()
    if not newest:
        return 0
    receipts = PaperReceipt.objects.filter(
        paper__in=newest, kind="SERVED", delegate__kind="FULL", delegate__ended_on=None
    )
    served: dict[UUID, int] = dict(receipts.order_by().values_list("paper_id").annotate(Count("id")))
    return max(0, delegates - min(served.get(paper.id, 0) for paper in newest))


def _without_notice(meeting: Meeting, delegates: int) -> int:
    """Return how many full delegates the notice last sent has not reached, such as those who came later."""
    last = notices.current(meeting)
    if last is None:
        return 0
    sent = NoticeReceipt.objects.filter(notice=last, kind="SENT", delegate__kind="FULL", delegate__ended_on=None)
    return max(0, delegates - sent.values("delegate").distinct().count())


def latest_version(meeting: Meeting, title: str) -> int:
    """Return the number of the newest version of a paper, 0 when there is none."""
    versions = Paper.objects.filter(meeting=meeting, title=title).values_list("version", flat=True)
    newest: int = max(versions, default=0)
    return newest
