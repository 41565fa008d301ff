"""Reads settings from the environment: typed, with secrets from files, and a clear sentence when one is missing."""

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit


class SettingMissing(RuntimeError):
    """A setting that has no safe default was not given."""


def text(name: str, default: str | None = None) -> str:
    """Return `name`, or what stands in the file that `name_FILE` points at.

    Raises: SettingMissing when neither is given and there is no default.
    """
    if name in os.environ:
        return os.environ[name]
    path = os.environ.get(f"{name}_FILE")
    if path:
        return Path(path).read_text(encoding="utf-8").strip()
    if default is None:
        raise SettingMissing(f"{name} is not set: give {name} or {name}_FILE (see deploy/example.env)")
    return default


def flag(name: str, *, default: bool = False) -> bool:
    """Return whether `name` is one of 1, true, yes, on."""
    return text(name, "1" if default else "0").strip().lower() in {"1", "true", "yes", "on"}


def words(name: str, default: str = "") -> list[str]:
    """Return the words of `name`, parted by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def database(url: str) -> dict[str, object]:
    """Return Django's settings for a database address.

    `sqlite:////absolute/path` is the embedded database; `postgresql://user:password@host:port/name?host=/socket` the
    real one.

    Raises: SettingMissing for any other scheme.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": parts.path[1:] or ":memory:",
            "CONN_MAX_AGE": 0,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # Triggers recursive: so that INSERT OR REPLACE, too, meets the trigger against deletion.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
                "PRAGMA recursive_triggers=ON;",
            },
        }
    if parts.scheme not in {"postgresql", "postgres"}:
        raise SettingMissing(f"GONGHUI_DATABASE_URL: {parts.scheme}:// is not known; use sqlite:// or postgresql://")
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "gonghui.kernel.db.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", parts.hostname or ""),
        "PORT": query.get("port", str(parts.port or "")),
        "CONN_MAX_AGE": int(query.get("max_age", "60")),
        "CONN_HEALTH_CHECKS": True,
    }
