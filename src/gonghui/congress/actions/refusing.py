"""A finding that is not kept becomes a refusal, with its article and its way out."""

from django.utils.translation import gettext

from gonghui.congress.rules.effect import check_change
from gonghui.congress.rules.findings import Finding
from gonghui.congress.rules.pack import Pack
from gonghui.kernel.errors import Conflict, RuleBroken


def require(found: Finding, code: str) -> None:
    """Raises: RuleBroken, with the article and the way out, when a rule is not kept."""
    if not found.ok:
        remedy = f"{found.way_out.render(gettext)}。" if found.way_out else ""
        raise RuleBroken(f"{found.sentence.render(gettext)}。", code=code, law=found.law, remedy=remedy)


def passed_stands(pack: Pack) -> Conflict:
    """Return the refusal to change what the congress has passed: only another vote of the congress may.

    Source: 上海市职工代表大会条例 art. 34.
    """
    found = check_change(pack, voted_again=False)
    remedy = f"{found.way_out.render(gettext)}。" if found.way_out else ""
    return Conflict(f"{found.sentence.render(gettext)}。", code="passed", law=found.law, remedy=remedy)
