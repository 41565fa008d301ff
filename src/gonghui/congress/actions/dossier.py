"""The dossier: what is handed in for it, its building slice by slice, and the two locks that end a meeting."""

import time
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gonghui.congress import policy, uploads
from gonghui.congress.actions.after import lock_for_outcome, move, require_closed
from gonghui.congress.actions.presence import stream, topic
from gonghui.congress.documents import volume
from gonghui.congress.documents.volume import Built, Progress
from gonghui.congress.models import Dossier, DossierSeal, Enclosure, Meeting, Objection, Publication
from gonghui.congress.papers.archive import schedule
from gonghui.congress.queries import find
from gonghui.congress.rules.states import MeetingEvent, MeetingState, allowed
from gonghui.congress.uploads import Kept, Upload
from gonghui.kernel.action import action, record, touch, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, NotAllowed, NotFound, RuleBroken
from gonghui.kernel.models import LedgerEntry

SLICE_SECONDS = 2.0
OWN_WORDS = ("built-dossier", "sealed-dossier")


def hand_in(actor: Actor, *, meeting_id: UUID, serves: str, title: str, upload: Upload, now: datetime) -> UUID:
    """Hand in a paper from outside for one line of the archive's list.

    Raises: UploadRefused; RuleBroken for a line that is none; Conflict once archived; NotAllowed, NotFound.
    """
    policy.require_preparer(actor, find.meeting(actor, meeting_id))
    kept = uploads.keep(upload)
    try:
        return _enclose(actor, meeting_id=meeting_id, serves=serves, title=title, kept=kept, now=now)
    except BaseException:
        uploads.drop(kept)
        raise


@action
def _enclose(actor: Actor, *, meeting_id: UUID, serves: str, title: str, kept: Kept, now: datetime) -> UUID:
    meeting = lock_for_outcome(actor, meeting_id)
    wanted = _require_line(serves)
    made = Enclosure.objects.create(
        meeting=meeting, serves=serves, title=(title.strip() or wanted)[:120], file_name=kept.name, file_path=kept.path,
        size=kept.size, sha256=kept.sha256, by_account=actor.account_id, at=now,
    )  # fmt: skip
    record("enclosed", stream=stream(meeting), subject=("enclosure", made.id), serves=serves, sha256=kept.sha256)
    touch(topic(meeting), "after")
    return made.id


@action
def give_reason(actor: Actor, *, meeting_id: UUID, serves: str, reason: str, now: datetime) -> UUID:
    """Say in writing why a paper of the list is not there; it then counts neither as present nor as missing.

    Raises: RuleBroken without a reason or for a line that is none; Conflict once archived; NotAllowed, NotFound.
    """
    meeting = lock_for_outcome(actor, meeting_id)
    title = _require_line(serves)
    words = reason.strip()[:300]
    if not words:
        raise RuleBroken(_("请写明没有这份材料的原因。"), code="reason-missing")
    standing = Enclosure.objects.filter(meeting=meeting, serves=serves, withdrawn_at=None).exclude(reason="")
    same = standing.filter(reason=words).first()
    if same is not None:
        unchanged()
        return same.id
    standing.update(withdrawn_at=now)
    made = Enclosure.objects.create(
        meeting=meeting, serves=serves, title=title, reason=words, by_account=actor.account_id, at=now
    )
    record("gave-reason", stream=stream(meeting), subject=("enclosure", made.id), serves=serves)
    touch(topic(meeting), "after")
    return made.id


@action
def take_back(actor: Actor, *, enclosure_id: UUID, now: datetime) -> None:
    """Take a handed-in paper or a reason out of the archive again; the file itself stays with us.

    Raises: Conflict once archived; NotAllowed, NotFound.
    """
    meeting_id = Enclosure.objects.filter(id=enclosure_id).values_list("meeting_id", flat=True).first()
    if meeting_id is None:
        raise NotFound
    meeting = lock_for_outcome(actor, meeting_id)
    if not Enclosure.objects.filter(id=enclosure_id, withdrawn_at=None).update(withdrawn_at=now):
        return unchanged()
    record("took-back", stream=stream(meeting), subject=("enclosure", enclosure_id))
    touch(topic(meeting), "after")
    return None


def build(actor: Actor, *, meeting_id: UUID, page: str, now: datetime, seconds: float = SLICE_SECONDS) -> Progress:
    """Work on the archive for some seconds; with the last part made, write the zip and enter it.

    Called again and again until `whole`. Not one transaction: what is made lies in files of our own, and only the
    finished archive is entered. Raises: Conflict before the close or when the disk is full; NotAllowed, NotFound.
    """
    meeting = find.meeting(actor, meeting_id)
    policy.require_preparer(actor, meeting)
    require_closed(meeting)
    try:
        progress = volume.make_some(meeting, page=page, until=volume.Clock(seconds, time.monotonic))
        if not progress.whole:
            return progress
        built = volume.assemble(meeting, page=page)
    except OSError as error:
        raise Conflict(
            _("服务器磁盘写不下了，没有生成整包。"), code="disk-full",
            remedy=_("请联系管理员清理磁盘后再试；已生成的部分会保留。"),
        ) from error  # fmt: skip
    try:
        _enter(actor, meeting_id=meeting_id, built=built, now=now)
    except BaseException:
        (Path(settings.MEDIA_ROOT) / built.path).unlink(missing_ok=True)
        raise
    _clear_older(meeting, built)
    return progress


@action
def _enter(actor: Actor, *, meeting_id: UUID, built: Built, now: datetime) -> UUID:
    meeting = lock_for_outcome(actor, meeting_id)
    made = Dossier.objects.create(
        meeting=meeting, file_path=built.path, size=built.size, sha256=built.sha256, present=built.state.present,
        required=built.state.required, missing=[one.key for one in built.state.missing], built_at=now,
    )  # fmt: skip
    record("built-dossier", stream=stream(meeting), subject=("dossier", made.id), sha256=built.sha256,
           present=built.state.present, required=built.state.required)  # fmt: skip
    touch(topic(meeting), "after")
    return made.id


def _clear_older(meeting: Meeting, built: Built) -> None:
    """Older archives that nobody has sealed give their place back; their rows and hashes stay."""
    older = Dossier.objects.filter(meeting=meeting, seals=None).exclude(file_path=built.path)
    for path in older.values_list("file_path", flat=True):
        (Path(settings.MEDIA_ROOT) / path).unlink(missing_ok=True)


@action
def seal(actor: Actor, *, dossier_id: UUID, now: datetime) -> None:
    """Lock the dossier: the secretary first, then the chair, two different people; the second archives the meeting.

    Raises: RuleBroken while something is missing, the window runs or an objection is open; Conflict when the dossier is
        not the newest or no longer what happened; NotAllowed, NotFound.
    """
    meeting_id = Dossier.objects.filter(id=dossier_id).values_list("meeting_id", flat=True).first()
    if meeting_id is None:
        raise NotFound
    meeting = lock_for_outcome(actor, meeting_id)
    dossier = Dossier.objects.get(id=dossier_id)
    role = actor.hat.role if actor.hat else ""
    seals = {one.role: one.person_id for one in dossier.seals.all()}
    if role in seals and seals[role] == actor.person_id:
        return unchanged()
    person_id = _require_turn(actor, role, seals)
    _require_sealable(meeting, dossier, now)
    _require_unbroken(dossier)
    made = DossierSeal.objects.create(dossier=dossier, role=role, person_id=person_id, at=now)
    if role == "chair":
        move(meeting, MeetingEvent.ARCHIVE)
    record("sealed-dossier", stream=stream(meeting), subject=("dossier", dossier.id), role=role,
           seal=str(made.id), sha256=dossier.sha256)  # fmt: skip
    touch(topic(meeting), "after")
    return None


def is_behind(dossier: Dossier) -> bool:
    """Tell whether something has happened at the meeting since the dossier was built."""
    built = LedgerEntry.objects.filter(subject=f"dossier:{dossier.id}", verb="built-dossier").first()
    later = LedgerEntry.objects.filter(stream=stream(dossier.meeting), seq__gt=built.seq if built else 0)
    return later.exclude(verb__in=OWN_WORDS).exists()


def _require_turn(actor: Actor, role: str, seals: dict[str, UUID]) -> UUID:
    if actor.person_id is None or role not in ("secretary", "chair"):
        raise NotAllowed
    if role == "chair" and "secretary" not in seals:
        raise Conflict(
            _("还没有干事锁定。"), code="secretary-first", remedy=_("请工会干事先核对并锁定，再由主席锁定。")
        )
    if role in seals or actor.person_id in seals.values():
        raise NotAllowed(_("两次锁定须由两个人办理。"), remedy=_("请由另一位负责人登录后锁定。"))
    return actor.person_id


def _require_sealable(meeting: Meeting, dossier: Dossier, now: datetime) -> None:
    if MeetingEvent.ARCHIVE not in allowed(MeetingState(meeting.state)):
        raise Conflict(_("公示和报送还没有办完，不能锁定档案。"), code="wrong-state", remedy=_("请先办完前面的步骤。"))
    newest = Dossier.objects.filter(meeting=meeting).order_by("-built_at", "-id").first()
    if newest is None or newest.id != dossier.id or is_behind(dossier):
        raise Conflict(_("打包以后又有新的记录。"), code="behind", remedy=_("请重新生成整包，再锁定。"))
    if dossier.missing:
        raise RuleBroken(
            _("还缺 %(n)s 件必备材料，不能锁定。") % {"n": len(dossier.missing)}, code="incomplete",
            remedy=_("请补交，或者写明没有的原因，再重新生成整包。"),
        )  # fmt: skip
    posted = Publication.objects.filter(meeting=meeting).first()
    if posted is not None and now < posted.ends_at:
        raise RuleBroken(_("公示期还没有结束。"), code="window-runs", remedy=_("公示期满、异议答复完毕后再锁定。"))
    if Objection.objects.filter(Q(publication__meeting=meeting), answered_at=None).exists():
        raise RuleBroken(_("还有异议没有答复。"), code="objection-open", remedy=_("请先答复全部异议。"))


def _require_unbroken(dossier: Dossier) -> None:
    file = Path(settings.MEDIA_ROOT) / dossier.file_path
    if not file.is_file():
        raise Conflict(_("整包文件不在存储中。"), code="file-missing", remedy=_("请重新生成整包。"))
    with file.open("rb") as data:
        if file_digest(data, "sha256").hexdigest() != dossier.sha256:
            raise Conflict(
                _("整包文件与登记的校验值不一致。"), code="file-changed", remedy=_("请重新生成整包，并查明原因。")
            )


def _require_line(serves: str) -> str:
    titles = {one.key: one.title for one in schedule().required}
    if serves not in titles:
        raise RuleBroken(_("归档清单里没有这一项。"), code="no-such-line")
    return titles[serves]
