"""What is put on the board: drawn up, read for secrets by a second person, approved, put up, taken down."""

from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from gonghui.kernel import clock
from gonghui.kernel.action import action, record, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, NotFound, RuleBroken
from gonghui.openness import policy
from gonghui.openness.actions.board import lock_board, lock_duty, stream
from gonghui.openness.models import Board, Disclosure, DisclosureStep
from gonghui.openness.rules.catalogue import catalogue_of
from gonghui.openness.rules.periods import Period, is_key_of
from gonghui.openness.rules.secrecy import personal_data
from gonghui.openness.rules.states import NoSuchStep, State, Step, advance
from gonghui.openness.words import PERSONAL, STATES, STEPS

LONGEST: Final = 20_000
LONGEST_SHOWN: Final = 366


@action
def draft(actor: Actor, *, duty_id: UUID, key: str, title: str, text: str, now: datetime) -> UUID:
    """Draw up what is disclosed about a duty for one period (`key`, empty for an event), and return its id.

    Raises: RuleBroken for an empty or over-long text or a period that has not begun; Conflict when the period has one;
        NotAllowed, NotFound.
    """
    duty = lock_duty(actor, duty_id, *policy.OFFICERS)
    heading, words = _words(title, text)
    if not is_key_of(Period(duty.period), key, clock.local_date(now)):
        raise RuleBroken(_("这个周期还没有开始，或者不是本事项的周期。"), code="period", remedy=_("请重新选择周期。"))
    if key and duty.disclosures.filter(key=key).exclude(state=State.WITHDRAWN).exists():
        raise Conflict(_("这个周期已经有一份公开内容。"), code="period-taken", remedy=_("请打开那一份修改或者撤下。"))
    made = Disclosure.objects.create(
        duty=duty, key=key, title=heading, text=words, drafted_by=_account(actor), changed_at=now
    )
    _enter(actor, duty.board, made, "DRAFT", "", now)
    return made.pk


@action
def change(actor: Actor, *, disclosure_id: UUID, title: str, text: str, now: datetime) -> None:
    """Change a draft. Raises: RuleBroken for its words; Conflict once it was checked; NotAllowed, NotFound."""
    board, found = _lock(actor, disclosure_id, *policy.OFFICERS)
    heading, words = _words(title, text)
    if (found.title, found.text) == (heading, words):
        return unchanged()
    if found.state != State.DRAFT:
        raise Conflict(_("已经过保密审查，不能再改。"), code="not-a-draft", remedy=_("要改请先退回修改。"))
    found.title, found.text, found.drafted_by, found.changed_at = heading, words, _account(actor), now
    found.save(update_fields=["title", "text", "drafted_by", "changed_at"])
    _enter(actor, board, found, "CHANGE", "", now)
    return None


@action
def check(actor: Actor, *, disclosure_id: UUID, note: str = "", now: datetime) -> None:
    """Confirm that a draft holds no secret of the state, of trade or of a person; by somebody else than its writer.

    Raises: RuleBroken for one's own draft, or while personal data stand in the text; Conflict, NotAllowed, NotFound.
    Source: 个人信息保护法 article 29; 浙江省企业民主管理条例 article 20.
    """
    board, found = _lock(actor, disclosure_id, *policy.OFFICERS)
    if found.drafted_by == _account(actor):
        raise RuleBroken(
            _("保密审查要由拟稿人以外的人来做。"), code="own-draft",
            remedy=_("请主席、干事或者行政负责人中的另一人审查。"),
        )  # fmt: skip
    held = personal_data(found.title + "\n" + found.text)
    if held:
        raise RuleBroken(
            _("文中有%(kind)s（%(place)s），不能张贴。") % {"kind": PERSONAL[held[0].kind], "place": held[0].masked},
            code="personal-data", remedy=_("请退给拟稿人删去或者隐去后再审查。"),
        )  # fmt: skip
    _step(actor, board, found, Step.CHECK, note, now)


@action
def approve(actor: Actor, *, disclosure_id: UUID, responsible: str = "", now: datetime) -> None:
    """Approve what was checked: as the manager, or as the chair who enters whose signature stands on paper.

    Raises: RuleBroken when the chair names nobody; Conflict, NotAllowed, NotFound.
    Source: 浙江省企业民主管理条例 article 19.
    """
    board, found = _lock(actor, disclosure_id, *policy.APPROVERS)
    is_manager = actor.hat is not None and actor.hat.role == "manager"
    name = board.responsible if is_manager else responsible.strip()[:60]
    if not name:
        raise RuleBroken(_("请写明是谁签批的。"), code="responsible-missing", remedy=_("责任人签批的原件请存档。"))
    found.responsible = name
    _step(actor, board, found, Step.APPROVE, "", now)


@action
def send_back(actor: Actor, *, disclosure_id: UUID, note: str, now: datetime) -> None:
    """Return it to its writer, with what is wrong. Raises: RuleBroken without a reason; Conflict and others."""
    board, found = _lock(actor, disclosure_id, *policy.OFFICERS)
    _step(actor, board, found, Step.RETURN, _reason(note), now)


@action
def put_up(actor: Actor, *, disclosure_id: UUID, until: date, now: datetime) -> None:
    """Put it on the board, up to and including `until`.

    Raises: RuleBroken for a time shorter than the place asks, or longer than a year; Conflict, NotAllowed, NotFound.
    Source: 河南省企业职工民主权利保障条例 article 28.
    """
    board, found = _lock(actor, disclosure_id, *policy.KEEPERS)
    if found.state == State.PUBLISHED and found.shown_until == until:
        return unchanged()
    today = clock.local_date(now)
    catalogue = catalogue_of(board.catalogue)
    least = today + timedelta(days=catalogue.show_days)
    if not least <= until <= today + timedelta(days=LONGEST_SHOWN):
        raise RuleBroken(
            _("公布时间一般不少于%(days)d天，最长一年。") % {"days": catalogue.show_days}, code="window",
            remedy=_("请选%(day)s或者以后的日期。") % {"day": least.isoformat()},
        )  # fmt: skip
    found.published_at, found.shown_until = now, until
    return _step(actor, board, found, Step.PUBLISH, "", now)


@action
def take_down(actor: Actor, *, disclosure_id: UUID, note: str, now: datetime) -> None:
    """Take it down before its time; it stays on record. Raises: RuleBroken without a reason; Conflict and others."""
    board, found = _lock(actor, disclosure_id, *policy.KEEPERS)
    _step(actor, board, found, Step.WITHDRAW, _reason(note), now)


def _step(actor: Actor, board: Board, found: Disclosure, step: Step, note: str, now: datetime) -> None:
    try:
        found.state = advance(State(found.state), step)
    except NoSuchStep as error:
        raise Conflict(
            _("现在是“%(state)s”，不能%(step)s。") % {"state": STATES[error.state], "step": STEPS[step]},
            code="no-such-step", remedy=_("可能别人刚刚处理过，请看页面上的最新状态。"),
        ) from error  # fmt: skip
    found.changed_at = now
    found.save()
    _enter(actor, board, found, step.value, note, now)


def _enter(actor: Actor, board: Board, found: Disclosure, step: str, note: str, now: datetime) -> None:
    role = actor.hat.role if actor.hat else ""
    DisclosureStep.objects.create(disclosure=found, step=step, by=_account(actor), role=role, note=note[:300], at=now)
    record(f"disclosure-{step.lower()}", stream=stream(board), subject=("disclosure", found.pk), period=found.key)


def _lock(actor: Actor, disclosure_id: UUID, *roles: str) -> tuple[Board, Disclosure]:
    union_id = Disclosure.objects.filter(pk=disclosure_id).values_list("duty__board__union_id", flat=True).first()
    if union_id is None:
        raise NotFound
    board = lock_board(actor, union_id, *roles)
    return board, Disclosure.objects.get(pk=disclosure_id)


def _account(actor: Actor) -> UUID:
    if actor.account_id is None:
        raise NotFound
    return actor.account_id


def _words(title: str, text: str) -> tuple[str, str]:
    heading, words = title.strip(), text.strip()
    if not heading or not words:
        raise RuleBroken(_("请写明标题和公开的内容。"), code="text-missing")
    if len(words) > LONGEST:
        raise RuleBroken(
            _("内容最多 %(most)d 字。") % {"most": LONGEST}, code="text-too-long", remedy=_("请写要点，明细另行张贴。")
        )  # fmt: skip
    return heading[:120], words


def _reason(note: str) -> str:
    if not note.strip():
        raise RuleBroken(_("请写明理由。"), code="reason-missing")
    return note.strip()
