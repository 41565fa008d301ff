"""`found_union`: enter the union of a unit with its secretary and chair, so that they can log in with their phones."""

import argparse
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from gonghui.congress.rules.packfile import builtin_ids
from gonghui.kernel import clock, outbox, tenants
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Refused
from gonghui.registry import public as registry
from gonghui.registry.public import UNIT_KINDS, OfficeRole, PersonRow, UnitKind

MACHINE = Actor.system("found-union")
OFFICER = "姓名:手机号:工号"
LONGEST, LONGEST_SHORT = 120, 40


class Command(BaseCommand):
    help = "登记一家工会和它的干事、主席；登记以后，两人用手机号登录。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--name", required=True, type=_name, help="工会全称")
        parser.add_argument("--unit", required=True, type=_name, help="单位全称，印在文件上的")
        parser.add_argument("--short", type=_short_name, help="单位简称，用在决议文号里；默认用单位全称的前40个字")
        parser.add_argument(
            "--kind", required=True, choices=[kind.value for kind in UnitKind],
            help="；".join(f"{kind} {words}" for kind, words in UNIT_KINDS.items()),
        )  # fmt: skip
        parser.add_argument("--region", required=True, choices=builtin_ids(), help="所在地的规则包")
        parser.add_argument("--founded", required=True, type=date.fromisoformat, help="工会成立日期，如 2004-09-12")
        parser.add_argument("--secretary", required=True, metavar=OFFICER, help="工会干事")
        parser.add_argument("--chair", required=True, metavar=OFFICER, help="工会主席；可以与干事是同一人")
        parser.add_argument("--tenant", default="", metavar="SLUG", help="一套系统服务多个单位时，登记在哪一个里")

    def handle(self, *_args: Any, **options: Any) -> None:
        with tenants.using(_tenant(options["tenant"])):
            try:
                self._found(options)
            except registry.RowsRefused as refused:
                # Of two officers it can only be the first whom the second one repeats.
                faults = {registry.fault_sentence(one.fault, {"other": "1"}) for one in refused.refused.values()}
                raise CommandError("\n".join([_("没有登记。"), *sorted(faults)])) from refused
            except Refused as refused:
                raise CommandError(f"{refused}{refused.remedy}") from refused

    def _found(self, options: Mapping[str, Any]) -> None:
        officers = {
            OfficeRole.SECRETARY: _officer(options["secretary"]),
            OfficeRole.CHAIR: _officer(options["chair"]),
        }
        registry.found_with_officers(
            MACHINE, name=options["name"], unit_name=options["unit"],
            short_name=options["short"] or options["unit"][:LONGEST_SHORT], unit_kind=UnitKind(options["kind"]),
            region=options["region"], founded_on=options["founded"], officers=officers, now=clock.now(),
        )  # fmt: skip
        outbox.deliver_waiting(limit=1000)  # log-ins are opened by what hears of new members
        self.stdout.write(_("已登记：%(name)s") % {"name": options["name"]})
        for role, row in officers.items():
            words = {"office": registry.OFFICES[role], "name": row.name, "tail": row.phone[-4:]}
            self.stdout.write(_("%(office)s %(name)s 可以用尾号 %(tail)s 的手机号登录") % words)


def _tenant(slug: str) -> tenants.Tenant:
    """Return the tenant with this slug, or the one there is where tenants are off."""
    every = tenants.every()
    if not settings.GONGHUI_TENANTS and not slug:
        return every[0]
    found = next((tenant for tenant in every if tenant.slug == slug), None)
    if found is None:
        raise CommandError(
            _("请用 --tenant 说明登记在哪个单位的平台里，现有：%(slugs)s")
            % {"slugs": "、".join(tenant.slug for tenant in every) or _("无")}
        )
    return found


def _name(text: str, longest: int = LONGEST) -> str:
    """Return a name as it is stored."""
    name = " ".join(text.split())
    if not 0 < len(name) <= longest:
        raise argparse.ArgumentTypeError(_("请填写名称，不超过%(longest)s个字") % {"longest": longest})
    return name


def _short_name(text: str) -> str:
    return _name(text, LONGEST_SHORT)


def _officer(text: str) -> PersonRow:
    """Read an officer: name, phone and employee number; all three, for the next roster knows them by the last."""
    name, phone, number = [*text.replace("：", ":").split(":"), "", "", ""][:3]
    cells = {"name": name, "phone": phone, "number": number}
    judged = registry.judge_person_row(cells, today=clock.local_date(clock.now()))
    faults = [registry.fault_sentence(one.fault) for one in judged.faults]
    if not phone.strip():
        faults.append(_("手机号用来登录，不能留空。"))
    if not number.strip() or judged.row is None or faults:
        asked = _("请写成 %(form)s") % {"form": OFFICER}
        raise CommandError("\n".join([f"“{name}”：{asked}", *faults]))
    return judged.row
