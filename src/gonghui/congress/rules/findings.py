"""What a check found: the rule, whether it is kept, what was counted, what to do about it, and the law behind it."""

from dataclasses import dataclass

from gonghui.congress.rules.kinds import Severity
from gonghui.congress.rules.law import LawRef
from gonghui.congress.rules.pack import Matter, Pack
from gonghui.congress.rules.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The outcome of one rule; `rule` is its id, or the code of the matter that the law asks for.

    `sentence` says what was found, `way_out` what to do when it is not kept; `actual` and `limit` are what was
    counted and what is asked (`43/214 = 20.1%` and 不超过 20%); `basis` is the legal basis in words.
    """

    rule: str
    severity: Severity
    ok: bool
    sentence: Text
    basis: Text
    way_out: Text | None = None
    actual: str = ""
    limit: Text | None = None
    law: LawRef | None = None

    @property
    def stops(self) -> bool:
        """Say whether nothing can go on until this is mended."""
        return not self.ok and self.severity is Severity.BLOCK

    @property
    def needs_reason(self) -> bool:
        """Say whether going on takes a written reason and the union chair's word."""
        return not self.ok and self.severity is Severity.BLOCK_WITH_OVERRIDE


def judge(
    pack: Pack,
    rule_id: str,
    ok: bool,
    sentence: Text,
    *,
    way_out: Text | None = None,
    actual: str = "",
    limit: Text | None = None,
    severity: Severity | None = None,
) -> Finding:
    """Make the finding of a rule of the pack. `severity` replaces the pack's where the law itself makes it milder."""
    rule = pack.rule(rule_id)
    return Finding(
        rule=rule_id,
        severity=severity or rule.severity,
        ok=ok,
        sentence=sentence,
        basis=rule.basis(),
        way_out=None if ok else way_out,
        actual=actual,
        limit=limit,
        law=rule.law,
    )


def advise(
    matter: Matter, ok: bool, sentence: Text, *, way_out: Text, severity: Severity = Severity.WARN, actual: str = ""
) -> Finding:
    """Make the finding of a matter that the law names and no rule of the table does; its basis is the matter's own."""
    return Finding(
        rule=matter.code,
        severity=severity,
        ok=ok,
        sentence=sentence,
        basis=matter.basis(),
        way_out=None if ok else way_out,
        actual=actual,
        law=matter.sources[0] if matter.sources else None,
    )


def open_findings(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return the findings that are not kept, gravest first, else in the order given."""
    order = list(Severity)
    return tuple(sorted((found for found in findings if not found.ok), key=lambda found: -order.index(found.severity)))


def permits(findings: tuple[Finding, ...], *, overridden: frozenset[str] = frozenset()) -> bool:
    """Say whether one may go on: nothing stops, and every rule that needs a reason is among `overridden`."""
    return not any(found.stops or (found.needs_reason and found.rule not in overridden) for found in findings)
