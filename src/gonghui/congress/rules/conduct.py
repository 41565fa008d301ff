"""Where each step of a meeting is held: in the hall, online or both, as an online congress sets it step by step."""

from collections.abc import Mapping
from types import MappingProxyType

from gonghui.congress.rules.findings import Finding, judge
from gonghui.congress.rules.kinds import MODE_WORDS, Conduct, Mode
from gonghui.congress.rules.pack import Pack
from gonghui.congress.rules.parameters import ONSITE_STEPS
from gonghui.congress.rules.text import Text, say
from gonghui.congress.rules.text import mark as _

CONDUCT_WORDS: Mapping[Conduct, str] = MappingProxyType(
    {
        Conduct.SIGN_IN: _("报到"),
        Conduct.READING: _("审阅材料"),
        Conduct.DISCUSSION: _("分组讨论"),
        Conduct.VOTING: _("审议表决"),
        Conduct.POSTING: _("结果公示"),
    }
)
IN_THE_SITTING = frozenset({Conduct.SIGN_IN, Conduct.VOTING})
"""Steps that follow the way the meeting is held; the others may be done online or on site at any meeting."""


def modes_of(mode: Mode, chosen: Mapping[str, str]) -> dict[Conduct, Mode]:
    """Return how each step is held: as chosen, else as the meeting; a choice that no longer fits does not count."""
    return {
        step: Mode(chosen[step]) if step in chosen and fault(step, Mode(chosen[step]), mode) is None else mode
        for step in Conduct
    }


def fault(step: Conduct, wanted: Mode, mode: Mode) -> Text | None:
    """Say why a step cannot be held so at a meeting that is held as `mode`; None when it can.

    Whoever is in the hall of a mixed meeting signs in there: online sign-in would count them as online.
    """
    if step not in IN_THE_SITTING or wanted is mode:
        return None
    words = {"step": say(CONDUCT_WORDS[step]), "mode": say(MODE_WORDS[mode]), "wanted": say(MODE_WORDS[wanted])}
    if mode is not Mode.MIXED:
        return say(_("会议召开方式是%(mode)s，%(step)s不能是%(wanted)s"), **words)
    if step is Conduct.SIGN_IN and wanted is Mode.ONLINE:
        return say(_("线上线下结合的会议，在会场的代表要在会场%(step)s，不能只有线上"), step=words["step"])
    return None


def check_conduct(pack: Pack, modes: Mapping[Conduct, Mode]) -> tuple[Finding, ...]:
    """Check that the steps that the place wants on site are held there, for all or for part of the delegates."""
    wanted: frozenset[Conduct] = pack[ONSITE_STEPS]
    return tuple(
        judge(
            pack, ONSITE_STEPS.rule, modes[step] is not Mode.ONLINE,
            say(_("%(step)s应当在现场进行，现在安排为线上"), step=say(CONDUCT_WORDS[step])),
            way_out=say(_("请改为现场或线上线下结合")),
        )
        for step in Conduct
        if step in wanted
    )  # fmt: skip
