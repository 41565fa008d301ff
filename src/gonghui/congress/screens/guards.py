"""The guard lights: the conditions of a sitting, each with its figures."""

from django.db.models import Count
from django.utils.translation import gettext as _

from gonghui.congress.models import Delegate, PaperReceipt, VoterKey
from gonghui.congress.queries import papers, sealed, state
from gonghui.congress.queries.presence import pack_of
from gonghui.congress.rules.discussion import missing
from gonghui.congress.rules.parameters import SCRUTINEERS_MIN
from gonghui.ui.parts import Guard


def guards(sat: state.Sat) -> list[Guard]:
    """Return presence, materials, discussion, scrutineers and preparation as lights."""
    lights = [_presence(sat), _materials(sat), *_groups(sat), _scrutineers(sat), _readiness(sat)]
    return [*lights, _keys(sat)] if sealed.has_sealed_items(sat.meeting) else lights


def _presence(sat: state.Sat) -> Guard:
    quorum = sat.quorum
    return Guard(
        name=_("到会人数"), status=_("已达到") if quorum.met else _("差%(n)s人") % {"n": quorum.short},
        note=_("实到%(present)s，应到%(should)s，法定%(needed)s")
        % {"present": quorum.present, "should": quorum.should, "needed": quorum.needed},
        state="ok" if quorum.met else "bad",
    )  # fmt: skip


def _materials(sat: state.Sat) -> Guard:
    meeting = sat.meeting
    delegates = Delegate.objects.filter(term_id=meeting.term_id, kind="FULL", ended_on=None).count()
    current = papers.current(meeting)
    if not current:
        return Guard(name=_("材料已送达"), status=_("没有材料"), note=_("本次会议没有登记材料"), state="warn")
    receipts = PaperReceipt.objects.filter(paper__in=current)
    of_each = receipts.filter(kind="SERVED").values_list("paper").annotate(n=Count("id"))
    counted = dict(of_each)
    served = min(counted.get(paper.pk, 0) for paper in current)
    read = receipts.filter(kind="READ").values("delegate").distinct().count()
    return Guard(
        name=_("材料已送达"), status=f"{min(served, delegates)}/{delegates}",
        note=_("共%(papers)s份，已有%(read)s人阅读") % {"papers": len(current), "read": read},
        state="ok" if served >= delegates else "warn",
    )  # fmt: skip


def _groups(sat: state.Sat) -> list[Guard]:
    """The delegations before the vote on this item, or on the next one; no light where none has to discuss it."""
    if sat.discussed is None:
        return []
    item, groups, waiver = sat.discussed.item, sat.discussed.groups, sat.discussed.waiver
    waiting = missing(groups)
    note = _("第%(n)s项，各代表团已经汇总") % {"n": item.position}
    if waiver is not None:
        note = _("第%(n)s项，主持人决定先行表决：%(reason)s") % {"n": item.position, "reason": waiver.reason}
    elif waiting:
        note = _("第%(n)s项，还差%(names)s") % {"n": item.position, "names": "、".join(waiting)}
    return [
        Guard(
            name=_("团组讨论"), status=f"{len(groups) - len(waiting)}/{len(groups)}", note=note,
            state="ok" if not waiting else "warn" if waiver else "bad",
        )
    ]  # fmt: skip


def _scrutineers(sat: state.Sat) -> Guard:
    people = state.scrutineers(sat.meeting)
    return Guard(
        name=_("监票人"), status=_("%(n)s人") % {"n": len(people)},
        note="、".join(one.person.name for one in people) or _("还没有推选监票人"),
        state="ok" if len(people) >= pack_of(sat.meeting)[SCRUTINEERS_MIN] else "bad",
    )  # fmt: skip


def _keys(sat: state.Sat) -> Guard:
    ceremony = sealed.finished_ceremony(sat.meeting)
    if ceremony is None:
        note = _("请监票人在手机上打开“监票”页，一起生成")
        return Guard(name=_("开票密钥"), status=_("未生成"), note=note, state="warn")
    if ceremony.hosted:
        return Guard(name=_("开票密钥"), status=_("服务器代管"), note=_("票面、结果和档案都会注明"), state="warn")
    names = "、".join(ceremony.trustees.order_by("index").values_list("name", flat=True))
    phones = VoterKey.objects.filter(meeting=sat.meeting).count()
    return Guard(
        name=_("开票密钥"), status=_("已生成"), state="ok",
        note=_("%(names)s保管；已有%(phones)s部手机可投密封票") % {"names": names, "phones": phones},
    )  # fmt: skip


def _readiness(sat: state.Sat) -> Guard:
    ready = sat.meeting.ready_at is not None
    return Guard(
        name=_("会前准备"), status=_("已完成") if ready else _("未完成"),
        note=_("九步必办事项均已办理") if ready else _("请到会前准备办完必办事项"), state="ok" if ready else "warn",
    )  # fmt: skip
