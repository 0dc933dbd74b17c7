"""Many regions, rows and years judged in an engine: plain numbers by pieces, everything else by `evaluate`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from healthplan_cli.evaluation.gate import Policy
from healthplan_cli.model import Conventions, Plan
from healthplan_cli.panel import statements
from healthplan_cli.panel.asking import Line, Series
from healthplan_cli.panel.compiling import LEAST_REGIONS, Compiler, Example, other_row, plain
from healthplan_cli.panel.engine import Engine
from healthplan_cli.panel.exact import RegionValues, exact_records, with_compared
from healthplan_cli.panel.pieces import Output
from healthplan_cli.panel.row_verdicts import RowVerdicts
from healthplan_cli.panel.rows import Blocks, blocks_of, numbered, order_in
from healthplan_cli.panel.verdicts import Counts, PanelVerdicts
from healthplan_cli.panel.why import ExactReason
from healthplan_cli.views.records import FIELDS, Record

_TYPES = {
    "year": "INT",
    "due": "INT",
    "value": "DOUBLE",
    "baseline": "DOUBLE",
    "progress": "DOUBLE",
    "elapsed": "DOUBLE",
    "gap": "DOUBLE",
    "regressed": "BOOLEAN",
    "gated": "BOOLEAN",
}
RECORD_TYPES = {name: _TYPES.get(name, "STRING") for name in FIELDS}
_LINES = ("gap", "progress")
_PLACES = dict.fromkeys(("region_no", "row_no", "verdict_no"), "INT")
_OUTPUT = {
    "piece": "INT",
    "row_no": "INT",
    "verdict_no": "INT",
    **{name: kind for name, kind in RECORD_TYPES.items() if name not in ("region", "value", *_LINES)},
    "moves": "BOOLEAN",
    **{f"{name}_{part}": "BIGINT" for name in _LINES for part in ("slope", "start", "under")},
}


def judge_panel(
    values: RegionValues,
    table: str,
    plans: Mapping[str, Plan],
    years: Sequence[int],
    conventions: Conventions,
    policy: Policy,
    engine: Engine,
    least_regions: int = LEAST_REGIONS,
) -> PanelVerdicts:
    """Return the verdicts on the regions that have plans, in some years. Raise InvalidInput where a value can't be
    read.
    `table` has the values as printed (region, indicator, component, year, text, unit): a table of the engine, or a
    Parquet path.
    """
    regions = list(plans)
    numbers, distinct = numbered(plans)
    shared = Counter(numbers.values())
    blocks = blocks_of(distinct, [shared[number] for number in range(len(distinct))])
    engine.open(table)
    known = sorted(year for year in values.years_known() if year <= max(years))
    _series(engine, regions, numbers, blocks, known)
    compiler = Compiler(blocks, tuple(years), known, conventions, policy, values.has_targets, least_regions)
    _find_pieces(engine, compiler)
    _ask(engine, compiler)
    places = blocks.most_owners
    if places:
        _combine(engine, compiler, places)
    compiler.kept.write()
    rows = RowVerdicts()
    _load_outputs(engine, compiler, rows)
    engine.name("panel_judged", statements.judged(places))
    counts = _exactly(engine, values, plans, compiler, rows)
    return PanelVerdicts(engine, values, plans, tuple(years), conventions, policy, counts, rows)


def _series(
    engine: Engine, regions: Sequence[str], numbers: Mapping[str, int], blocks: Blocks, known: Sequence[int]
) -> None:
    """Lay the values of some years out by region and row."""
    engine.load(
        "panel_regions",
        {"region": "STRING", "region_no": "INT", "plan_no": "INT"},
        ((region, number, numbers[region]) for number, region in enumerate(regions)),
    )
    names = {"plan_no": "INT", "indicator": "STRING", "component": "STRING", "block": "INT", "place": "INT"}
    engine.load("panel_names", {**names, "unit": "STRING", "measure": "STRING"}, blocks.names())
    engine.load("panel_places", dict.fromkeys(("plan_no", "block", "place"), "INT"), blocks.places())
    engine.create("panel_series", statements.series(engine, known))


def _find_pieces(engine: Engine, compiler: Compiler) -> None:
    """Compute in the engine which piece every value lies in."""
    compiler.begin()
    spans = engine.rows(statements.spans(compiler.known)) if compiler.known else ()
    cuts, others = (
        compiler.cuts({(block, at): (low, high) for block, at, low, high in spans}),
        compiler.others(),
    )
    place = {"block": "INT", "place": "INT", "year": "INT"}
    width = max(map(len, cuts), default=5) - 5
    numbers = {f"cut{at}": "BIGINT" for at in range(1, width + 1)}
    engine.load("panel_cuts", {**place, "why": "INT", "first": "INT", **numbers}, cuts)
    # at least the three classes of a row that is tied to another: below, as much, above
    widest = (
        max((2, *(max(len(other.cuts), len(other.classes) - 1) for _, other in others))) if others else -1
    )
    if others:
        classes = [f"cut{at}" for at in range(1, widest + 1)] + [f"class{at}" for at in range(widest + 1)]
        other = dict.fromkeys(("other_block", "other_place", "other_year", "kind"), "INT")
        columns = {**place, **other, **dict.fromkeys(("times", "under", "most", *classes), "BIGINT")}
        rows = (other_row(at, other, compiler.tied_to(at), widest) for at, other in others)
        engine.load("panel_others", columns, rows)
    engine.create("panel_keys", statements.keys(compiler.known, compiler.years, width, widest))


def _ask(engine: Engine, compiler: Compiler) -> None:
    """Ask `evaluate` for the records of the pieces that have values, and load them into the engine."""
    groups = sorted(engine.rows(statements.GROUPS), key=lambda group: group[:4])
    compiler.ask(groups, _examples(engine, compiler.wanted(groups), compiler.known))
    columns = {"block": "INT", "place": "INT", "year": "INT", "key": "BIGINT", "piece": "INT", "alike": "INT"}
    rows = ((*cell, number, compiler.alike[number]) for cell, number in compiler.pieces.items())
    engine.load("panel_pieces", columns, rows)


def _examples(engine: Engine, wanted: Iterable[Example], known: Sequence[int]) -> dict[Example, Series]:
    """Return the plain values by year of the places wanted (region, block, place)."""
    columns = dict.fromkeys(("region_no", "block", "place"), "INT")
    engine.load("panel_examples", columns, sorted(set(wanted)))
    return {
        (region, block, place): plain(dict(zip(known, values, strict=True)))
        for region, block, place, *values in engine.rows(statements.examples(known))
    }


def _combine(engine: Engine, compiler: Compiler, places: int) -> None:
    """Ask `evaluate` for the rows that are reported by component, by the pieces of their components."""
    engine.create("panel_together", statements.together(places))
    found = list(engine.rows(statements.combinations(places)))
    wanted = (
        (region, number, place)
        for number, *_, one, other in found
        for region in (one, other)
        for place in range(1, len(compiler.blocks.all[number].owners))
    )
    compiler.combine(found, _examples(engine, wanted, compiler.known))
    columns = dict.fromkeys(
        ("block", "year", *(f"p{place}" for place in range(1, places + 1)), "piece"), "INT"
    )
    engine.load("panel_combined", columns, ((*key, number) for key, number in compiler.combined.items()))


def _load_outputs(engine: Engine, compiler: Compiler, rows: RowVerdicts) -> None:
    lines = (
        (number, order_in(block.row, block.row_no, output.record["component"]), *_output(output, rows))
        for number, (block, outputs) in compiler.outputs.items()
        for output in outputs
    )
    engine.load("panel_outputs", _OUTPUT, lines)


def _output(output: Output, rows: RowVerdicts) -> tuple[Any, ...]:
    fields: Mapping[str, Any] = output.record
    own = [fields[name] for name in _OUTPUT if name in fields]
    numbers = (*_numbers(output.gap), *_numbers(output.progress))
    return (rows.number(output.record), *own, output.moves, *numbers)


def _numbers(line: Line | None) -> tuple[int | None, ...]:
    return (None, None, None) if line is None else (line.slope, line.start, line.under)


def _exactly(
    engine: Engine,
    values: RegionValues,
    plans: Mapping[str, Plan],
    compiler: Compiler,
    rows: RowVerdicts,
) -> Counts:
    """Judge by `evaluate` what has no piece, load its records into the engine, and count how rows were judged."""
    whys: Counter[ExactReason] = Counter()
    asked: dict[int, dict[int, list[str]]] = {}
    for region_no, number, year, key in engine.rows(statements.EXACT):
        asked.setdefault(region_no, {}).setdefault(year, []).append(compiler.blocks.all[number].row.id)
        whys[compiler.why(number, year, key)] += 1

    regions = list(plans)

    def records() -> Iterator[tuple[Any, ...]]:
        for region_no, wanted in sorted(asked.items()):
            region = regions[region_no]
            plan = plans[region]
            ids = {id for some in wanted.values() for id in some}
            actuals = values.actuals(region, with_compared(plan, ids))
            order = {row.id: (row, at) for at, row in enumerate(plan.indicators)}
            for one in exact_records(region, plan, actuals, wanted, compiler.conventions, compiler.policy):
                row_no = order_in(*order[one["indicator"]], one["component"])
                yield (*_fields(one), region_no, row_no, rows.number(one))

    engine.load("panel_exact", {**RECORD_TYPES, **_PLACES}, records())
    all_rows = sum(len(plan.indicators) for plan in plans.values()) * len(compiler.years)
    exact = whys.total()
    return Counts(all_rows - exact, exact, {why: whys[why] for why in ExactReason if whys[why]})


def _fields(one: Record) -> Iterator[Any]:
    fields: Mapping[str, Any] = one
    yield from (fields[name] for name in FIELDS)
