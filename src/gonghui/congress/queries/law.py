"""Which rules hold for a union: the pack of its place, tightened by its own measures."""

from uuid import UUID

from gonghui.congress.models import Measures, Term
from gonghui.congress.rules.measures import read_measures, tighten
from gonghui.congress.rules.pack import Pack
from gonghui.congress.rules.packfile import builtin, builtin_ids

NATIONAL = "CN"


def place_pack(region: str) -> Pack:
    """Return the pack of a place; where none is made for it, the law of the country."""
    return builtin(region if region in builtin_ids() else NATIONAL)


def law_for(union_id: UUID, region: str) -> Pack:
    """Return the pack of a union's place, tightened by the union's measures where it has adopted some."""
    pack = place_pack(region)
    own = Measures.objects.filter(union_id=union_id).first()
    return tighten(pack, read_measures(own.title, own.tightened)) if own else pack


def law_of(term: Term) -> Pack:
    """Return the rules that hold for a term today."""
    return law_for(term.union_id, term.union.region)
