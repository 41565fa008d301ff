"""A check for deployments: files that hold keys are for their owner alone."""

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from django.core.checks import CheckMessage, Tags, Warning, register  # noqa: A004 - Django's name for it
from django.utils.translation import gettext as _

KEY_FILES: Final = ("GONGHUI_SECRET_KEY_FILE", "GONGHUI_COLUMN_KEYS_FILE", "GONGHUI_INDEX_KEY_FILE")
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


@register(Tags.security, deploy=True)
def key_files_are_private(**_kwargs: Any) -> list[CheckMessage]:
    """Warn of each key file that anybody but its owner may touch."""
    return warnings_for(os.environ)


def warnings_for(environment: Mapping[str, str]) -> list[CheckMessage]:
    """Return one warning per key file named there whose mode is wider than 0600."""
    found: list[CheckMessage] = []
    for name in KEY_FILES:
        path = environment.get(name)
        if path and Path(path).stat().st_mode & _OTHERS:
            found.append(
                Warning(
                    _("%(name)s 指向的密钥文件，别的用户也能读。") % {"name": name},
                    hint=_("请执行：chmod 600 %(path)s") % {"path": path},
                    id="kernel.W001",
                )
            )
    return found
