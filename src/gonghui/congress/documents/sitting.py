"""Papers about the course of the sitting: notice, agenda, chair's script, incidents, minutes."""

import re
from dataclasses import replace
from typing import Any

from gonghui.congress.documents import discussion, frame, votes
from gonghui.congress.documents.people import KINDS
from gonghui.congress.models import AgendaItem, LeaveRequest, Meeting, Minutes, Notice, Vote
from gonghui.congress.papers import content
from gonghui.congress.papers.compose.proceedings import minutes_text
from gonghui.congress.queries import floor, opinions, papers
from gonghui.congress.queries.presence import FULL, pack_of, voting_delegates
from gonghui.congress.queries.state import form_words, power_words
from gonghui.congress.rules.kinds import CongressPower, VoteForm
from gonghui.congress.rules.powers import majority_for
from gonghui.congress.rules.states import ItemState, Post
from gonghui.kernel.clock import local_date

#: The lists of the bodies of a meeting that its delegates vote on: 主席团和秘书长, 监票人和计票人.
BODIES = ("M-PRO-PRESIDIUM", "M-PRO-SCRUTINEERS")
NOT_PASSED = "名单未获大会通过"
_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")


def notice(meeting: Meeting, sent: Notice) -> content.Notice:
    """Return a notice as it went out."""
    items = [item.title for item in meeting.items.order_by("position")]
    return content.Notice(
        meeting=replace(frame.facts(meeting), place=frame.places(meeting), mode=frame.mode_words(meeting)),
        to="各职工代表", opens_at=meeting.opens_at, sign_in_from=meeting.sign_in_from,
        matters=tuple(items), requirements=_without_signature(sent.text, frame.issuer(meeting)),
        contact=meeting.contact_name, phone=meeting.contact_phone, issuer=frame.issuer(meeting),
        issued_on=local_date(sent.sent_at or meeting.opens_at),
        attachments=tuple(paper.title for paper in papers.current(meeting)),
    )  # fmt: skip


def _without_signature(text: str, issuer: str) -> tuple[str, ...]:
    """Return the lines of a notice without the name and the date under it: the paper has its own place for them."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    while lines and (lines[-1] == issuer or _DATE.fullmatch(lines[-1])):
        lines.pop()
    return tuple(lines)


def agenda(meeting: Meeting) -> content.Agenda:
    """Return the agenda with power, form and majority of each item."""
    entries = tuple(_entry(meeting, item) for item in meeting.items.order_by("position"))
    chairs = frame.names(meeting, Post.PRESIDING)
    return content.Agenda(meeting=frame.facts(meeting), entries=entries, chair="、".join(chairs))


def _entry(meeting: Meeting, item: AgendaItem) -> content.AgendaEntry:
    voted = item.form != VoteForm.NONE
    base = len(voting_delegates(meeting.term_id)) if voted else 0
    majority = majority_for(pack_of(meeting), CongressPower(item.power)) if voted else None
    return content.AgendaEntry(
        no=item.position, title=item.title, power=power_words(item), presenter=item.reporter,
        form=form_words(item) if voted else "", starts_at=item.started_at, minutes=item.minutes,
        majority=frame.close_set(majority.sentence(base)) if majority else "",
    )  # fmt: skip


def script(meeting: Meeting) -> content.Script:
    """Return the chair's words item by item; an item without words of its own says its title."""
    steps = tuple(
        content.ScriptStep(
            title=item.title, item_no=item.position, minutes=item.minutes,
            lines=tuple(line.strip() for line in item.script.splitlines() if line.strip())
            or (f"现在进行第{item.position}项：{item.title}。",),
        )
        for item in meeting.items.order_by("position")
    )  # fmt: skip
    chairs = frame.names(meeting, Post.PRESIDING)
    return content.Script(meeting=frame.facts(meeting), chair="、".join(chairs), steps=steps)


def incidents(meeting: Meeting) -> content.IncidentLog:
    """Return the hall's log with voided rounds, oldest first."""
    lines = [content.Incident(at=line.at, what=line.text) for line in floor.incidents(meeting)]
    voided = Vote.objects.filter(item__meeting=meeting, voided_at__isnull=False).select_related("item")
    lines += [
        content.Incident(
            at=vote.voided_at, what=f"作废第{vote.item.position}项第{vote.round}轮表决：{vote.void_reason}",
            measure="本轮收到的票保留备查，不计结果",
        )
        for vote in voided
        if vote.voided_at is not None
    ]  # fmt: skip
    return content.IncidentLog(
        meeting=frame.facts(meeting), entries=tuple(sorted(lines, key=lambda line: (line.at, line.what)))
    )


def minutes(meeting: Meeting, stored: Minutes | None = None) -> content.Minutes:
    """Return the minutes from what happened, with the words of `stored` where people have edited them."""
    opened = meeting.opened_at or meeting.opens_at
    signed = stored.signed_at if stored else None
    return content.Minutes(
        meeting=replace(frame.facts(meeting), place=frame.places(meeting), mode=frame.mode_words(meeting)),
        opened_at=opened, closed_at=meeting.closed_at or meeting.ends_at,
        attendance=frame.attendance(meeting), chair="、".join(frame.names(meeting, Post.PRESIDING)),
        recorder=_recorder(meeting), absences=_absences(meeting), observers=_observers(meeting),
        **_bodies(meeting),
        agenda=tuple(f"{item.title}{_how_it_ended(item)}" for item in meeting.items.order_by("position")),
        reports=tuple(
            content.Report(title=_report_title(item), by=item.reporter)
            for item in meeting.items.order_by("position")
            if item.reporter
        ),
        opinions=_group_opinions(meeting), revisions=_revisions(meeting), votes=votes.results(meeting),
        resolutions=resolution_refs(meeting), incidents=incidents(meeting).entries,
        signatories=_signatories(meeting, stored.signed_by.name if stored and stored.signed_by else "", signed),
        text=tuple(line for line in stored.text.splitlines() if line.strip()) if stored else (),
    )  # fmt: skip


def rejected_lists(meeting: Meeting) -> set[str]:
    """Return the lists of the meeting's bodies, by matter, that did not pass in their last round."""
    last = {vote.item.matter: vote.result.passed for vote in frame.votes(meeting) if vote.item.matter in BODIES}
    return {matter for matter, passed in last.items() if not passed}


def _bodies(meeting: Meeting) -> dict[str, Any]:
    rejected = rejected_lists(meeting)
    presidium, scrutineers = (matter in rejected for matter in BODIES)
    return {
        "presidium": (NOT_PASSED,) if presidium else frame.names(meeting, Post.PRESIDIUM),
        "secretary_general": NOT_PASSED if presidium else "、".join(_general(meeting)),
        "scrutineers": (NOT_PASSED,) if scrutineers else frame.names(meeting, Post.SCRUTINEER),
        "tellers": (NOT_PASSED,) if scrutineers else frame.names(meeting, Post.TELLER),
    }


def minutes_words(meeting: Meeting) -> str:
    """Return the draft of the minutes as plain paragraphs, made from what happened."""
    return minutes_text(minutes(meeting))


def resolution_refs(meeting: Meeting) -> tuple[content.ResolutionRef, ...]:
    """Return the adopted resolutions in the order of the agenda."""
    adopted = meeting.resolutions.filter(adopted_at__isnull=False).exclude(number="")
    rows = adopted.order_by("item__position").values_list("number", "title")
    return tuple(content.ResolutionRef(number=number, title=title) for number, title in rows)


def _report_title(item: AgendaItem) -> str:
    """What was heard: a report by its own title, an explanation of a text that was then voted on."""
    return item.title if item.form == VoteForm.NONE else f"关于{item.title.strip('《》')}的说明"


def _how_it_ended(item: AgendaItem) -> str:
    if item.state == ItemState.REMANDED:
        return f"（退回协商：{item.note}）"
    if item.form == VoteForm.NONE and item.note:
        return f"（{item.note}）"
    return ""


def _recorder(meeting: Meeting) -> str:
    return "、".join(frame.names(meeting, Post.OPERATOR)[:1]) or "、".join(_general(meeting))


def _general(meeting: Meeting) -> tuple[str, ...]:
    return frame.names(meeting, Post.SECRETARY_GENERAL)


def _absences(meeting: Meeting) -> tuple[content.Absence, ...]:
    here = frame.came(meeting)
    reasons = dict(LeaveRequest.objects.filter(meeting=meeting, granted=True).values_list("delegate_id", "reason"))
    return tuple(
        content.Absence(
            name=one.name, delegation=one.delegation.name if one.delegation else "",
            reason=f"请假：{reasons[one.id]}" if one.id in reasons else "",
        )
        for one in frame.delegates(meeting)
        if one.kind == FULL and one.id not in here
    )  # fmt: skip


def _observers(meeting: Meeting) -> tuple[str, ...]:
    here = frame.came(meeting)
    others = [one for one in frame.delegates(meeting) if one.kind != FULL and one.id in here]
    return tuple(f"{one.name}（{KINDS.get(one.kind, one.kind)}）" for one in others)


def _group_opinions(meeting: Meeting) -> tuple[content.DelegationOpinion, ...]:
    """The delegations' own summaries; then what was said to each item as a number, since opinions are annexed."""
    reports = meeting.group_reports.select_related("delegation").order_by("delegation__position")
    summaries = [
        content.DelegationOpinion(delegation=one.delegation.name, opinion=one.summary or "没有不同意见")
        for one in reports
    ]
    summaries += [
        content.DelegationOpinion(delegation=f"{room.delegation.name}（{room.item.title}）", opinion=room.summary)
        for room in discussion.signed_rooms(meeting)
    ]
    tallied = opinions.tallied(meeting)
    if tallied.given:
        words = f"代表在系统中提出意见{tallied.given}条，已答复{tallied.answered}条，详见代表意见采纳情况表"
        summaries.append(content.DelegationOpinion(delegation="各代表团", opinion=words))
    return tuple(summaries)


def _revisions(meeting: Meeting) -> tuple[str, ...]:
    changed = [paper for paper in papers.current(meeting) if paper.version > 1]
    return tuple(f"《{paper.title}》根据代表意见修改，提交会议的为第{paper.version}版" for paper in changed)


def _signatories(meeting: Meeting, signer: str, signed_at: object) -> tuple[content.Signatory, ...]:
    """Lines for chair, recorder and scrutineers; whoever signed in the system stands with the moment."""
    lines = [("会议主持人", name) for name in frame.names(meeting, Post.PRESIDING)[:1]]
    lines += [("记录人", _recorder(meeting))]
    lines += [("监票人", name) for name in frame.names(meeting, Post.SCRUTINEER)]
    people = [content.Signatory(role=role, name=name) for role, name in lines]
    if signer and signed_at is not None:
        people.append(content.Signatory(role="签发人", name=signer, signed_at=signed_at))  # type: ignore[arg-type]
    return tuple(people)
