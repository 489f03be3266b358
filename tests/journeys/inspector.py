"""Looks at a page as everybody would: at three widths, in the dark, without a complaint."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from playwright.sync_api import Page

from recognition.people.queries import PersonCard
from tests.browser import Site, become_nobody

WIDE, PHONE, NARROW = 1280, 390, 320
# `no-passes` and no `preload` leave out work whose result nobody here reads
RUN_AXE = """async (only) => {
    const run = { reporter: "no-passes", preload: false, ...(only ? { runOnly: only } : {}) };
    return (await axe.run(document, run)).violations;
}"""
SIDEWAYS = "() => document.scrollingElement.scrollWidth - window.innerWidth"
Visits = Iterable[tuple[PersonCard | None, Iterable[str]]]


@dataclass
class Inspector:
    """Looks at pages in all widths and remembers every problem."""

    site: Site
    page: Page
    problems: list[str] = field(default_factory=list)

    def walk(self, visits: Visits) -> None:
        """Look at these pages as these people; None has not signed in."""
        for person, paths in visits:
            self.become(person)
            for path in paths:
                self.page.goto(path)
                self.look(path)

    def become(self, person: PersonCard | None) -> None:
        become_nobody(self.page)
        if person is not None:
            self.site.admit(self.page.context, person)

    def look(self, name: str) -> None:
        """Check the page as it stands when its scripts have run."""
        self.page.wait_for_load_state("load")
        self._resize(WIDE)
        self._axe(f"{name} at {WIDE}")
        if self.page.locator("body.celebrating").count():
            self.page.emulate_media(color_scheme="dark")
            self._axe(f"{name} in the dark", ["color-contrast"])
            self.page.emulate_media(color_scheme="light")
        self._resize(PHONE)
        self._axe(f"{name} at {PHONE}")
        self._resize(NARROW)
        self._sideways(f"{name} at {NARROW}")
        self._resize(WIDE)

    def _resize(self, width: int) -> None:
        self.page.set_viewport_size({"width": width, "height": 800})

    def _axe(self, name: str, only: list[str] | None = None) -> None:
        for found in self.page.evaluate(RUN_AXE, only):
            places = [f"{node['target'][0]} {node['html'][:160]}" for node in found["nodes"][:3]]
            self.problems.append(f"{name}: {found['id']}: {found['help']}: {places}")

    def _sideways(self, name: str) -> None:
        if (over := self.page.evaluate(SIDEWAYS)) > 0:
            self.problems.append(f"{name}: {over} px too wide")

    def send_empty(self, person: PersonCard | None, path: str, button: str) -> None:
        """Press a button of a form with all its text fields emptied, and look at the answer."""
        self.become(person)
        self.page.goto(path)
        main = self.page.get_by_role("main")
        for typed in main.locator("form[method=post] >> input[type=text], textarea").all():
            if typed.is_visible():
                typed.fill("")
        main.get_by_role("button", name=button).first.click()
        self.page.locator(".nhsuk-error-summary").wait_for()
        self.look(f"{path} sent empty")
