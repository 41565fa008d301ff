"""The seats of an electoral unit: allotted by whoever prepares the term, kept by all that adds delegates."""

from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gonghui.congress.actions.terms import lock_open_term, term_stream, touch_meetings
from gonghui.congress.models import ElectoralUnit, Term
from gonghui.congress.rules.seats import MOST_SEATS, full_sentence, has_room, seats_sentence
from gonghui.kernel.action import action, record, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import NotFound, RuleBroken


@action
def allot_seats(actor: Actor, *, unit_id: UUID, seats: int, now: datetime) -> None:
    """Set how many full delegates an electoral unit may have; 0 takes the limit away.

    Raises: RuleBroken for fewer seats than are taken, or a number that cannot be; Conflict once the term is over;
        NotFound.
    """
    term_id = ElectoralUnit.objects.filter(id=unit_id).values_list("term_id", flat=True).first()
    if term_id is None:
        raise NotFound
    term = lock_open_term(actor, term_id)
    unit = ElectoralUnit.objects.get(id=unit_id)
    if not 0 <= seats <= MOST_SEATS:
        raise RuleBroken(_("选区名额请填 0 至 %(most)s。") % {"most": MOST_SEATS}, code="seats")
    serving = _serving(unit)
    if seats and serving > seats:
        raise RuleBroken(
            _("选区“%(unit)s”已有正式代表 %(serving)s 名，名额不能少于这个人数。")
            % {"unit": unit.name, "serving": serving},
            code="seats-taken", remedy=_("请先办理代表变动，再减少名额。"),
        )  # fmt: skip
    if unit.seats == seats:
        return unchanged()
    unit.seats = seats
    unit.save(update_fields=["seats"])
    record("allotted-seats", stream=term_stream(term), subject=("electoral-unit", unit.id), seats=seats)
    touch_meetings(term)
    return None


def require_seat_left(unit: ElectoralUnit) -> None:
    """Raises: RuleBroken when every seat of a unit is taken; whoever asks has locked the term."""
    serving = _serving(unit)
    if not has_room(unit.seats, serving=serving):
        raise RuleBroken(
            full_sentence(unit.name, seats=unit.seats, serving=serving).render(gettext),
            code="no-seat-left", remedy=_("请核对选区名额；名额有调整的，先在选区页面修改。"),
        )  # fmt: skip


def require_within_seats(term: Term) -> None:
    """Raises: RuleBroken for the first unit of a term with more full delegates than seats; the term is locked."""
    running = Count("delegates", filter=Q(delegates__kind="FULL", delegates__ended_on=None))
    limited = term.electoral_units.filter(seats__gt=0).annotate(running=running)
    beyond = limited.filter(running__gt=F("seats")).order_by("name").first()
    if beyond is not None:
        sentence = seats_sentence(beyond.name, seats=beyond.seats, wanted=beyond.running).render(gettext)
        raise RuleBroken(f"{sentence}。", code="seats", remedy=_("什么也没有改动。"))


def _serving(unit: ElectoralUnit) -> int:
    return unit.delegates.filter(kind="FULL", ended_on=None).count()
