"""Where things are. The only module that knows a path.

`WORKBENCH_HOME` moves everything a run reads and writes (data, reports, notebooks);
`WORKBENCH_PROCESSED` moves the dataset alone, so that tests and notebooks can read another one, `WORKBENCH_CACHE` the
documents already read.
"""

import os
from pathlib import Path

RULES = Path(__file__).resolve().parent / "rules"


def home() -> Path:
    """The project folder: `WORKBENCH_HOME`, else the checkout this package is installed from."""
    given = os.environ.get("WORKBENCH_HOME")
    return Path(given).resolve() if given else Path(__file__).resolve().parents[2]


def raw() -> Path:
    """Documents as the offices published them."""
    return home() / "data" / "raw"


def processed() -> Path:
    """The dataset."""
    given = os.environ.get("WORKBENCH_PROCESSED")
    return Path(given).resolve() if given else home() / "data" / "processed"


def cache() -> Path:
    """Documents already read, in a form only the workbench uses; may be deleted. `WORKBENCH_CACHE` moves it."""
    given = os.environ.get("WORKBENCH_CACHE")
    return Path(given).resolve() if given else home() / "data" / ".cache"


def notebooks() -> Path:
    """The parameterised notebooks."""
    return home() / "notebooks"


def koordinat() -> Path:
    """Coordinates of regions, if the user gives any: columns `wilayah, lintang, bujur` (degrees)."""
    return home() / "data" / "koordinat_wilayah.csv"


def scenarios() -> Path:
    """Scenario files of the what-if."""
    return home() / "scenarios"


def reports() -> Path:
    """Finished reports."""
    return home() / "reports"
