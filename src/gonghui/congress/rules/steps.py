"""The nine steps of preparing a meeting, in their order."""

from collections.abc import Mapping
from enum import IntEnum
from types import MappingProxyType

from gonghui.congress.rules.text import mark as _


class PrepStep(IntEnum):
    """A step of the preparation; the number is its place."""

    BASICS = 1
    UPWARD = 2
    DELEGATES = 3
    BODIES = 4
    AGENDA = 5
    MATERIALS = 6
    OPINIONS = 7
    NOTICE = 8
    REHEARSAL = 9


STEP_WORDS: Mapping[PrepStep, str] = MappingProxyType(
    {
        PrepStep.BASICS: _("基本信息"),
        PrepStep.UPWARD: _("上级报备"),
        PrepStep.DELEGATES: _("代表"),
        PrepStep.BODIES: _("机构"),
        PrepStep.AGENDA: _("议程"),
        PrepStep.MATERIALS: _("材料"),
        PrepStep.OPINIONS: _("提案与意见"),
        PrepStep.NOTICE: _("通知"),
        PrepStep.REHEARSAL: _("彩排"),
    }
)
