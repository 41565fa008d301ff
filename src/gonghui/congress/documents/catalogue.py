"""The list of every paper that a meeting has, in the order of the archive's tree."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from gonghui.congress.documents import (
    decided,
    discussion,
    frame,
    marked,
    people,
    posting,
    records,
    rounds,
    sitting,
    votes,
)
from gonghui.congress.models import (
    Enclosure,
    Filing,
    Meeting,
    Minutes,
    NoticeReceipt,
    PaperReceipt,
    Publication,
    Resolution,
    UpwardReport,
    Vote,
)
from gonghui.congress.papers import content, sheet, word
from gonghui.congress.papers.archive import schedule
from gonghui.congress.queries.ballots import is_restricted
from gonghui.congress.queries.rooms import any_reported
from gonghui.congress.rules.kinds import Channel, VoteForm
from gonghui.kernel.clock import local_date

PREPARERS, HALL, DELEGATES = "preparers", "hall", "delegates"
_INNER = str.maketrans("（）()", "〔〕〔〕")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One paper of a meeting. `make` reads the records only when called; `final` papers go into the archive.

    `serves` is a key of the archive's list, or empty; `readers` says who may fetch it: PREPARERS (secretary and
    chair), HALL (also those who run and count), DELEGATES (also every delegate).
    """

    key: str
    folder: int
    title: str
    kind: type[content.Paper]
    make: Callable[[], content.Paper]
    serves: str = ""
    final: bool = True
    readers: str = PREPARERS
    number: str = ""
    dated: date | None = None
    retention: str = "permanent"

    @property
    def formats(self) -> tuple[str, ...]:
        """The endings in which it is offered, in the order in which they are shown."""
        offered = ["pdf"]
        offered += ["docx"] if issubclass(self.kind, word.OFFERED) else []
        offered += ["xlsx"] if issubclass(self.kind, sheet.OFFERED) else []
        return (*offered, "json")


def documents(meeting: Meeting, *, page: str = "") -> list[Document]:
    """Return the papers of a meeting by folder; `page` is the address of its public page, for the codes on papers."""
    parts = (_before, _people, _sitting, _votes)
    found = [one for part in parts for one in part(meeting)]
    found += list(_decided(meeting, page))
    return sorted(found, key=lambda one: one.folder)


def _before(meeting: Meeting) -> Iterator[Document]:
    report = UpwardReport.objects.filter(meeting=meeting).first()
    if report is not None:
        yield Document(
            key="upward-report", folder=1, title="会前报告登记", kind=content.Record, dated=report.sent_on,
            make=partial(records.upward_report, meeting, report), final=report.sent_on is not None,
        )  # fmt: skip
    agreed = meeting.agenda_union_signed_at is not None and meeting.agenda_unit_signed_at is not None
    yield Document(
        key="consultation", folder=1, title="议题议程协商记录", kind=content.Record, serves="agenda_consultation",
        make=partial(records.consultation, meeting), final=agreed,
    )  # fmt: skip
    for no, sent in enumerate(meeting.notices.filter(sent_at__isnull=False).order_by("sent_at", "id"), 1):
        yield Document(
            key=f"notice-{no}", folder=2, title="会议通知" if no == 1 else f"会议通知（第{no}次）", kind=content.Notice,
            make=partial(sitting.notice, meeting, sent), serves="notice", readers=DELEGATES,
            dated=local_date(sent.sent_at) if sent.sent_at else None,
        )  # fmt: skip
    any_receipt = (
        NoticeReceipt.objects.filter(notice__meeting=meeting).exists()
        or PaperReceipt.objects.filter(paper__meeting=meeting).exists()
    )
    yield Document(
        key="receipts", folder=2, title="会议通知和材料送达回执表", kind=content.ReceiptTable, serves="receipts",
        make=partial(people.receipts, meeting), final=any_receipt,
    )  # fmt: skip


def _people(meeting: Meeting) -> Iterator[Document]:
    elected = meeting.term.electoral_units.filter(elected_on__isnull=False).exists()
    yield Document(
        key="elections", folder=3, title="代表选举结果", kind=content.Record, serves="election_results",
        make=partial(records.elections, meeting), final=elected,
    )  # fmt: skip
    yield Document(
        key="roster", folder=3, title="代表名册", kind=content.Roster, make=partial(people.roster, meeting),
        serves="roster",
    )  # fmt: skip
    yield Document(
        key="qualification", folder=3, title="代表资格审查报告", kind=content.QualificationReport,
        make=partial(people.qualification, meeting), serves="qualification",
        final=meeting.term.qualified_at is not None,
    )  # fmt: skip
    held = meeting.presence.exists()
    yield Document(
        key="sign-in", folder=4, title="签到表", kind=content.SignInSheet, make=partial(people.sign_in, meeting),
        serves="sign_in", final=held, readers=HALL,
    )  # fmt: skip
    yield Document(
        key="presence", folder=4, title="到会流水", kind=content.PresenceLedger, make=partial(people.presence, meeting),
        serves="ledger", final=held, readers=HALL,
    )  # fmt: skip


def _sitting(meeting: Meeting) -> Iterator[Document]:
    yield Document(
        key="agenda", folder=5, title="会议议程", kind=content.Agenda, make=partial(sitting.agenda, meeting),
        serves="agenda", readers=DELEGATES,
    )  # fmt: skip
    yield Document(
        key="script", folder=5, title="主持词", kind=content.Script, make=partial(sitting.script, meeting),
        serves="script", readers=HALL,
    )  # fmt: skip
    for base, paper in marked.pairs(meeting):
        yield Document(
            key=f"marked-{paper.id}-{base.version}", folder=6, kind=content.MarkedDraft,
            title=f"{paper.title}花脸稿（第{base.version}版到第{paper.version}版）",
            make=partial(marked.marked_draft, meeting, base, paper),
            readers=PREPARERS if paper.internal or base.internal else DELEGATES,
            dated=local_date(paper.served_at) if paper.served_at else None,
        )  # fmt: skip
    yield Document(
        key="group-records", folder=7, title="代表团讨论记录", kind=content.Record, retention="ten_years",
        make=partial(discussion.group_records, meeting), serves="group_records", final=any_reported(meeting),
    )  # fmt: skip
    yield opinion_table(meeting)
    yield Document(
        key="incidents", folder=15, title="会议情况记录", kind=content.IncidentLog,
        make=partial(sitting.incidents, meeting), serves="incident_log",
    )  # fmt: skip


def opinion_table(meeting: Meeting) -> Document:
    """Return the table of what became of each opinion, for every delegate."""
    return Document(
        key="opinions", folder=8, title="代表意见采纳情况表", kind=content.OpinionTable,
        make=partial(discussion.opinions, meeting), serves="opinions", readers=DELEGATES,
    )  # fmt: skip


def _votes(meeting: Meeting) -> Iterator[Document]:
    named = votes.with_names(meeting)
    for vote in frame.votes(meeting):
        yield from _vote(vote, named=vote.id in named)


def within_brackets(title: str) -> str:
    """Return a title as it stands inside round brackets: its own become square ones (集体合同〔草案〕)."""
    return title.translate(_INNER)


def _vote(vote: Vote, *, named: bool) -> Iterator[Document]:
    name = f"第{vote.item.position}项" + (f"第{vote.round}轮" if vote.round > 1 else "")
    closed = is_restricted(vote)
    about, day = within_brackets(vote.item.title), local_date(vote.announced_at) if vote.announced_at else None
    if vote.form != VoteForm.SHOW_OF_HANDS:
        yield Document(
            key=f"ballot-{vote.id}", folder=10, title=f"{name}表决票样（{about}）", kind=content.Ballot,
            make=partial(votes.ballot_sample, vote), serves="ballot_sample", readers=HALL, dated=day,
        )  # fmt: skip
    for channel in votes.sheet_channels(vote):
        yield Document(
            key=f"tally-{vote.id}-{channel.lower()}", folder=10, kind=content.TallySheet, serves="tally_sheet",
            title=f"{name}计票报告单（{rounds.CHANNELS[Channel(channel)]}）",
            make=partial(votes.tally_sheet, vote, channel), readers=PREPARERS if closed else HALL, dated=day,
        )  # fmt: skip
    yield Document(
        key=f"result-{vote.id}", folder=10, title=f"{name}表决结果报告单（{about}）", kind=content.VoteResult,
        make=partial(votes.result, vote), serves="result", readers=PREPARERS if closed else DELEGATES,
        dated=day,
    )  # fmt: skip
    if named:
        yield Document(
            key=f"named-{vote.id}", folder=10, title=f"{name}记名表决明细（{about}）", kind=content.NamedVotes,
            make=partial(votes.named_votes, vote), dated=day,
        )  # fmt: skip


def _decided(meeting: Meeting, page: str) -> Iterator[Document]:
    stored = Resolution.objects.filter(meeting=meeting).select_related("item")
    for one in stored.order_by("item__position", "id"):
        one.meeting = meeting
        yield Document(
            key=f"resolution-{one.id}", folder=12, title=one.title, kind=content.Resolution, number=one.number,
            make=partial(decided.resolution, one, page=page), serves="resolution", final=one.adopted_at is not None,
            readers=DELEGATES if one.adopted_at else PREPARERS,
            dated=local_date(one.adopted_at) if one.adopted_at else None,
        )  # fmt: skip
    publication = Publication.objects.filter(meeting=meeting).first()
    if publication is not None:
        publication.meeting = meeting
        yield Document(
            key="publication", folder=12, title="决议和表决结果的公示", kind=content.Publication, serves="publication",
            make=partial(posting.announcement, publication, page=page), readers=DELEGATES,
            dated=local_date(publication.starts_at),
        )  # fmt: skip
    minutes = Minutes.objects.filter(meeting=meeting).select_related("signed_by").first()
    if minutes is not None:
        signed = minutes.signed_at
        yield Document(
            key="minutes", folder=13, title="会议纪要", kind=content.Minutes, serves="minutes",
            final=signed is not None, make=partial(sitting.minutes, meeting, minutes),
            readers=DELEGATES if signed else PREPARERS, dated=local_date(signed) if signed else None,
        )  # fmt: skip
    yield from _filed(meeting)


def _filed(meeting: Meeting) -> Iterator[Document]:
    if meeting.closed_at is None:
        return
    filing = Filing.objects.filter(meeting=meeting).first()
    sent = filing.sent_on if filing else None
    yield Document(
        key="filing-report", folder=1, title="会议情况报告", kind=content.FilingReport, serves="filing_report",
        make=partial(decided.filing_report, meeting, filing), final=sent is not None, dated=sent,
    )  # fmt: skip
    yield Document(
        key="filing-cover", folder=1, title="报送材料清单", kind=content.FilingCover,
        make=partial(decided.filing_cover, meeting, filing, {}), final=sent is not None, dated=sent,
    )  # fmt: skip


def reasons(meeting: Meeting) -> list[Document]:
    """Return the statements why a paper of the archive's list is missing."""
    titles = {one.key: (one.title, one.folder) for one in schedule().required}
    given = Enclosure.objects.filter(meeting=meeting, withdrawn_at=None).exclude(reason="").order_by("at", "id")
    return [
        Document(
            key=f"reason-{one.id}", folder=titles[one.serves][1], title=f"关于{titles[one.serves][0]}的情况说明",
            kind=content.Record, make=partial(records.reason, one, titles[one.serves][0]), dated=local_date(one.at),
        )
        for one in given
        if one.serves in titles
    ]  # fmt: skip
