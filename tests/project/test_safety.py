"""What the site refuses to start on, each in a process of its own as it would be met."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.cli.processes import free_port

SAFE = {
    "COMMONGROUND_PRODUCTION": "1",
    "COMMONGROUND_SECRET_KEY": "Nq2-" + "abcdefghij0123456789" * 3,
    "COMMONGROUND_HOSTS": "work.tondella.example",
    "COMMONGROUND_URL": "https://work.tondella.example",
    "COMMONGROUND_MAIL_FROM": "Commonground <hello@tondella.example>",
    "EMAIL_URL": "smtp+tls://user:password@mail.tondella.example:587",
}


def environment(folder: Path, **changed: str) -> dict[str, str]:
    """A production environment with its own data, `changed`; an empty value takes the setting away."""
    kept = {"PATH", "HOME", "PYTHONPATH", "DATABASE_URL"}
    inherited = {key: value for key, value in os.environ.items() if key in kept or key.startswith("COVERAGE_")}
    given = inherited | SAFE | {"COMMONGROUND_DATA": str(folder)} | changed
    return {key: value for key, value in given.items() if value}


def commonground(*command: str, env: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "commonground", *command], env=env, capture_output=True, text=True
    )


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"COMMONGROUND_DEBUG": "1"}, "COMMONGROUND_DEBUG"),
        ({"COMMONGROUND_SECRET_KEY": ""}, "COMMONGROUND_SECRET_KEY"),
        ({"COMMONGROUND_SECRET_KEY": "short"}, "COMMONGROUND_SECRET_KEY"),
        ({"COMMONGROUND_HOSTS": "*"}, "COMMONGROUND_HOSTS"),
        ({"COMMONGROUND_HOSTS": ""}, "COMMONGROUND_HOSTS"),
        ({"COMMONGROUND_URL": "http://work.tondella.example"}, "COMMONGROUND_URL"),
    ],
)
def test_production_refuses(tmp_path: Path, changed: dict[str, str], named: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import commonground.project.settings"],
        env=environment(tmp_path, **changed), capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 1
    said = done.stderr.split("Refusing to start in production.")[-1]
    assert [word for word in SAFE | {"COMMONGROUND_DEBUG": ""} if f"- {word} " in said] == [named]


def test_check_deploy_is_content_with_a_safe_site(tmp_path: Path) -> None:
    done = commonground("check-deploy", env=environment(tmp_path))
    assert (done.stdout, done.returncode) == ("Nothing unsafe was found.\n", 0)


def test_check_deploy_names_each_thing_and_how_to_mend_it(tmp_path: Path) -> None:
    env = environment(
        tmp_path,
        COMMONGROUND_PRODUCTION="",
        EMAIL_URL="",
        COMMONGROUND_MAIL_FROM="",
        COMMONGROUND_METRICS_TOKEN="guess",
    )
    done = commonground("check-deploy", env=env)
    named = [line.split()[0] for line in done.stdout.splitlines() if line.startswith("commonground.")]
    assert done.returncode == 1
    assert sorted(named) == ["commonground.E001", "commonground.E002", "commonground.E004", "commonground.W003"]
    assert "Set COMMONGROUND_PRODUCTION=1" in done.stdout


def test_check_deploy_says_what_keeps_the_site_from_starting(tmp_path: Path) -> None:
    done = commonground("check-deploy", env=environment(tmp_path, COMMONGROUND_HOSTS="*"))
    assert done.returncode == 1
    assert "COMMONGROUND_HOSTS" in done.stdout


def test_check_deploy_sees_a_database_that_is_away(tmp_path: Path) -> None:
    env = environment(tmp_path, DATABASE_URL="postgres://postgres@127.0.0.1:1/none?connect_timeout=2")
    done = commonground("check-deploy", env=env)
    assert done.returncode == 1
    assert "commonground.E007  The database cannot be reached." in done.stdout


def test_serve_says_in_one_line_that_the_database_is_away(tmp_path: Path) -> None:
    env = environment(tmp_path, DATABASE_URL="postgres://postgres@127.0.0.1:1/none", PORT=str(free_port()))
    done = commonground("serve", env=env)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


@pytest.fixture
def forgetful(tmp_path: Path) -> dict[str, str]:
    """A production site on a PostgreSQL session that answers before it keeps."""
    if connection.vendor != "postgresql":
        pytest.skip("about PostgreSQL")
    url = os.environ["DATABASE_URL"] + "?options=-csynchronous_commit%3Doff"
    return environment(tmp_path, DATABASE_URL=url)


def test_a_postgresql_that_may_lose_what_it_kept_is_refused(forgetful: dict[str, str]) -> None:
    said = commonground("check-deploy", env=forgetful)
    assert said.returncode == 1
    assert "commonground.E006" in said.stdout
    served = commonground("serve", "--no-migrate", env=forgetful | {"PORT": str(free_port())})
    assert served.returncode == 1
    assert served.stderr.startswith("PostgreSQL runs with synchronous_commit=off")


def test_what_the_databases_address_asks_for_stays(tmp_path: Path) -> None:
    url = "postgres://user@db.example/name?sslmode=verify-full"
    code = "from commonground.project.settings import DATABASES; print(DATABASES['default']['OPTIONS']['sslmode'])"
    env = environment(tmp_path, DATABASE_URL=url)
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True)
    assert done.stdout == "verify-full\n"
