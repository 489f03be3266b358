"""The README's pictures, taken from a fresh demonstration: `python3 dev.py pictures`."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tools.browsers import chromium, launch_arguments
from tools.programs import ROOT, Stopped, environment, say

PICTURES = ROOT / "docs" / "pictures"
START_SECONDS = 120
WIDTH, HEIGHT = 1180, 900


@contextmanager
def demonstration(folder: Path) -> Iterator[str]:
    """Serve a fresh demonstration from this folder; lend its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    settings = {
        "RECOGNITION_DATABASE_URL": f"sqlite:///{(folder / 'demo.sqlite').as_posix()}",
        "RECOGNITION_DEMO": "1",
        "RECOGNITION_HOST": "127.0.0.1",
        "RECOGNITION_PORT": str(port),
        "RECOGNITION_BASE_URL": address,
    }
    command = [sys.executable, "-m", "recognition", "serve", "--demo-if-empty"]
    server = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(**settings),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(address, server)
        yield address
    finally:
        server.terminate()
        server.wait()


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=5):  # noqa: S310 # nosec B310 # our own
                return
        except OSError:
            time.sleep(0.2)
    raise Stopped("The demonstration did not start. Try `python3 dev.py run` to see why.")


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
        with demonstration(Path(folder)) as address:
            for name, reach in TAKEN.items():
                page = reach(browser, address)
                page.wait_for_load_state("networkidle")
                page.screenshot(path=PICTURES / f"{name}.png")
                say(f"{os.path.relpath(PICTURES / name)}.png")
        browser.close()


if __name__ == "__main__":
    try:
        take()
    except Stopped as reason:
        sys.exit(str(reason))
