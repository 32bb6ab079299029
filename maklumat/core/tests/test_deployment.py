"""What a real installation must not be warned of."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def test_the_settings_of_a_real_installation_raise_no_warning(tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    environment = {
        **{name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ},
        "DJANGO_SETTINGS_MODULE": "maklumat.settings",
        "MAKLUMAT_DATA": str(tmp_path),
        "SECRET_KEY": "q7Wm2-only-for-this-test-fZ0_Lr4xT9bK1nV6yH3sD8cG5",
        "HTTPS": "true",
        "ALLOWED_HOSTS": "layanan.contoh.go.id",
    }
    command = [sys.executable, "-m", "maklumat", "check", "--deploy", "--fail-level", "WARNING"]

    done = subprocess.run(  # noqa: S603  our own program
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")
