"""The JSON of rule packs: read strictly, with inheritance resolved, and written in one form."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeVar

from gonghui.congress.rules.kinds import CongressPower, Mode, Phase, Retention, Seen, Severity, UnitType, VoteForm
from gonghui.congress.rules.law import LawRef
from gonghui.congress.rules.majority import Majority
from gonghui.congress.rules.pack import (
    EVERY_TYPE,
    AgendaTemplate,
    Matter,
    Pack,
    PowerTitle,
    Rule,
    Source,
    TemplateItem,
)
from gonghui.congress.rules.packcheck import check_whole
from gonghui.congress.rules.parameters import PARAMETERS, RULE_PARAMETERS
from gonghui.congress.rules.reader import Json, Node
from gonghui.congress.rules.values import MAJORITY

K = TypeVar("K")
V = TypeVar("V")


def read_pack(node: Node, parent_of: Callable[[str], Pack]) -> Pack:
    """Read a pack from parsed JSON and resolve its inheritance; `parent_of` gives the pack it inherits from.

    A child's rule, matter, power, template or retention class replaces the parent's one of the same key.
    Raises: PackInvalid, with the path, for anything unknown, missing, given twice, ill-typed or uncited.
    """
    fields = node.fields(*_REQUIRED, optional=_OPTIONAL)
    inherits = fields["inherits"]
    if inherits.value == fields["id"].value:
        raise inherits.fault("a pack cannot inherit from itself")
    parent = None if inherits.value is None else parent_of(inherits.text())
    if parent is not None:
        chain: tuple[str, ...] = (parent.id, *parent.inherits)
    else:
        chain = tuple(member.text() for member in fields["resolved_from"].items()) if "resolved_from" in fields else ()
    pack = Pack(
        id=fields["id"].text(),
        title=fields["title"].text(),
        version=fields["version"].text(),
        effective=None if fields["effective"].value is None else fields["effective"].day(),
        inherits=chain,
        sources=_merge(parent.sources if parent else {}, fields["sources"], _read_source, lambda source: source.title),
        rules=_merge(parent.rules if parent else {}, fields["rules"], _read_rule, lambda rule: rule.id),
        matters=_merge(parent.matters if parent else {}, fields["matters"], read_matter, lambda matter: matter.code),
        powers=_merge(parent.powers if parent else {}, fields["powers"], _read_power, lambda power: power.power),
        templates=_merge(
            parent.templates if parent else {}, fields["templates"], _read_template, lambda made: made.code
        ),
        retention=_read_retention(parent.retention if parent else {}, fields["retention"]),
        measures=fields["measures"].text() if "measures" in fields else "",
    )
    check_whole(pack)
    return pack


def write_pack(pack: Pack) -> dict[str, Json]:
    """Write a pack with everything it inherited, as JSON that `read_pack` reads back to an equal pack."""
    written: dict[str, Json] = {
        "id": pack.id,
        "title": pack.title,
        "version": pack.version,
        "effective": pack.effective.isoformat() if pack.effective else None,
        "inherits": None,
        "resolved_from": list(pack.inherits),
        "sources": [
            {"title": source.title, "edition": source.edition, "seen": source.seen.value}
            for source in pack.sources.values()
        ],
        "rules": [_write_rule(rule) for rule in pack.rules.values()],
        "matters": [write_matter(matter) for matter in pack.matters.values()],
        "powers": [
            {"power": power.power.value, "title": power.title, **_write_basis(power.sources, power.seen)}
            for power in pack.powers.values()
        ],
        "templates": [_write_template(template) for template in pack.templates.values()],
        "retention": {paper: kept.value for paper, kept in pack.retention.items()},
    }
    return written | ({"measures": pack.measures} if pack.measures else {})


def read_majority(value: Json) -> Majority:
    """Read a majority that was frozen into a vote. Raises: PackInvalid."""
    return MAJORITY.read(Node(value, "rule"))


def write_majority(majority: Majority) -> Json:
    """Write a majority for freezing into a vote."""
    return MAJORITY.write(majority)


_REQUIRED = (
    "id",
    "title",
    "version",
    "effective",
    "inherits",
    "sources",
    "rules",
    "matters",
    "powers",
    "templates",
    "retention",
)
_OPTIONAL = ("resolved_from", "measures")


def _merge(inherited: Mapping[K, V], node: Node, read: Callable[[Node], V], key_of: Callable[[V], K]) -> Mapping[K, V]:
    own: dict[K, V] = {}
    for member in node.items():
        value = read(member)
        if key_of(value) in own:
            raise member.fault(f"{key_of(value)} given twice")
        own[key_of(value)] = value
    return MappingProxyType({**inherited, **own})


def _read_source(node: Node) -> Source:
    fields = node.fields("title", "edition", "seen")
    return Source(title=fields["title"].text(), edition=fields["edition"].text(), seen=fields["seen"].enum(Seen))


def read_refs(node: Node) -> tuple[LawRef, ...]:
    """Read a list of citations; without a law (our own inference) the list is empty."""
    refs = []
    for member in node.items():
        fields = member.fields("law", "seen", optional=("article", "paragraph", "item"))
        places = {key: fields[key].integer(least=1) for key in ("article", "paragraph", "item") if key in fields}
        refs.append(
            LawRef(
                law=fields["law"].text(),
                article=places.get("article"),
                paragraph=places.get("paragraph"),
                item=places.get("item"),
                seen=fields["seen"].enum(Seen),
            )
        )
    return tuple(refs)


def _read_basis(fields: dict[str, Node]) -> tuple[tuple[LawRef, ...], Seen]:
    """Read citations and how surely they are known: by the first citation, or said outright where there is none."""
    refs = read_refs(fields["sources"])
    if refs and "seen" in fields:
        raise fields["seen"].fault("each citation says how it was seen")
    if not refs and "seen" not in fields:
        raise fields["sources"].fault("without a citation, 'seen' must say how surely this is known")
    return refs, refs[0].seen if refs else fields["seen"].enum(Seen)


def _write_basis(refs: tuple[LawRef, ...], seen: Seen) -> dict[str, Json]:
    return {"sources": _write_refs(refs)} | ({} if refs else {"seen": seen.value})


def _write_refs(refs: tuple[LawRef, ...]) -> list[Json]:
    written: list[Json] = []
    for ref in refs:
        places: dict[str, Json] = {"article": ref.article, "paragraph": ref.paragraph, "item": ref.item}
        cited: dict[str, Json] = {"law": ref.law, "seen": ref.seen.value}
        written.append(cited | {key: place for key, place in places.items() if place is not None})
    return written


def _read_rule(node: Node) -> Rule:
    fields = node.fields("id", "title", "severity", "parameters", "sources", optional=("seen", "note"))
    rule_id = fields["id"].text()
    if rule_id not in RULE_PARAMETERS:
        raise fields["id"].fault("unknown rule")
    names = sorted(RULE_PARAMETERS[rule_id])
    later = {name: PARAMETERS[name].before for name in names if PARAMETERS[name].before is not None}
    always = (name for name in names if name not in later)
    given = fields["parameters"].fields(*always, optional=tuple(later))
    values = later | {name: PARAMETERS[name].kind.read(member) for name, member in given.items()}
    refs, seen = _read_basis(fields)
    return Rule(
        id=rule_id,
        title=fields["title"].text(),
        severity=fields["severity"].enum(Severity),
        parameters=MappingProxyType(values),
        sources=refs,
        seen=seen,
        note=fields["note"].text() if "note" in fields else "",
    )


def _write_rule(rule: Rule) -> Json:
    written: dict[str, Json] = {
        "id": rule.id,
        "title": rule.title,
        "severity": rule.severity.value,
        "parameters": {name: PARAMETERS[name].kind.write(value) for name, value in rule.parameters.items()},
    }
    return written | _write_basis(rule.sources, rule.seen) | ({"note": rule.note} if rule.note else {})


def _read_types(node: Node) -> frozenset[UnitType]:
    if node.value == "ALL":
        return EVERY_TYPE
    return node.distinct(lambda member: member.enum(UnitType))


def _write_types(types: frozenset[UnitType]) -> Json:
    if types == EVERY_TYPE:
        return "ALL"
    return [*sorted(unit_type.value for unit_type in types)]


def read_matter(node: Node) -> Matter:
    """Read one entry of the matter catalogue."""
    fields = node.fields("code", "title", "power", "form", "applies_to", "sources", optional=("yearly_report", "seen"))
    refs, seen = _read_basis(fields)
    return Matter(
        code=fields["code"].text(),
        title=fields["title"].text(),
        power=fields["power"].enum(CongressPower),
        form=fields["form"].enum(VoteForm),
        applies_to=_read_types(fields["applies_to"]),
        yearly_report="yearly_report" in fields and fields["yearly_report"].boolean(),
        sources=refs,
        seen=seen,
    )


def write_matter(matter: Matter) -> Json:
    """Write one entry of the matter catalogue."""
    written: dict[str, Json] = {
        "code": matter.code,
        "title": matter.title,
        "power": matter.power.value,
        "form": matter.form.value,
        "applies_to": _write_types(matter.applies_to),
        "yearly_report": matter.yearly_report,
    }
    return written | _write_basis(matter.sources, matter.seen)


def _read_power(node: Node) -> PowerTitle:
    fields = node.fields("power", "title", "sources", optional=("seen",))
    refs, seen = _read_basis(fields)
    return PowerTitle(power=fields["power"].enum(CongressPower), title=fields["title"].text(), sources=refs, seen=seen)


def _read_template(node: Node) -> AgendaTemplate:
    fields = node.fields("code", "title", "unit_types", "items")
    return AgendaTemplate(
        code=fields["code"].text(),
        title=fields["title"].text(),
        unit_types=_read_types(fields["unit_types"]),
        items=tuple(_read_item(member) for member in fields["items"].items()),
    )


def _read_item(node: Node) -> TemplateItem:
    fields = node.fields("matter", "title", "phase", "mode", "minutes", "must")
    return TemplateItem(
        matter=fields["matter"].text(),
        title=fields["title"].text(),
        phase=fields["phase"].enum(Phase),
        mode=fields["mode"].enum(Mode),
        minutes=fields["minutes"].integer(least=1),
        must=fields["must"].boolean(),
    )


def _write_template(template: AgendaTemplate) -> Json:
    return {
        "code": template.code,
        "title": template.title,
        "unit_types": _write_types(template.unit_types),
        "items": [
            {
                "matter": item.matter,
                "title": item.title,
                "phase": item.phase.value,
                "mode": item.mode.value,
                "minutes": item.minutes,
                "must": item.must,
            }
            for item in template.items
        ],
    }


def _read_retention(inherited: Mapping[str, Retention], node: Node) -> Mapping[str, Retention]:
    own = {paper: member.enum(Retention) for paper, member in node.mapping().items()}
    return MappingProxyType({**inherited, **own})
