"""A Dask cluster on this machine: `python -m tests.cohort.cluster N` says where it is and which processes its workers
are, and lives until its standard input ends.
"""

from __future__ import annotations

import json
import os
import sys

from distributed import Client, LocalCluster


def main() -> None:
    """Start it and wait."""
    with (
        LocalCluster(
            n_workers=int(sys.argv[1]), threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
        ) as cluster,
        Client(cluster) as client,
    ):
        workers = client.run(os.getpid)
        print(json.dumps({"address": cluster.scheduler_address, "workers": list(workers.values())}), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
