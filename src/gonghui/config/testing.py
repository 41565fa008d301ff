"""Settings for tests and type checks: the real ones, with keys that protect nothing."""

import os
import tempfile

os.environ.setdefault("GONGHUI_SECRET_KEY", "only-for-tests")
os.environ.setdefault("GONGHUI_COLUMN_KEYS", "t1:dGVzdC1jb2x1bW4ta2V5LTMyLWJ5dGVzLWxvbmchISE=")
os.environ.setdefault("GONGHUI_INDEX_KEY", "dGVzdC1pbmRleC1rZXktMzItYnl0ZXMtbG9uZyEhISE=")
os.environ.setdefault("GONGHUI_VAR", tempfile.mkdtemp(prefix="gonghui-test-"))
if worker := os.environ.get("PYTEST_XDIST_WORKER"):  # a folder of its own for each of the processes that test at once
    os.environ["GONGHUI_VAR"] = os.path.join(os.environ["GONGHUI_VAR"], worker)
os.environ.setdefault("GONGHUI_DATABASE_URL", "sqlite:///")
os.environ.setdefault("GONGHUI_DEBUG", "1")
os.environ.setdefault("GONGHUI_LOG", "CRITICAL")

from gonghui.config.settings import *  # noqa: F403 - after the environment
