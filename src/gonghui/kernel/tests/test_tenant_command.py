"""The command line of tenants."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django.fixtures import Settings

from gonghui.kernel import tenants

on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one tenant")


def run(*words: str) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("tenants", *words, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_list_when_tenants_are_off_shows_the_main_one() -> None:
    assert run("list")[0] == "main\tpublic\t\t\n"


@pytest.mark.django_db
def test_migrate_when_everything_has_run_changes_nothing() -> None:
    out, err = run("migrate")
    assert out == "main：执行了 0 个迁移\n"
    assert err == ""


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has many tenants")
@pytest.mark.django_db
def test_create_when_refused_gives_sentence_and_way_out() -> None:
    with pytest.raises(CommandError, match=r"^SQLite 版只能服务一个单位。 要在一套系统里.*PostgreSQL"):
        run("create", "hefei", "--host", "hefei.example.cn", "--name", "合肥")


@on_postgresql
def test_create_when_done_is_listed_and_told_step_by_step(transactional_db: None, settings: Settings) -> None:
    settings.GONGHUI_TENANTS = True
    try:
        out, err = run("create", "bozhou", "--host", "bozhou.example.cn", "--name", "亳州")
        assert out == "已开通：亳州（bozhou.example.cn）\n"
        assert err.startswith("1/")
        assert run("list")[0] == "bozhou\tt_bozhou\tbozhou.example.cn\t亳州\n"
    finally:
        tenants.forget_directory()
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA IF EXISTS t_bozhou CASCADE")
