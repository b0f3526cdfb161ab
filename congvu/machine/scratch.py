"""A throwaway database for one command: ``python -m congvu.machine.scratch CMD…``.

Tests and checks get a cluster and a state folder of their own, and never meet the
office's data. With ``DATABASE_URL`` set, the command uses that server.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from congvu.machine.cluster import Cluster, ClusterProblem
from congvu.machine.session import database_at_hand
from congvu.machine.state import has_external_database


def main(command: list[str]) -> int:
    # Not below a closed home, so that root's database user can reach it.
    home = Path(tempfile.mkdtemp(prefix="congvu-scratch-"))
    home.chmod(0o711 if os.geteuid() == 0 else 0o700)
    os.environ["CONGVU_HOME"] = str(home)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with database_at_hand(throwaway=True):
            if not has_external_database():
                cluster = Cluster()
                os.environ["DATABASE_URL"] = cluster.superuser_url()
                os.environ["CONGVU_THROWAWAY"] = "1"  # nothing in it need be dropped
                # for psql, and tests that open a connection of their own
                os.environ["PGPASSWORD"] = cluster.record.superuser_password
            return subprocess.run(command, check=False).returncode
    except ClusterProblem as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    finally:
        os.environ.pop("DATABASE_URL", None)
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
