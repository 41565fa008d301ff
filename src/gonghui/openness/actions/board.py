"""The board of a union: opened with the catalogue of its place, and its duties set as the unit works."""

import secrets
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from gonghui.kernel import clock
from gonghui.kernel.action import action, record, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, NotFound, RuleBroken
from gonghui.openness import policy
from gonghui.openness.models import Board, Duty
from gonghui.openness.rules.catalogue import Group, catalogue_of
from gonghui.openness.rules.periods import Period
from gonghui.registry.public import union_card


def stream(board: Board) -> str:
    """Return the chain of the ledger in which everything of a board is entered."""
    return f"openness:{board.union_id}"


@action
def open_board(actor: Actor, *, union_id: UUID, responsible: str, now: datetime) -> UUID:
    """Open the board of a union with the duties of its place and kind; opened again, what is new in them is added.

    Raises: RuleBroken without the person responsible; NotAllowed, NotFound.
    Source: 浙江省企业民主管理条例 article 19.
    """
    policy.require(actor, union_id, *policy.KEEPERS)
    name = responsible.strip()
    if not name:
        raise RuleBroken(
            _("请写明厂务公开的责任人。"), code="responsible-missing",
            remedy=_("责任人是法定代表人或者主要负责人。"),
        )  # fmt: skip
    card = union_card(union_id)
    catalogue = catalogue_of(card.region)
    today = clock.local_date(now)
    board, made = Board.objects.select_for_update().get_or_create(
        union_id=union_id,
        defaults={"slug": secrets.token_hex(6), "catalogue": catalogue.id, "opened_on": today,
                  "catalogue_version": catalogue.version, "responsible": name[:60]},
    )  # fmt: skip
    there = set(board.duties.values_list("code", flat=True))
    new = [one for one in catalogue.matters_for(card.unit_kind) if one.code not in there]
    if not made and not new and board.responsible == name[:60]:
        unchanged()
        return board.pk
    Duty.objects.bulk_create(
        Duty(board=board, code=one.code, group=one.group, title=one.title, period=one.period,
             position=len(there) + place, since=today)
        for place, one in enumerate(new, 1)
    )  # fmt: skip
    board.responsible, board.catalogue_version = name[:60], catalogue.version
    board.save(update_fields=["responsible", "catalogue_version"])
    record("board-opened" if made else "board-renewed", stream=stream(board), subject=("board", board.pk),
           catalogue=catalogue.id, version=catalogue.version, duties=len(new))  # fmt: skip
    return board.pk


@action
def add_duty(actor: Actor, *, union_id: UUID, title: str, period: Period, department: str = "", now: datetime) -> UUID:
    """Add a matter of the unit's own. The same title twice is one. Raises: RuleBroken, NotAllowed, NotFound."""
    board = lock_board(actor, union_id, *policy.KEEPERS)
    words = title.strip()
    if not words:
        raise RuleBroken(_("请写明公开什么事项。"), code="title-missing")
    same = board.duties.filter(title=words[:120], ended_on=None).first()
    if same is not None:
        unchanged()
        return same.pk
    duty = Duty.objects.create(
        board=board, group=Group.OWN, title=words[:120], period=period, department=department.strip()[:60],
        position=board.duties.count() + 1, since=clock.local_date(now),
    )  # fmt: skip
    record("duty-added", stream=stream(board), subject=("duty", duty.pk), period=period.value)
    return duty.pk


@action
def set_duty(actor: Actor, *, duty_id: UUID, period: Period, department: str, now: datetime) -> None:
    """Set how often a matter is disclosed and who draws it up. Raises: Conflict once ended; NotAllowed, NotFound."""
    duty = lock_duty(actor, duty_id, *policy.KEEPERS)
    if duty.period == period and duty.department == department.strip()[:60]:
        return unchanged()
    duty.period, duty.department = period, department.strip()[:60]
    duty.save(update_fields=["period", "department"])
    record("duty-set", stream=stream(duty.board), subject=("duty", duty.pk), period=period.value)
    return None


@action
def end_duty(actor: Actor, *, duty_id: UUID, now: datetime) -> None:
    """End a matter of the unit's own; what was disclosed about it stays.

    Raises: RuleBroken for one of the catalogue; NotAllowed, NotFound, Conflict.
    """
    duty = lock_duty(actor, duty_id, *policy.KEEPERS)
    if duty.code:
        raise RuleBroken(
            _("目录规定的事项不能取消。"), code="duty-of-law", remedy=_("可以改它的周期和负责部门。")
        )  # fmt: skip
    duty.ended_on = clock.local_date(now)
    duty.save(update_fields=["ended_on"])
    record("duty-ended", stream=stream(duty.board), subject=("duty", duty.pk))


def lock_board(actor: Actor, union_id: UUID, *roles: str) -> Board:
    """Return the board of a union, locked. Raises: NotAllowed, NotFound; Conflict before it is opened."""
    policy.require(actor, union_id, *roles)
    board = Board.objects.select_for_update().filter(union_id=union_id).first()
    if board is None:
        raise Conflict(_("本单位的公开栏还没有开通。"), code="no-board", remedy=_("请先在厂务公开页开通。"))
    return board


def lock_duty(actor: Actor, duty_id: UUID, *roles: str) -> Duty:
    """Return a duty that still runs, its board locked. Raises: NotAllowed, NotFound, Conflict."""
    found = Duty.objects.filter(pk=duty_id).values_list("board__union_id", flat=True).first()
    if found is None:
        raise NotFound
    lock_board(actor, found, *roles)
    duty = Duty.objects.select_related("board").get(pk=duty_id)
    if duty.ended_on is not None:
        raise Conflict(_("这个公开事项已经取消。"), code="duty-ended", remedy=_("请另选一个事项。"))
    return duty
