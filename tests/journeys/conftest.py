"""A browser, and a site for it to visit."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from jinja2 import BytecodeCache
from playwright.sync_api import Browser, Page, expect

from recognition.people.queries import PersonCard
from recognition.schemes.queries import RoundCard
from tests.browser import QUIETLY, Complaints, Site, chromium, serving
from tests.journeys.inspector import Inspector
from tests.journeys.train import PHONE, Train, board
from tests.people.certified import certified, provider_process

__all__ = ["certified", "provider_process"]

Open = Callable[..., Page]
PATIENT_MS = 15_000
expect.set_options(timeout=PATIENT_MS)


@pytest.fixture(scope="session")
def browser_type_launch_args(pytestconfig: pytest.Config) -> dict[str, Any]:
    """Start the Chromium of this machine; without one, these tests say that they did not run."""
    path = chromium()
    if path is None:
        reason = "no Chromium here: install it, or name it in $CHROMIUM"
        if pytestconfig.getoption("--require-browser"):
            pytest.fail(reason)
        pytest.skip(reason)
    return {"executable_path": path, "args": list(QUIETLY)}


@pytest.fixture
def site(database_url: str, compiled_templates: BytecodeCache) -> Iterator[Site]:
    """A site on each of the two databases."""
    with serving(database_url, compiled_templates) as found:
        yield found


@pytest.fixture
def quick_site(
    migrated_sqlite: Path, tmp_path: Path, compiled_templates: BytecodeCache
) -> Iterator[Site]:
    """A site on SQLite alone, for what no database has a say in."""
    path = tmp_path / "recognition.sqlite"
    shutil.copyfile(migrated_sqlite, path)
    with serving(f"sqlite:///{path}", compiled_templates) as found:
        yield found


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    """What the browser grumbled about; a journey ends without any."""
    found = Complaints()
    yield found
    assert not found.heard, "\n".join(found.heard)


@pytest.fixture
def visit(browser: Browser, complaints: Complaints) -> Iterator[Open]:
    """Open a browser of somebody's own: `visit(site)`, with options of a browser context."""
    contexts = []

    def open_(site: Site, **options: Any) -> Page:
        context = browser.new_context(base_url=site.url, locale="en-GB", **options)
        contexts.append(context)
        context.set_default_timeout(PATIENT_MS)
        page = context.new_page()
        complaints.listen(page)
        return page

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture
def nominator(quick_site: Site) -> PersonCard:
    return quick_site.world.person("Nia Novak", team="Larch Ward")


@pytest.fixture
def asha(quick_site: Site) -> PersonCard:
    return quick_site.world.person("Asha Patel", team="Hazel Ward")


@pytest.fixture
def open_round(quick_site: Site) -> RoundCard:
    return quick_site.world.round()


@pytest.fixture
def train(quick_site: Site, visit: Open, open_round: RoundCard) -> Train:
    """A panellist on a phone, signed in, with ten stories to read."""
    panellist = quick_site.world.person("Ben Carter", team="Estates")
    return board(
        quick_site, visit(quick_site, viewport=PHONE, has_touch=True), open_round, panellist
    )


@pytest.fixture
def tunnels(complaints: Complaints) -> Iterator[None]:
    """A tunnel is no complaint."""
    yield
    complaints.heard[:] = [heard for heard in complaints.heard if "DISCONNECTED" not in heard]


@pytest.fixture
def inspector(
    quick_site: Site, visit: Callable[..., Page], complaints: Complaints
) -> Iterator[Inspector]:
    """Problems and complaints are told together, at the end."""
    found = Inspector(quick_site, visit(quick_site))
    found.page.add_init_script(AXE_SCRIPT)
    yield found
    together = [*found.problems, *complaints.heard]
    complaints.heard.clear()
    assert not together, "\n".join(together)
