"""The ballot of an item as it is frozen when its question is put: complete, official, and no scrutineer on it."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gonghui.congress.models import AgendaItem, Appointment
from gonghui.congress.queries.ballots import draft_paper, rows_of
from gonghui.congress.rules.ballotpaper import Candidacy, PaperKind, paper_fault
from gonghui.congress.rules.states import Post
from gonghui.kernel.errors import RuleBroken

_TO_PREPARER = _("请会务秘书在议程的“票面”中补正。")


def frozen_paper(item: AgendaItem) -> dict[str, object]:
    """Return the paper of an item to be frozen into a round, empty for a decision.

    Raises: RuleBroken when rows are missing, a candidate is not official yet, or a scrutineer is one.
    Source: 上海市职工代表大会条例 art. 31.
    """
    paper = draft_paper(item)
    if paper is None:
        return {}
    fault = paper_fault(paper)
    if fault is not None:
        raise RuleBroken(f"{fault.render(gettext)}。", code="paper-incomplete", remedy=_TO_PREPARER)
    rows = rows_of(item)
    if paper.kind is PaperKind.ELECTION:
        unready = "、".join(row.name for row in rows if row.standing != Candidacy.OFFICIAL)
        if unready:
            raise RuleBroken(
                _("还没有确定为正式候选人：%(names)s。") % {"names": unready}, code="not-official",
                remedy=_("请先完成提名、酝酿讨论和资格审查，再列为正式候选人。"),
            )  # fmt: skip
    names = _counting(item) if paper.kind is not PaperKind.ITEMS else ""
    if names:
        raise RuleBroken(
            _("%(names)s在票面上，不能担任监票人。") % {"names": names}, code="scrutineer-on-ballot",
            remedy=_("请更换监票人，再进入表决；只是同名的，请从代表中查找后列入。"),
        )  # fmt: skip
    return paper.write()


def _counting(item: AgendaItem) -> str:
    """Return the scrutineers who stand on the ballot: those linked, and those of whom only the name is written."""
    rows = [row for row in item.rows.select_related("delegate") if row.standing != Candidacy.WITHDRAWN]
    linked = {row.delegate.person_id for row in rows if row.delegate is not None}
    named = {row.name for row in rows if row.delegate is None}
    posts = Appointment.objects.filter(meeting_id=item.meeting_id, role=Post.SCRUTINEER, ended_at=None)
    people = posts.values_list("person_id", "person__name").order_by("id")
    return "、".join(name for person, name in people if person in linked or name in named)
