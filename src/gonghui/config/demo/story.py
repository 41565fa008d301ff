"""Steps that every demo unit goes through, each the action that a person would take, on the day they would take it."""

from datetime import datetime, timedelta
from uuid import UUID

from gonghui.accounts import public as accounts
from gonghui.config.demo.plant import AGENDA, Item, paper_text
from gonghui.congress.actions import (
    agenda,
    appointments,
    contracts,
    groups,
    materials,
    meetings,
    notices,
    readying,
    signing,
    terms,
    unit_votes,
)
from gonghui.congress.models import Delegate, Delegation, ElectoralUnit, Meeting
from gonghui.congress.rules.contracts import BARGAINED
from gonghui.kernel.actor import Actor, Hat
from gonghui.kernel.clock import local
from gonghui.registry import public as registry
from gonghui.registry.models import Person


def officer(union_id: UUID, person_id: UUID, role: str) -> Actor:
    """Return the actor of a union's officer."""
    hat = Hat(role=role, within=union_id)
    return Actor(account_id=account_of(person_id), person_id=person_id, hat=hat, hats=(hat,))


def account_of(person_id: UUID) -> UUID:
    """Return the account that a person of the demo logs in with."""
    account = Person.objects.get(id=person_id).account_id
    if account is None:
        raise LookupError("a person of the demo who shows up on the log-in page needs a phone")
    return account


def delegate_named(term_id: UUID, name: str) -> Delegate:
    """Return the delegate of a name."""
    return Delegate.objects.get(term_id=term_id, name=name, ended_on=None)


def lead_delegations(actor: Actor, term_id: UUID, now: datetime) -> None:
    """Name the second of each delegation its head."""
    for group in Delegation.objects.filter(term_id=term_id).order_by("position"):
        members = Delegate.objects.filter(delegation=group, kind="FULL").order_by("number")
        terms.name_head(actor, delegate_id=members[1].id, now=now)


def publish_elections(actor: Actor, term_id: UUID, now: datetime) -> None:
    """Note where each electoral unit published whom it elected."""
    for unit in ElectoralUnit.objects.filter(term_id=term_id).order_by("name"):
        unit_votes.publish_result(actor, unit_id=unit.id, on=local(now).date(), where=f"{unit.name}公告栏", now=now)


def fill_agenda(actor: Actor, meeting_id: UUID, items: tuple[Item, ...], now: datetime) -> None:
    """Enter the agenda with its papers."""
    for item in items:
        item_id = agenda.add_item(
            actor, meeting_id=meeting_id, title=item.title, matter=item.matter, minutes=item.minutes,
            reporter=item.reporter, form=item.form, power=item.power, count_by=item.count_by, now=now,
        )  # fmt: skip
        if item.versions:
            _add_version(actor, meeting_id, item, 0, now, item_id=item_id)


def _add_version(
    actor: Actor, meeting_id: UUID, item: Item, number: int, now: datetime, *, item_id: UUID | None = None
) -> None:
    name, kind = item.versions[number]
    materials.add_paper(
        actor, meeting_id=meeting_id, title=item.title, kind=kind, text=paper_text(name), item_id=item_id,
        must_read=item.kind != "REPORT", internal=item.internal, now=now,
    )  # fmt: skip


def revise(actor: Actor, meeting_id: UUID, items: tuple[Item, ...], opens_at: datetime) -> None:
    """Let the delegates have each version of a draft before the next one is made of their opinions."""
    for item in items:
        for number in range(1, len(item.versions)):
            at = opens_at - timedelta(days=19 - 2 * number)
            materials.serve_papers(actor, meeting_id=meeting_id, now=at)
            _add_version(actor, meeting_id, item, number, at + timedelta(days=1))


def appoint(actor: Actor, meeting: Meeting, role: str, names: tuple[str, ...], now: datetime) -> None:
    """Appoint delegates to a post by name."""
    for name in names:
        delegate = delegate_named(meeting.term_id, name)
        appointments.appoint(actor, meeting_id=meeting.id, role=role, delegate_id=delegate.id, now=now)


def discuss(actor: Actor, meeting: Meeting, now: datetime) -> None:
    """Let every delegation report its discussion."""
    for group in Delegation.objects.filter(term_id=meeting.term_id).order_by("position"):
        groups.file_group_report(
            actor, meeting_id=meeting.id, delegation_id=group.id, held_on=now.date(),
            attended=group.delegates.filter(kind="FULL").count() - 1,
            summary="赞成集体合同（草案）。建议第七条夜班补贴按季度复核。", now=now,
        )  # fmt: skip


def make_ready(secretary: Actor, chair: Actor, meeting: Meeting, opens_at: datetime) -> None:
    """Sign, notify, serve, rehearse and declare the meeting ready, on the days that the law leaves for it."""
    day = timedelta(days=1)
    superior = registry.superior_of(meeting.term.union_id, opens_at.date())
    above = superior.name if superior else ""
    meetings.report_upward(secretary, meeting_id=meeting.id, superior=above, sent_on=(opens_at - 20 * day).date(),
                           now=opens_at - 20 * day)  # fmt: skip
    meetings.record_answer(
        secretary, meeting_id=meeting.id, answer="APPROVED", answered_on=(opens_at - 17 * day).date(),
        answer_number="江总工批〔2026〕31号", now=opens_at - 17 * day,
    )  # fmt: skip
    signing.sign_agenda_for_union(chair, meeting_id=meeting.id, now=opens_at - 15 * day)
    signing.sign_agenda_for_unit(secretary, meeting_id=meeting.id, signed_by="汤敬之", now=opens_at - 15 * day)
    revise(secretary, meeting.id, AGENDA, opens_at)
    sign_contracts(secretary, meeting, opens_at - 13 * day)
    materials.serve_papers(secretary, meeting_id=meeting.id, now=opens_at - 10 * day)
    notice = notices.draft_notice(secretary, meeting_id=meeting.id, text=notice_text(meeting), now=opens_at - 10 * day)
    notices.send_notice(secretary, notice_id=notice, now=opens_at - 10 * day)
    discuss(secretary, meeting, opens_at - 5 * day)
    readying.mark_rehearsed(secretary, meeting_id=meeting.id, now=opens_at - day)
    readying.mark_fallback_printed(secretary, meeting_id=meeting.id, now=opens_at - day)
    readying.declare_ready(chair, meeting_id=meeting.id, now=opens_at - day / 2)


def sign_contracts(secretary: Actor, meeting: Meeting, now: datetime) -> None:
    """Let the chief representatives of both sides sign the drafts of collective contracts."""
    for item in meeting.items.filter(matter__in=BARGAINED):
        contracts.record_signatures(secretary, item_id=item.id, signed_on=local(now).date(), for_staff="贺明川",
                                    for_unit="汤敬之", now=now)  # fmt: skip


def notice_text(meeting: Meeting) -> str:
    """Return the notice that calls the delegates together."""
    opens = local(meeting.opens_at)
    items = "\n".join(f"{item.position}．{item.title}" for item in meeting.items.order_by("position"))
    return (
        f"各位职工代表：\n定于{opens.year}年{opens.month}月{opens.day}日{opens:%H:%M}在{meeting.place}召开职工代表大会，"
        f"现场和线上同步进行。主要议程：\n{items}\n会议材料已同时送达，请会前阅读，并参加本代表团讨论。"
        "不能到会的，请提前在手机上请假。"
    )


def offered(term_id: UUID, name: str, words: str) -> accounts.DemoPerson:
    """Return a delegate as the log-in page offers them."""
    return accounts.DemoPerson(account_id=account_of(delegate_named(term_id, name).person_id), name=name, words=words)
