"""`tenants list`, `tenants create`, `tenants migrate`: the directory of tenants from the command line."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from gonghui.kernel import clock, tenants
from gonghui.kernel.errors import Refused


class Command(BaseCommand):
    help = "List tenants, make a new one, or bring every tenant's tables up to date."

    def add_arguments(self, parser: CommandParser) -> None:
        words = parser.add_subparsers(dest="word", required=True)
        words.add_parser("list", help="one line per open tenant")
        words.add_parser("migrate", help="migrate every open tenant; run `migrate` for the directory first")
        create = words.add_parser("create", help="make a schema, migrate into it and open it to its host")
        create.add_argument("slug", help="short name in lower-case letters, digits and hyphens")
        create.add_argument("--host", required=True, help="host name it is served at")
        create.add_argument("--name", required=True, help="name as people read it")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['word']}")(options)
        except Refused as refused:
            raise CommandError(f"{refused} {refused.remedy}".strip()) from refused

    def _list(self, _options: dict[str, Any]) -> None:
        for tenant in tenants.every():
            self.stdout.write("\t".join((tenant.slug, tenant.schema, tenant.host, tenant.name)))

    def _migrate(self, _options: dict[str, Any]) -> None:
        for tenant in tenants.every():
            ran = tenants.migrate(tenant, progress=self._tell)
            self.stdout.write(_("%(slug)s：执行了 %(count)s 个迁移") % {"slug": tenant.slug, "count": ran})

    def _create(self, options: dict[str, Any]) -> None:
        tenant = tenants.create_tenant(
            slug=options["slug"], host=options["host"], name=options["name"], now=clock.now(), progress=self._tell
        )
        self.stdout.write(_("已开通：%(name)s（%(host)s）") % {"name": tenant.name, "host": tenant.host})

    def _tell(self, done: int, of: int, what: str) -> None:
        self.stderr.write(f"{done}/{of} {what}")
