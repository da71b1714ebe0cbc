"""The example of deploy/nginx, run as it is written but for its addresses, its folders and its certificate."""

import datetime
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.support.running import free_port

EXAMPLE = Path(__file__).resolve().parents[2] / "deploy" / "nginx"
HOST = "hoc.example.gov.vn"
MODULES = Path("/usr/lib/nginx/modules")
BROTLI = MODULES / "ngx_http_brotli_static_module.so"


def nginx() -> str | None:
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


class Nginx:
    """One nginx of our own, in a folder of its own; ``https``, ``http`` and ``purge`` are ports on loopback."""

    def __init__(self, folder: Path, upstream: int, *, tls: bool = True) -> None:
        self.folder, self.var = folder, folder / "var"
        self.https, self.http, self.purge, refresh = (free_port() for _ in range(4))
        for name in ("var/static", "var/media/images", "var/private", "cache", "tls", "lms", "tmp"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        for file in EXAMPLE.glob("*.conf"):
            if file.name != "lms.conf" and (file.name != "brotli.conf" or BROTLI.exists()):
                shutil.copy(file, folder / "lms")
        _write_certificate(folder / "tls")
        changes = {
            "127.0.0.1:8000": f"127.0.0.1:{upstream}",
            "127.0.0.1:8081": f"127.0.0.1:{self.purge}",
            "127.0.0.1:8082": f"127.0.0.1:{refresh}",
            "listen 443 ": f"listen 127.0.0.1:{self.https} ",
            "listen 80": f"listen 127.0.0.1:{self.http}",
            "/var/cache/nginx/lms": str(folder / "cache"),
            "/etc/lms/tls": str(folder / "tls"),
            "/etc/nginx/lms": str(folder / "lms"),
            "/srv/lms/var": str(self.var),
        }
        text = (EXAMPLE / "lms.conf").read_text()
        for written, here in changes.items():
            assert written in text, written
            text = text.replace(written, here)
        (folder / "site.conf").write_text(text if tls else text.replace(" ssl http2", ""))
        (folder / "nginx.conf").write_text(self._around())
        self.process: subprocess.Popen[bytes] | None = None

    def _around(self) -> str:
        places = "".join(
            f"  {kind}_temp_path {self.folder}/tmp/{kind};\n"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        return (
            (f"load_module {BROTLI};\n" if BROTLI.exists() else "")
            + ("user root;\n" if os.getuid() == 0 else "")
            + f"worker_processes 2;\npid {self.folder}/nginx.pid;\nerror_log {self.folder}/error.log warn;\n"
            + "daemon off;\nevents { worker_connections 1024; }\nhttp {\n"
            + "  include /etc/nginx/mime.types;\n  default_type application/octet-stream;\n"
            + f"  sendfile on;\n  tcp_nopush on;\n  access_log off;\n{places}  include {self.folder}/site.conf;\n}}\n"
        )

    def _command(self, *more: str) -> list[str]:
        return [
            str(nginx()),
            "-e",
            str(self.folder / "error.log"),
            "-c",
            str(self.folder / "nginx.conf"),
            *more,
        ]

    def examined(self) -> subprocess.CompletedProcess[str]:
        return subprocess.run(self._command("-t"), capture_output=True, text=True, check=False, timeout=20)

    def __enter__(self) -> "Nginx":
        self.process = subprocess.Popen(self._command(), stderr=subprocess.DEVNULL)
        for _look in range(100):
            try:
                socket.create_connection(("127.0.0.1", self.https), timeout=0.2).close()
                return self
            except OSError:
                time.sleep(0.03)
        raise AssertionError((self.folder / "error.log").read_text())

    def __exit__(self, *_error: object) -> None:
        assert self.process is not None
        self.process.terminate()
        self.process.wait(10)


def _write_certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    today = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=2))
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
