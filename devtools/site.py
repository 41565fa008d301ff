"""The environment variables a running site needs, with secrets made once and kept private."""

import base64
import json
import os
import secrets
from pathlib import Path

SETTINGS = {"DJANGO_SETTINGS_MODULE": "gonghui.config.settings"}


def sqlite_url(path: Path) -> str:
    """Write the address of an embedded database."""
    return f"sqlite:///{path.absolute()}"


def fresh_secrets() -> dict[str, str]:
    """Make new secrets: one for signing, one for encrypted columns, one for finding what is encrypted."""
    return {
        "GONGHUI_SECRET_KEY": secrets.token_urlsafe(48),
        "GONGHUI_COLUMN_KEYS": f"k1:{_key()}",
        "GONGHUI_INDEX_KEY": _key(),
    }


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def kept_secrets(file: Path) -> dict[str, str]:
    """Return the secrets of a data folder, made on first use into a file that only its owner reads (0600)."""
    if file.is_file():
        kept: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
        return kept
    made = fresh_secrets()
    draft = file.with_suffix(".part")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
        json.dump(made, out, indent=2)
    draft.replace(file)
    return made


def throwaway(folder: Path) -> dict[str, str]:
    """Return settings for a command that only looks: nothing of it is kept."""
    return SETTINGS | fresh_secrets() | {"GONGHUI_DATABASE_URL": "sqlite:///:memory:", "GONGHUI_VAR": str(folder)}
