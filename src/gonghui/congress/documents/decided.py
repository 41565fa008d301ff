"""Papers about what was decided: resolutions, publication, the report to the superior union."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from gonghui.congress.documents import frame, sitting, votes
from gonghui.congress.documents.deadline import due
from gonghui.congress.models import Filing, Meeting, Publication, Resolution, UpwardReport, Vote
from gonghui.congress.papers import content
from gonghui.congress.papers.words import day
from gonghui.congress.queries import papers
from gonghui.congress.queries.presence import pack_of
from gonghui.congress.rules.parameters import FILE_UPPER_WD, PUBLISH_DAYS
from gonghui.congress.rules.states import Post
from gonghui.kernel.clock import local_date
from gonghui.kernel.workdays import china
from gonghui.registry import public as registry

_NUMBERED = re.compile(r"^[一二三四五六七八九十百]+、")


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """What stands behind the resolutions of a meeting: the last round of each item, who presided, who gets copies."""

    rounds: Mapping[UUID, Vote]
    chairs: tuple[str, ...]
    copies_to: tuple[str, ...]


def behind(meeting: Meeting) -> Behind:
    """Read what stands behind the resolutions of a meeting: as often for many as for one."""
    return Behind(
        rounds={vote.item_id: vote for vote in frame.votes(meeting)}, chairs=frame.names(meeting, Post.PRESIDING),
        copies_to=(superior(meeting), "单位行政", "各代表团"),
    )  # fmt: skip


def resolution(stored: Resolution, *, page: str = "", known: Behind | None = None) -> content.Resolution:
    """Return a resolution, or the statement that a text was not passed; `page` is where it can be checked.

    `known` is what stands behind it, where that was read for several at once.
    """
    meeting = stored.meeting
    known = known or behind(meeting)
    before, decisions, after = parts(stored.text)
    vote = known.rounds.get(stored.item_id) if stored.item_id else None
    on = local_date((vote.announced_at if vote else None) or meeting.closed_at or meeting.opens_at)
    name = frame.facts(meeting)
    return content.Resolution(
        meeting=name, number=stored.number, subject=stored.title, adopted_on=on, preamble=before, decisions=decisions,
        closing=after, passed=vote is None or vote.result.passed, attachments=("表决结果报告单",) if vote else (),
        signed_by=(name.unit, name.congress), signed_on=on, copies_to=known.copies_to, issued_on=on,
        proof=votes.proof(vote, page=page, chairs=known.chairs) if vote else None,
    )  # fmt: skip


def parts(text: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Split a resolution's text into what stands before the numbered decisions, these without number, and the rest."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    places = [n for n, line in enumerate(lines) if _NUMBERED.match(line)]
    if not places:
        return tuple(lines), (), ()
    first, last = places[0], places[-1]
    decisions = tuple(_NUMBERED.sub("", line) for line in lines[first : last + 1])
    return tuple(lines[:first]), decisions, tuple(lines[last + 1 :])


def publication(stored: Publication, *, page: str = "", code: str = "") -> content.Publication:
    """Return the publication of a meeting: the resolutions' own words, results in integers, the window.

    No name of a delegate stands in it: of the results only the numbers are told.
    """
    meeting = stored.meeting
    facts = frame.facts(meeting)
    published = published_resolutions(meeting)
    law = pack_of(meeting).rule(PUBLISH_DAYS.rule).law
    opening = f"{facts.name}于{day(facts.held_on)}召开。现将会议形成的决议和表决结果向全体职工公布如下："
    named = [f"《{one.title}》（{one.number}）。" if one.number else f"{one.title}。" for one in published]
    return content.Publication(
        meeting=facts, subject="决议和表决结果的公示", paragraphs=(opening, *named),
        starts_on=local_date(stored.starts_at), ends_on=last_day(stored),
        contact=meeting.contact_name or "会务组", phone=meeting.contact_phone or "见通知",
        issuer=frame.issuer(meeting), issued_on=local_date(stored.starts_at), results=votes.results(meeting),
        attachments=tuple(one.title for one in published), address=stored.objections_to,
        basis=str(law) if law else "",
        proof=content.Proof(sentence="扫码查看决议全文，登录后可以提出异议。", code=code, url=page) if page else None,
    )  # fmt: skip


def published_resolutions(meeting: Meeting) -> list[Resolution]:
    """Return what is published: adopted resolutions and statements, in the order of the agenda."""
    adopted = Resolution.objects.filter(meeting=meeting, adopted_at__isnull=False).select_related("item")
    found = list(adopted.order_by("item__position", "id"))
    for one in found:
        one.meeting = meeting
    return found


def last_day(stored: Publication) -> date:
    """Return the last day of the window, which ends at midnight."""
    return local_date(stored.ends_at - timedelta(seconds=1))


def filing_report(meeting: Meeting, filing: Filing | None) -> content.FilingReport:
    """Return the report to the superior union."""
    sent = filing.sent_on if filing else None
    refs = sitting.resolution_refs(meeting)
    return content.FilingReport(
        meeting=frame.facts(meeting), to=superior(meeting), number="", sender=frame.issuer(meeting),
        sent_on=sent or local_date(meeting.closed_at or meeting.ends_at), attendance=frame.attendance(meeting),
        preparation=_preparation(meeting), votes=votes.results(meeting), resolutions=refs,
        follow_up=("决议由单位行政和工会共同组织落实，落实情况向下一次职工代表大会报告。",),
        attachments=(*(ref.title for ref in refs), "代表名册", "表决结果报告单"), contact=meeting.contact_name,
        phone=meeting.contact_phone,
    )  # fmt: skip


def _preparation(meeting: Meeting) -> tuple[str, ...]:
    lines = []
    if meeting.agenda_union_signed_at and meeting.agenda_unit_signed_at:
        lines.append("会议议题和议程由工会与单位行政协商一致。")
    sent = meeting.notices.filter(sent_at__isnull=False).order_by("sent_at").first()
    if sent is not None and sent.sent_at is not None:
        lines.append(f"会议通知于{day(local_date(sent.sent_at))}发出。")
    served = frame.latest(paper.served_at for paper in papers.current(meeting))
    if served is not None:
        lines.append(f"会议材料于{day(local_date(served))}前送交代表，共{len(papers.current(meeting))}份。")
    groups = meeting.group_reports.count()
    if groups:
        lines.append(f"{groups}个代表团在会前组织了讨论。")
    return tuple(lines)


def filing_cover(meeting: Meeting, filing: Filing | None, pages: dict[str, int]) -> content.FilingCover:
    """Return the list of what is sent; `pages` counts the pages by title where they are known."""
    titles = ["会议情况报告", *(ref.title for ref in sitting.resolution_refs(meeting)), "代表名册", "签到表"]
    titles += [f"第{vote.item.position}项表决结果报告单" for vote in frame.votes(meeting)]
    law = pack_of(meeting).rule(FILE_UPPER_WD.rule).law
    return content.FilingCover(
        meeting=frame.facts(meeting), to=superior(meeting), sender=frame.issuer(meeting),
        items=tuple(content.FilingItem(title=title, pages=pages.get(title)) for title in titles),
        due_on=filing.due_on if filing else due(meeting, china()).last_day, sent_on=filing.sent_on if filing else None,
        contact=meeting.contact_name, phone=meeting.contact_phone, basis=str(law) if law else "",
        delay_reason=filing.delay_reason if filing else "",
    )  # fmt: skip


def superior(meeting: Meeting) -> str:
    """Return whom the report goes to: as named in the prior report, else the union above on the day of the meeting."""
    report = UpwardReport.objects.filter(meeting=meeting).first()
    if report is not None:
        return report.superior
    above = registry.superior_of(meeting.term.union_id, frame.held_on(meeting))
    return above.name if above else "上级工会"
