"""Every test begins alike: whoever runs it, in which terminal, after which other test, on how many cores."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

from healthplan_cli.base.i18n import choose

if TYPE_CHECKING:
    from support import Desk

# What a terminal, a job or a person's own settings say, and what the tests say themselves where it matters.
# A command that finds no bytecode takes three times as long.
_SURROUNDINGS = re.compile(
    r"COLUMNS|LINES|TERM|TERM_PROGRAM|NO_COLOR|FORCE_COLOR|CLICOLOR(_FORCE)?|(\w*_)?PAGER|LESS\w*|LV"
    r"|LANG|LANGUAGE|LC_\w+|TZ|PYTHON(UTF8|IOENCODING|WARNINGS|OPTIMIZE|DONTWRITEBYTECODE)|GITHUB_\w+|_HPCHECK_\w+"
    r"|HPCHECK_(?!DOCUMENTS$|UPDATE_)\w+|WT_SESSION|KITTY_WINDOW_ID|KONSOLE_VERSION|DOMTERM|GHOSTTY_\w+|VTE_VERSION"
)

# The same examples on every run. A machine may be slow; what must be quick is measured by benchmarks/, not here.
settings.register_profile(
    "hpcheck", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("hpcheck")
# For mutation runs, where one process runs the same test many times.
settings.register_profile(
    "mutation",
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=25,
    suppress_health_check=list(HealthCheck),
)


def pytest_collection() -> None:
    """Leaves the surroundings behind, in each worker (xdist's read a terminal's size into LINES and COLUMNS)."""
    for name in [name for name in os.environ if _SURROUNDINGS.fullmatch(name)]:
        del os.environ[name]
    os.environ["LC_ALL"] = "C.UTF-8"
    os.environ["HPCHECK_CACHE"] = ""  # nothing into the cache of whoever runs them


def pytest_sessionstart(session: pytest.Session) -> None:
    """Forgets, in a mutation run, what the program before the mutation has left in its caches: they would hide the mutant."""
    if session.config.getoption("--hypothesis-profile", default=None) != "mutation":
        return
    for name in [name for name in sys.modules if name.startswith("healthplan_cli")]:
        for value in list(vars(sys.modules[name]).values()):
            if callable(clear := getattr(value, "cache_clear", None)):
                clear()


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """The whole suite runs on all cores; a file or a test that is named, at once and in this process."""
    return 0 if config.option.file_or_dir else None


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Whole files don't name their tests: a ZIP has the time in it, and each worker would have tests of other names."""
    return argname if isinstance(val, bytes) and len(val) > 60 else None


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    """Gives the next test the folder, the variables and the language that this one was given."""
    folder, variables = os.getcwd(), dict(os.environ)  # noqa: PTH109
    yield
    os.chdir(folder)
    for name in os.environ.keys() - variables.keys():
        del os.environ[name]
    os.environ.update(variables)
    choose("zh")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Debian's browser; without it these tests are skipped, in CI they fail."""
    from browser import BROWSER, READY

    if not READY:
        reason = "needs playwright (the test extra) and the chromium package"
        assert os.environ.get("CI") != "true", reason
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as starter:
        browser = starter.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    """Return a folder of its own to run commands in."""
    from support import Desk

    return Desk(tmp_path, monkeypatch, capsys)
