"""The README's pictures, taken from a fresh demonstration: `python3 dev.py pictures`."""

import os
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tools.browsers import chromium, launch_arguments
from tools.programs import ROOT, Stopped, say
from tools.servers import demonstration_of

PICTURES = ROOT / "docs" / "pictures"
WIDTH, HEIGHT = 1180, 900


def _signed_in(browser: Browser, address: str, persona: str) -> Page:
    page = browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT}, locale="en-GB", timezone_id="Europe/London"
    ).new_page()
    page.goto(f"{address}/demo")
    page.locator(f'form[action$="/demo/sign-in/{persona}"] button').click()
    return page


def _nominate(browser: Browser, address: str) -> Page:
    page = _signed_in(browser, address, "staff")
    page.goto(f"{address}/nominate")
    page.locator("main a[href^='/nominate/']").first.click()
    return page


def _chair(browser: Browser, address: str) -> Page:
    page = _signed_in(browser, address, "chair")
    page.goto(f"{address}/panel")
    page.locator("main a[href$='/ranking']").first.click()
    # the table rather than what stands above it
    page.locator("main table").evaluate("table => window.scrollTo(0, table.offsetTop - 40)")
    return page


TAKEN = {"nominate": _nominate, "chair": _chair}


def take() -> None:
    """Take every picture.

    Raises:
        Stopped: there is no Chromium, or the demonstration does not start.
    """
    program = chromium()
    if program is None:
        raise Stopped("Pictures need Chromium. Install it, or set CHROMIUM to where it is.")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=launch_arguments())
        say("Filling a fresh demonstration …")
        with demonstration_of(Path(folder)).serving() as server:
            for name, reach in TAKEN.items():
                page = reach(browser, server.url)
                page.wait_for_load_state("networkidle")
                page.screenshot(path=PICTURES / f"{name}.png")
                say(f"{os.path.relpath(PICTURES / name)}.png")
        browser.close()


if __name__ == "__main__":
    try:
        take()
    except Stopped as reason:
        sys.exit(str(reason))
