"""`load_demo`: fill an empty database with the demo; an installation that holds it already is left as it is."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from gonghui.config import demo
from gonghui.kernel import clock, outbox
from gonghui.registry.models import Union


class Command(BaseCommand):
    help = "载入演示数据（虚构的单位和人员）。已经载入过的，不再重复载入。"

    def handle(self, *_args: Any, **_options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("只有演示环境才能载入演示数据：请设置 GONGHUI_DEMO=1。")
        if not any(True for _person in demo.people()):
            if Union.objects.exists():
                raise CommandError("数据库里已经有工会，不能再载入演示数据。请换一个空的数据文件夹。")
            self._load()
        for person in demo.people():
            self.stdout.write(f"{person.name}　{person.words}")

    def _load(self) -> None:
        from gonghui.config.demo import load  # the texts and lists of the demo are read only when they are loaded

        offered = load.load(clock.now(), self.stderr.write)
        outbox.deliver_waiting(limit=1000)
        demo.write(offered)
