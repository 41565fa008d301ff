"""What the packs set for proposals."""

import pytest

from gonghui.congress.rules.packfile import builtin, builtin_ids
from gonghui.congress.rules.proposals import proposal_rules


@pytest.mark.parametrize("pack_id", builtin_ids())
def test_proposal_rules_when_read_from_a_pack_then_two_cosigners_and_terms_that_fit_one_another(pack_id: str) -> None:
    found = proposal_rules(builtin(pack_id))
    assert found.seconders == 2
    assert 0 < found.amber < found.send_back <= found.countersign <= found.review <= found.reply < found.reply_max
    assert found.track_months == 3
