"""Attacks on a demonstration on this machine, each bounded in time, by wapiti and sqlmap."""

import json
import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor

from tools.packages import venv_program
from tools.programs import Stopped, environment, say
from tools.running import opener
from tools.servers import demonstration_of

WAPITI_SECONDS = {"": 80, "administrator": 120}
SQLMAP_SECONDS = 25
MODULES = "cookieflags,crlf,csp,exec,file,http_headers,methods,permanentxss,redirect,sql,xss"
# Over plain http on this machine there is no Secure cookie and no HSTS; test_safety.py shows both
# for https. One scanner's name for the finding, then why it is none.
EXPLAINED = {
    "Secure Flag cookie": "the demonstration is served over plain http",
    "HTTP Strict Transport Security (HSTS)": "the demonstration is served over plain http",
}
SEARCHES = (
    ("", "/resources?q=kind&kind=article"),
    ("", "/winners?q=kind&year=2026&category=Kindness"),
    ("staff", "/people/suggest?q=an"),
    ("administrator", "/manage/people?q=an"),
    ("administrator", "/manage/audit?q=an&who=an&what=nomination"),
    ("administrator", "/manage/thanks?q=an&site=Main&state=owing&why=late"),
    ("administrator", "/manage/cards?q=an&scheme=x"),
    ("administrator", "/manage/resources?q=an&show=all"),
)

Command = list[str | Path]


@dataclass(frozen=True)
class Target:
    """A demonstration that answers at `url`, and the cookie header of somebody in it."""

    url: str

    def cookie(self, persona: str) -> str:
        """Return the cookie of a persona who has just signed in; empty for nobody."""
        if not persona:
            return ""
        jar = CookieJar()
        browser = opener(HTTPCookieProcessor(jar))
        page = browser.open(f"{self.url}/demo").read().decode()
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        form = urlencode({"csrf_token": token[1] if token else ""}).encode()
        browser.open(f"{self.url}/demo/sign-in/{persona}", form)
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)


@contextmanager
def demonstration() -> Iterator[Target]:
    """Serve a demonstration of its own on a free port of this machine while the attacks last.

    Raises:
        Stopped: it did not answer in time.
    """
    with tempfile.TemporaryDirectory() as folder:
        server = demonstration_of(Path(folder), python=venv_program("python"))
        with server.serving():
            yield Target(server.url)


def by_wapiti(programs: Path, target: Target, reports: Path) -> bool:
    """Crawl and attack as a visitor and as an administrator; tell whether something was found."""
    found: dict[str, list[str]] = {}
    for persona, seconds in WAPITI_SECONDS.items():
        say(f"\n== wapiti, as {persona or 'a visitor'}, for up to {2 * seconds} seconds ==")
        report = reports / f"wapiti-{persona or 'visitor'}.json"
        command: Command = [
            programs / "wapiti",
            "-u",
            f"{target.url}/",
            "-m",
            MODULES,
            *_bounds(seconds),
        ]
        command += ["-x", f"{target.url}/sign-out", "-x", f"{target.url}/demo/*"]
        command += ["-f", "json", "-o", report, "--flush-session", "--no-bugreport"]
        cookie = target.cookie(persona)
        command += ["-H", f"Cookie: {cookie}", "--drop-set-cookie"] if cookie else []
        with tempfile.TemporaryDirectory() as kept:
            command += ["--store-session", kept, "--store-config", kept]
            subprocess.run(command, stdout=subprocess.DEVNULL, env=environment(), check=False)
        found |= _findings_of(report)
    for kind, where in found.items():
        say(f"{kind}: {len(where)}, such as {where[0]}")
    return bool(found)


def _bounds(seconds: int) -> list[str]:
    return ["--max-scan-time", str(seconds), "--max-attack-time", str(seconds // 4), "-t", "10"]


def _findings_of(report: Path) -> dict[str, list[str]]:
    """Return what needs a human: addresses by kind, without those that are explained above."""
    whole = json.loads(report.read_text(encoding="utf-8"))
    facts = whole["infos"]
    say(f"{facts['crawled_pages_nbr']} pages crawled.")
    kinds = {**whole["vulnerabilities"], **whole["anomalies"]}
    return {
        kind: [f"{one['method']} {one['path']} {one['info']}" for one in ones]
        for kind, ones in kinds.items()
        if ones and kind not in EXPLAINED
    }


def by_sqlmap(programs: Path, target: Target, reports: Path) -> bool:
    """Try to inject SQL into every search; tell whether one gave way.

    Raises:
        Stopped: one was not tried at all.
    """
    say("\n== sqlmap, on every search ==")
    found = False
    for persona, address in SEARCHES:
        command: Command = [
            programs / "sqlmap",
            "-u",
            f"{target.url}{address}",
            "--batch",
            "--level",
            "2",
        ]
        command += ["--dbms", "SQLite", "--technique", "BEUQ", "--time-limit", str(SQLMAP_SECONDS)]
        command += ["--output-dir", reports / "sqlmap", "--flush-session", "--disable-coloring"]
        cookie = target.cookie(persona)
        command += ["--cookie", cookie] if cookie else []
        done = subprocess.run(
            command, env=environment(), capture_output=True, text=True, check=False
        )
        gave_way = "identified the following injection" in done.stdout
        tried = len(re.findall(r"testing if .* parameter", done.stdout))
        say(f"{address} as {persona or 'a visitor'}: {tried} parameters, gave way: {gave_way}")
        if not tried:  # nothing was tried, so nothing is shown
            raise Stopped(f"sqlmap tried nothing on {address}: {reports / 'sqlmap'} says why.")
        found |= gave_way
    return found
