"""Packs frozen into meetings before a parameter came are still read: an upgrade closes no meeting's pages."""

import json
from typing import Any, cast

import pytest

from gonghui.congress.rules.packfile import builtin, digest, freeze, thaw
from gonghui.congress.rules.parameters import PARAMETERS

FIRST = 83
"""How many parameters the first packs had. One that came later says by `before` what holds in a pack without it."""
LATER = sorted(name for name, one in PARAMETERS.items() if one.before is not None)


def without(name: str) -> Any:
    """Return the pack of Shanghai as it would have been frozen before a parameter came."""
    content = cast(Any, json.loads(json.dumps(freeze(builtin("CN-SH")).content)))
    rule = next(one for one in content["rules"] if name in one["parameters"])
    del rule["parameters"][name]
    return content


@pytest.mark.parametrize("name", LATER)
def test_pack_when_frozen_before_a_parameter_came_then_read_with_what_held_then(name: str) -> None:
    old = without(name)
    pack = thaw(old, digest(old))
    parameter = cast(Any, PARAMETERS[name])
    assert pack[parameter] == parameter.before


def test_parameters_when_one_is_added_then_it_says_what_held_before() -> None:
    assert len(PARAMETERS) - len(LATER) == FIRST
