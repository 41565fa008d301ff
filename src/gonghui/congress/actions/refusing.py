"""A finding that is not kept becomes a refusal, with its article and its way out."""

from collections.abc import Iterable

from django.utils.translation import gettext

from gonghui.congress.rules.effect import check_change
from gonghui.congress.rules.findings import Finding, permits
from gonghui.congress.rules.pack import Pack
from gonghui.congress.rules.text import Text
from gonghui.kernel.errors import Conflict, RuleBroken


def require(found: Finding, code: str) -> None:
    """Raises: RuleBroken, with the article and the way out, when a rule is not kept."""
    if not found.ok:
        raise refusal(found, code)


def require_none_stops(
    findings: Iterable[Finding], code: str, *, overridden: frozenset[str] = frozenset(), excuse: str = ""
) -> None:
    """Let pass what only warns, and what is `overridden`; `excuse` tells how a rule that takes a reason is passed.

    Raises: RuleBroken for the first finding, in the order given, that stands against it.
    """
    stopping = next((found for found in findings if not permits((found,), overridden=overridden)), None)
    if stopping is not None:
        raise refusal(stopping, code, excuse=excuse if stopping.needs_reason else "")


def refusal(found: Finding, code: str, *, excuse: str = "") -> RuleBroken:
    """Return a finding that is not kept as a refusal."""
    return RuleBroken(_whole(found.sentence), code=code, law=found.law, remedy=f"{_whole(found.way_out)}{excuse}")


def passed_stands(pack: Pack) -> Conflict:
    """Return the refusal to change what the congress has passed: only another vote of the congress may.

    Source: 上海市职工代表大会条例 art. 34.
    """
    found = check_change(pack, voted_again=False)
    return Conflict(_whole(found.sentence), code="passed", law=found.law, remedy=_whole(found.way_out))


def _whole(text: Text | None) -> str:
    """Return a sentence of the rules with its full stop, which the rules leave to whoever tells it."""
    return f"{text.render(gettext)}。" if text else ""
