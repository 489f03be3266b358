"""Walking through a rehearsal as a browser does."""

import re
from datetime import datetime, timedelta

from recognition import clock
from tests.page_client import PageClient


def soon() -> datetime:
    """Return an instant some hours from now, on the minute."""
    return (clock.now() + timedelta(hours=3)).replace(second=0, microsecond=0)


def rehearse(at: datetime, round_id: int) -> str:
    """Return the address of a rehearsal."""
    return f"/winners/rehearse/{round_id}?at={at.isoformat().replace('+', '%2B')}"


def seal_on(client: PageClient, path: str) -> str:
    """Return the seal on a rehearsal's page."""
    found = re.search(r'name="seal" value="(\w+)"', client.get(path).text)
    assert found
    return found[1]


def confirm(client: PageClient, path: str, seal: str = "") -> str:
    """Press the button of a rehearsal; the seal is the one on the page unless given."""
    seal = seal or seal_on(client, path)
    return client.send(path, {"seal": seal}, follow_redirects=True).text
