"""Two versions of a paper, or all of them, in words: what was changed where, and at which step."""

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gonghui.congress.forms.prepare import PAPER_KINDS
from gonghui.congress.models import Meeting, Paper
from gonghui.congress.queries import papers
from gonghui.congress.rules.difference import Change, Step, label_of
from gonghui.congress.rules.pictures import Picture, Shown
from gonghui.congress.rules.sidebyside import leaves
from gonghui.congress.rules.versions import QUIET, Line, lines
from gonghui.congress.rules.wording import Span

WORDS = {
    Change.CHANGED: gettext_noop("改"), Change.ADDED: gettext_noop("新增"), Change.REMOVED: gettext_noop("删去"),
    Change.MOVED: gettext_noop("移位"), Change.RENUMBERED: gettext_noop("只改条号"),
}  # fmt: skip
COUNTED = {
    Change.CHANGED: gettext_noop("改%(n)s处"), Change.ADDED: gettext_noop("新增%(n)s处"),
    Change.REMOVED: gettext_noop("删去%(n)s处"), Change.MOVED: gettext_noop("移位%(n)s处"),
}  # fmt: skip
ALL = "all"
Marked = list[tuple[str, str]]


def named(paper: Paper) -> str:
    """Return what a version is called: 第2版（修改稿）."""
    kind = str(dict(PAPER_KINDS).get(paper.kind, "")) if paper.kind != "OTHER" else ""
    number = _("第%(n)s版") % {"n": paper.version}
    return _("%(number)s（%(kind)s）") % {"number": number, "kind": kind} if kind else number


def page(versions: Sequence[Paper], against: str) -> dict[str, object]:
    """Return the comparison of the last of `versions` with the one of a number, or of all with each other.

    Without a known number it is compared with the version before; with only one version there is nothing to compare.
    """
    paper, before = versions[-1], list(versions[:-1])
    if not before:
        return {"choices": [], "runs": [], "summary": "", "through": None}
    through = against == ALL and len(before) > 1
    base = next((one for one in before if str(one.version) == against), before[-1])
    choices = [(str(one.version), named(one), not through and one == base) for one in before]
    if len(before) > 1:
        choices.append((ALL, _("逐稿对照"), through))
    if through:
        found = [line for line in lines([one.text for one in versions]) if line.is_changed]
        return {
            "choices": choices, "through": [_line(line, versions) for line in found], "runs": [],
            "summary": _("%(n)s段有改动，每处注明是哪一稿改的") % {"n": len(found)}, "base": before[0], "newest": paper,
        }  # fmt: skip
    steps = papers.changed(base, paper)
    return {"choices": choices, "through": None, "runs": _runs(steps), "summary": summary(steps), "base": base,
            "newest": paper, "base_name": named(base), "newest_name": named(paper)}  # fmt: skip


def summary(steps: Sequence[Step]) -> str:
    """Return in one line how much was changed."""
    counts = Counter(step.change for step in steps)
    said = [_(words) % {"n": counts[change]} for change, words in COUNTED.items() if counts[change]]
    return "　".join(said) or _("条文没有改动")


def marked(spans: Sequence[Span]) -> Marked:
    """Return stretches of text for a template: (same, out or in; text)."""
    return [(span.mark.value.lower(), span.text) for span in spans]


def on_wall(meeting: Meeting, shown: Shown) -> dict[str, object] | None:
    """Return the page of a comparison that the hall sees, None when none is shown."""
    if shown.what is not Picture.CHANGE:
        return None
    base, paper = papers.pair(meeting, shown.base_id, shown.paper_id)
    made = leaves(base.text, paper.text) if paper and base else ()
    if not made or paper is None or base is None:
        return None
    at = min(shown.page, len(made) - 1)
    leaf = made[at]
    return {
        "title": paper.title, "label": place_words(leaf.step), "word": _(WORDS[leaf.step.change]),
        "old_name": named(base), "new_name": named(paper), "number": at + 1, "of": len(made), "step": leaf.step,
        "old": [marked(line) for line in leaf.old], "new": [marked(line) for line in leaf.new], "paper": paper,
        "part": leaf.part,
    }  # fmt: skip


def place_words(step: Step) -> str:
    """Return what a paragraph is called: the number it bears, else the one it is counted by."""
    return label_of(step.new or step.old) or _("第%(n)s段") % {"n": step.now or step.was}


def _runs(steps: Sequence[Step]) -> list[dict[str, object]]:
    """Return changes one by one, and what stayed in runs that can be folded away."""
    made: list[dict[str, object]] = []
    for step in steps:
        if step.change not in QUIET:
            made.append(_change(step) | {"kind": "change"})
            continue
        if not made or made[-1]["kind"] != "same":
            made.append({"kind": "same", "texts": [], "renumbered": 0})
        run = made[-1]
        run["texts"] = [*_texts(run), step.new]
        run["renumbered"] = int(str(run["renumbered"])) + (step.change is Change.RENUMBERED)
    return made


def _texts(run: dict[str, object]) -> list[str]:
    texts = run["texts"]
    return texts if isinstance(texts, list) else []


def _change(step: Step) -> dict[str, object]:
    return {
        "label": place_words(step), "word": _(WORDS[step.change]), "place": step.now, "spans": marked(step.spans),
        "moved_from": step.was if step.change is Change.MOVED else 0,
    }  # fmt: skip


def _line(line: Line, versions: Sequence[Paper]) -> dict[str, object]:
    steps = [
        _change(step) | {"old_name": named(versions[at]), "new_name": named(versions[at + 1])}
        for at, step in enumerate(line.steps)
        if step is not None and step.change not in QUIET
    ]
    newest = next(step for step in reversed(line.steps) if step is not None)
    return {"label": place_words(newest), "place": line.places[-1], "anchor": line.anchor, "steps": steps}
