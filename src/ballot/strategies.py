"""Hypothesis strategies for scalars, points, items and choices, for whoever tests against this library."""

from hypothesis import strategies as st

from ballot.group import BASE, IDENTITY, ORDER, standard
from ballot.questions import Item, Kind, Revote

scalars = st.one_of(
    st.integers(0, ORDER - 1), st.sampled_from((0, 1, 2, ORDER - 1, ORDER - 2, ORDER // 2, 2**252, 2**128 - 1))
)
"""Scalars, the edges among them."""

nonzero_scalars = scalars.filter(bool)
"""Scalars but 0."""


@st.composite
def points(draw: st.DrawFn) -> bytes:
    """Draw encoded points, the identity and the base point among them."""
    special = draw(st.sampled_from((None, None, None, IDENTITY, BASE)))
    return standard().base(draw(scalars)) if special is None else special


_texts = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=6)


@st.composite
def items(draw: st.DrawFn, max_options: int = 4, max_rows: int = 3) -> Item:
    """Draw items of every kind."""
    kind = draw(st.sampled_from(tuple(Kind)))
    options = 3 if kind is Kind.CANDIDATES else draw(st.integers(2, max_options))
    rows = draw(st.integers(1, max_rows)) if kind in (Kind.MATRIX, Kind.CANDIDATES) else 0
    most = draw(st.integers(1, options)) if kind is Kind.CHOOSE else 1
    return Item(
        id=draw(st.from_regex(r"[a-z0-9][a-z0-9_-]{0,8}", fullmatch=True)),
        kind=kind,
        title=draw(_texts),
        options=tuple(draw(_texts) for _ in range(options)),
        rows=tuple(draw(_texts) for _ in range(rows)),
        least=draw(st.integers(0, most)) if kind is Kind.CHOOSE else 1,
        most=most,
        seats=draw(st.integers(1, rows)) if kind is Kind.CANDIDATES else 0,
        revote=draw(st.sampled_from(tuple(Revote))),
    )


@st.composite
def choices(draw: st.DrawFn, item: Item) -> tuple[int, ...]:
    """Draw choices an item allows."""
    width = len(item.options)
    if item.kind is Kind.CHOOSE:
        count = draw(st.integers(item.least, item.most))
        chosen = draw(st.permutations(range(width)))[:count]
        return tuple(int(cell in chosen) for cell in range(width))
    picked: list[int] = []
    favoured = 0
    for _ in range(max(1, len(item.rows))):
        full = item.kind is Kind.CANDIDATES and favoured == item.seats
        column = draw(st.integers(1 if full else 0, width - 1))
        favoured += column == 0
        picked += [int(cell == column) for cell in range(width)]
    return tuple(picked)
