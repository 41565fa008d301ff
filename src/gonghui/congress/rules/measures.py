"""A unit's own implementing measures (实施办法) laid over a pack: they may tighten the law, never loosen it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from gonghui.congress.rules.kinds import Severity
from gonghui.congress.rules.pack import Matter, Pack, Rule
from gonghui.congress.rules.packcheck import check_whole
from gonghui.congress.rules.packcodec import read_matter
from gonghui.congress.rules.parameters import PARAMETERS, Parameter
from gonghui.congress.rules.reader import Json, Node, PackInvalid
from gonghui.congress.rules.text import Text, say
from gonghui.congress.rules.text import mark as _

#: Matters that a unit adds to the catalogue carry this prefix, so that they never hide one of the law.
OWN_MATTER = "U-"


class Loosened(PackInvalid):
    """Measures would loosen the law. `sentence` says which rule, what the law has and which article it is."""

    def __init__(self, path: str, sentence: Text) -> None:
        super().__init__(path, str(sentence))
        self.sentence = sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """The measures of one unit: `parameters` by name as JSON, stricter severities by rule, matters of its own."""

    title: str
    parameters: Mapping[str, Json]
    severities: Mapping[str, Severity]
    matters: tuple[Matter, ...]


def read_measures(title: str, value: Json) -> Measures:
    """Read measures from parsed JSON: `{"parameters": {...}, "severities": {...}, "matters": [...]}`, each optional.

    Raises: PackInvalid for an unknown parameter or rule, or a matter without the unit's own prefix.
    """
    fields = Node(value, "measures").fields(optional=("parameters", "severities", "matters"))
    parameters: dict[str, Json] = {}
    for name, node in fields["parameters"].mapping().items() if "parameters" in fields else ():
        if name not in PARAMETERS:
            raise node.fault("unknown parameter")
        parameters[name] = node.value
    known = {parameter.rule for parameter in PARAMETERS.values()}
    severities: dict[str, Severity] = {}
    for rule, node in fields["severities"].mapping().items() if "severities" in fields else ():
        if rule not in known:
            raise node.fault("unknown rule")
        severities[rule] = node.enum(Severity)
    matters = []
    for node in fields["matters"].items() if "matters" in fields else ():
        matter = read_matter(node)
        if not matter.code.startswith(OWN_MATTER):
            raise node.fault(f"the code of a matter of the unit's own begins with {OWN_MATTER}")
        matters.append(matter)
    return Measures(title=title, parameters=parameters, severities=severities, matters=tuple(matters))


def tighten(pack: Pack, measures: Measures) -> Pack:
    """Return the pack with the measures laid over it.

    Raises: Loosened for the first value or severity that is milder than the law; PackInvalid for an ill-typed
        value, or one that names what the pack does not hold.
    Source: 上海市职工代表大会条例 5 (the unit and its union settle the concrete measures).
    """
    rules = dict(pack.rules)
    for name, value in measures.parameters.items():
        parameter: Parameter[Any] = PARAMETERS[name]
        path = f"measures.parameters.{name}"
        new = parameter.kind.read(Node(value, path))
        old = pack[parameter]
        if not parameter.keeps(old, new):
            raise Loosened(path, _loosened(pack.rule(parameter.rule), parameter, old, new))
        rule = rules[parameter.rule]
        rules[parameter.rule] = replace(rule, parameters=MappingProxyType({**rule.parameters, name: new}))
    order = list(Severity)
    for rule_id, severity in measures.severities.items():
        if order.index(severity) < order.index(pack.rule(rule_id).severity):
            raise Loosened(f"measures.severities.{rule_id}", _softened(pack.rule(rule_id)))
        rules[rule_id] = replace(rules[rule_id], severity=severity)
    matters = {**pack.matters, **{matter.code: matter for matter in measures.matters}}
    tightened = replace(pack, rules=MappingProxyType(rules), matters=MappingProxyType(matters), measures=measures.title)
    check_whole(tightened)
    return tightened


def _loosened(rule: Rule, parameter: Parameter[Any], old: Any, new: Any) -> Text:
    return say(
        _("实施办法不得放宽“%(title)s”（%(rule)s）：%(basis)s，现为“%(old)s”，拟改为“%(new)s”"),
        title=rule.title,
        rule=rule.id,
        basis=rule.basis(),
        old=parameter.kind.words(old),
        new=parameter.kind.words(new),
    )


def _softened(rule: Rule) -> Text:
    return say(
        _("实施办法不得降低“%(title)s”（%(rule)s）的约束力：%(basis)s"),
        title=rule.title,
        rule=rule.id,
        basis=rule.basis(),
    )
