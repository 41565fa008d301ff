"""Whatever is tried on a batch, in whatever order: it is refused, or it leads to a state that holds."""

from collections.abc import Callable
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from gonghui.kernel import staging
from gonghui.kernel.errors import Conflict
from gonghui.kernel.staging import Batch, BatchState
from gonghui.kernel.testing import NOON
from gonghui.kernel.tests.book import LATER, SECRETARY, Book, applied, csv_of, received, repaired, state, undone
from gonghui.kernel.tests.sheets import ROSTER, number, people

Step = Callable[[Book, Batch], object]

STEPS: Final[dict[str, tuple[Step, frozenset[BatchState]]]] = {
    "read": (
        lambda book, batch: staging.read(SECRETARY, batch_id=batch.id, intake=ROSTER, judge=book, now=NOON, chunk=2),
        frozenset({BatchState.UPLOADED}),
    ),
    "repair": (lambda book, batch: repaired(book, batch, 3, name="新名"), frozenset({BatchState.PREVIEWED})),
    "judge again": (
        lambda book, batch: staging.judge_again(SECRETARY, batch_id=batch.id, intake=ROSTER, judge=book, now=NOON),
        frozenset({BatchState.PREVIEWED}),
    ),
    "apply": (lambda book, batch: applied(book, batch, chunk=2), frozenset({BatchState.PREVIEWED})),
    "undo": (lambda book, batch: undone(book, batch, chunk=2), frozenset({BatchState.APPLIED})),
}


@pytest.mark.django_db
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(st.sampled_from(sorted(STEPS)), max_size=8))
def test_batch_when_steps_come_in_any_order_holds(
    names: list[str], tmp_path_factory: pytest.TempPathFactory, settings: Settings
) -> None:
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")
    book = Book()
    book.held[number(1)] = {"name": "旧名", "number": number(1), "phone": "", "since": ""}
    before = dict(book.held)
    batch = received(csv_of(people(3)))
    for name in names:
        step, allowed = STEPS[name]
        was, held = state(batch), dict(book.held)
        if was.state in allowed:
            step(book, batch)
        else:
            with pytest.raises(Conflict) as conflict:
                step(book, batch)
            assert conflict.value.code == "staging-state"
            assert (state(batch), book.held) == (was, held)
        holds(state(batch), book, before)


def holds(batch: Batch, book: Book, before: dict[str, dict[str, str]]) -> None:
    lines = list(staging.every_line(batch.id))
    if batch.state is BatchState.UPLOADED:
        assert lines == []
    else:
        assert sum(batch.counts.values()) == len(lines) == 3
    if batch.state is BatchState.APPLIED:
        assert book.held == before | {line.values["number"]: line.values for line in lines}
        assert all(line.applied for line in lines)
    else:
        assert book.held == before
        assert not any(line.applied for line in lines)
    assert (batch.undone_at == LATER) == (batch.state is BatchState.UNDONE)
