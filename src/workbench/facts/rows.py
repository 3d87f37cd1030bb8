"""Rows of the forms: who a row is about, its indicators, its figures by stage."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from workbench.documents.identity import official_region, region_codes
from workbench.documents.model import Identity
from workbench.facts import numbers
from workbench.facts.codes import canonical
from workbench.facts.entities import (
    LEVEL_WORDS,
    CodeBook,
    Entity,
    Resolver,
    coded,
    is_heading_of_all,
    is_remark,
    is_subtotal,
    is_total,
    stripped,
)
from workbench.facts.forms import Form, level_of_heading, levels_listed
from workbench.facts.model import Observation, doubt_of
from workbench.facts.nomenclature import normal, same_name
from workbench.facts.numbering import Numbering
from workbench.facts.scale import SCALED, money_scales, stated_columns
from workbench.facts.stages import MEASURES, QUARTERS, StageGroup, groups
from workbench.tables.align import INDICATOR_START
from workbench.tables.cells import FIGURES, Shape, shape
from workbench.tables.grid import DOUBTED, WORDLESS, Column, Grid, GridRow

UNNAMED_PERIOD = "periode_tak_baku"
"""Mark of a realisation up to a month the contract has no word for; the printed span is in `catatan`."""
NINE_MONTHS = "sembilan_bulan"
"""Mark of a `tw3` that is the period of the report, from January on, and not of a column of the third quarter."""
_ENUMERATION = re.compile(r"^(?:\(?\d{1,2}[.)]?\s+(?=\D)|[a-z][.)]\s*|[-•·*]\s*)", re.IGNORECASE)
_PROGRAMS = re.compile(r"^(?:nama |uraian )?program\b")
_SAME = re.compile(r"idem|s\.?\s?d\.?\s?a\.?|id\.|sama dengan di atas", re.IGNORECASE)
_WORDS = ("kode", "uraian", "indikator", "sasaran", "satuan")
_QUARTER_WORD = re.compile(r"^(?:triwulan|tw)\b[\s.]*")


class SideReader:
    """Reads one side of a table row by row; keeps what rows below inherit. `lines`: what each printed line gave.

    `levels`: the levels that the heading of the names lists, where it lists no urusan.
    """

    def __init__(self, grid: Grid, side: int, form: Form, identity: Identity, book: CodeBook, mark: str) -> None:
        self._grid = grid
        self._side = side
        self._identity = identity
        self._mark = mark
        self._columns = self._of_side(grid.columns)
        self._groups: dict[tuple[Column, ...], list[StageGroup]] = {}
        self._scales = money_scales(grid, self._columns, mark)
        self._unscaled = stated_columns(grid, self._columns) - set(self._scales)
        self._book = book
        self.levels = _levels_named(self._columns)
        self._resolver = Resolver(book, _only_level(self._columns, grid.columns), form.jenjang)
        self._entity: Entity | None = None
        self._line_entity: Entity | None = None
        self._indicator_above: str | None = None
        self._unit_above: str | None = None
        self._budgeted = False
        self._has_names = any(column.role == "uraian" for column in self._columns)
        self._levels = _levels_of(self._columns)
        self._numbering = Numbering(grid, self._columns)
        self.lines: list[list[Observation]] = []
        self._doubtful: frozenset[str] = frozenset()

    def _of_side(self, columns: Sequence[Column]) -> list[Column]:
        return [column for column in columns if column.side in (0, self._side)]

    def read(self, row: GridRow) -> list[Observation]:
        """The observations of one row, one a stage and indicator; empty when this side of the row is blank."""
        if WORDLESS in row.flags:
            return []
        columns = self._of_side(row.columns)
        if row.columns not in self._groups:
            self._groups[row.columns] = groups(self._grid, columns, self._identity)
        stages = self._groups[row.columns]
        cells = self._with_beside(row, columns, stages)
        self._doubtful = row.doubtful
        if not any(cells[column.index] for column in columns if column.role not in ("no", "catatan", None)):
            return []
        flags = set(row.flags) - {DOUBTED} | self._doubted_words(columns, cells)
        name = self._name(columns, cells)
        remark = is_remark(name) and not any(shape(cells[i]) in FIGURES for one in stages for i in one.figures.values())
        if remark or is_subtotal(name) or not self._take_entity(row, columns, cells, stages, flags):
            return []
        assert self._entity is not None
        above = self._line_entity
        self._line_entity = self._entity
        observations = []
        for number, (indicator, values) in enumerate(self._indicators(columns, cells, stages)):
            base = Observation(
                tahun=0,
                tahap="",
                periode=None,
                jenjang=self._entity.jenjang,
                baris=row.line,
                halaman=row.page,
                tabel=self._grid.label,
                kode=self._entity.kode,
                indikator=indicator or (self._grid.title or None if self._entity.jenjang == "wilayah" else None),
                uraian=self._entity.uraian,
                kode_tercetak=self._entity.kode_tercetak,
                kode_asal=self._entity.kode_asal if self._entity.kode else None,
                nama_resmi=self._official_name(),
                kode_wilayah=region_codes().get(self._official_name() or ""),
                penanda=flags | _flags(self._entity),
                sumber_dana=self._text(columns, cells, "sumber_dana"),
                lokasi=self._text(columns, cells, "lokasi"),
                catatan=self._text(columns, cells, "catatan"),
            )
            observations += self._staged(base, stages, values, columns, first=number == 0)
        if above is not self._entity:
            self.lines.append([])
        self.lines[-1] += observations
        self._set_difference(observations, stages, columns, cells)
        self._budgeted = any(observation.pagu is not None for observation in observations)
        return observations

    def _doubted_words(self, columns: list[Column], cells: dict[int, str]) -> set[str]:
        """Marks of a row whose name, code, indicator or unit the reader is not sure of."""
        words = {cells[column.index] for column in columns if column.role in _WORDS} - {""}
        return {DOUBTED, doubt_of("teks")} if words & self._doubtful else set()

    def _official_name(self) -> str | None:
        entity = self._entity
        if entity and entity.jenjang == "wilayah":
            return official_region(entity.uraian or "")
        return entity.nama_resmi if entity else None

    def _take_entity(
        self,
        row: GridRow,
        columns: list[Column],
        cells: dict[int, str],
        stages: list[StageGroup],
        flags: set[str],
    ) -> bool:
        """Set the entity of this row, its own or the one above it; False when the row belongs to none."""
        name, code = coded(self._name(columns, cells) or self._name_beside(row))
        code = next((cells[column.index] for column in columns if column.role == "kode" and cells[column.index]), code)
        indicator = None if is_total(name) else self._indicator(columns, cells)
        if not self._has_names:
            return self._take_goal(columns, cells, indicator)
        money = [cells[stage.figures[measure]] for stage in stages for measure in ("pagu", "realisasi_rp")
                 if measure in stage.figures]  # fmt: skip
        if name and (any(money) or canonical(code) or not self._continues(name)):
            self._entity = self._resolver.resolve(name, code or None, self._numbering.level(row))
            return True
        if code and not name and canonical(code):
            self._entity = self._resolver.resolve("", code)
            return True
        if indicator and (self._entity is None or self._name_left_behind(row, cells, stages)):
            self._entity = self._book.line_of(indicator)
            flags.add("nama_tak_tercetak")
        if indicator:
            return self._entity is not None
        if any(shape(cells[index]) in FIGURES for stage in stages for index in stage.figures.values()):
            self._entity = Entity(None, "opd")
            flags.add("tanpa_nama")
            return True
        return False

    def _name_left_behind(self, row: GridRow, cells: dict[int, str], stages: list[StageGroup]) -> bool:
        """A page that begins with money of its own beside an indicator goes on with a line named on a lost page."""
        budgets = [stage.figures["pagu"] for stage in stages if "pagu" in stage.figures]
        prints_money = any(shape(cells[index]) in FIGURES for index in budgets)
        return row.first_of_block and prints_money and self._budgeted

    def _name(self, columns: list[Column], cells: dict[int, str]) -> str:
        """The name a row prints; the word of a total row may reach over several columns from the left."""
        first = next((cells[column.index] for column in columns if cells[column.index]), "")
        if is_total(first):
            return first
        names = [column for column in columns if column.role == "uraian" and cells[column.index]]
        if self._levels:
            return self._deepest(names, cells)
        return " ".join(cells[column.index] for column in names)

    def _deepest(self, names: list[Column], cells: dict[int, str]) -> str:
        """The name of the lowest level a row prints, with its level word; the levels above it are remembered."""
        worded = [f"{LEVEL_WORDS[self._levels[column.index]]} {stripped(cells[column.index])[0]}" for column in names
                  if column.index in self._levels]  # fmt: skip
        for name in worded[:-1]:
            self._resolver.resolve(name, None)
        return worded[-1] if worded else ""

    def _with_beside(self, row: GridRow, columns: list[Column], stages: list[StageGroup]) -> dict[int, str]:
        """The cells of this side; name and indicator are those of the first side where this one says `idem`, or has
        figures and neither of them."""
        cells = {column.index: row.cells[column.index] for column in columns}
        texts = [column for column in columns if column.role in ("uraian", "indikator") and column.side == self._side]
        if self._side < 2 or not texts:
            return cells
        figures = any(shape(cells[index]) in FIGURES for stage in stages for index in stage.figures.values())
        bare = figures and not any(cells[column.index] for column in texts)
        for column in texts:
            first = next((other for other in row.columns if other.role == column.role and other.side == 1), None)
            if first and (bare or _SAME.fullmatch(cells[column.index])):
                cells[column.index] = row.cells[first.index]
        return cells

    def _name_beside(self, row: GridRow) -> str:
        """The name of an urusan, office or total that a two-sided table prints on its first side only."""
        if self._side < 2:
            return ""
        name = next((row.cells[column.index] for column in row.columns if column.role == "uraian"), "")
        return name if is_heading_of_all(name) else ""

    def _continues(self, name: str) -> bool:
        """The name is the rest of the name above, printed again beside a further indicator."""
        above = self._entity.uraian if self._entity else None
        rest = above and len(name) > 20 and normal(above).endswith(normal(name)) and normal(above) != normal(name)
        return bool(rest) and not self._book.knows(name, ("sub_kegiatan",))

    def _take_goal(self, columns: list[Column], cells: dict[int, str], indicator: str | None) -> bool:
        """Tables of goals: sasaran (else tujuan) is the name, inherited where the page merged its cell."""
        names = [
            _ENUMERATION.sub("", cells[column.index])
            for role in ("sasaran", "tujuan")
            for column in columns
            if column.role == role and cells[column.index]
        ]
        if names:
            self._entity = Entity(" ".join(names[0].split()), "sasaran")
        elif self._entity is None:
            self._entity = Entity(None, "sasaran")
        if not any(column.role == "indikator" for column in columns):
            return bool(names)
        return bool(indicator) or bool(self._quarter(columns, cells) and self._indicator_above)

    def _indicator(self, columns: list[Column], cells: dict[int, str]) -> str | None:
        texts = [cells[column.index] for column in columns if column.role == "indikator"]
        return next((text for text in texts if text and text != "-"), None)

    def _text(self, columns: list[Column], cells: dict[int, str], role: str) -> str | None:
        """Text of a role. From the first place or source that is a figure on, the row is shifted: nothing is taken."""
        texts = []
        for column in columns:
            found = shape(cells[column.index])
            if column.role in ("lokasi", "sumber_dana") and found in (Shape.MONEY, Shape.NUMBER, Shape.PERCENT):
                break
            if column.role == role and found not in (Shape.EMPTY, Shape.DASH, Shape.MONEY):
                texts.append(cells[column.index])
        return "; ".join(texts) or None

    def _indicators(
        self, columns: list[Column], cells: dict[int, str], stages: list[StageGroup]
    ) -> list[tuple[str | None, dict[int, str]]]:
        """Indicators of a row with the cells of each; a cell may hold several, one below the other."""
        indicator = None if is_total(self._name(columns, cells)) else self._indicator(columns, cells)
        if indicator is None and self._quarter(columns, cells):
            indicator = self._indicator_above
        self._indicator_above = indicator
        places = {index for stage in stages for measure, index in stage.figures.items()
                  if measure in ("target", "realisasi", "capaian")}  # fmt: skip
        parts = {index: numbers.split_figures(cells[index]) for index in places if cells[index]}
        count = max((len(part) for part in parts.values()), default=1)
        names = _split_indicator(indicator, count) if indicator and count > 1 else None
        if not names or any(len(part) not in (1, count) for part in parts.values()):
            return [(_plain(indicator), cells)]
        return [
            (
                _plain(name),
                cells | {index: part[number] for index, part in parts.items() if len(part) == count},
            )
            for number, name in enumerate(names)
        ]

    def _staged(
        self,
        base: Observation,
        stages: list[StageGroup],
        cells: dict[int, str],
        columns: list[Column],
        first: bool,
    ) -> list[Observation]:
        """One observation a stage that prints something; the first stage when none does."""
        found = []
        quarter = self._quarter(columns, cells)
        for stage in stages:
            periode = quarter if stage.by_quarter else stage.periode
            observation = replace(
                base, tahun=stage.tahun, tahap=stage.tahap, periode=periode, penanda=set(base.penanda)
            )
            if stage.doubled:
                observation.penanda.add("kolom_ganda")
            observation.catatan = "; ".join(filter(None, (stage.judul, stage.rentang, base.catatan))) or None
            if stage.rentang:
                observation.penanda.add(UNNAMED_PERIOD)
            if stage.sembilan_bulan and not stage.by_quarter:
                observation.penanda.add(NINE_MONTHS)
            for measure in MEASURES:
                if measure in stage.figures and (first or measure not in ("pagu", "realisasi_rp", "serapan")):
                    unit = cells.get(stage.satuan, "") if stage.satuan is not None else ""
                    unit = unit or _heading_unit(columns, stage.figures[measure]) or _counted(base.indikator)
                    scale = self._scales.get(stage.figures[measure], 1)
                    text = cells[stage.figures[measure]]
                    self._set(observation, measure, text, unit, scale)
                    if stage.figures[measure] in self._unscaled and getattr(observation, measure) is not None:
                        observation.penanda.add("satuan_uang_tak_dipakai")
                    if text in self._doubtful and getattr(observation, measure) is not None:
                        observation.penanda |= {doubt_of(measure), DOUBTED}
            self._set_unit(observation, stage, cells, columns)
            if _prints_something(observation):
                found.append(observation)
            elif not found and stage is stages[-1]:
                main = stages[0]
                found.append(
                    replace(observation, tahun=main.tahun, tahap=main.tahap, periode=main.periode,
                            penanda=observation.penanda | {"sel_kosong"})
                )  # fmt: skip
        return found

    def _quarter(self, columns: list[Column], cells: dict[int, str]) -> str | None:
        """`tw1` to `tw4` where a column names the quarter of each row."""
        printed = next((cells[column.index] for column in columns if column.role == "triwulan"), "")
        return QUARTERS.get(_QUARTER_WORD.sub("", printed.lower()).strip(" ."))

    def _set(self, observation: Observation, measure: str, text: str, unit: str, scale: int) -> None:
        """Put one printed cell into an observation; `unit` is what the row's unit column prints."""
        found = shape(text)
        if found in (Shape.EMPTY, Shape.DASH):
            return
        if found is Shape.ERROR:
            observation.penanda.add("galat_rumus")
        elif measure in ("pagu", "realisasi_rp"):
            self._set_money(observation, measure, text, scale)
        elif measure in ("capaian", "serapan"):
            value = numbers.parse(text, self._mark)
            if value:
                setattr(observation, measure, float(value[0]))
            else:
                observation.penanda.add("bukan_angka")
        else:
            self._set_performance(observation, measure, text, unit)

    def _set_money(self, observation: Observation, measure: str, text: str, scale: int) -> None:
        value = numbers.money(text) if scale == 1 else numbers.scaled(text, self._mark, scale)
        if value is None or abs(value) >= _MOST_MONEY:
            observation.penanda.add("bukan_angka")
        elif 0 < value < _LEAST_MONEY and is_total(observation.uraian or ""):
            observation.serapan = float(value)
            observation.penanda.add("kolom_bergeser")
        elif 0 < abs(value) < _LEAST_MONEY:
            observation.penanda.add("uang_terlalu_kecil")
        else:
            setattr(observation, measure, value.quantize(Decimal("0.01")))
            observation.penanda |= {SCALED} if scale > 1 else set()

    def _set_performance(self, observation: Observation, measure: str, text: str, unit: str) -> None:
        value = numbers.parse(text, self._mark, unit)
        if value is None:
            setattr(observation, f"{measure}_teks", text)
            return
        setattr(observation, measure, float(value[0]))
        if value[1]:
            observation.penanda.add("satuan_di_target")
            observation.satuan = observation.satuan or value[1]

    def _set_difference(
        self,
        observations: list[Observation],
        stages: list[StageGroup],
        columns: list[Column],
        cells: dict[int, str],
    ) -> None:
        """The printed difference of two budgets stands with the later one: the nearest budget left of it. What is left
        of a budget stands with its realisation. A cell that only repeats a budget of the row is no difference.
        """
        column = next((column for column in columns if column.role == "selisih"), None)
        value = numbers.money(cells[column.index]) if column else None
        if column is None or value is None or abs(value) >= _MOST_MONEY:
            return
        left = [stage for stage in stages if any(index < column.index for index in stage.figures.values())]
        realised = [stage for stage in left if "realisasi_rp" in stage.figures]
        planned = [stage for stage in left if "pagu" in stage.figures]
        if realised and re.search(r"\bsisa\b", normal(column.heading)):
            later = realised[-1]
        elif len(planned) > 1:
            later = max(planned, key=lambda stage: stage.figures["pagu"])
        else:
            return
        budgets = [one.pagu for one in observations if one.pagu is not None]
        if value in budgets and value not in {b - a for a in budgets for b in budgets} | {Decimal(0)}:
            for one in observations:
                one.penanda.add("kolom_bergeser")
            return
        for one in observations:
            paid = one.realisasi_rp if later in realised else one.pagu
            if (one.tahap, one.tahun, paid is not None) == (later.tahap, later.tahun, True):
                one.selisih_rp = value.quantize(Decimal("0.01"))
                return

    def _set_unit(
        self, observation: Observation, stage: StageGroup, cells: dict[int, str], columns: list[Column]
    ) -> None:
        own = cells.get(stage.satuan, "") if stage.satuan is not None else ""
        if own:
            observation.satuan = own
        elif observation.satuan is None and (observation.target is not None or observation.realisasi is not None):
            merged = self._unit_above if stage.by_quarter and stage.satuan is not None else None
            observation.satuan = merged or _heading_unit(columns, stage.figures.get("target")) or None
        if stage.satuan is not None:
            self._unit_above = observation.satuan or self._unit_above


def _heading_unit(columns: Sequence[Column], index: int | None) -> str:
    levels = next((column.levels for column in columns if column.index == index), ())
    return numbers.heading_unit(levels) or ""


def _counted(indicator: str | None) -> str:
    """What an indicator counts: the unit in its brackets, else `jumlah` where it begins so; empty for others."""
    levels = [indicator or ""]
    return numbers.heading_unit(levels) or ("jumlah" if _COUNT.match(levels[0]) else "")


def _flags(entity: Entity) -> set[str]:
    """What a reader must know about the name and level of a row."""
    flags = set() if entity.known else {"jenjang_disimpulkan"}
    printed = entity.kode_asal in ("tercetak", "dinormalkan")
    if printed and entity.nama_resmi and entity.uraian and not same_name(entity.uraian, entity.nama_resmi):
        flags.add("nama_beda_nomenklatur")
    return flags


_COUNT = re.compile(r"(?:jumlah|banyaknya)\b(?!.*[(%])", re.IGNORECASE)
_LEAST_MONEY = Decimal(1000)
_MOST_MONEY = Decimal(10) ** 18


def _only_level(columns: Sequence[Column], table: Sequence[Column]) -> str | None:
    """`program` for a name column headed just so, or `Program/Kegiatan` beside a column of sub kegiatan."""
    headings = [column for column in columns if column.role == "uraian" and column.levels]
    if len(headings) != 1:
        return None
    below = any(level_of_heading(column) == "sub_kegiatan" for column in table if column.role == "uraian")
    programs = below and _PROGRAMS.search(normal(headings[0].levels[-1]))
    return level_of_heading(headings[0]) or ("program" if programs else None)


def _levels_named(columns: Sequence[Column]) -> list[str]:
    """The levels that the one heading of names lists, the highest first."""
    named = [column for column in columns if column.role == "uraian" and column.levels]
    return levels_listed(named[0]) if len(named) == 1 else []


def _levels_of(columns: Sequence[Column]) -> dict[int, str]:
    """Levels of the name columns of a table that prints program, kegiatan and sub kegiatan side by side."""
    named = [column for column in columns if column.role == "uraian" and column.levels]
    levels = {column.index: level for column in named if (level := level_of_heading(column))}
    return levels if len(levels) == len(named) and len(set(levels.values())) == len(levels) > 1 else {}


def _plain(indicator: str | None) -> str | None:
    if indicator is None:
        return None
    return _ENUMERATION.sub("", " ".join(indicator.split())) or None


def _split_indicator(indicator: str, count: int) -> list[str] | None:
    """The indicators of one cell, when it can be cut into `count` of them."""
    listed = [part.strip() for part in re.split(r"(?:^|\s)[-•·*]\s*(?=[A-Z])", indicator) if part.strip()]
    if len(listed) == count:
        return listed
    starts = [found.start() for found in re.finditer(r"(?<!\S)[A-Z]", indicator)
              if INDICATOR_START.match(indicator[found.start() :])]  # fmt: skip
    if len(starts) == count and starts[0] == 0:
        return [indicator[a:b].strip() for a, b in zip(starts, [*starts[1:], len(indicator)], strict=True)]
    return None


def _prints_something(observation: Observation) -> bool:
    values = (*MEASURES, "target_teks", "realisasi_teks")
    return any(getattr(observation, name) is not None for name in values)
