"""What kinds, columns and faults are called on screens and in refused rows."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gonghui.registry.rules.cells import CellFault
from gonghui.registry.rules.kinds import OfficeRole, Sex, StaffCategory, UnionKind, UnitKind
from gonghui.registry.rules.matching import Effect, KnownFault
from gonghui.registry.rules.resident_id import IdFault
from gonghui.registry.rules.roster import Column, RowFault
from gonghui.registry.rules.tree import TreeFault

Words = str | Promise

UNION_KINDS: Final[Mapping[UnionKind, Words]] = MappingProxyType(
    {
        UnionKind.FEDERATION: _("总工会"),
        UnionKind.INDUSTRY: _("产业工会"),
        UnionKind.INDUSTRY_FEDERATION: _("行业工会联合会"),
        UnionKind.CORPORATE_GROUP: _("集团工会"),
        UnionKind.LOCAL: _("基层工会"),
        UnionKind.JOINT: _("联合基层工会"),
        UnionKind.PROJECT: _("项目工会"),
        UnionKind.BRANCH: _("分工会"),
        UnionKind.UNION_GROUP: _("工会小组"),
    }
)
UNIT_KINDS: Final[Mapping[UnitKind, Words]] = MappingProxyType(
    {
        UnitKind.STATE: _("国有及国有控股企业"),
        UnitKind.COLLECTIVE: _("集体及集体控股企业"),
        UnitKind.PRIVATE: _("非公有制企业"),
        UnitKind.INSTITUTION: _("事业单位"),
        UnitKind.SCHOOL: _("学校"),
        UnitKind.HOSPITAL: _("医院"),
        UnitKind.NON_ENTERPRISE: _("民办非企业单位"),
        UnitKind.REGIONAL: _("区域、行业"),
    }
)
CATEGORIES: Final[Mapping[StaffCategory, Words]] = MappingProxyType(
    {
        StaffCategory.FRONT_LINE: _("一线职工"),
        StaffCategory.PROFESSIONAL: _("专业技术"),
        StaffCategory.MANAGER: _("经营管理人员"),
        StaffCategory.DISPATCHED: _("劳务派遣"),
        StaffCategory.OTHER: _("其他"),
    }
)
OFFICES: Final[Mapping[OfficeRole, Words]] = MappingProxyType(
    {
        OfficeRole.SECRETARY: _("工会干事"),
        OfficeRole.CHAIR: _("工会主席"),
        OfficeRole.AUDITOR: _("经审委员"),
        OfficeRole.COUNSELLOR: _("心理咨询师"),
        OfficeRole.MANAGER: _("企业方负责人"),
    }
)
SEXES: Final[Mapping[Sex, Words]] = MappingProxyType({Sex.MALE: _("男"), Sex.FEMALE: _("女")})
COLUMNS: Final[Mapping[Column, Words]] = MappingProxyType(
    {
        Column.NAME: _("姓名"),
        Column.SEX: _("性别"),
        Column.NUMBER: _("工号"),
        Column.RESIDENT_ID: _("身份证号"),
        Column.PHONE: _("手机号"),
        Column.DEPARTMENT: _("部门"),
        Column.POST: _("岗位"),
        Column.CATEGORY: _("类别"),
        Column.SINCE: _("入会日期"),
    }
)
EFFECTS: Final[Mapping[Effect, Words]] = MappingProxyType(
    {
        Effect.NEW: _("新登记"),
        Effect.JOIN: _("重新入会"),
        Effect.CHANGE: _("有更改"),
        Effect.SAME: _("无变化"),
    }
)

#: A fault in one sentence, and what to do. Values that a fault may have: `other`, the number of the other row.
FAULTS: Final[Mapping[str, Words]] = MappingProxyType(
    {
        CellFault.NAME_MISSING: _("没有填写姓名。请补上，或删去这一行。"),
        CellFault.NAME_TOO_LONG: _("姓名超过60个字。请核对是否把别的内容填进了姓名。"),
        CellFault.NAME_CHARACTERS: _("姓名里有数字、尖括号之类不会出现在姓名中的字符。请按身份证上的写法填写。"),
        CellFault.FORMULA: _("单元格里是公式，不是内容。请在表格中“粘贴为数值”，或在这里直接填写。"),
        CellFault.NUMBER_TOO_LONG: _("工号超过40个字符。请核对。"),
        CellFault.NUMBER_CHARACTERS: _("工号只能用文字、字母、数字、点、斜线和短横。请核对。"),
        CellFault.WORDS_TOO_LONG: _("内容超过80个字。请写短些。"),
        CellFault.WORDS_CHARACTERS: _("内容里有看不见的控制字符。请重新输入。"),
        CellFault.PHONE: _("手机号应是11位数字，以1开头。请核对；没有手机号可以留空。"),
        CellFault.SEX: _("性别请填“男”或“女”；填了身份证号的，可以留空。"),
        CellFault.CATEGORY: _("类别请填：一线职工、专业技术、经营管理人员、劳务派遣、其他。"),
        CellFault.DATE: _("日期无法辨认，或日历上没有这一天。请写成2024-03-01的样子。"),
        CellFault.DATE_FUTURE: _("日期晚于今天。请核对。"),
        CellFault.DATE_TOO_EARLY: _("日期早于1925年5月1日。请核对年份。"),
        IdFault.AS_NUMBER: _("身份证号在表格里存成了“数值”，末几位已经丢失。请把该列设为“文本”后重新填写。"),
        IdFault.LENGTH: _("身份证号应是18位。请核对是否多了或少了一位。"),
        IdFault.OLD: _("这是15位的旧身份证号，2013年起已停止使用。请填写18位号码。"),
        IdFault.CHARACTERS: _("身份证号的前17位应全是数字，末位是数字或X。请核对。"),
        IdFault.REGION: _("身份证号开头的地区代码不存在。请核对前两位。"),
        IdFault.DATE: _("身份证号里的出生日期不存在，或晚于今天。请核对第7至14位。"),
        IdFault.CHECK_DIGIT: _("身份证号的末位校验不符，多半有一位抄错了。请对照证件核对。"),
        RowFault.NOT_RECOGNISABLE: _("工号和身份证号至少填一项，否则下次导入时认不出是同一个人。"),
        RowFault.SEX_DIFFERS: _("性别与身份证号所示的不一致。请核对哪一项有误。"),
        KnownFault.NUMBER_TAKEN: _(
            "这个工号在本会已登记给另一人。请核对工号；换人用同一工号的，先办理原来那位的会籍终止。"
        ),
        KnownFault.ID_OTHER_NAME: _("这个身份证号已登记在另一姓名下。请对照证件核对。"),
        KnownFault.PHONE_TAKEN: _("这个手机号已登记给另一人。手机号用来登录，每人须用自己的；不清楚时可以留空。"),
        KnownFault.MEMBER_ELSEWHERE: _("此人现在是另一家工会的会员。会籍随劳动关系走，请先由原工会办理转出。"),
        KnownFault.TWICE_BY_ID: _("与第%(other)s行的身份证号相同。同一人只能留一行。"),
        KnownFault.TWICE_BY_NUMBER: _("与第%(other)s行的工号相同。请核对哪一行有误。"),
        KnownFault.TWICE_BY_PHONE: _("与第%(other)s行的手机号相同。手机号用来登录，每人须用自己的；不清楚时可以留空。"),
    }
)
TREE_FAULTS: Final[Mapping[TreeFault, Words]] = MappingProxyType(
    {
        TreeFault.ITSELF: _("工会不能以自己为上级。"),
        TreeFault.CYCLE: _("那家工会本身在它之下，不能成为它的上级。"),
        TreeFault.EARLIER_THAN_LAST: _("在这个日期之后已有一次上级变更。请选更晚的日期。"),
        TreeFault.BEFORE_FOUNDING: _("这个日期早于其中一家工会的成立日期。"),
        TreeFault.DISSOLVED: _("其中一家工会到那一天已经撤销。"),
    }
)


def fault_sentence(fault: str, values: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return what a stored fault says, with its values filled in.

    Raises: KeyError for a fault that is none.
    """
    return str(FAULTS[fault]) % dict(values)
