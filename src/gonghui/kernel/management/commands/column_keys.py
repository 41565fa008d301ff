"""`column_keys new`, `column_keys reseal`: make keys for personal information, and exchange them."""

import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from gonghui.kernel import clock, key_rotation, tenants
from gonghui.kernel.privacy.sealing import new_key


class Command(BaseCommand):
    help = "Make a key file that only its owner can read, or seal everything again under the current key."

    def add_arguments(self, parser: CommandParser) -> None:
        words = parser.add_subparsers(dest="word", required=True)
        new = words.add_parser("new", help="write a fresh key to a new file (mode 0600)")
        new.add_argument("path", type=Path)
        new.add_argument("--id", default="", help="id of a column key; leave it out for an index key")
        words.add_parser("reseal", help="seal every value under the first key of GONGHUI_COLUMN_KEYS")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["word"] == "new":
            self._new(options["path"], options["id"])
        else:
            self._reseal()

    def _new(self, path: Path, key_id: str) -> None:
        try:
            # O_EXCL: a key that is overwritten takes all it has sealed with it.
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError as err:
            raise CommandError(_("文件已经存在，不会覆盖：%(path)s") % {"path": path}) from err
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(f"{key_id}:{new_key()}\n" if key_id else f"{new_key()}\n")
        self.stdout.write(_("已生成密钥文件：%(path)s，请另行备份。") % {"path": path})

    def _reseal(self) -> None:
        for tenant in tenants.every():
            with tenants.using(tenant):
                for model in key_rotation.sealed_models():
                    changed = key_rotation.reseal(model, now=clock.now(), progress=self._tell)
                    self.stdout.write(f"{tenant.slug}\t{model._meta.db_table}\t{changed}")

    def _tell(self, done: int, of: int) -> None:
        self.stderr.write(f"{done}/{of}")
