"""What the secretary types of a ballot, what a voter marks in its rows, what a scrutineer counts by row."""

from itertools import count, takewhile
from typing import Any
from uuid import UUID

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gonghui.congress.actions.ballotpapers import NewRow
from gonghui.congress.forms import fields
from gonghui.congress.forms.floor import BallotForm, Cast
from gonghui.congress.rules.ballotpaper import KIND_WORDS, MOST_ROWS, BallotPaper, PaperKind
from gonghui.congress.rules.kinds import Channel, CongressPower
from gonghui.congress.rules.raters import RaterClass
from gonghui.congress.rules.rowstally import RowsTally
from gonghui.congress.rules.written import UNREADABLE
from gonghui.kernel.errors import RuleBroken
from gonghui.registry.public import CATEGORIES, StaffCategory

SEPARATORS = ("\t", "，", ",", "　")


class RowsBallotForm(forms.Form):
    """A choice for each row; a row left empty is none."""

    key = forms.UUIDField()
    paper: BallotPaper

    def values(self) -> Cast:
        """Return the place of the option chosen in each row."""
        marks = [self.data.get(f"r{place}", "") for place in range(len(self.paper.rows))]
        return Cast(
            key=self.cleaned_data["key"],
            written=[str(self.data.get(f"w{line}", ""))[:200] for line in range(self.paper.write_ins)],
            choices=[int(mark) if mark.isascii() and mark.isdigit() else None for mark in marks],
        )


def ballot_form(paper: BallotPaper | None, data: Any, key: UUID) -> BallotForm | RowsBallotForm:
    """Return the form of a ballot: one choice, or one for each row."""
    if paper is None:
        return BallotForm(data, initial={"key": key})
    form = RowsBallotForm(data, initial={"key": key})
    form.paper = paper
    return form


def rows_sheet(paper: BallotPaper, data: MultiValueDict[str, Any]) -> tuple[Channel, RowsTally]:
    """Return the channel and the count by row that a scrutineer typed.

    Raises: RuleBroken when a number is missing or none.
    """

    def number(name: str) -> int:
        text = str(data.get(name, ""))
        if not text.isascii() or not text.isdigit() or len(text) > 6:
            raise RuleBroken(
                gettext("计票数字没有填全。"), code="sheet-missing", remedy=gettext("每一格都请填数字，没有的填 0。")
            )
        return int(text)

    channel = str(data.get("channel", ""))
    if channel not in set(Channel):
        raise RuleBroken(gettext("本轮表决没有用这个渠道。"), code="no-such-channel")
    rows = tuple(
        tuple(number(f"r{row}-{option}") for option in range(len(paper.options))) for row in range(len(paper.rows))
    )
    counts = {name: number(name) for name in ("issued", "returned", "valid", "blank", "spoiled")}
    names = [line for line in range(MOST_ROWS) if " ".join(str(data.get(f"wn{line}", "")).split())]
    written = sorted((" ".join(str(data[f"wn{line}"]).split()), number(f"wv{line}")) for line in names)
    return Channel(channel), RowsTally(rows=rows, written=tuple(written), **counts)


def readings_of(data: MultiValueDict[str, Any]) -> dict[str, str]:
    """Return whom a scrutineer takes each written name for: empty where it cannot be read; left out where not said."""
    found, lines = {}, takewhile(lambda line: f"n{line}" in data, count())
    for line in lines:
        person = str(data.get(f"p{line}", "")).strip()
        if data.get(f"u{line}"):
            found[str(data.get(f"n{line}", ""))] = UNREADABLE
        elif person:
            found[str(data.get(f"n{line}", ""))] = person
    return found


class PaperForm(forms.Form):
    """What the ballot of an item asks."""

    kind = fields.choice(_("票的种类"), [])
    seats = fields.number(_("应选名额"), required=False, most=MOST_ROWS, help_text=_("选举才填"))
    write_ins = forms.BooleanField(
        label=_("可以另选他人"),
        required=False,
        help_text=_("票面留空行，由代表写上候选人以外的姓名；密封票和举手表决不能另选他人"),
    )
    grades = fields.words(
        _("测评等次"), most=120, required=False, help_text=_("用顿号分开；留空即为优秀、称职、基本称职、不称职")
    )
    result_is_open = forms.BooleanField(
        label=_("测评结果在大屏和代表手机上公布"), required=False,
        help_text=_("不选的，只有主席台、监票人和会务秘书看得到"),
    )  # fmt: skip

    def offer(self, power: CongressPower, kinds: tuple[PaperKind, ...]) -> "PaperForm":
        """Offer the kinds that a power has, and hide what this power has no use for."""
        self.fields["kind"].choices = [(kind.value, gettext(KIND_WORDS[kind])) for kind in kinds]  # type: ignore[attr-defined]
        if power is not CongressPower.ELECT:
            del self.fields["seats"], self.fields["write_ins"]
        if power is not CongressPower.EVALUATE:
            del self.fields["grades"], self.fields["result_is_open"]
        return self

    def values(self) -> dict[str, Any]:
        """Return the ballot."""
        cleaned = self.cleaned_data
        grades = str(cleaned.get("grades", "")).replace(",", "、").replace("，", "、")
        return {
            "kind": cleaned["kind"], "seats": cleaned.get("seats") or 0,
            "grades": [one.strip() for one in grades.split("、") if one.strip()],
            "result_is_open": cleaned.get("result_is_open", False), "write_ins": cleaned.get("write_ins"),
        }  # fmt: skip


class ClassesForm(forms.Form):
    """Classes of raters, one a line: name, weight, and the kinds of delegates in it."""

    classes = fields.words(
        _("测评人分类"), most=600, rows=3, required=False,
        help_text=_(
            "每行一类：名称、权重、代表类别，如“职工代表 60 一线职工 专业技术”。"
            "权重合计 100，每名代表归入一类；留空即不分类"
        ),
    )  # fmt: skip

    def clean_classes(self) -> list[RaterClass]:
        """Return the classes as they were typed."""
        return [
            _class(n, line) for n, line in enumerate(str(self.cleaned_data["classes"]).splitlines(), 1) if line.strip()
        ]


def class_line(name: str, weight: int, categories: list[str]) -> str:
    """Return a class as its line is typed."""
    return " ".join((name, str(weight), *(str(CATEGORIES[StaffCategory(one)]) for one in categories)))


def _class(number: int, line: str) -> RaterClass:
    words = line.replace("，", " ").replace(",", " ").replace("、", " ").replace("%", "").split()
    kinds = {str(CATEGORIES[one]): one.value for one in StaffCategory}
    if len(words) < 3 or not words[1].isascii() or not words[1].isdigit() or len(words[1]) > 3:
        raise forms.ValidationError(
            gettext("第%(n)s行看不懂：请写名称、权重（整数）和代表类别，用空格隔开。") % {"n": number}
        )
    unknown = next((word for word in words[2:] if word not in kinds), None)
    if unknown is not None:
        raise forms.ValidationError(
            gettext("第%(n)s行的“%(word)s”不是代表类别；代表类别有：%(all)s。")
            % {"n": number, "word": unknown, "all": "、".join(kinds)}
        )
    return RaterClass(name=words[0], weight=int(words[1]), categories=tuple(kinds[word] for word in words[2:]))


class RowsForm(forms.Form):
    """Names, one a line; after a comma or a wide space where they work."""

    names = fields.words(
        _("名单"), most=8000, rows=5,
        help_text=_("每行一个；姓名后面用逗号或空格隔开，可以写单位和职务。也可以在下面从代表中查找"),
    )  # fmt: skip
    proposed_by = fields.words(_("提名"), most=60, required=False, help_text=_("如 主席团、一车间代表团"))
    delegate_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def rows(self, kind: str) -> list[NewRow]:
        """Return the rows; the lines of a vote item by item are taken whole."""
        cleaned = self.cleaned_data
        found = []
        for line in str(cleaned["names"]).splitlines():
            name, note = _parted(line) if kind != PaperKind.ITEMS else (line, "")
            if name.strip():
                found.append(NewRow(name=name, note=note, proposed_by=cleaned["proposed_by"],
                                    delegate_id=cleaned["delegate_id"]))  # fmt: skip
        return found


def _parted(line: str) -> tuple[str, str]:
    for sign in SEPARATORS:
        if sign in line.strip():
            name, note = line.strip().split(sign, 1)
            return name, note
    return line, ""
