"""How single steps of a meeting are held."""

import pytest

from gonghui.congress.rules.conduct import check_conduct, fault, modes_of
from gonghui.congress.rules.kinds import Conduct, Mode
from gonghui.congress.rules.measures import read_measures, tighten
from gonghui.congress.rules.packfile import builtin

SH = builtin("CN-SH")


def test_steps_when_nothing_is_chosen_then_as_the_meeting():
    assert modes_of(Mode.MIXED, {}) == dict.fromkeys(Conduct, Mode.MIXED)
    chosen = modes_of(Mode.MIXED, {"DISCUSSION": "ONLINE", "VOTING": "ON_SITE"})
    assert (chosen[Conduct.DISCUSSION], chosen[Conduct.VOTING]) == (Mode.ONLINE, Mode.ON_SITE)


@pytest.mark.parametrize(("step", "wanted", "mode", "possible"), [
    (Conduct.SIGN_IN, Mode.ONLINE, Mode.MIXED, False), (Conduct.SIGN_IN, Mode.ON_SITE, Mode.MIXED, True),
    (Conduct.SIGN_IN, Mode.ONLINE, Mode.ONLINE, True), (Conduct.VOTING, Mode.ONLINE, Mode.ON_SITE, False),
    (Conduct.VOTING, Mode.MIXED, Mode.ONLINE, False), (Conduct.VOTING, Mode.ONLINE, Mode.MIXED, True),
    (Conduct.DISCUSSION, Mode.ONLINE, Mode.ON_SITE, True), (Conduct.POSTING, Mode.ON_SITE, Mode.ONLINE, True),
])  # fmt: skip
def test_step_when_it_cannot_be_held_so_then_it_is_said_and_the_meeting_decides(step, wanted, mode, possible):
    assert (fault(step, wanted, mode) is None) is possible
    assert modes_of(mode, {step: wanted})[step] is (wanted if possible else mode)


def test_pack_when_it_wants_a_step_on_site_then_online_breaks_it():
    assert check_conduct(SH, modes_of(Mode.ONLINE, {})) == ()
    strict = tighten(SH, read_measures("本单位实施办法", {"parameters": {"online.onsite_steps": ["VOTING"]}}))
    (online,) = check_conduct(strict, modes_of(Mode.ONLINE, {}))
    assert (online.ok, online.rule, online.stops) == (False, "V42", True)
    assert "审议表决应当在现场进行" in str(online.sentence)
    (mixed,) = check_conduct(strict, modes_of(Mode.MIXED, {}))
    assert mixed.ok
