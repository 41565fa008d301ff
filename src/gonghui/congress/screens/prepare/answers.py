"""Answering opinions: found by item, paragraph and words, ticked, and answered together."""

from collections.abc import Collection, Mapping
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.congress.documents.catalogue import opinion_table
from gonghui.congress.models import Disposition, Meeting, Opinion
from gonghui.congress.queries import opinions as asked
from gonghui.congress.rules.opinions import OUTCOME_WORDS, Outcome
from gonghui.congress.screens import opinions as said
from gonghui.congress.screens.outcome import downloads
from gonghui.kernel.paging import page_of
from gonghui.ui.parts import Badge, Crumb, Tab

SIZE: Final = 50
KEPT: Final = ("state", "item", "paragraph", "q")


def page(meeting: Meeting, get: Mapping[str, str], *, chosen: Collection[UUID] = ()) -> dict[str, object]:
    """Return the opinions asked for, the filters, and which are ticked: those `chosen`, or all that are shown."""
    found = page_of(asked.to_answer(meeting, get), get.get("page"), size=SIZE)
    voted = asked.voted_texts(meeting)
    all_ticked = get.get("tick") == "all"
    return {
        "title": _("答复意见"), "crumbs": crumbs(meeting, _("答复意见")),
        "lede": _("同类的意见可以一起答复：先筛选，再勾选，一次写明采纳情况和理由。每条意见都留有自己的答复记录。"),
        "filter_tabs": _tabs(meeting, get), "selects": _selects(meeting, get), "search": get.get("q", ""),
        "kept": [("state", get["state"])] if get.get("state") else [],
        "lines": [(said.line(one, voted), all_ticked or one.id in chosen) for one in found.items], "opinions": found,
        "previous_url": _url(get, page=found.number - 1) if found.has_previous else "",
        "next_page_url": _url(get, page=found.number + 1) if found.has_next else "",
        "tick_url": _url(get, page=found.number, tick="" if all_ticked else "all"), "all_ticked": all_ticked,
        "downloads": downloads(meeting, opinion_table(meeting)),
        "back": reverse("congress:prepare-opinions", args=[meeting.id]),
    }  # fmt: skip


def crumbs(meeting: Meeting, title: str) -> list[Crumb]:
    """Return the way back to the step."""
    return [
        Crumb(label=_("提案与意见"), url=reverse("congress:prepare-opinions", args=[meeting.id])),
        Crumb(label=title),
    ]


def _url(get: Mapping[str, str], **more: object) -> str:
    kept = {name: get[name] for name in KEPT if get.get(name)}
    return "?" + urlencode(kept | {name: value for name, value in more.items() if value})


def _tabs(meeting: Meeting, get: Mapping[str, str]) -> list[Tab]:
    tallied = asked.tallied(meeting)
    now = get.get("state", "")
    wanted = [
        ("", _("全部"), tallied.given), (asked.WAITING, _("待答复"), tallied.waiting),
        (Outcome.ADOPTED, _(OUTCOME_WORDS[Outcome.ADOPTED]), tallied.adopted),
        (Outcome.PARTLY, _(OUTCOME_WORDS[Outcome.PARTLY]), tallied.partly),
        (Outcome.DECLINED, _(OUTCOME_WORDS[Outcome.DECLINED]), tallied.declined),
    ]  # fmt: skip
    others = {name: get[name] for name in KEPT if name != "state" and get.get(name)}
    return [
        Tab(label=word, url="?" + urlencode(others | ({"state": key} if key else {})), current=now == key, count=count)
        for key, word, count in wanted
    ]


def _selects(meeting: Meeting, get: Mapping[str, str]) -> list[dict[str, object]]:
    items = [(str(one.id), f"{one.position}　{one.title}") for one in asked.items_spoken_of(meeting)]
    paragraphs = [(str(n), _("第%(n)s段") % {"n": n}) for n in asked.paragraphs_spoken_of(meeting)]
    return [
        {"name": "item", "label": _("议程"), "value": get.get("item", ""), "options": [("", _("全部议程")), *items]},
        {"name": "paragraph", "label": _("段落"), "value": get.get("paragraph", ""),
         "options": [("", _("全部段落")), *paragraphs]},
    ]  # fmt: skip


def paper_choices(meeting: Meeting) -> list[tuple[str, str]]:
    """Return every version of every paper to choose from: id and words."""
    return [(str(one.id), said.paper_words(one)) for one in asked.versions(meeting)]


def history_page(found: Opinion) -> dict[str, object]:
    """Return one opinion with every answer that was ever given to it, the newest first."""
    meeting = found.meeting
    title = _("意见的办理")
    told = sorted(found.dispositions.all(), key=lambda one: -one.seq)
    return {
        "title": title, "crumbs": [*crumbs(meeting, title)], "line": said.line(found, asked.voted_texts(meeting)),
        "history": [history_line(one) for one in told],
        "answer_url": reverse("congress:prepare-answers", args=[meeting.id]) + f"?{urlencode({'q': found.text[:20]})}",
    }  # fmt: skip


def history_line(one: Disposition) -> dict[str, object]:
    """Return one answer of the past in words."""
    taken_back = Badge(text=_("撤回答复"), kind="line")
    return {
        "seq": one.seq, "at": one.at, "reason": one.reason,
        "badge": said.outcome_badge(Outcome(one.outcome)) if one.outcome else taken_back,
        "change": said.place(one.change_paper, one.change_paragraph),
    }  # fmt: skip
