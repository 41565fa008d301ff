"""Materials: uploaded or typed in, version by version, served on every full delegate, withdrawn."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gonghui.congress import policy, uploads
from gonghui.congress.actions.contracts import forget_signatures
from gonghui.congress.actions.preparing import lock_to_prepare, require_preparing, settle
from gonghui.congress.actions.presence import require_running, stream, topic
from gonghui.congress.models import AgendaItem, Meeting, Paper, PaperReceipt
from gonghui.congress.queries import find, papers
from gonghui.congress.queries.preparation import full_delegates, latest_version, materials_on, papers_unreached
from gonghui.congress.rules.findings import permits
from gonghui.congress.rules.states import ItemEvent, ItemState, advance
from gonghui.congress.uploads import Kept, Upload
from gonghui.kernel.action import action, record, touch, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.clock import local_date
from gonghui.kernel.errors import Conflict, NotFound, RuleBroken

KINDS = ("REPORT", "DRAFT", "REVISED", "VOTED", "NOTE", "OTHER")
CHANNELS = ("APP", "PAPER", "SMS")
LONGEST_TEXT = 200_000
REMIND_AGAIN = timedelta(minutes=10)


def add_paper(
    actor: Actor, *, meeting_id: UUID, title: str, kind: str, now: datetime, upload: Upload | None = None,
    text: str = "", item_id: UUID | None = None, must_read: bool = False, internal: bool = False,
) -> UUID:  # fmt: skip
    """Add a paper, from a file or a text; one with a title that is there already is its next version.

    The very same file or text again is the same paper. A new version reaches the delegates when it is served. Once the
    meeting is ready its papers stand: what the delegates got in time is what they decide on.

    Raises: UploadRefused for a file that is not taken; RuleBroken without title or content; Conflict once the meeting
        is ready; NotAllowed, NotFound.
    Source: 上海市职工代表大会条例 art. 30.
    """
    # Who may not prepare this meeting leaves no file behind.
    policy.require_preparer(actor, find.meeting(actor, meeting_id))
    kept = uploads.keep(upload) if upload is not None else None
    try:
        paper_id = _add(actor, meeting_id=meeting_id, title=title, kind=kind, kept=kept, text=text, item_id=item_id,
                        must_read=must_read, internal=internal, now=now)  # fmt: skip
    except BaseException:
        if kept:
            uploads.drop(kept)
        raise
    if kept and not Paper.objects.filter(file_path=kept.path).exists():
        uploads.drop(kept)
    return paper_id


@action
def serve_papers(actor: Actor, *, meeting_id: UUID, now: datetime, channel: str = "APP") -> int:
    """Serve the newest version of every paper on every full delegate who has not got it; return how many receipts.

    Raises: Conflict without papers or delegates, or after the close; NotAllowed, NotFound.
    Source: 上海市职工代表大会条例 art. 30.
    """
    meeting = lock_to_prepare(actor, meeting_id)
    require_running(meeting)
    if channel not in CHANNELS:
        raise RuleBroken(_("请选择送达方式。"), code="no-such-channel")
    newest = papers.newest(meeting)
    delegates = list(full_delegates(meeting.term))
    if not newest or not delegates:
        raise Conflict(_("还没有材料或代表名册，不能送达。"), code="nothing-to-serve")
    known = set(PaperReceipt.objects.filter(paper__in=newest, kind="SERVED").values_list("paper_id", "delegate_id"))
    missing = [(paper, one) for paper in newest for one in delegates if (paper.id, one.id) not in known]
    if not missing:
        unchanged()
        return 0
    PaperReceipt.objects.bulk_create(
        [PaperReceipt(paper=paper, delegate=one, kind="SERVED", channel=channel, at=now) for paper, one in missing],
        batch_size=500,
    )
    Paper.objects.filter(id__in=[paper.id for paper in newest], served_at=None).update(served_at=now)
    items = {paper.item_id for paper in newest if paper.item_id}
    agreed = meeting.items.filter(id__in=items, state=ItemState.CONSULTED)
    agreed.update(state=advance(ItemState.CONSULTED, ItemEvent.SERVE))
    record("served-papers", stream=stream(meeting), subject=("meeting", meeting.id), papers=len(newest),
           receipts=len(missing), channel=channel)  # fmt: skip
    settle(meeting)
    touch(topic(meeting), "me", "guards")
    return len(missing)


@action
def withdraw_paper(actor: Actor, *, paper_id: UUID, now: datetime) -> None:
    """Withdraw a paper with all its versions; receipts stay.

    Raises: Conflict once the meeting is ready; NotAllowed, NotFound.
    """
    paper, meeting = _lock_paper(actor, paper_id)
    require_preparing(meeting)
    versions = Paper.objects.filter(meeting=meeting, title=paper.title, withdrawn_at=None)
    if not versions.update(withdrawn_at=now):
        return unchanged()
    record("withdrew-paper", stream=stream(meeting), subject=("paper", paper.id))
    settle(meeting)
    touch(topic(meeting), "me", "guards")
    return None


@action
def mark_must_read(actor: Actor, *, paper_id: UUID, must_read: bool, now: datetime) -> None:
    """Say whether delegates are asked to have read a paper before the vote.

    Raises: Conflict after the close; NotAllowed, NotFound.
    """
    paper, meeting = _lock_paper(actor, paper_id)
    if paper.must_read == must_read:
        return unchanged()
    paper.must_read = must_read
    paper.save(update_fields=["must_read"])
    record("marked-must-read", stream=stream(meeting), subject=("paper", paper.id), must_read=must_read)
    touch(topic(meeting), "me")
    return None


@action
def remind_unread(actor: Actor, *, paper_id: UUID, now: datetime) -> int:
    """Ask the full delegates who have not opened a paper to read it; their phones say so. Return how many they are.

    Raises: Conflict for a paper that was not served, within ten minutes of the last reminder, or after the close;
        NotAllowed, NotFound.
    """
    paper, meeting = _lock_paper(actor, paper_id)
    if paper.served_at is None or paper.withdrawn_at is not None:
        raise Conflict(_("这份材料还没有送达，代表看不到。"), code="not-served", remedy=_("请先送达全体代表，再提醒。"))
    if paper.reminded_at is not None and now - paper.reminded_at < REMIND_AGAIN:
        raise Conflict(_("刚刚提醒过。"), code="just-reminded", remedy=_("十分钟以后可以再次提醒。"))
    unread = full_delegates(meeting.term).exclude(id__in=paper.receipts.filter(kind="READ").values("delegate_id"))
    count = unread.count()
    if not count:
        unchanged()
        return 0
    paper.reminded_at = now
    paper.save(update_fields=["reminded_at"])
    record("reminded-unread", stream=stream(meeting), subject=("paper", paper.id), count=count)
    touch(topic(meeting), "now")
    return count


def require_served_in_time(meeting: Meeting, now: datetime) -> None:
    """Let a meeting open today if its papers reached every delegate the days before that the rules ask for.

    Raises: RuleBroken, with the article, unless the union's chair has signed a reason.
    Source: 上海市职工代表大会条例 art. 30.
    """
    found = materials_on(meeting, local_date(now))
    if permits((found,), overridden=frozenset(meeting.overrides.values_list("rule", flat=True))):
        return
    late = _("请按计划的日期开会；材料确实送晚的，先延期，再重新准备。")
    missing = _("请工会干事把材料送达这些代表，再宣布开会。")
    raise RuleBroken(
        _("%(sentence)s。") % {"sentence": found.sentence.render(gettext)}, code="materials-late", law=found.law,
        remedy=missing if papers_unreached(meeting) else late,
    )  # fmt: skip


@action
def _add(
    actor: Actor, *, meeting_id: UUID, title: str, kind: str, kept: Kept | None, text: str, item_id: UUID | None,
    must_read: bool, internal: bool, now: datetime,
) -> UUID:  # fmt: skip
    meeting = lock_to_prepare(actor, meeting_id)
    require_running(meeting)
    require_preparing(meeting)
    name = _title(title, kept)
    words = (_parted(text) or (kept.text if kept else ""))[:LONGEST_TEXT]
    if kept is None and not words:
        raise RuleBroken(_("请上传文件，或录入正文。"), code="content-missing")
    if internal and not words and (kept is None or kept.media_type != "application/pdf"):
        raise RuleBroken(
            _("图片和表格加不上姓名水印，不能作为内部材料。"), code="cannot-be-internal",
            remedy=_("请另存为 PDF 再上传，或者不勾选“内部材料”。"),
        )  # fmt: skip
    if kind not in KINDS:
        raise RuleBroken(_("请选择材料类型。"), code="no-such-kind")
    if item_id is not None and not AgendaItem.objects.filter(id=item_id, meeting=meeting).exists():
        raise NotFound
    last = Paper.objects.filter(meeting=meeting, title=name, withdrawn_at=None).order_by("-version").first()
    if last is not None and (last.sha256, last.text) == (kept.sha256 if kept else "", words):
        unchanged()
        return last.id
    paper = Paper.objects.create(
        meeting=meeting, item_id=item_id or (last.item_id if last else None), title=name, kind=kind,
        version=latest_version(meeting, name) + 1, text=words, must_read=must_read, internal=internal,
        **_file_fields(kept),
    )  # fmt: skip
    if last is not None:
        forget_signatures(paper.item_id)
    record("added-paper", stream=stream(meeting), subject=("paper", paper.id), version=paper.version,
           sha256=paper.sha256)  # fmt: skip
    settle(meeting)
    return paper.id


def _parted(text: str) -> str:
    """Return a text that was typed in as paragraphs parted by empty lines: in Chinese every line is one."""
    return "\n\n".join(line.strip() for line in text.splitlines() if line.strip())


def _file_fields(kept: Kept | None) -> dict[str, str | int]:
    if kept is None:
        return {}
    return {
        "file_name": kept.name, "file_path": kept.path, "media_type": kept.media_type, "size": kept.size,
        "sha256": kept.sha256,
    }  # fmt: skip


def _title(title: str, kept: Kept | None) -> str:
    name = " ".join(title.split()) or (kept.name.rsplit(".", 1)[0] if kept else "")
    if not name:
        raise RuleBroken(_("请填写材料标题。"), code="title-missing")
    if len(name) > 120:
        raise RuleBroken(_("材料标题最多 120 个字。"), code="title-too-long")
    return name


def _lock_paper(actor: Actor, paper_id: UUID) -> tuple[Paper, Meeting]:
    meeting_id = Paper.objects.filter(id=paper_id).values_list("meeting_id", flat=True).first()
    if meeting_id is None:
        raise NotFound
    meeting = lock_to_prepare(actor, meeting_id)
    require_running(meeting)
    return Paper.objects.get(id=paper_id), meeting
