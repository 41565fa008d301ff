"""What the vocabularies of proposals are called on screens."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gonghui.proposals.rules.kinds import Answer, Category, CheckResult, Grade, HandRole, Light, Part, ReplyKind
from gonghui.proposals.rules.states import State

STATES: Final[Mapping[State, Promise]] = {
    State.DRAFT: _("草稿"),
    State.SEEKING: _("征集附议"),
    State.SUBMITTED: _("待审查"),
    State.ACCEPTED: _("已立案，待交办"),
    State.MERGED: _("已并案"),
    State.CONVERTED: _("转为建议"),
    State.REFUSED: _("不予立案"),
    State.ASSIGNED: _("办理中"),
    State.COUNTERSIGN: _("会签中"),
    State.SIGNING: _("待领导签批"),
    State.REPLIED: _("已答复，待评价"),
    State.TRACKED: _("跟踪复查"),
    State.CLOSED: _("已办结"),
    State.WITHDRAWN: _("已撤回"),
}
SHORT: Final[Mapping[State, Promise]] = {
    State.ACCEPTED: _("待交办"),
    State.SIGNING: _("待签批"),
    State.REPLIED: _("待评价"),
}
"""States in fewer words, for lists."""
CATEGORIES: Final[Mapping[Category, Promise]] = {
    Category.PRODUCTION: _("生产经营"),
    Category.WAGES: _("劳动报酬"),
    Category.SAFETY: _("安全卫生"),
    Category.TRAINING: _("教育培训"),
    Category.WELFARE: _("生活福利"),
    Category.MANAGEMENT: _("管理制度"),
    Category.OTHER: _("其他"),
}
KINDS: Final[Mapping[ReplyKind, Promise]] = {
    ReplyKind.A: _("A类：已经解决"),
    ReplyKind.B: _("B类：列入计划"),
    ReplyKind.C: _("C类：留作参考"),
    ReplyKind.D: _("D类：不能办理"),
}
GRADES: Final[Mapping[Grade, Promise]] = {
    Grade.SATISFIED: _("满意"),
    Grade.BASICALLY: _("基本满意"),
    Grade.UNSATISFIED: _("不满意"),
}
ANSWERS: Final[Mapping[Answer, Promise]] = {Answer.AGREED: _("同意附议"), Answer.DECLINED: _("不附议")}
PARTS: Final[Mapping[Part, Promise]] = {Part.LEAD: _("主办"), Part.ASSIST: _("协办")}
ROLES: Final[Mapping[HandRole, Promise]] = {HandRole.HANDLER: _("承办人"), HandRole.LEADER: _("分管领导")}
CHECKS: Final[Mapping[CheckResult, Promise]] = {
    CheckResult.DONE: _("已兑现"),
    CheckResult.UNDER_WAY: _("正在推进"),
    CheckResult.BEHIND: _("进展滞后"),
}
LIGHTS: Final[Mapping[Light, Promise]] = {
    Light.NONE: _("无期限"),
    Light.GREEN: _("期限内"),
    Light.AMBER: _("临近到期"),
    Light.RED: _("已逾期"),
}
STEPS: Final[Mapping[str, Promise]] = {
    "INVITE": _("邀请附议"),
    "SUBMIT": _("提交提案"),
    "RETURN": _("退回补正"),
    "ACCEPT": _("审查立案"),
    "MERGE": _("并案办理"),
    "CONVERT": _("转为建议"),
    "REFUSE": _("不予立案"),
    "ASSIGN": _("交办"),
    "SEND_BACK": _("退办，请改派"),
    "DRAFT_REPLY": _("拟写答复，送会签"),
    "COUNTERSIGNED": _("会签完成，送领导签批"),
    "REJECT": _("答复退回修改"),
    "SIGN": _("领导签批，答复送达提案人"),
    "REHANDLE": _("提案人不满意，重新办理"),
    "TRACK": _("列入跟踪复查"),
    "CLOSE": _("办结"),
    "FULFIL": _("承诺兑现，办结"),
    "WITHDRAW": _("提案人撤回"),
    "COUNTERSIGN": _("协办部门会签"),
    "RATE": _("提案人评价"),
    "SUPERVISE": _("列入督办"),
    "UNSUPERVISE": _("解除督办"),
    "CHECK": _("复查承诺"),
    "PUBLISH": _("公开答复"),
    "AWARD": _("评为优秀提案"),
    "FORWARD": _("推荐给上级工会"),
    "ANSWER_BELOW": _("上级工会答复"),
    "REPORT": _("列入提案工作报告，提交大会"),
}
