"""A unit's own measures (实施办法) as a form: what units most often tighten, with what the law has beside each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _

from gonghui.congress.forms import fields
from gonghui.congress.rules import parameters as law
from gonghui.congress.rules.majority import Bound, Majority, Op
from gonghui.congress.rules.pack import Pack
from gonghui.congress.rules.parameters import PARAMETERS, Parameter
from gonghui.congress.rules.reader import Json, Node

Words = str | Promise
#: The usual wordings of a majority, from the loosest on; one that would loosen the law is refused with its article.
WORDINGS: Final = (
    (1, 2, Op.GTE), (1, 2, Op.GT), (3, 5, Op.GTE), (2, 3, Op.GTE), (2, 3, Op.GT), (3, 4, Op.GTE), (4, 5, Op.GTE),
)  # fmt: skip


class Entry(Protocol):
    """One parameter on the form: its field, and how a stored value is shown in it and read back."""

    @property
    def parameter(self) -> Parameter[Any]: ...

    def field(self, pack: Pack) -> forms.Field:
        """Return the field, with what the law has beside it."""

    def shown(self, value: Json, pack: Pack) -> object:
        """Return a stored value as the field starts, None for one that the field cannot show."""

    def read(self, given: Any, pack: Pack) -> Json:
        """Return what was given as it is stored."""


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number of days or people."""

    parameter: Parameter[int]
    label: Words
    most: int = 365

    def field(self, pack: Pack) -> forms.Field:
        said = law_words(pack, self.parameter)
        return fields.number(self.label, required=False, most=self.most, help_text=said)

    def shown(self, value: Json, pack: Pack) -> object:  # noqa: ARG002 - as all entries
        return value

    def read(self, given: Any, pack: Pack) -> Json:  # noqa: ARG002 - as all entries
        return int(given)


@dataclass(frozen=True, slots=True)
class Ceiling:
    """A share in whole per cent that may not be exceeded."""

    parameter: Parameter[Bound]
    label: Words

    def field(self, pack: Pack) -> forms.Field:
        return fields.number(self.label, required=False, most=100, help_text=law_words(pack, self.parameter))

    def shown(self, value: Json, pack: Pack) -> object:  # noqa: ARG002 - as all entries
        bound = self.parameter.kind.read(Node(value))
        return bound.num * 100 // bound.den if bound.op is Op.LTE and bound.num * 100 % bound.den == 0 else None

    def read(self, given: Any, pack: Pack) -> Json:  # noqa: ARG002 - as all entries
        return {"num": int(given), "den": 100, "op": Op.LTE.value}


@dataclass(frozen=True, slots=True)
class Share:
    """A majority of the base that the law names, in one of the usual wordings."""

    parameter: Parameter[Majority]
    label: Words

    def field(self, pack: Pack) -> forms.Field:
        options = [(word, self._majority(word, pack).fraction_words().render(gettext)) for word in map(_word, WORDINGS)]
        said = law_words(pack, self.parameter)
        return fields.choice(self.label, [("", _("按法规")), *options], required=False, help_text=said)

    def shown(self, value: Json, pack: Pack) -> object:
        return next((word for word in map(_word, WORDINGS) if self.read(word, pack) == value), None)

    def read(self, given: Any, pack: Pack) -> Json:
        return self.parameter.kind.write(self._majority(str(given), pack))

    def _majority(self, word: str, pack: Pack) -> Majority:
        num, den, op = word.split()
        return Majority(num=int(num), den=int(den), op=Op(op), base=pack[self.parameter].base)


@dataclass(frozen=True, slots=True)
class YesOrNo:
    """A thing that a unit allows or does not."""

    parameter: Parameter[bool]
    label: Words

    def field(self, pack: Pack) -> forms.Field:
        options = [("", _("按规则包")), ("yes", _("可以")), ("no", _("不可以"))]
        return fields.choice(self.label, options, required=False, help_text=law_words(pack, self.parameter))

    def shown(self, value: Json, pack: Pack) -> object:  # noqa: ARG002 - as all entries
        return "yes" if value else "no"

    def read(self, given: Any, pack: Pack) -> Json:  # noqa: ARG002 - as all entries
        return str(given) == "yes"


OFFERED: Final[Mapping[str, Entry]] = {
    "quorum": Share(law.QUORUM, gettext_lazy("法定到会")),
    "pass": Share(law.PASS, gettext_lazy("表决通过")),
    "manager_max": Ceiling(law.MANAGER_MAX, gettext_lazy("经营管理人员不超过（%）")),
    "materials_days": Number(law.MATERIALS_DAYS, gettext_lazy("材料提前送达（日）")),
    "scrutineers_min": Number(law.SCRUTINEERS_MIN, gettext_lazy("监票人不少于（名）"), 50),
    "publish_days": Number(law.PUBLISH_DAYS, gettext_lazy("闭会后几日内公布")),
    "publish_min_days": Number(law.PUBLISH_MIN_DAYS, gettext_lazy("公布不少于（日）")),
    "write_ins": YesOrNo(law.WRITE_INS, gettext_lazy("选举时另选他人")),
    "file_upper_wd": Number(law.FILE_UPPER_WD, gettext_lazy("闭会后几个工作日内报送上级工会")),
}


class MeasuresForm(forms.Form):
    """A unit's own measures. What was adopted besides, and what a field cannot show, is not on it and stays."""

    title = fields.words(gettext_lazy("实施办法名称"), most=120)
    adopted_on = fields.day(gettext_lazy("通过日期"))

    def __init__(
        self, data: Any, *, pack: Pack, adopted: Mapping[str, Any], initial: Mapping[str, object]
    ) -> None:  # fmt: skip
        start = dict(initial)
        self.pack, self.offered, self.adopted = pack, dict(OFFERED), adopted
        self.kept: dict[str, Json] = dict(adopted.get("parameters", {}))
        for name, entry in OFFERED.items():
            value = self.kept.pop(entry.parameter.name, None)
            start[name] = None if value is None else entry.shown(value, pack)
            if value is not None and start[name] is None:
                self.kept[entry.parameter.name] = value
                del self.offered[name]
        super().__init__(data, initial=start)
        self.fields.update({name: entry.field(pack) for name, entry in self.offered.items()})

    def asked(self) -> dict[str, Json]:
        """Return what this form settles, by parameter: a value, or None where the law shall hold."""
        given = {name: self.cleaned_data[name] for name in self.offered}
        return {
            entry.parameter.name: None if given[name] in (None, "") else entry.read(given[name], self.pack)
            for name, entry in self.offered.items()
        }

    def others(self) -> list[str]:
        """Return what else the measures hold: figures, rules made to bind, matters; as the rules call them."""
        rules = [*(PARAMETERS[name].rule for name in self.kept), *self.adopted.get("severities", {})]
        matters = [str(matter["title"]) for matter in self.adopted.get("matters", [])]
        return [*dict.fromkeys(self.pack.rule(rule).title for rule in rules), *matters]


def law_words(pack: Pack, parameter: Parameter[Any]) -> str:
    """Say what the law has for a parameter, where it stands, and what the pack notes on it."""
    rule = pack.rule(parameter.rule)
    words = {
        "value": parameter.kind.words(pack[parameter]).render(gettext), "basis": rule.basis().render(gettext),
        "note": rule.note,
    }  # fmt: skip
    return _("留空即按法规：%(value)s（%(basis)s）。%(note)s") % words


def _word(wording: tuple[int, int, Op]) -> str:
    num, den, op = wording
    return f"{num} {den} {op}"
