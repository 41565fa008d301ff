"""Committees of democratic management (民主管理专门小组、委员会): set up, manned, headed by a delegate."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from gonghui.congress.actions.naming import delegate_of, member_of
from gonghui.congress.actions.refusing import require
from gonghui.congress.actions.terms import lock_open_term, lock_term, term_stream
from gonghui.congress.models import Committee, CommitteeMember
from gonghui.congress.queries.between import is_delegate
from gonghui.congress.queries.law import law_of
from gonghui.congress.rules.presidium import check_committee_head
from gonghui.kernel.action import action, record, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.clock import local_date
from gonghui.kernel.errors import Conflict, NotFound, RuleBroken


@action
def set_up_committee(actor: Actor, *, term_id: UUID, name: str, now: datetime, duty: str = "") -> UUID:
    """Set up a committee of a term. The same name again gives the one that stands, with the new duty.

    Raises: RuleBroken without a name; Conflict once the term is over; NotFound.
    Source: 上海市职工代表大会条例 art. 24.
    """
    term = lock_open_term(actor, term_id)
    title, words = " ".join(name.split())[:80], duty.strip()[:300]
    if not title:
        raise RuleBroken(_("请填写专门小组（委员会）的名称。"), code="name-missing")
    committee = Committee.objects.filter(term=term, name=title, ended_on=None).first()
    if committee is not None and committee.duty == words:
        unchanged()
        return committee.id
    committee = committee or Committee(term=term, name=title)
    committee.duty = words
    committee.save()
    record("set-up-committee", stream=term_stream(term), subject=("committee", committee.id))
    return committee.id


@action
def dissolve_committee(actor: Actor, *, committee_id: UUID, now: datetime) -> None:
    """Dissolve a committee; its members leave with it. Raises: NotFound."""
    committee = _lock(actor, committee_id)
    if committee.ended_on is not None:
        return unchanged()
    committee.ended_on = local_date(now)
    committee.save(update_fields=["ended_on"])
    committee.members.filter(ended_on=None).update(ended_on=committee.ended_on)
    record("dissolved-committee", stream=term_stream(committee.term), subject=("committee", committee.id))
    return None


@action
def join_committee(
    actor: Actor, *, committee_id: UUID, now: datetime, delegate_id: UUID | None = None, person_id: UUID | None = None
) -> UUID:
    """Put a delegate, or another member of the union, on a committee.

    Raises: Conflict once it is dissolved; NotFound.
    Source: 上海市职工代表大会条例 art. 13, 24.
    """
    committee = _lock_standing(actor, committee_id)
    delegate = delegate_of(committee.term, delegate_id, person_id)
    person, name = (delegate.person_id, delegate.name) if delegate else member_of(committee.term, person_id)
    held = CommitteeMember.objects.filter(committee=committee, person_id=person, ended_on=None).first()
    if held is not None and held.delegate_id == (delegate.id if delegate else None):
        unchanged()
        return held.id
    # A mandate that began or ended since they joined: the entry follows it.
    member = held or CommitteeMember(committee=committee, person_id=person, name=name, since=local_date(now))
    member.delegate = delegate
    member.save()
    record("joined-committee", stream=term_stream(committee.term), subject=("committee-member", member.id))
    return member.id


@action
def leave_committee(actor: Actor, *, member_id: UUID, now: datetime) -> None:
    """Take somebody off a committee. Raises: NotFound."""
    member = _lock_member(actor, member_id)
    if member.ended_on is not None:
        return unchanged()
    member.ended_on = local_date(now)
    member.save(update_fields=["ended_on"])
    record("left-committee", stream=term_stream(member.committee.term), subject=("committee-member", member.id))
    return None


@action
def head_committee(actor: Actor, *, member_id: UUID, now: datetime) -> None:
    """Make a member head of their committee, in place of whoever was.

    Raises: RuleBroken, with the article, for whoever is no full delegate on the roll; Conflict for a past member;
        NotFound.
    Source: 上海市职工代表大会条例 art. 24.
    """
    member = _lock_member(actor, member_id)
    if member.ended_on is not None:
        raise Conflict(_("这位成员已经退出专门小组（委员会）。"), code="member-left")
    if member.is_head:
        return unchanged()
    term = member.committee.term
    require(check_committee_head(law_of(term), is_delegate=is_delegate(member)), "committee-head")
    CommitteeMember.objects.filter(committee_id=member.committee_id, ended_on=None, is_head=True).update(is_head=False)
    member.is_head = True
    member.save(update_fields=["is_head"])
    record("headed-committee", stream=term_stream(term), subject=("committee-member", member.id))
    return None


def _lock(actor: Actor, committee_id: UUID) -> Committee:
    term_id = Committee.objects.filter(id=committee_id).values_list("term_id", flat=True).first()
    if term_id is None:
        raise NotFound
    term = lock_term(actor, term_id)
    committee = Committee.objects.get(id=committee_id)
    committee.term = term
    return committee


def _lock_standing(actor: Actor, committee_id: UUID) -> Committee:
    committee = _lock(actor, committee_id)
    if committee.ended_on is not None:
        raise Conflict(_("专门小组（委员会）已经撤销。"), code="committee-dissolved")
    return committee


def _lock_member(actor: Actor, member_id: UUID) -> CommitteeMember:
    found = CommitteeMember.objects.filter(id=member_id).values_list("committee_id", flat=True).first()
    if found is None:
        raise NotFound
    committee = _lock(actor, found)
    member = CommitteeMember.objects.select_related("delegate").get(id=member_id)
    member.committee = committee
    return member
