"""Refuse a pack with a hole: what must be there, what is named must exist, what is cited must be listed."""

from collections.abc import Iterable
from typing import Protocol

from gonghui.congress.rules.kinds import CongressPower
from gonghui.congress.rules.law import LawRef
from gonghui.congress.rules.pack import Pack
from gonghui.congress.rules.parameters import MANDATORY_REPORTS, ONSITE_MATTERS, RULE_PARAMETERS
from gonghui.congress.rules.reader import PackInvalid


class _Cites(Protocol):
    @property
    def sources(self) -> tuple[LawRef, ...]: ...


def check_whole(pack: Pack) -> None:
    """Check a pack with nothing left to inherit.

    Raises: PackInvalid for a missing rule, power or matter, or a citation of a law it does not list.
    """
    if missing := set(RULE_PARAMETERS) - set(pack.rules):
        raise PackInvalid("rules", f"lacks {', '.join(sorted(missing))}")
    if lacking := set(CongressPower) - set(pack.powers):
        raise PackInvalid("powers", f"lacks {', '.join(sorted(lacking))}")
    for place, codes in _matters_named(pack):
        if unknown := codes - set(pack.matters):
            raise PackInvalid(place, f"unknown matter {', '.join(sorted(unknown))}")
    for place, cited in _citations(pack):
        for ref in cited.sources:
            if ref.law not in pack.sources:
                raise PackInvalid(place, f"cites {ref.law}, which the sources do not list")


def _matters_named(pack: Pack) -> Iterable[tuple[str, frozenset[str]]]:
    for template in pack.templates.values():
        yield f"templates.{template.code}", frozenset(item.matter for item in template.items)
    for parameter in (ONSITE_MATTERS, MANDATORY_REPORTS):
        codes: frozenset[str] = pack[parameter]
        yield f"rules.{parameter.rule}", codes


def _citations(pack: Pack) -> Iterable[tuple[str, _Cites]]:
    for rule in pack.rules.values():
        yield f"rules.{rule.id}", rule
    for matter in pack.matters.values():
        yield f"matters.{matter.code}", matter
    for power in pack.powers.values():
        yield f"powers.{power.power}", power
