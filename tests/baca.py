"""Short invented texts read as a document of an invented office."""

from workbench.documents import text
from workbench.documents.model import Document, Identity
from workbench.facts.model import Facts, Observation, TableResult
from workbench.facts.observations import read_facts
from workbench.tables.build import grids

IDENTITY = Identity("kab-contoh-koperasi-ukm", "Dinas Koperasi dan UKM", "kabupaten", "Contoh", "Renja", 2025, None)


def fakta(content: str, **identity: object) -> Facts:
    lines, blocks = text.parse(content)
    who = Identity(**({name: getattr(IDENTITY, name) for name in Identity.__slots__} | identity))
    return read_facts(grids(Document("d.txt", "", "txt", None, lines, blocks, who)), lines, who)


def tabel_terbaca(content: str, **identity: object) -> list[TableResult]:
    return fakta(content, **identity).tables


def terbaca(content: str, **identity: object) -> list[Observation]:
    return [observation for table in tabel_terbaca(content, **identity) for observation in table.observations]
