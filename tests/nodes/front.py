"""nginx with the files of docs/operations/nginx; only addresses, ports and places are others."""

import os
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from recognition import clock
from recognition.config import ROOT
from tools.running import accepts, free_port, until
from tools.servers import Program

OURS = ROOT / "docs" / "operations" / "nginx"
MAIN = """
daemon off;
{user}
pid {here}/nginx.pid;
error_log {here}/nginx.log warn;
worker_processes 2;
events {{ worker_connections 256; }}
http {{
    client_body_temp_path {here}/body;
    proxy_temp_path {here}/proxy;
    fastcgi_temp_path {here}/fastcgi;
    uwsgi_temp_path {here}/uwsgi;
    scgi_temp_path {here}/scgi;
    types {{ text/html html; }}
    include {here}/conf.d/*.conf;
}}
"""
SERVER = re.compile(r"server (\S+) max_fails")
LINE = re.compile(r"\S+ \S+ (\d+) \S+ \S+ (.*)")


@dataclass(frozen=True)
class Asked:
    """A request that nginx has answered; `ports` are of the nodes it asked, in their order."""

    status: int
    ports: list[int]


class Front:
    """nginx in a folder of its own, in front of nodes on this machine."""

    def __init__(self, nginx: str, here: Path, ports: Sequence[int]) -> None:
        self.here, self.ports, self.down = here, list(ports), set[int]()
        self.port, self.plain = free_port(), free_port()
        self.url = f"https://localhost:{self.port}"
        self.certificate = here / "tls" / "fullchain.pem"
        (here / "conf.d").mkdir()
        self._certify()
        user = "user root;" if os.geteuid() == 0 else ""  # pytest's folders are its own
        (here / "nginx.conf").write_text(MAIN.format(here=here, user=user), encoding="utf-8")
        self._write_site()
        self._write_nodes()
        command = [nginx, "-p", str(here), "-c", str(here / "nginx.conf")]
        self.program = Program(command, log=here / "nginx.log")

    def start(self) -> None:
        self.check()
        self.program.start()
        until(lambda: accepts(self.port), "nginx")

    def check(self) -> str:
        """Have nginx read its files; return what it says of them."""
        said = subprocess.run(
            [*self.program.command, "-t"], capture_output=True, text=True, check=False, timeout=30
        )
        assert said.returncode == 0, said.stderr
        return said.stderr

    def leave_out(self, *ports: int) -> None:
        """Write `down` behind these nodes and behind no other; wait until they have nothing to do.

        nginx's processes with the earlier list end when they have finished what they had begun.
        """
        self.down, before = set(ports), self._workers()
        self._write_nodes()
        again = [*self.program.command, "-s", "reload"]
        subprocess.run(again, check=True, capture_output=True, timeout=30)
        until(lambda: self._workers() and not self._workers() & before, "nginx's earlier processes")

    def log(self) -> list[str]:
        """Return the lines of its access log."""
        return (self.here / "recognition.log").read_text(encoding="utf-8").splitlines()

    def asked(self, since: int = 0) -> list[Asked]:
        """Return what its access log says, from a line on."""
        return [
            Asked(int(line[1]), [int(port) for port in re.findall(r":(\d+)", line[2])])
            for line in map(LINE.fullmatch, self.log()[since:])
            if line
        ]

    def errors(self) -> str:
        return (self.here / "recognition-errors.log").read_text(encoding="utf-8")

    def _workers(self) -> set[str]:
        number = self.program.process.pid
        found = Path(f"/proc/{number}/task/{number}/children").read_text(encoding="ascii")
        return set(found.split())

    def _write_site(self) -> None:
        text = (OURS / "recognition.conf").read_text(encoding="utf-8")
        for ours, here in (
            ("recognition.example.org", "localhost"),
            ("listen 80;", f"listen 127.0.0.1:{self.plain};"),
            ("listen 443 ssl;", f"listen 127.0.0.1:{self.port} ssl;"),
            ("/etc/ssl/recognition", str(self.here / "tls")),
            ("/var/log/nginx", str(self.here)),
            ("/etc/nginx/recognition;", f"{OURS};"),
        ):
            assert ours in text, ours
            text = text.replace(ours, here)
        (self.here / "conf.d" / "recognition.conf").write_text(text, encoding="utf-8")

    def _write_nodes(self) -> None:
        text = (OURS / "recognition-nodes.conf").read_text(encoding="utf-8")
        named = SERVER.findall(text)
        assert len(named) == len(self.ports)
        for name, port in zip(named, self.ports, strict=True):
            off = "down " if port in self.down else ""
            text = text.replace(f"server {name} ", f"server 127.0.0.1:{port} {off}")
        (self.here / "conf.d" / "recognition-nodes.conf").write_text(text, encoding="utf-8")

    def _certify(self) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
        now = clock.now()
        made = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
            .sign(key, hashes.SHA256())
        )
        folder = self.certificate.parent
        folder.mkdir()
        pem = serialization.Encoding.PEM
        self.certificate.write_bytes(made.public_bytes(pem))
        (folder / "privkey.pem").write_bytes(
            key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        )
