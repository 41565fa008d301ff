"""Samples of forms: clean, filled in, and sent back with faults; buttons and sheets; files on their way."""

from datetime import datetime

from django import forms as django_forms

from gonghui.ui.parts import Act


class ProposalForm(django_forms.Form):
    """A form with every kind of control."""

    title = django_forms.CharField(
        label="案由",
        max_length=40,
        help_text="一句话说清要解决什么，不超过40字。",
        error_messages={"max_length": "最多40字，现在60字，请精简。"},
    )
    kind = django_forms.ChoiceField(
        label="类别",
        error_messages={"required": "请选择一类，提案按类别分送。"},
        choices=(("", "请选择"), ("pay", "工资福利"), ("safety", "劳动安全卫生"), ("rules", "规章制度")),
    )
    power = django_forms.ChoiceField(
        label="职权",
        error_messages={"required": "请选择职权。"},
        widget=django_forms.RadioSelect,
        choices=(("advise", "审议建议"), ("pass", "审议通过"), ("decide", "审议决定")),
        help_text="职权决定表决方式和须达到的票数。",
    )
    seconders = django_forms.MultipleChoiceField(
        label="送哪些代表团征求意见",
        widget=django_forms.CheckboxSelectMultiple,
        required=False,
        choices=(("1", "一车间"), ("2", "二车间"), ("3", "第三分厂热处理与表面工程联合车间")),
    )
    body = django_forms.CharField(
        label="内容与建议",
        error_messages={"required": "请写明现状和建议。"},
        widget=django_forms.Textarea(attrs={"rows": 4}),
    )
    phone = django_forms.CharField(label="联系电话", required=False, help_text="只给提案审查委员会看。")
    agree = django_forms.BooleanField(
        label="以上内容属实，愿意公开署名",
        error_messages={"required": "提案须由本人署名，请勾选。"},
        help_text="署名后不能改为匿名。",
    )


FILLED = {
    "title": "在动力保障部夜班休息室加装取暖设备并延长食堂夜间供餐时间",
    "kind": "safety",
    "power": "advise",
    "seconders": ["1", "3"],
    "body": "夜班休息室冬季最低温度约11℃，夜间食堂21:30停止供餐。建议入冬前加装取暖设备，供餐延长到次日1:00。",
    "phone": "19900002041",
    "agree": "on",
}
FAULTY = {"title": "取暖" * 30, "kind": "", "body": ""}


def forms(_now: datetime) -> dict[str, object]:
    """Return the form empty, filled in, faulty, and with a locked row."""
    return {
        "empty": ProposalForm(auto_id="empty_%s"),
        "filled": ProposalForm(FILLED, auto_id="filled_%s"),
        "faulty": ProposalForm(FAULTY, auto_id="faulty_%s"),
        "locked": ProposalForm({"power": "pass"}, auto_id="locked_%s")["phone"],
    }


def buttons(_now: datetime) -> dict[str, object]:
    """Return buttons of every weight, and the sheets they open."""
    return {
        "main": Act(label="提交表决票", url="#", main=True),
        "plain": Act(label="再次导入", url="#", icon="upload"),
        "waits": Act(label="开始表决", waits="还差监票人1名"),
        "opens": Act(label="移出名单…", sheet="remove-sheet", icon="trash"),
        "votes": Act(label="提交表决票…", sheet="vote-sheet"),
        "effects": (
            "停止后不再收票，接着请监票人确认。",
            "有29位在场代表尚未交票，他们将记为“未表决”。",
            "停止后不能恢复，只能作废本轮重新表决。",
        ),
    }


def files(_now: datetime) -> dict[str, object]:
    """Return nothing: the page's own words are enough."""
    return {}
