"""A unit's own implementing measures (实施办法): they tighten the law of the place and never loosen it."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gonghui.congress import policy
from gonghui.congress.models import Measures
from gonghui.congress.queries.law import place_pack
from gonghui.congress.rules.measures import Loosened, read_measures, tighten
from gonghui.congress.rules.reader import Json, PackInvalid
from gonghui.kernel.action import action, record, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import RuleBroken
from gonghui.registry.public import union_card


@action
def adopt_measures(
    actor: Actor, *, union_id: UUID, title: str, adopted_on: date, tightened: dict[str, Json], now: datetime
) -> None:
    """Adopt the measures of a union, or new ones in place of the old. Meetings planned from now on follow them.

    `tightened` is `{"parameters": {...}, "severities": {...}, "matters": [...]}`, each optional.

    Raises: RuleBroken with the law's sentence for a value that loosens, and for one that cannot be read; NotFound.
    Source: 上海市职工代表大会条例 art. 5.
    """
    policy.require_preparer_of(actor, union_id)
    _adopt(_held(union_id), title, adopted_on, tightened)


@action
def amend_measures(
    actor: Actor, *, union_id: UUID, title: str, adopted_on: date, parameters: Mapping[str, Json], now: datetime
) -> None:
    """Settle some parameters of a union's measures; None leaves one to the law. What else was adopted stays.

    Raises: as `adopt_measures`.
    Source: 上海市职工代表大会条例 art. 5.
    """
    policy.require_preparer_of(actor, union_id)
    own = _held(union_id)
    settled = {**own.tightened.get("parameters", {}), **parameters}
    kept = {name: value for name, value in settled.items() if value is not None}
    _adopt(own, title, adopted_on, {**own.tightened, "parameters": kept})


def _held(union_id: UUID) -> Measures:
    """Return the measures of a union, locked, or new ones that are not stored yet."""
    held = Measures.objects.select_for_update().filter(union_id=union_id).first()
    return held or Measures(union_id=union_id, tightened={})


def _adopt(own: Measures, title: str, adopted_on: date, tightened: dict[str, Json]) -> None:
    if not title.strip():
        raise RuleBroken(_("请填写实施办法的名称。"), code="title-missing")
    try:
        tighten(place_pack(union_card(own.union_id).region), read_measures(title.strip(), tightened))
    except Loosened as loosened:
        raise RuleBroken(
            gettext("%(sentence)s。") % {"sentence": loosened.sentence.render(gettext)}, code="loosened",
            remedy=_("实施办法可以比法规更严，不能更宽。请改后再保存。"),
        ) from loosened  # fmt: skip
    except PackInvalid as invalid:
        raise RuleBroken(
            _("实施办法里有填写不正确的内容。"), code="measures-invalid", remedy=_("请核对各项数值。"),
            fields={"path": invalid.path},
        ) from invalid  # fmt: skip
    wanted = (title.strip()[:120], adopted_on, tightened)
    if not own._state.adding and (own.title, own.adopted_on, own.tightened) == wanted:
        unchanged()
        return
    own.title, own.adopted_on, own.tightened = wanted
    own.save()
    record("adopted-measures", stream=f"union/{own.union_id}", subject=("measures", own.id), on=adopted_on.isoformat())
