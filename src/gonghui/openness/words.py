"""What the closed vocabularies of openness are called on screens."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gonghui.kernel.law import LawRef
from gonghui.openness.rules.catalogue import Article, Group
from gonghui.openness.rules.periods import Period, Standing
from gonghui.openness.rules.secrecy import Kind
from gonghui.openness.rules.states import QuestionState, State, Step

GROUPS = {
    Group.BUSINESS: _("生产经营"),
    Group.INTERESTS: _("职工切身利益"),
    Group.DECISIONS: _("重大决策"),
    Group.INTEGRITY: _("民主评议和廉洁自律"),
    Group.OWN: _("本单位增加的事项"),
}
PERIODS = {
    Period.EVENT: _("发生时公开"),
    Period.QUARTER: _("每季度"),
    Period.HALF_YEAR: _("每半年"),
    Period.YEAR: _("每年"),
}
STANDINGS = {
    Standing.NONE: _("发生时公开"),
    Standing.EXEMPT: _("本期不要求"),
    Standing.DONE: _("已公开"),
    Standing.OPEN: _("待公开"),
    Standing.SOON: _("临近期限"),
    Standing.LATE: _("已超期"),
}
STATES = {
    State.DRAFT: _("草稿"),
    State.CHECKED: _("保密审查通过"),
    State.APPROVED: _("责任人已审批"),
    State.PUBLISHED: _("已公开"),
    State.WITHDRAWN: _("已撤下"),
}
STEPS = {
    "DRAFT": _("拟稿"),
    "CHANGE": _("修改"),
    Step.CHECK: _("保密审查"),
    Step.APPROVE: _("责任人审批"),
    Step.RETURN: _("退回修改"),
    Step.PUBLISH: _("公开"),
    Step.WITHDRAW: _("撤下"),
}
QUESTION_STATES = {
    QuestionState.WAITING: _("待答复"),
    QuestionState.ANSWERED: _("已答复"),
    QuestionState.SET_ASIDE: _("不公开答复"),
}
PERSONAL = {Kind.RESIDENT_ID: _("身份证号"), Kind.PHONE: _("手机号"), Kind.BANK_CARD: _("银行卡号")}


def period_words(key: str) -> str:
    """Return a period as people say it, such as 2026年第3季度; empty for an event."""
    year, _dash, part = key.partition("-")
    if part.startswith("Q"):
        return gettext("%(year)s年第%(part)s季度") % {"year": year, "part": part[1:]}
    if part == "H1":
        return gettext("%(year)s年上半年") % {"year": year}
    if part == "H2":
        return gettext("%(year)s年下半年") % {"year": year}
    return gettext("%(year)s年") % {"year": year} if year else ""


def article_words(article: Article | None) -> str:
    """Return an article as people cite it, empty where none stands behind a matter."""
    return str(LawRef(article.law, article.article, item=article.item)) if article else ""
